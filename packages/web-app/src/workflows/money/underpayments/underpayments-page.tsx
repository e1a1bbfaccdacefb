import { Button } from "@mantine/core";
import type { underpayment, underpaymentOperations } from "@practicum/contracts/billing/underpayments";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { z } from "zod";
import { StateChip } from "../../../states/state-chip.tsx";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSteadyRows } from "../../../live/steady-rows.ts";
import { Page } from "../../../shell/page.tsx";
import { Amount } from "../amount.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { titleOf, UnderpaymentDetail } from "./underpayment-detail.tsx";

type Underpayment = z.output<typeof underpayment>;
const PAGE = 100;
const keyOf = (one: Underpayment) => one.underpaymentId;

const columns: readonly WorklistColumn<Underpayment>[] = [
  {
    id: "missing",
    header: "Missing",
    width: "92px",
    align: "right",
    cell: (one) => (one.missing === null ? "not known" : <Amount value={one.missing} strong />),
  },
  {
    id: "what",
    header: "What was paid too low",
    width: "minmax(160px, 1.6fr)",
    cell: (one) => (
      <span>
        <b>{titleOf(one)}</b>
        <span className="m-small" style={{ display: "block" }}>
          {formatName(one.patientName)} · {one.payerName} · {formatDate(one.serviceDate)}
        </span>
      </span>
    ),
  },
  {
    id: "expected",
    header: "Expected",
    width: "92px",
    align: "right",
    cell: (one) => (one.expected === null ? "" : <Amount value={one.expected} />),
  },
  { id: "allowed", header: "Allowed", width: "92px", align: "right", cell: (one) => <Amount value={one.allowed} /> },
  { id: "state", header: "State", width: "120px", cell: (one) => <StateChip kind="underpayment" state={one.status} /> },
];

/** BIL-133, BIL-389: what payers paid below their contract, or as a cheaper service, the most money first. */
export function UnderpaymentsPage() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { show, payer }: { show?: string; payer?: string } = useSearch({ strict: false });
  const open = show !== "settled";
  const payerId = payer ?? null;
  const [opened, setOpened] = useState<string | null>(null);
  const input = { open, payerId, limit: PAGE };
  const query = useEndless({
    queryKey: trpc.billing.listUnderpayments.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.listUnderpayments.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.underpayments,
  });
  const { rows, waiting, accept } = useSteadyRows(
    query.items,
    keyOf,
    `${open} ${payerId} ${query.pages} ${query.stale}`,
  );
  const chosen = rows.find((one) => one.underpaymentId === opened) ?? rows[0];
  const all = query.first?.all;
  return (
    <Page title="Underpayments">
      <MoneyTabs />
      <Choices open={open} payerId={payerId} all={all} />
      {query.error && <ErrorState what="The underpayments" message={errorText(query.error)} onRetry={query.refetch} />}
      {query.isPending && <LoadingState />}
      {query.items && rows.length === 0 && (
        <EmptyState title={open ? "Nothing was paid too low" : "Nothing is settled yet"}>
          A line that a payer allows less for than its contract says, or pays under another code than was billed, comes
          here with its remittance.
        </EmptyState>
      )}
      {rows.length > 0 && (
        <div className="m-split">
          <div className="m-stack">
            {waiting > 0 && (
              <Button size="compact-sm" variant="default" onClick={accept} style={{ alignSelf: "flex-start" }}>
                {waiting} new
              </Button>
            )}
            <Worklist
              label="Underpayments"
              landing
              items={rows}
              columns={columns}
              keyOf={keyOf}
              opened={chosen?.underpaymentId}
              selected={new Set(chosen ? [chosen.underpaymentId] : [])}
              onOpen={(one) => setOpened(one.underpaymentId)}
              maxHeight="70vh"
              more={query.more}
            />
          </div>
          {chosen && (
            <UnderpaymentDetail
              key={`${chosen.underpaymentId} ${chosen.version}`}
              one={chosen}
              ofPayer={rows.filter((row) => row.payerId === chosen.payerId)}
            />
          )}
        </div>
      )}
    </Page>
  );
}

interface ChoicesProps {
  readonly open: boolean;
  readonly payerId: string | null;
  readonly all: z.output<typeof underpaymentOperations.listUnderpayments.output>["all"] | undefined;
}

/** Which of them are shown, and what they come to, payer by payer. */
function Choices({ open, payerId, all }: ChoicesProps) {
  return (
    <>
      <nav className="m-row" aria-label="Show" style={{ marginBottom: 10 }}>
        {[
          { id: "open", label: "Open" },
          { id: "settled", label: "Settled" },
        ].map((one) => (
          <Link
            key={one.id}
            to="/money/underpayments"
            search={{ show: one.id }}
            className="m-chip"
            data-tone={(one.id === "open") === open ? "info" : "plain"}
            aria-current={(one.id === "open") === open ? "true" : undefined}
            style={{ textDecoration: "none", lineHeight: "24px" }}
          >
            {one.label}
          </Link>
        ))}
        {all && all.count > 0 && (
          <span className="m-small">
            {all.count} · {formatCents(all.missing)} missing, as far as it is known
            {all.downcoded.count > 0 &&
              `; of that ${formatCents(all.downcoded.missing)} because ${all.downcoded.count} ${all.downcoded.count === 1 ? "was" : "were"} paid as another service`}
          </span>
        )}
      </nav>
      {all && (all.payers.length > 1 || payerId !== null) && (
        <nav className="m-row" aria-label="Payer" style={{ marginBottom: 10 }}>
          {[null, ...all.payers].map((one) => (
            <Link
              key={one?.payerId ?? "all"}
              to="/money/underpayments"
              search={{ show: open ? "open" : "settled", ...(one ? { payer: one.payerId } : {}) }}
              className="m-chip"
              data-tone={(one?.payerId ?? null) === payerId ? "info" : "plain"}
              aria-current={(one?.payerId ?? null) === payerId ? "true" : undefined}
              style={{ textDecoration: "none", lineHeight: "24px" }}
            >
              {one ? `${one.payerName} ${one.count} · ${formatCents(one.missing)}` : "Every payer"}
            </Link>
          ))}
        </nav>
      )}
    </>
  );
}
