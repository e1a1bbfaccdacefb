import { Button } from "@mantine/core";
import type { TestOrder } from "@practicum/contracts/charting/test-orders";
import { ErrorState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useSession } from "../../session/session-context.ts";
import { StateChip } from "../../states/state-chip.tsx";
import { FactMark } from "../sensitive/fact-mark.tsx";
import { whenText } from "../when-text.ts";
import { ResultTable } from "./result-table.tsx";
import { ReviewForm } from "./review-form.tsx";
import { NextTestStep } from "./test-steps.tsx";
import { priorityWords, testStepWords, testWaits } from "./test-words.ts";
import "./tests.css";

interface Props {
  readonly order: TestOrder;
  /** In the list of all: who it is about, with a way to the chart. */
  readonly head?: ReactNode;
  /** In the note itself there is no way to the note. */
  readonly inNote?: boolean;
}

/** One order: its result beside the earlier ones, what became of it, and what comes next. */
export function TestCard({ order, head, inNote = false }: Props) {
  const session = useSession();
  const { patientId, encounterId, orderId, label, waits, result } = order;
  const isToReview = order.state === "to-review" && session.can("order.write");
  return (
    <section className="w-panel t-card" aria-label={label} data-field={`orders.${orderId}`}>
      <header>
        <h2>{label}</h2>
        {order.gravity && <StateChip kind="testGravity" state={order.gravity} />}
        <StateChip kind="testOrder" state={order.state} />
        <FactMark patientId={patientId} factId={orderId} name={label} />
      </header>
      {head}
      <div className="c-dim">
        {orderedWords(order, whenText(session, order.orderedAt))}{" "}
        {!inNote && (
          <Link to={`/p/${patientId}/visit/${encounterId}`} className="p-anchor">
            Open the note
          </Link>
        )}
        {!inNote && order.state !== "draft" && order.state !== "cancelled" && " · "}
        {order.state !== "draft" && order.state !== "cancelled" && (
          <Link to={`/p/${patientId}/requisition/${encounterId}`} className="p-anchor">
            Requisition
          </Link>
        )}
      </div>
      {waits && <div className={waits.isOverdue ? "t-overdue" : ""}>{testWaits(order)}</div>}
      {result && <Result order={order} result={result} reviewed={isToReview} />}
      <Steps order={order} />
      <NextTestStep key={`${orderId}:${order.state}`} order={order} />
    </section>
  );
}

function orderedWords(order: TestOrder, when: string): string {
  return [
    order.diagnoses.length > 0 ? `for ${order.diagnoses.map((one) => one.code).join(", ")}` : "for no diagnosis",
    order.priority === "routine" ? "" : priorityWords[order.priority].toLowerCase(),
    order.fasting ? "fasting" : "",
    order.comment,
    order.performer === null ? "" : `to ${order.performer.name}`,
    `ordered by ${order.orderedBy}, ${when}`,
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

/** The values beside the earlier ones; what the patient takes, where somebody is to say what follows. */
function Result(props: {
  readonly order: TestOrder;
  readonly result: NonNullable<TestOrder["result"]>;
  readonly reviewed: boolean;
}) {
  const { order, result, reviewed } = props;
  const trpc = useTRPC();
  const { orderId, patientId } = order;
  const beside = useQuery(trpc.charting.testReview.queryOptions({ orderId, patientId }));
  const takes = beside.data?.medications.map((one) => one.name).join(", ");
  return (
    <>
      <ResultTable label={order.label} values={result.values} at={result.at} earlier={beside.data?.earlier ?? []} />
      {result.report !== "" && <p className="t-report">{result.report}</p>}
      {beside.isError && (
        <ErrorState what="The earlier values" message={errorText(beside.error)} onRetry={() => void beside.refetch()} />
      )}
      {reviewed && beside.data && (
        <>
          <div className="c-dim">{takes === "" ? "No medication is on the list." : `Takes: ${takes}`}</div>
          <ReviewForm key={result.stepId} order={order} held={beside.data.held} />
        </>
      )}
    </>
  );
}

/** Beyond so many steps the earlier ones are folded. */
const STEPS_SHOWN = 3;

function Steps({ order }: { readonly order: TestOrder }) {
  const session = useSession();
  const [all, setAll] = useState(false);
  // limit: the button shows those before.
  const shown = all ? order.steps : order.steps.slice(-STEPS_SHOWN);
  const hidden = order.steps.length - shown.length;
  return (
    <>
      {hidden > 0 && (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setAll(true)}>
          {hidden} earlier {hidden === 1 ? "step" : "steps"}
        </Button>
      )}
      <ol className="t-steps" start={hidden + 1}>
        {shown.map((one) => (
          <li key={one.stepId} data-back={one.takenBack}>
            {testStepWords(one.step, order.kind)}{" "}
            <span className="c-dim">{`${whenText(session, one.at)}, ${one.by}`}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
