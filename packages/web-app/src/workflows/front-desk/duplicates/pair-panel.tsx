import { Button, Radio, TextInput } from "@mantine/core";
import { describeError, type DomainError } from "@practicum/contracts/error";
import type { DuplicatePair } from "@practicum/contracts/scheduling/merges";
import { formatName } from "@practicum/ui/format.ts";
import { LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useSession } from "../../../session/session-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { offerUndo, say, sayError } from "../../../shell/undo.tsx";
import { compareRows, needsReason } from "./compare-rows.ts";
import { useHoldings } from "./use-holdings.ts";

export type Pair = Pick<DuplicatePair, "first" | "second" | "score" | "because"> &
  Partial<Pick<DuplicatePair, "proposed" | "dismissed" | "version">>;

/** Two records side by side, and what can be done with them: who the person is and the decision first, then what each record has. */
export function PairPanel({ pair, onDone }: { readonly pair: Pair; readonly onDone: () => void }) {
  const { first, second } = pair;
  const held = useHoldings(first.patientId, second.patientId);
  const [chosen, setChosen] = useState<string | null>(null);
  const keptId = chosen ?? held.fuller;
  const rows = compareRows(first, second);
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever opened the pair goes on in it, by the keys too.
  useEffect(() => heading.current?.focus(), []);
  const column = (one: Pair["first"], place: string) => (
    <th scope="col">
      <Radio
        size="sm"
        name={`keep-${first.patientId}`}
        label={`Keep ${place}: MRN ${one.mrn}`}
        checked={keptId === one.patientId}
        onChange={() => setChosen(one.patientId)}
      />
      <Link to={`/p/${one.patientId}/summary`} className="p-anchor">
        Open {place} record
      </Link>
    </th>
  );
  return (
    <section className="w-panel" aria-label={`${formatName(first.name)} and ${formatName(second.name)}`}>
      <h2 ref={heading} tabIndex={-1} style={{ margin: 0, fontSize: 15 }}>
        One person or two?
      </h2>
      <div className="du-dim">
        Match {pair.score} of 100{pair.because.length > 0 ? `: ${pair.because.join(", ")}` : ""}
        {pair.proposed ? ` · ${pair.proposed.by} proposes to merge: ${pair.proposed.note}` : ""}
        {pair.dismissed ? ` · ${pair.dismissed.by} said that these are two people: ${pair.dismissed.because}` : ""}
      </div>
      <table className="du-compare">
        <thead>
          <tr>
            <th scope="col">
              <span className="du-dim">Bold: differs</span>
            </th>
            {column(first, "left")}
            {column(second, "right")}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label} data-differs={row.differs}>
              <th scope="row">
                {row.label}
                {row.differs ? " (differs)" : ""}
              </th>
              <td>{row.first || "Not known"}</td>
              <td>{row.second || "Not known"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <PairDecision
        key={`${first.patientId} ${second.patientId}`}
        pair={pair}
        keptId={keptId}
        counting={chosen === null && held.pending}
        onDone={onDone}
      />
      <h3 className="du-title">What each record has</h3>
      <table className="du-compare" aria-label="What each record has">
        <thead>
          <tr>
            <th scope="col">
              <span className="p-visually-hidden">What</span>
            </th>
            <th scope="col">MRN {first.mrn}</th>
            <th scope="col">MRN {second.mrn}</th>
          </tr>
        </thead>
        <tbody>
          {held.rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              <td>{row.first}</td>
              <td>{row.second}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {held.pending && <LoadingState rows={2} label="Counting what each record has" />}
      {held.failed && (
        <Notice tone="warn">Not every count could be had. What is missing is unknown, not nothing.</Notice>
      )}
    </section>
  );
}

interface DecisionProps {
  readonly pair: Pair;
  readonly keptId: string;
  /** Which record is proposed to be kept is not known yet. */
  readonly counting: boolean;
  readonly onDone: () => void;
}

function PairDecision({ pair, keptId, counting, onDone }: DecisionProps) {
  const { first, second, version } = pair;
  const session = useSession();
  const merge = useCommand("scheduling", "mergePatients");
  const unmerge = useCommand("scheduling", "unmergePatients");
  const propose = useCommand("scheduling", "proposeMerge");
  const dismiss = useCommand("scheduling", "dismissDuplicate");
  const takeUp = useCommand("scheduling", "takeUpDuplicate");
  const ids = { firstId: first.patientId, secondId: second.patientId };
  const [reason, setReason, clear, kept] = useDraft(`duplicate:${first.patientId}:${second.patientId}`, "");
  const [missing, setMissing] = useState(false);
  const said = reason.trim();
  const mayMerge = session.can("patient.merge");
  const asked = needsReason(first, second);
  const finish = () => {
    clear();
    onDone();
  };
  const doMerge = async () => {
    const duplicateId = keptId === first.patientId ? second.patientId : first.patientId;
    const mergeId = newId<"merge">();
    const result = await merge.run({ mergeId, survivorId: keptId, duplicateId, reason: said });
    if (!result.ok) return;
    finish();
    offerUndo("Merged: everything is in the record that you kept.", () => {
      void unmerge.run({ mergeId, because: "Unmerged at once" }).then((back) => {
        if (!back.ok) return sayError(describeError(back.error));
        // A press that was a mistake leaves the pair in the queue, where it was: the merge and its end were a version each.
        if (version !== undefined && !pair.dismissed) void takeUp.run({ ...ids, version: version + 2 });
      });
    });
  };
  /** What needs a word of the person. */
  const withReason = async (run: () => Promise<{ readonly ok: boolean }>, done: string) => {
    setMissing(said === "");
    if (said === "") return;
    const result = await run();
    if (!result.ok) return;
    finish();
    say(done);
  };
  const twoPeople = () => {
    if (version === undefined) return;
    void withReason(() => dismiss.run({ ...ids, version, because: said }), "Kept as two people.");
  };
  const takeUpAgain = async () => {
    if (version === undefined) return;
    if ((await takeUp.run({ ...ids, version })).ok) onDone();
  };
  const error = [merge, propose, dismiss, takeUp].map((command) => command.error).find((one) => one !== null) ?? null;
  return (
    <form
      className="du-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (mayMerge) void doMerge();
        else
          void withReason(() => propose.run({ ...ids, note: said }), "Proposed: the practice manager finds it first.");
      }}
    >
      <RestoredNotice small draft={kept} />
      <TextInput
        size="sm"
        maw={560}
        label="Reason"
        withAsterisk={asked}
        description={
          asked
            ? "Birth date or sex differs. How do you know: a document you saw, what the patient said?"
            : "How you know: a document you saw, what the patient said. Where birth date and sex agree, a merge needs none."
        }
        maxLength={200}
        value={reason}
        error={reasonFault(missing && said === "", error)}
        data-field="reason"
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {error && error.field !== "reason" && (
        <Notice tone="danger" role="alert">
          {error.fields?.[0]?.message ?? describeError(error)}
        </Notice>
      )}
      <div className="du-row">
        {mayMerge ? (
          <Button type="submit" size="sm" loading={merge.pending || counting}>
            Merge
          </Button>
        ) : (
          <Button type="submit" size="sm" loading={propose.pending}>
            Propose to merge
          </Button>
        )}
        {version !== undefined && !pair.dismissed && (
          <Button size="sm" variant="default" loading={dismiss.pending} onClick={twoPeople}>
            Two people
          </Button>
        )}
        {version !== undefined && pair.dismissed && (
          <Button size="sm" variant="default" loading={takeUp.pending} onClick={() => void takeUpAgain()}>
            Reopen
          </Button>
        )}
      </div>
      {mayMerge && (
        <div className="du-dim">
          Merging moves everything to the record that you keep. It can be unmerged at any time.
        </div>
      )}
    </form>
  );
}

function reasonFault(missing: boolean, error: DomainError | null): string | null {
  if (missing) return "Say in a few words why.";
  return error?.field === "reason" || error?.code === "merge-reason-required" ? describeError(error) : null;
}
