import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { MergeEntry } from "@practicum/contracts/scheduling/merges";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { offerUndo, sayError } from "../../../shell/undo.tsx";
import { DuplicatesFrame } from "./duplicates-page.tsx";
import { movedWords } from "./moved-words.ts";

const PAGE = 50;
const keyOf = (one: MergeEntry) => one.mergeId;

/** Merges that were done, the latest first, each to be taken back. */
export function MergedPage() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { timeZone } = useSession();
  const [openedId, setOpenedId] = useState<string | null>(null);
  const input = { patientId: null, limit: PAGE };
  const list = useEndless({
    queryKey: trpc.scheduling.listMerges.queryKey({ ...input, before: null }),
    page: (before, signal) => client.scheduling.listMerges.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.merges,
    keyOf,
  });
  const columns: WorklistColumn<MergeEntry>[] = [
    { id: "kept", header: "Kept", width: "minmax(150px, 1.5fr)", cell: ({ survivor }) => <Who one={survivor} /> },
    {
      id: "merged",
      header: "Merged into it",
      width: "minmax(150px, 1.5fr)",
      cell: ({ duplicate }) => <Who one={duplicate} />,
    },
    {
      id: "when",
      header: "When",
      width: "110px",
      cell: (one) => formatDate(dateIn(one.mergedAt, timeZone)),
    },
    { id: "by", header: "By", width: "minmax(110px, 1fr)", below: true, cell: (one) => one.mergedBy },
    {
      id: "state",
      header: "State",
      width: "minmax(140px, 1fr)",
      below: true,
      cell: (one) => (one.undone ? `Unmerged by ${one.undone.by}` : movedWords(one).state),
    },
  ];
  const opened = list.items?.find((one) => one.mergeId === openedId);
  return (
    <DuplicatesFrame title="Merged records">
      {list.error && <ErrorState what="The merges" message={errorText(list.error)} onRetry={list.refetch} />}
      {list.isPending && <LoadingState />}
      {list.items?.length === 0 && (
        <EmptyState title="Nothing was merged yet">Each merge stands here, and can be taken back.</EmptyState>
      )}
      {list.items && list.items.length > 0 && (
        <Worklist
          label="Merges"
          items={list.items}
          columns={columns}
          keyOf={keyOf}
          opened={openedId ?? undefined}
          landing
          onOpen={(one) => setOpenedId(one.mergeId)}
          more={list.more}
        />
      )}
      {opened && <MergePanel key={opened.mergeId} one={opened} />}
    </DuplicatesFrame>
  );
}

function Who({ one }: { readonly one: MergeEntry["survivor"] }) {
  return (
    <span>
      <b>{formatName(one.name)}</b>
      <br />
      <span className="du-dim">
        {formatDate(one.birthDate)} · MRN {one.mrn}
      </span>
    </span>
  );
}

function MergePanel({ one }: { readonly one: MergeEntry }) {
  const session = useSession();
  const unmerge = useCommand("scheduling", "unmergePatients");
  const merge = useCommand("scheduling", "mergePatients");
  const words = movedWords(one);
  const takeBack = async () => {
    const result = await unmerge.run({ mergeId: one.mergeId, because: "" });
    if (!result.ok) return;
    const again = { mergeId: newId<"merge">(), ...result.value, reason: one.reason || "Merged again" };
    offerUndo("Unmerged: each record has again what it had.", () => {
      void merge.run(again).then((back) => {
        if (!back.ok) sayError(describeError(back.error));
      });
    });
  };
  return (
    <section className="w-panel" aria-label={`Merge of ${formatName(one.survivor.name)}`}>
      <h2 style={{ margin: 0, fontSize: 15 }}>{formatName(one.survivor.name)}</h2>
      <div className="du-dim">
        MRN {one.duplicate.mrn} was merged into MRN {one.survivor.mrn} on{" "}
        {formatDate(dateIn(one.mergedAt, session.timeZone))} by {one.mergedBy}
        {one.reason ? `: ${one.reason}` : ""}
      </div>
      <div className="du-stack">
        {!one.undone && words.lines.map((line) => <div key={line}>{line}</div>)}
        {!one.undone && words.aside && <Notice tone="warn">{words.aside}</Notice>}
        {one.undone && (
          <div>
            Unmerged on {formatDate(dateIn(one.undone.at, session.timeZone))} by {one.undone.by}
            {one.undone.because ? `: ${one.undone.because}` : ""}.
          </div>
        )}
        {unmerge.error && (
          <Notice tone="danger" role="alert">
            {describeError(unmerge.error)}
          </Notice>
        )}
        <div className="du-row">
          <Button component={Link} to={`/p/${one.survivor.patientId}/summary`} size="sm" variant="default">
            Open the record
          </Button>
          {!one.undone && session.can("patient.merge") && (
            <Button size="sm" variant="default" loading={unmerge.pending} onClick={() => void takeBack()}>
              Unmerge
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}
