import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatCents } from "@practicum/kernel/money";
import { Notice } from "@practicum/ui/states.tsx";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { ReasonForm } from "../reason-form.tsx";
import { KeyAmounts } from "./key-amounts.tsx";
import { MatchClaim } from "./match-claim.tsx";
import type { RemittanceClaim } from "./remittance-types.ts";

type Act = "match" | "key" | "force" | "set-aside" | "refunded" | "sent-back" | "take-up" | "reverse";

const labels: { readonly [A in Act]: string } = {
  match: "Match to a claim",
  key: "Key the amounts",
  force: "Post as it is",
  "set-aside": "Set aside",
  refunded: "Refund the payer",
  "sent-back": "Send back",
  "take-up": "Take up again",
  reverse: "Take the posting back",
};

/** What a person may do with a payer's decision, by where its money is. */
function actsOf(claim: RemittanceClaim): readonly Act[] {
  switch (claim.state) {
    case "posted":
      return claim.group === "reversal" ? [] : ["reverse"];
    case "returned":
      return ["take-up"];
    case "set-aside":
      return ["match", "key", "force", "refunded", "sent-back", "take-up"];
    case "waits":
      return ["match", "key", "force", "set-aside", "refunded", "sent-back"];
  }
}

/** Says which claim a payment is about, or what becomes of it else; takes a posting back. */
export function ResolveException({ claim }: { readonly claim: RemittanceClaim }) {
  const session = useSession();
  const open = claim.state === "waits" && claim.difference === 0 ? "match" : null;
  const [act, setAct] = useState<Act | null>(open);
  if (!session.can("remittance.post")) return null;
  if (claim.approvalWaits)
    return <div className="m-small">Somebody else was asked to allow it (Money, Approvals). Until then it waits.</div>;
  return (
    <div className="m-stack" style={{ gap: 6, marginTop: 6 }}>
      <div className="m-row">
        {actsOf(claim).map((one) => (
          <Button
            key={one}
            size="compact-xs"
            variant={one === act ? "filled" : "default"}
            aria-expanded={one === act}
            onClick={() => setAct(one === act ? null : one)}
          >
            {labels[one]}
          </Button>
        ))}
      </div>
      {act && <ActForm key={act} act={act} claim={claim} onClose={() => setAct(null)} />}
    </div>
  );
}

function ActForm(props: { readonly act: Act; readonly claim: RemittanceClaim; readonly onClose: () => void }) {
  const { act, claim, onClose } = props;
  const { remittanceClaimId, paid } = claim;
  const money = formatCents(Math.abs(paid));
  const does = useExceptionActs(claim, onClose);
  const [forced, setForced] = useState<string | null>(null);
  const reason = (label: string, action: string, onRun: (because: string) => void, danger = false) => (
    <ReasonForm label={label} action={action} danger={danger} pending={does.pending} onRun={onRun} onClose={onClose} />
  );
  return (
    <div className="m-stack" style={{ gap: 6 }}>
      {does.problem && <Notice tone="danger">{does.problem}</Notice>}
      {act === "match" && (
        <MatchClaim claim={claim} action="Match and post" pending={does.pending} onChoose={does.match} />
      )}
      {act === "key" && <KeyAmounts claim={claim} onDone={onClose} />}
      {act === "force" && forced === null && (
        <MatchClaim claim={claim} action="Next" pending={false} onChoose={setForced} />
      )}
      {act === "force" &&
        forced !== null &&
        reason(
          "Why is it posted though its sums do not hold? A second person reads this.",
          "Ask for approval",
          (because) => does.force({ remittanceClaimId, claimId: forced, because }),
        )}
      {act === "set-aside" && reason("Why is it set aside for now?", "Set aside", does.setAside)}
      {act === "refunded" &&
        reason(
          `Why does ${money} go back to the payer, and by which check or transfer?`,
          "Record the refund",
          (because) => does.giveBack({ remittanceClaimId, how: "refunded", because }),
        )}
      {act === "sent-back" &&
        reason("What is wrong with it, and to whom was it sent back?", "Record that it was sent back", (because) =>
          does.giveBack({ remittanceClaimId, how: "sent-back", because }),
        )}
      {act === "take-up" && reason("Why is it taken up again?", "Take up again", does.takeUp)}
      {act === "reverse" &&
        reason(
          `Why is the posting of ${money} taken back? It waits here again.`,
          "Take the posting back",
          does.reverse,
          true,
        )}
    </div>
  );
}

/** The commands behind the forms, each with what it says when it is done. */
function useExceptionActs(claim: RemittanceClaim, onDone: () => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { remittanceClaimId } = claim;
  const resolve = useCommand("billing", "resolveException");
  const ask = useCommand("billing", "forceException");
  const back = useCommand("billing", "returnException");
  const up = useCommand("billing", "takeUpException");
  const undo = useCommand("billing", "reversePosting");
  const commands = [resolve, ask, back, up, undo];
  const error = commands.find((one) => one.error !== null)?.error ?? null;
  const after = async (run: Promise<{ readonly ok: boolean }>, words: string) => {
    const result = await run;
    void client.invalidateQueries(trpc.billing.pathFilter());
    if (!result.ok) return;
    say(words);
    onDone();
  };
  return {
    pending: commands.some((one) => one.pending),
    problem: error && (error.fields?.[0]?.message ?? describeError(error)),
    match: (claimId: string) =>
      void after(resolve.run({ remittanceClaimId, claimId, setAsideBecause: null }), "Matched and posted."),
    setAside: (because: string) =>
      void after(resolve.run({ remittanceClaimId, claimId: null, setAsideBecause: because }), "Set aside."),
    force: (input: { remittanceClaimId: string; claimId: string; because: string }) =>
      void after(ask.run(input), "Asked. It is posted once somebody else allows it."),
    giveBack: (input: { remittanceClaimId: string; how: "refunded" | "sent-back"; because: string }) =>
      void after(back.run(input), input.how === "refunded" ? "The refund is recorded." : "Sent back."),
    takeUp: (because: string) => void after(up.run({ remittanceClaimId, because }), "It waits again."),
    reverse: (because: string) => void after(undo.run({ remittanceClaimId, because }), "Taken back. It waits again."),
  };
}
