import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { Notice } from "@practicum/ui/states.tsx";
import { Link } from "@tanstack/react-router";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import type { Claim } from "./claim-types.ts";

/** What somebody has to do something about at once, as long as the claim is out. */
const alarms: readonly string[] = ["not-found", "returned", "information"];

/** What the payer says where a claim stands (276 and 277), and the way to ask it. */
export function PayerStatus({ claim }: { readonly claim: Claim }) {
  const { can, timeZone } = useSession();
  const ask = useCommand("billing", "askClaimStatus");
  const [last] = claim.inquiries;
  const isOut = ["submitted", "printed", "acknowledged", "accepted", "rejected"].includes(claim.status);
  if (!isOut && !last) return null;
  const day = (at: string) => formatDate(dateIn(at, timeZone));
  const run = async () => {
    if ((await ask.run({ claimId: claim.claimId })).ok)
      say(`${claim.payerName} is asked where claim ${claim.number} stands.`);
  };
  return (
    <section className="w-panel m-stack" aria-label="At the payer" style={{ gap: 8 }}>
      {last?.answer && (
        <Notice tone={isOut && alarms.includes(last.answer.outcome) ? "warn" : "info"}>
          <b>{last.answer.words}</b> {isOut && last.answer.next}
          <span className="m-small" style={{ display: "block" }}>
            The payer&apos;s answer of {day(last.answer.at)} ({last.answer.codes.join("; ")}) ·{" "}
            <Link to={`/money/files/${last.answer.fileId}`} className="p-anchor">
              file
            </Link>
          </span>
        </Notice>
      )}
      {last && !last.answer && (
        <span className="m-small">
          Asked on {day(last.askedAt)} by {last.askedBy}; no answer yet.
        </span>
      )}
      {ask.error && <Notice tone="danger">{describeError(ask.error)}</Notice>}
      {isOut && can("claim.write") && (
        <Button
          size="xs"
          variant="default"
          style={{ alignSelf: "flex-start" }}
          loading={ask.pending}
          onClick={() => void run()}
        >
          Ask the payer
        </Button>
      )}
    </section>
  );
}
