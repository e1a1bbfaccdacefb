import { SegmentedControl } from "@mantine/core";
import type { ExpectedKind, ExpectedPaidLine } from "@practicum/contracts/billing/expected-paid";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { Amount } from "../amount.tsx";
import { ExportRows } from "./export-rows.tsx";

const PAGE = 100;

/** Which lines of the report are meant. */
export interface ExpectedWhich {
  readonly from: string;
  readonly until: string;
  readonly payerId: string | null;
  readonly code: string | null;
}

const notKnown = <span className="m-small">Not known</span>;

const columns: readonly WorklistColumn<ExpectedPaidLine>[] = [
  {
    id: "what",
    header: "Line",
    width: "minmax(190px, 1.6fr)",
    cell: (row) => (
      <span>
        <b>
          {row.code} {row.label}
        </b>
        <span className="m-small" style={{ display: "block" }}>
          {[row.patientName && formatName(row.patientName), row.payerName, formatDate(row.serviceDate)]
            .filter(Boolean)
            .join(" · ")}
        </span>
        <span className="m-small" style={{ display: "block" }}>
          {[row.contractName, row.term].filter(Boolean).join(", ")}
          {row.contractName ? ": " : ""}
          {row.because}
        </span>
      </span>
    ),
  },
  { id: "billed", header: "Billed", width: "88px", align: "right", cell: (row) => <Amount value={row.billed} /> },
  {
    id: "expected",
    header: "Expected",
    width: "88px",
    align: "right",
    cell: (row) => (row.expected === null ? notKnown : <Amount value={row.expected} />),
  },
  { id: "allowed", header: "Allowed", width: "88px", align: "right", cell: (row) => <Amount value={row.allowed} /> },
  { id: "paid", header: "Paid", width: "88px", align: "right", cell: (row) => <Amount value={row.paid} /> },
  {
    id: "difference",
    header: "Difference",
    width: "92px",
    align: "right",
    cell: (row) => (row.difference === null ? notKnown : <Amount value={row.difference} strong />),
  },
];

type Kind = ExpectedKind | "all";

const kinds: { readonly value: Kind; readonly label: string }[] = [
  { value: "known", label: "Compared" },
  { value: "unknown", label: "Not known" },
  { value: "refused", label: "Refused" },
  { value: "all", label: "All" },
];

/** The lines behind the report, those first of which the payer allowed the least; Enter leads to the claim. */
export function ExpectedLines({ which }: { readonly which: ExpectedWhich }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const navigate = useNavigate();
  const [shown, setShown] = useState<Kind>("known");
  const kind = shown === "all" ? null : shown;
  const input = { ...which, kind, limit: PAGE };
  const query = useEndless({
    queryKey: trpc.billing.expectedPaidLines.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.expectedPaidLines.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.lines,
    keyOf: (one) => `${one.claimId} ${one.chargeId}`,
  });
  return (
    <section className="m-stack" aria-label="Lines of the report" style={{ gap: 6 }}>
      <div className="m-row">
        <SegmentedControl
          size="xs"
          aria-label="Lines"
          data={kinds}
          value={shown}
          onChange={(next) => setShown(next as Kind)}
        />
        <ExportRows get={() => client.billing.exportExpectedPaid.query({ ...which, kind })} />
      </div>
      {query.error && <ErrorState what="The lines" message={errorText(query.error)} onRetry={query.refetch} />}
      {!query.error && (query.isPending || query.stale) && <LoadingState />}
      {!query.error && !query.stale && query.items?.length === 0 && (
        <EmptyState title="No lines">No decided line of these months is one of these.</EmptyState>
      )}
      {!query.error && !query.stale && query.items && query.items.length > 0 && (
        <Worklist
          label="Lines of the report"
          items={query.items}
          columns={columns}
          keyOf={(row) => `${row.claimId} ${row.chargeId}`}
          onOpen={(row) => void navigate({ to: "/money/claims/$claimId", params: { claimId: row.claimId } })}
          more={query.more}
          maxHeight="52vh"
        />
      )}
    </section>
  );
}
