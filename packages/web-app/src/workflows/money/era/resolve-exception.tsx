import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatCents } from "@practicum/kernel/money";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { hasDraft } from "../../../shell/dock/drafts.ts";
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
  "take-up": "Reopen",
  reverse: "Reverse the posting",
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

/** What was left half typed of it opens by itself. */
function halfTyped(id: string): Act | null {
  if (hasDraft(`key:${id}`)) return "key";
  const acts = Object.keys(labels) as Act[];
  return acts.find((act) => hasDraft(`reason:${act}:${id}`)) ?? null;
}

/** Says which claim a payment is about, or what becomes of it else; takes a posting back. */
export function ResolveException({ claim }: { readonly claim: RemittanceClaim }) {
  const session = useSession();
  const open = claim.state === "waits" && claim.difference === 0 ? "match" : null;
  const [act, setAct] = useState<Act | null>(() => halfTyped(claim.remittanceClaimId) ?? open);
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
  const resolve = useCommand("billing", "resolveException");
  const force = useCommand("billing", "forceException");
  const back = useCommand("billing", "returnException");
  const up = useCommand("billing", "takeUpException");
  const undo = useCommand("billing", "reversePosting");
  const [forced, setForced] = useState<string | null>(null);
  const common = { draft: `${act}:${remittanceClaimId}`, onClose };
  const match = async (claimId: string) => {
    const result = await resolve.run({ remittanceClaimId, claimId, setAsideBecause: null });
    if (!result.ok) return;
    say("Matched and posted.");
    onClose();
  };
  switch (act) {
    case "match":
      return (
        <div className="m-stack" style={{ gap: 6 }}>
          {resolve.error && (
            <Notice tone="danger">{resolve.error.fields?.[0]?.message ?? describeError(resolve.error)}</Notice>
          )}
          <MatchClaim
            claim={claim}
            action="Match and post"
            pending={resolve.pending}
            onChoose={(claimId) => void match(claimId)}
          />
        </div>
      );
    case "key":
      return <KeyAmounts claim={claim} onDone={onClose} />;
    case "force":
      if (forced === null) return <MatchClaim claim={claim} action="Next" pending={false} onChoose={setForced} />;
      return (
        <ReasonForm
          {...common}
          label="Why is it posted though its sums do not hold? A second person reads this."
          action="Ask for approval"
          command={force}
          input={(because) => ({ remittanceClaimId, claimId: forced, because })}
          done="Asked. It is posted once somebody else allows it."
        />
      );
    case "set-aside":
      return (
        <ReasonForm
          {...common}
          label="Why is it set aside for now?"
          action="Set aside"
          command={resolve}
          input={(because) => ({ remittanceClaimId, claimId: null, setAsideBecause: because })}
          done="Set aside."
        />
      );
    case "refunded":
      return (
        <ReasonForm
          {...common}
          label={`Why does ${money} go back to the payer, and by which check or transfer?`}
          action="Record the refund"
          command={back}
          input={(because) => ({ remittanceClaimId, how: "refunded" as const, because })}
          done="The refund is recorded."
        />
      );
    case "sent-back":
      return (
        <ReasonForm
          {...common}
          label="What is wrong with it, and whom was it returned to?"
          action="Record as returned"
          command={back}
          input={(because) => ({ remittanceClaimId, how: "sent-back" as const, because })}
          done="Sent back."
        />
      );
    case "take-up":
      return (
        <ReasonForm
          {...common}
          label="Why is it reopened?"
          action="Reopen"
          command={up}
          input={(because) => ({ remittanceClaimId, because })}
          done="It waits again."
        />
      );
    case "reverse":
      return (
        <ReasonForm
          {...common}
          label={`Why is the posting of ${money} reversed? It waits here again.`}
          action="Reverse the posting"
          danger
          command={undo}
          input={(because) => ({ remittanceClaimId, because })}
          done="Reversed. It waits again."
        />
      );
  }
}
