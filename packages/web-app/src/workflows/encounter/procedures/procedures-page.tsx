import { Button, TextInput } from "@mantine/core";
import type { ProcedureOrder } from "@practicum/contracts/charting/procedures";
import { describeError } from "@practicum/contracts/error";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { FactMark } from "../../../chart/sensitive/fact-mark.tsx";
import "../../../chart/chart.css";
import { whenText } from "../../../chart/when-text.ts";
import { useSession } from "../../../session/session-context.ts";
import { hasDraft, useDraft } from "../../../shell/dock/drafts.ts";
import { Page } from "../../../shell/page.tsx";
import "../documents/documents.css";
import { NextStep } from "./next-step.tsx";
import { OrderProcedure } from "./order-procedure.tsx";
import { stateWords, stepWords, waitsWords } from "./procedure-words.ts";
import "./procedures.css";
import { useState } from "react";

/** A patient's procedures and specimens, each with what became of it and what comes next. */
export function ProceduresPage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const session = useSession();
  const query = useQuery(trpc.charting.procedureOrders.queryOptions({ patientId }));
  return (
    <Page
      title="Procedures"
      actions={
        <Link to="/specimens" className="p-anchor">
          All that wait
        </Link>
      }
    >
      {session.can("order.write") && <OrderProcedure patientId={patientId} />}
      {query.isError && (
        <ErrorState what="The procedures" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState rows={6} />}
      {query.data?.length === 0 && (
        <EmptyState title="No procedures">Biopsies and other procedures of this patient appear here.</EmptyState>
      )}
      {query.data?.map((order) => (
        <OrderCard key={order.orderId} order={order} />
      ))}
    </Page>
  );
}

function OrderCard({ order }: { readonly order: ProcedureOrder }) {
  const session = useSession();
  const { patientId, encounterId, label, siteLabel, specimen, waits } = order;
  return (
    <section className="w-panel" aria-label={`${label}, ${siteLabel}`}>
      <header>
        <h2>
          {label} · {siteLabel}
        </h2>
        <b>{stateWords[order.state]}</b>
        <FactMark patientId={patientId} factId={order.orderId} name={label} />
      </header>
      <div className="c-dim">
        {[
          order.detail,
          order.diagnosis,
          specimen && `container ${specimen}`,
          `ordered ${whenText(session, order.orderedAt)} by ${order.orderedBy}`,
        ]
          .filter(Boolean)
          .join(" · ")}{" "}
        <Link to={`/p/${patientId}/visit/${encounterId}`} className="p-anchor">
          Open the note
        </Link>
      </div>
      {waits && <div className={waits.isOverdue ? "pr-overdue" : ""}>{waitsWords(order)}</div>}
      <ol className="pr-steps">
        {order.steps.map((one) => (
          <li key={one.stepId} data-back={one.takenBack}>
            {stepWords(one.step)} <span className="c-dim">{`${whenText(session, one.at)}, ${one.by}`}</span>
          </li>
        ))}
      </ol>
      <NextStep key={order.state} order={order} />
      <TakeBack key={order.steps.length} order={order} />
    </section>
  );
}

/** The last step that stands was a mistake: it is taken back with a reason, and stays to be seen. */
function TakeBack({ order }: { readonly order: ProcedureOrder }) {
  const { can } = useSession();
  const last = order.steps.findLast((one) => !one.takenBack && one.step.kind !== "taken-back");
  const name = `procedure-back:${last?.stepId ?? ""}`;
  const [isOpen, setOpen] = useState(() => hasDraft(name));
  const record = useCommand("charting", "recordProcedureStep");
  const [reason, setReason, clear, kept] = useDraft(name, "");
  if (!last || !can("history.record")) return null;
  if (!isOpen)
    return (
      <Button size="compact-xs" mt={6} variant="subtle" color="gray" onClick={() => setOpen(true)}>
        Take the last step back
      </Button>
    );
  const save = async () => {
    if (reason.trim() === "") return;
    const step = { kind: "taken-back" as const, stepId: last.stepId, reason: reason.trim() };
    const { orderId, patientId } = order;
    const result = await record.run({ orderId, patientId, stepId: kept.recordId, step });
    if (!result.ok) return;
    clear();
    setOpen(false);
  };
  return (
    <form
      className="c-form"
      aria-label="Take the last step back"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextInput
        size="xs"
        label="Why was it wrong? It stays, struck through."
        required
        autoFocus
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {record.error && <Notice tone="danger">{describeError(record.error)}</Notice>}
      <div>
        <Button type="submit" size="xs" color="red" loading={record.pending} disabled={reason.trim() === ""}>
          Mark as entered in error
        </Button>
      </div>
    </form>
  );
}
