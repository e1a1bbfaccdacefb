import { Button, Group } from "@mantine/core";
import { scheduleName } from "@practicum/contracts/charting/bounds";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import { describeError } from "@practicum/contracts/error";
import { formatName } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { Link } from "@tanstack/react-router";
import { StateChip } from "../../../states/state-chip.tsx";
import { useCommand } from "../../../api/use-command.ts";
import { OrderStepActions, OrderSteps } from "../../../chart/order-state.tsx";
import { whenText } from "../../../chart/when-text.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { useSession } from "../../../session/session-context.ts";
import { AlertLines, ReasonToGoOn, unansweredOf, type OrderAlert } from "./order-alerts.tsx";

type Order = Encounter["orders"][number];

interface Props {
  readonly encounter: Encounter;
  readonly editable: boolean;
  readonly onOrder?: () => void;
}

/** What was ordered in this visit, with the alerts that stand now and the way on from each. */
export function OrdersList({ encounter, editable, onOrder }: Props) {
  const session = useSession();
  const { orders } = encounter;
  if (orders.length === 0 && !editable) return null;
  return (
    <section className="w-panel" data-field="orders" aria-label="Orders" style={{ marginBottom: 12 }}>
      <header>
        <h2>Orders</h2>
        {!editable && session.can("history.record") && orders.some((one) => one.status === "signed") && (
          <Link className="p-anchor" to={`/p/${encounter.patientId}/visit/${encounter.encounterId}/prescriptions`}>
            Print prescriptions
          </Link>
        )}
        {editable && onOrder && (
          <Button size="compact-sm" variant="default" onClick={onOrder}>
            Order a medication&nbsp;<span className="p-kbd">F8</span>
          </Button>
        )}
      </header>
      {orders.length === 0 && <div className="c-dim">None yet.</div>}
      <ul className="c-list">
        {orders.map((order) => (
          <OrderLine key={order.orderId} order={order} encounter={encounter} editable={editable} />
        ))}
      </ul>
    </section>
  );
}

interface LineProps {
  readonly order: Order;
  readonly encounter: Encounter;
  readonly editable: boolean;
}

function OrderLine({ order, encounter, editable }: LineProps) {
  const session = useSession();
  const cancel = useCommand("charting", "cancelOrder");
  const draft = editable && order.status === "draft";
  const stops = draft ? unansweredOf(order.alerts) : [];
  const shown = order.alerts.filter((one) => one.severity === "stop" || (draft && one.severity === "warn"));
  return (
    <li data-field={`orders.${order.orderId}`} className="o-order">
      <div className="o-order-head">
        <span style={{ flex: 1 }}>
          <b style={order.status === "cancelled" ? { textDecoration: "line-through" } : undefined}>{order.name}</b>{" "}
          {order.directions}
          <span className="c-dim">
            {" "}
            · {order.quantity} {order.quantityUnit}, {order.refills} refills · by{" "}
            {order.orderedById === encounter.providerId ? order.orderedBy : <b>{order.orderedBy}</b>},{" "}
            {whenText(session, order.orderedAt)}
            {order.schedule !== null && ` · ${scheduleName(order.schedule)}`}
            {order.ownSignature && ` · signed by ${order.ownSignature.by}, ${whenText(session, order.ownSignature.at)}`}
          </span>
        </span>
        <StateChip kind="order" state={order.state} />
        {order.status === "signed" && <OrderStepActions order={order} />}
        {draft && (
          <Button
            size="compact-xs"
            variant="default"
            loading={cancel.pending}
            onClick={() => void cancel.run({ orderId: order.orderId, encounterId: encounter.encounterId })}
          >
            Remove
          </Button>
        )}
      </div>
      {draft && order.needsOwnSignature && !order.ownSignature && <OwnSignature order={order} encounter={encounter} />}
      <OrderSteps steps={order.steps} />
      {cancel.error && <Notice tone="danger">{describeError(cancel.error)}</Notice>}
      {order.status !== "cancelled" && shown.length > 0 && <AlertLines alerts={shown} />}
      {stops.length > 0 && <AnswerForm order={order} stops={stops} />}
    </li>
  );
}

/** What the note's signature does not cover: it is signed here, by who wrote it or by the visit's provider. */
function OwnSignature({ order, encounter }: { readonly order: Order; readonly encounter: Encounter }) {
  const session = useSession();
  const sign = useCommand("charting", "signOrder");
  const { orderId, encounterId, patientId } = order;
  const me = session.staff.staffId;
  const may = session.can("note.sign") && (me === order.orderedById || me === encounter.providerId);
  const why =
    order.schedule === null
      ? `${order.orderedBy} may not prescribe.`
      : `A controlled substance, ${scheduleName(order.schedule)}.`;
  return (
    <Notice tone="warn">
      {why} The note’s signature does not cover it.{" "}
      {may ? (
        <Button
          size="compact-xs"
          loading={sign.pending}
          disabled={unansweredOf(order.alerts).length > 0}
          onClick={() => void sign.run({ orderId, encounterId, patientId })}
        >
          Sign this order – {formatName(encounter.patientName)}
        </Button>
      ) : (
        <>
          It waits for {order.orderedBy} or {encounter.providerName}.
        </>
      )}
      {sign.error && <div role="alert">{describeError(sign.error)}</div>}
    </Notice>
  );
}

/** An alert that came up after the order was written: the reason to go on is given here. */
function AnswerForm({ order, stops }: { readonly order: Order; readonly stops: readonly OrderAlert[] }) {
  const answer = useCommand("charting", "answerAlerts");
  const [reason, setReason, clear, kept] = useDraft(`answer-alerts:${order.orderId}`, "");
  const send = async () => {
    const result = await answer.run({
      orderId: order.orderId,
      encounterId: order.encounterId,
      reason: reason.trim(),
      answeredAlerts: stops.map((one) => one.alertId),
    });
    if (!result.ok) return;
    clear();
  };
  return (
    <form
      className="c-form"
      aria-label={`Reason to go on with ${order.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== "") void send();
      }}
    >
      <RestoredNotice small draft={kept} />
      <ReasonToGoOn value={reason} onChange={setReason} />
      {answer.error && (
        <Notice tone="danger" role="alert">
          {describeError(answer.error)}
        </Notice>
      )}
      <Group gap="xs" mt={6}>
        <Button type="submit" size="compact-sm" loading={answer.pending} disabled={reason.trim() === ""}>
          Override the alert
        </Button>
      </Group>
    </form>
  );
}
