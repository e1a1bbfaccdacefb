import { Button } from "@mantine/core";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import { noteSection, type NoteSection } from "@practicum/contracts/charting/notes";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { describeFields, errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import type { DockContentProps } from "../../../app/workflow.ts";
import { changeOf, sittingsOf, type NoteVersion, type Sitting } from "../../../chart/note/sittings.ts";
import { whenText } from "../../../chart/when-text.ts";
import { useSession } from "../../../session/session-context.ts";
import { useDockPatient } from "../../../shell/dock/dock-context.ts";
import { offerUndo } from "../../../shell/undo.tsx";
import { sectionNames } from "../note-fields.tsx";
import "./history.css";

/** Who wrote what in a section of a note and when; each stage with what was changed in it, word by word. */
export function HistoryDock({ about }: DockContentProps) {
  const trpc = useTRPC();
  const place = placeOf(about);
  const input = { encounterId: place?.encounterId ?? "", section: place?.section ?? ("hpi" as const) };
  const encounter = useQuery({
    ...trpc.charting.getEncounter.queryOptions({ encounterId: input.encounterId }),
    enabled: place !== null,
  });
  const versions = useQuery({ ...trpc.charting.noteVersions.queryOptions(input), enabled: place !== null });
  useDockPatient(encounter.data?.patientId ?? null);
  if (!place) return <EmptyState title="No note is open">Open a note first.</EmptyState>;
  const failed = encounter.error ?? versions.error;
  if (failed)
    return (
      <ErrorState
        what="What was written here before"
        message={errorText(failed)}
        onRetry={() => void Promise.all([encounter.refetch(), versions.refetch()])}
      />
    );
  if (!encounter.data || !versions.data) return <LoadingState rows={6} />;
  return <History encounter={encounter.data} section={place.section} versions={versions.data} />;
}

/** The place of a section in the address of the dock. */
export function placeOf(about: string | null): { encounterId: string; section: NoteSection } | null {
  const [encounterId = "", of] = about?.split(".") ?? [];
  const section = noteSection.safeParse(of);
  return section.success ? { encounterId, section: section.data } : null;
}

interface HistoryProps {
  readonly encounter: Encounter;
  readonly section: NoteSection;
  readonly versions: readonly NoteVersion[];
}

function History({ encounter, section, versions }: HistoryProps) {
  const session = useSession();
  const sittings = useMemo(() => sittingsOf(versions), [versions]);
  const [chosen, setChosen] = useState<number | null>(null);
  const shown = sittings.find((one) => one.version === chosen) ?? sittings[0];
  const label = sectionNames.find(([name]) => name === section)?.[1] ?? section;
  const newest = sittings[0];
  if (!shown || !newest) return <EmptyState title={label}>Nothing was written here yet.</EmptyState>;
  const writes = session.can("note.write") || (section === "reason" && session.can("note.intake"));
  return (
    <div className="h-history">
      <h3>{label}</h3>
      <ul className="h-sittings" aria-label="Versions, the newest first">
        {sittings.map((one) => (
          <li key={one.version}>
            <button type="button" aria-pressed={one === shown} onClick={() => setChosen(one.version)}>
              <b>{one.by}</b>
              <span>
                {whenText(session, one.to)}
                {one === newest && " · as it stands"}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Change sitting={shown} />
      {encounter.status === "open" && writes && shown !== newest && (
        <PutBack
          encounterId={encounter.encounterId}
          section={section}
          to={shown}
          from={newest}
          onDone={() => setChosen(null)}
        />
      )}
    </div>
  );
}

function Change({ sitting: { before, text } }: { readonly sitting: Sitting }) {
  const pieces = useMemo(() => changeOf(before, text), [before, text]);
  return (
    <div className="h-change" aria-label="What was changed" role="group">
      {pieces === null && <Notice tone="info">Almost nothing stayed as it was: this is the text without marks.</Notice>}
      {text === "" && <p className="c-dim">The whole text was taken out.</p>}
      <div className="h-text">
        {pieces === null
          ? text
          : pieces.map(({ kind, text: words }, index) => {
              const Mark = kind === "added" ? "ins" : kind === "removed" ? "del" : "span";
              // oxlint-disable-next-line react/no-array-index-key -- a text that is read has no other order
              return <Mark key={index}>{words}</Mark>;
            })}
      </div>
    </div>
  );
}

interface PutBackProps {
  readonly encounterId: string;
  readonly section: NoteSection;
  readonly to: Sitting;
  /** What stands now: it is put back by Undo. */
  readonly from: Sitting;
  readonly onDone: () => void;
}

function PutBack({ encounterId, section, to, from, onDone }: PutBackProps) {
  const restore = useCommand("charting", "restoreNoteSection");
  const put = async (version: number, baseVersion: number) =>
    restore.run({ encounterId, section, version, baseVersion });
  const putBack = async () => {
    const done = await put(to.version, from.version);
    if (!done.ok) return;
    offerUndo("The earlier text is back.", () => void put(from.version, done.value.version));
    onDone();
  };
  return (
    <>
      {restore.error && (
        <Notice tone="danger" role="alert">
          {restore.error.code === "stale-version"
            ? "Somebody has written here since. Look at the newest version above, then put the text back again."
            : describeFields(restore.error)}
        </Notice>
      )}
      <Button variant="default" loading={restore.pending} onClick={() => void putBack()}>
        Put this text back
      </Button>
    </>
  );
}
