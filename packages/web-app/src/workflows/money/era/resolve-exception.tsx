import { Button, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { formatName } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import type { ClaimSummary } from "../claims/claim-types.ts";
import type { RemittanceClaim } from "./remittance-types.ts";

/** Says which claim a payment is about, or why it is left aside. */
export function ResolveException({ claim }: { readonly claim: RemittanceClaim }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const session = useSession();
  const resolve = useCommand("billing", "resolveException");
  const [claimId, setClaimId] = useState<string | null>(claim.claimId);
  const frame = useRef<HTMLDivElement>(null);
  const [because, setBecause] = useState("");
  const candidates = useQuery(
    trpc.billing.listClaims.queryOptions({
      statuses: ["submitted", "acknowledged", "accepted", "rejected", "denied", "partly-denied", "paid", "closed"],
      patientId: null,
      before: null,
      limit: 200,
    }),
  );
  if (!session.can("remittance.post")) return null;
  const run = async (input: { claimId: string | null; setAsideBecause: string | null }, words: string) => {
    const result = await resolve.run({ remittanceClaimId: claim.remittanceClaimId, ...input });
    if (result.ok) say(words);
    void client.invalidateQueries(trpc.billing.pathFilter());
  };
  const problem = resolve.error?.fields?.[0]?.message ?? (resolve.error && describeError(resolve.error));
  return (
    <div ref={frame} className="m-stack" style={{ gap: 6, marginTop: 6 }}>
      {problem && <Notice tone="danger">{problem}</Notice>}
      <div className="m-row">
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
          loading={resolve.pending}
          onClick={() => {
            const unread = firstUnreadable(frame.current);
            if (unread) unread.focus();
            else void run({ claimId, setAsideBecause: null }, "Matched and posted.");
          }}
        >
          Match and post
        </Button>
      </div>
      <div className="m-row">
        <TextInput
          size="xs"
          w={300}
          maxLength={200}
          aria-label="Why it is set aside"
          placeholder="Or why it is set aside"
          value={because}
          onChange={(event) => setBecause(event.currentTarget.value)}
        />
        <Button
          size="xs"
          variant="default"
          disabled={because.trim() === ""}
          loading={resolve.pending}
          onClick={() => void run({ claimId: null, setAsideBecause: because.trim() }, "Set aside.")}
        >
          Set aside
        </Button>
      </div>
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
