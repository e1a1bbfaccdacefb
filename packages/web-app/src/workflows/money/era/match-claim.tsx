import { Button, TextInput } from "@mantine/core";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { formatName } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useListText } from "../../../lists/find-box.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import type { ClaimSummary } from "../claims/claim-types.ts";
import type { RemittanceClaim } from "./remittance-types.ts";

const PAGE = 50;
const keyOf = (claim: ClaimSummary) => claim.claimId;

const columns: readonly WorklistColumn<ClaimSummary>[] = [
  { id: "number", header: "Claim", width: "84px", cell: (one) => one.number },
  { id: "patient", header: "Patient", width: "minmax(110px, 1fr)", cell: (one) => formatName(one.patientName) },
  { id: "date", header: "Visit", width: "84px", cell: (one) => formatDate(one.serviceDate) },
  { id: "total", header: "Total", width: "80px", align: "right", cell: (one) => formatCents(one.total) },
];

/** Finds the claim that a payment is about, among all that were sent: it begins with the patient whom the payer names. */
export function MatchClaim(props: {
  readonly claim: RemittanceClaim;
  readonly action: string;
  readonly pending: boolean;
  readonly onChoose: (claimId: string) => void;
}) {
  const { claim } = props;
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [claimId, setClaimId] = useState<string | null>(claim.claimId);
  const find = useListText(claim.patientName);
  const input = {
    statuses: [
      "submitted" as const,
      "printed" as const,
      "acknowledged" as const,
      "accepted" as const,
      "rejected" as const,
      "denied" as const,
      "partly-denied" as const,
      "paid" as const,
      "closed" as const,
    ],
    patientId: null,
    text: find.text,
    limit: PAGE,
  };
  const query = useEndless({
    queryKey: trpc.billing.listClaims.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.listClaims.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.claims,
    keyOf,
  });
  return (
    <div className="m-stack" style={{ gap: 6 }}>
      <TextInput
        size="xs"
        w={340}
        aria-label="The claim that this is about"
        placeholder="Name, number, payer, code, $ amount or date"
        leftSection={<IconSearch size={14} />}
        value={find.typed}
        onChange={(event) => find.setTyped(event.currentTarget.value)}
      />
      {query.error && <ErrorState what="The claims" message={errorText(query.error)} onRetry={query.refetch} />}
      {query.isPending && <LoadingState rows={3} />}
      {query.items?.length === 0 && (
        <span className="m-small">No claim that was sent fits. Try the number or the day, or take a word away.</span>
      )}
      {query.items && query.items.length > 0 && (
        <Worklist
          label="Claims to choose from"
          compact
          items={query.items}
          columns={columns}
          keyOf={keyOf}
          onOpen={(one) => setClaimId(one.claimId)}
          opened={claimId ?? undefined}
          selected={new Set(claimId === null ? [] : [claimId])}
          more={query.more}
          maxHeight={220}
        />
      )}
      <div>
        <Button
          size="xs"
          disabled={claimId === null}
          loading={props.pending}
          onClick={() => claimId !== null && props.onChoose(claimId)}
        >
          {props.action}
        </Button>
      </div>
    </div>
  );
}
