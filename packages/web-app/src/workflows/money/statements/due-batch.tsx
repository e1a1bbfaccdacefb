import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatCents } from "@practicum/kernel/money";
import { formatCount } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useRef, useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { say } from "../../../shell/undo.tsx";
import type { Due } from "./due-types.ts";

const BATCH_MAX = 500;

const STEPS = [
  ["statement", "statement"],
  ["reminder", "reminder"],
  ["final-notice", "final notice"],
  ["plan", "plan statement"],
] as const;

/** The papers that are due by the cycle, seen before they go, sent with one act. */
export function DueBatch({ ready }: { readonly ready: readonly Due[] }) {
  // limit: one command takes as many; the words below say so, and the next batch has the rest.
  const chosen = ready.slice(0, BATCH_MAX);
  const issue = useCommand("billing", "issueStatements");
  const [left, setLeft] = useState<readonly string[]>([]);
  /** One intent, one id for each patient: sent again after a failure these are the same papers. */
  const ids = useRef(new Map<string, string>());
  const total = chosen.reduce((sum, one) => sum + one.state.asks, 0);
  const kinds = STEPS.flatMap(([step, word]) => {
    const count = chosen.filter((one) => one.state.next === step).length;
    return count > 0 ? [formatCount(count, word)] : [];
  });
  const run = async () => {
    const statements = chosen.map(({ patientId }) => {
      const statementId = ids.current.get(patientId) ?? newId<"statement">();
      ids.current.set(patientId, statementId);
      return { statementId, patientId };
    });
    const result = await issue.run({ statements, byCycle: true });
    if (!result.ok) return;
    ids.current.clear();
    setLeft(result.value.left.map((one) => one.because));
    say(`${formatCount(result.value.issued.length, "paper")} sent.`);
  };
  return (
    <div className="w-panel m-stack" style={{ gap: 6 }}>
      <div className="m-row">
        <Button size="xs" loading={issue.pending} disabled={chosen.length === 0} onClick={() => void run()}>
          {chosen.length === 0 ? "Nothing to send" : `Send ${chosen.length}`}
        </Button>
        <span className="m-small" role="status">
          {chosen.length === 0
            ? "No statement, reminder or notice is due by the cycle."
            : `${chosen.length < ready.length ? `The first ${chosen.length} of ${ready.length}: ` : ""}${kinds.join(", ")}; they ask for ${formatCents(total)}.`}
        </span>
      </div>
      {issue.error && <Notice tone="danger">{describeError(issue.error)}</Notice>}
      {left.length > 0 && (
        <Notice tone="warn">
          {left.length} stayed: {[...new Set(left)].join(" ")}
        </Notice>
      )}
    </div>
  );
}

/** What the practice's policy calls too small to pursue, given up in one act. */
export function SmallBatch({ small }: { readonly small: readonly Due[] }) {
  const give = useCommand("billing", "writeOffSmall");
  // limit: one command takes as many; the button says for how many, and the list has the rest afterwards.
  const chosen = small.slice(0, BATCH_MAX);
  const total = chosen.reduce((sum, one) => sum + one.state.small, 0);
  const run = async () => {
    const result = await give.run({ patientIds: chosen.map((one) => one.patientId) });
    if (result.ok)
      say(`${formatCents(result.value.amount)} of ${formatCount(result.value.count, "patient")} written off.`);
  };
  if (chosen.length === 0) return null;
  return (
    <div className="w-panel m-stack" style={{ gap: 6 }}>
      <div className="m-row">
        <Button size="xs" color="red" loading={give.pending} onClick={() => void run()}>
          Write off {formatCents(total)} of {formatCount(chosen.length, "patient")}
        </Button>
        <span className="m-small">By the policy for small balances. Each can be reversed on its ledger.</span>
      </div>
      {give.error && <Notice tone="danger">{describeError(give.error)}</Notice>}
    </div>
  );
}
