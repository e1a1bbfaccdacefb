import { Button } from "@mantine/core";
import type { NotePhrase } from "@practicum/contracts/charting/note-phrases";
import { Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { describeFields, errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { whenText } from "../../../chart/when-text.ts";
import { useSession } from "../../../session/session-context.ts";
import { offerUndo, sayError } from "../../../shell/undo.tsx";
import { sectionLabels } from "../note-templates/field-model.ts";
import { PhraseEditor } from "./phrase-editor.tsx";
import { PhrasePreview } from "./phrase-preview.tsx";

interface Props {
  readonly phrase: NotePhrase;
  readonly others: readonly NotePhrase[];
  readonly mayChange: boolean;
  /** Makes one of one's own of it; null where that can't be. */
  readonly onCopy: (() => void) | null;
  readonly onDone: () => void;
}

/** A phrase with its versions: an earlier one is looked at, and made the newest by saving it. */
export function OpenPhrase({ phrase, others, mayChange, onCopy, onDone }: Props) {
  const trpc = useTRPC();
  const session = useSession();
  const [version, setVersion] = useState(phrase.version);
  const versions = useQuery(trpc.charting.notePhraseVersions.queryOptions({ phraseId: phrase.phraseId }));
  const put = useRetire(phrase);
  const shown = versions.data?.find((one) => one.version === version) ?? phrase;
  const retire = async () => {
    if (await put(phrase.version, !phrase.active)) onDone();
  };
  return (
    <>
      <div className="nt-versions">
        {mayChange && (
          <Button size="compact-xs" variant="default" onClick={() => void retire()}>
            {phrase.active ? "Retire" : "Take into use again"}
          </Button>
        )}
        {onCopy && (
          <Button size="compact-xs" variant="default" onClick={onCopy}>
            Make one of your own
          </Button>
        )}
        {!mayChange && (
          <Button size="compact-xs" variant="default" onClick={onDone}>
            Back to the list
          </Button>
        )}
      </div>
      {versions.isError && <Notice tone="warn">Earlier versions are not shown. {errorText(versions.error)}</Notice>}
      {(versions.data?.length ?? 0) > 1 && (
        <nav className="nt-versions" aria-label="Versions">
          {versions.data?.map((one) => (
            <Button
              key={one.version}
              size="compact-xs"
              variant={one.version === version ? "filled" : "default"}
              aria-current={one.version === version}
              onClick={() => setVersion(one.version)}
            >
              Version {one.version}, {one.savedBy}, {whenText(session, one.savedAt)}
              {one.active ? "" : ", retired"}
            </Button>
          ))}
        </nav>
      )}
      {mayChange ? (
        <PhraseEditor
          key={version}
          phraseId={phrase.phraseId}
          scope={phrase.scope}
          phrase={phrase}
          initial={{ ...shown, active: phrase.active }}
          others={others}
          onDone={onDone}
        />
      ) : (
        <div className="ph-read">
          <p>
            <b>{shown.name}</b>{" "}
            <span className="c-dim">{shown.sections.map((section) => sectionLabels[section]).join(", ")}</span>
          </p>
          <PhrasePreview text={shown.text} />
        </div>
      )}
    </>
  );
}

const commands = { own: "saveOwnPhrase", practice: "savePracticePhrase" } as const;

/** Takes a phrase out of use, or into use again, with the way back offered. */
function useRetire(phrase: NotePhrase): (over: number, active: boolean) => Promise<boolean> {
  const { run } = useCommand("charting", commands[phrase.scope]);
  const put = async (over: number, active: boolean): Promise<boolean> => {
    const { phraseId, name, text, sections, language } = phrase;
    const saved = await run({ phraseId, baseVersion: over, name, text, sections, language, active });
    if (!saved.ok) {
      sayError(describeFields(saved.error));
      return false;
    }
    const { version } = saved.value;
    offerUndo(active ? `“${name}” is in use again.` : `“${name}” is retired.`, () => void put(version, !active));
    return true;
  };
  return put;
}
