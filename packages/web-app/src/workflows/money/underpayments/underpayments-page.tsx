import { Button } from "@mantine/core";
import type { underpayment } from "@practicum/contracts/billing/underpayments";
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
import { useCommand } from "../../../api/use-command.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSteadyRows } from "../../../live/steady-rows.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { Amount } from "../amount.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { ReasonForm } from "../reason-form.tsx";

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
    header: "Paid as another service",
    width: "minmax(160px, 1.6fr)",
    cell: (one) => (
      <span>
        <b>
          {one.billedCode} paid as {one.paidCode}
        </b>
        <span className="m-small" style={{ display: "block" }}>
          {formatName(one.patientName)} · {one.payerName} · {formatDate(one.serviceDate)}
        </span>
      </span>
    ),
  },
  { id: "allowed", header: "Allowed", width: "92px", align: "right", cell: (one) => <Amount value={one.allowed} /> },
  {
    id: "said",
    header: "Payer",
    width: "minmax(96px, 0.7fr)",
    cell: (one) => (one.announced ? "said so" : "said nothing"),
  },
  { id: "state", header: "State", width: "120px", cell: (one) => <StateChip kind="underpayment" state={one.status} /> },
];

/** What payers paid as a cheaper service than the one that was billed, the most money first. */
export function UnderpaymentsPage() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { show }: { show?: string } = useSearch({ strict: false });
  const open = show !== "settled";
  const [opened, setOpened] = useState<string | null>(null);
  const input = { open, limit: PAGE };
  const query = useEndless({
    queryKey: trpc.billing.listUnderpayments.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.listUnderpayments.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.underpayments,
  });
  const { rows, waiting, accept } = useSteadyRows(query.items, keyOf, `${open} ${query.pages} ${query.stale}`);
  const chosen = rows.find((one) => one.underpaymentId === opened) ?? rows[0];
  const all = query.first?.all;
  return (
    <Page title="Underpayments">
      <MoneyTabs />
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
          </span>
        )}
      </nav>
      {query.error && <ErrorState what="The underpayments" message={errorText(query.error)} onRetry={query.refetch} />}
      {query.isPending && <LoadingState />}
      {query.items && rows.length === 0 && (
        <EmptyState title={open ? "Nothing was paid as another service" : "Nothing is settled yet"}>
          A line that a payer pays under another code than was billed comes here with its remittance.
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
          {chosen && <Detail key={`${chosen.underpaymentId} ${chosen.version}`} one={chosen} />}
        </div>
      )}
    </Page>
  );
}

const steps = {
  disputed: { action: "Dispute it", label: "What was said to the payer", done: "Disputed." },
  accepted: { action: "Accept it", label: "Why it is accepted", done: "Accepted." },
  open: { action: "Open it again", label: "Why it is open again", done: "Open again." },
} as const;
type Step = keyof typeof steps;

function Detail({ one }: { readonly one: Underpayment }) {
  const session = useSession();
  const resolve = useCommand("billing", "resolveUnderpayment");
  const [step, setStep] = useState<Step | null>(null);
  const { underpaymentId, version, status } = one;
  const possible = (Object.keys(steps) as Step[]).filter((to) => to !== status && status !== "closed");
  return (
    <section className="w-panel m-stack" aria-label="Underpayment">
      <header style={{ marginBottom: 0 }}>
        <div>
          <h2 style={{ margin: 0, fontSize: 16 }}>
            {one.billedCode} paid as {one.paidCode}
          </h2>
          <span className="m-small">
            {formatName(one.patientName)} · claim{" "}
            <Link to={`/money/claims/${one.claimId}`} className="p-anchor">
              {one.claimNumber}
            </Link>{" "}
            · {one.payerName} · {formatDate(one.serviceDate)} ·{" "}
            <Link to={`/money/era/${one.remittanceId}`} className="p-anchor">
              remittance
            </Link>
          </span>
        </div>
        <StateChip kind="underpayment" state={status} />
      </header>
      <dl className="w-facts">
        <dt>Billed</dt>
        <dd>
          {one.billedCode} {one.billedLabel}, <Amount value={one.billed} />
        </dd>
        <dt>Paid as</dt>
        <dd>
          {one.paidCode}: allowed <Amount value={one.allowed} />, paid <Amount value={one.paid} />
        </dd>
        <dt>The payer</dt>
        <dd>{one.announced ? "said that it changed the code" : "changed the code without saying so"}</dd>
        <dt>Missing</dt>
        <dd>
          {one.missing === null ? (
            "not known: one of the codes has no price here"
          ) : (
            <>
              <Amount value={one.missing} strong /> at the payer&apos;s own rate, as our prices of the two stand to each
              other
            </>
          )}
        </dd>
        {one.note && (
          <>
            <dt>Note</dt>
            <dd>{one.note}</dd>
          </>
        )}
      </dl>
      {session.can("claim.write") && step === null && (
        <div className="m-row">
          {possible.map((to) => (
            <Button key={to} size="xs" variant={to === "disputed" ? "filled" : "default"} onClick={() => setStep(to)}>
              {steps[to].action}
            </Button>
          ))}
        </div>
      )}
      {step && (
        <ReasonForm
          draft={`underpayment-${step}:${underpaymentId}`}
          label={steps[step].label}
          action={steps[step].action}
          command={resolve}
          input={(because) => ({ underpaymentId, version, to: step, because })}
          done={steps[step].done}
          onClose={() => setStep(null)}
        />
      )}
    </section>
  );
}
