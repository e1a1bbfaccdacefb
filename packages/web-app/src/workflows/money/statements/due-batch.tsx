import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatCents } from "@practicum/kernel/money";
import { formatCount } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { Link } from "@tanstack/react-router";
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

/** The papers that are due by the cycle, and the way to the batch of them. */
export function DueBatch({ ready }: { readonly ready: readonly Due[] }) {
  const total = ready.reduce((sum, one) => sum + one.state.asks, 0);
  const kinds = STEPS.flatMap(([step, word]) => {
    const count = ready.filter((one) => one.state.next === step).length;
    return count > 0 ? [formatCount(count, word)] : [];
  });
  return (
    <div className="w-panel m-row">
      {ready.length > 0 && (
        <Button size="xs" component={Link} to="/money/statements/run">
          Review the batch
        </Button>
      )}
      <span className="m-small" role="status">
        {ready.length === 0
          ? "No statement, reminder or notice is due by the cycle."
          : `${kinds.join(", ")}; they ask for ${formatCents(total)}.`}
      </span>
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
