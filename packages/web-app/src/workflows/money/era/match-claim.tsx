import { Button } from "@mantine/core";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { formatName } from "@practicum/ui/format.ts";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTRPC } from "../../../api/trpc.ts";
import type { ClaimSummary } from "../claims/claim-types.ts";
import type { RemittanceClaim } from "./remittance-types.ts";

/** Finds the claim that a payment is about. */
export function MatchClaim(props: {
  readonly claim: RemittanceClaim;
  readonly action: string;
  readonly pending: boolean;
  readonly onChoose: (claimId: string) => void;
}) {
  const { claim } = props;
  const trpc = useTRPC();
  const [claimId, setClaimId] = useState<string | null>(claim.claimId);
  const frame = useRef<HTMLDivElement>(null);
  const candidates = useQuery(
    trpc.billing.listClaims.queryOptions({
      statuses: ["submitted", "acknowledged", "accepted", "rejected", "denied", "partly-denied", "paid", "closed"],
      patientId: null,
      before: null,
      limit: 200,
    }),
  );
  return (
    <div ref={frame} className="m-row">
      <ChoiceList
        size="xs"
        w={300}
        aria-label="The claim that this is about"
        placeholder="Find the claim"
        value={claimId}
        onChange={setClaimId}
        clearable
        data={choicesOf(candidates.data?.claims ?? [], claim)}
      />
      <Button
        size="xs"
        disabled={!claimId}
        loading={props.pending}
        onClick={() => {
          const unread = firstUnreadable(frame.current);
          if (unread) unread.focus();
          else if (claimId) props.onChoose(claimId);
        }}
      >
        {props.action}
      </Button>
    </div>
  );
}

/** The claims that a payment may be about: those of the patient whom the payer names go first. */
function choicesOf(claims: readonly ClaimSummary[], { patientName }: RemittanceClaim) {
  const named = claims.filter((one) => formatName(one.patientName).toUpperCase() === patientName.toUpperCase());
  const others = claims.filter((one) => !named.includes(one));
  const items = (list: readonly ClaimSummary[], group?: string) =>
    list.map((one) => ({
      group,
      value: one.claimId,
      label: `${one.number} ${formatName(one.patientName)} ${formatDate(one.serviceDate)} ${formatCents(one.total)}`,
    }));
  if (named.length === 0) return items(others);
  return [...items(named, "Of this patient"), ...items(others, "Of others")];
}
