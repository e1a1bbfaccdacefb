import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { ErrorState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { StateChip } from "../../states/state-chip.tsx";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { OrderStepActions, OrderSteps } from "../../chart/order-state.tsx";
import { useSession } from "../../session/session-context.ts";

/** One's own signed prescriptions that nobody has sent, or that failed: the oldest first. Nothing is shown when there is none. */
export function PrescriptionsToSend() {
  const trpc = useTRPC();
  const { staff } = useSession();
  const waiting = useQuery(trpc.charting.waitingOrders.queryOptions({ providerId: staff.staffId }));
  if (waiting.isError && !waiting.data) {
    return (
      <ErrorState
        what="Prescriptions to send"
        message={errorText(waiting.error)}
        onRetry={() => void waiting.refetch()}
      />
    );
  }
  if (!waiting.data || waiting.data.length === 0) return null;
  return (
    <section className="w-panel" aria-label="Prescriptions to send" style={{ marginBottom: 12 }}>
      <header>
        <h2>Prescriptions to send · {waiting.data.length}</h2>
        <span className="c-dim">Signed, and no pharmacy has them.</span>
      </header>
      <ul className="c-list">
        {waiting.data.map((order) => (
          <li key={order.orderId} style={{ flexWrap: "wrap" }}>
            <span style={{ flex: "1 1 320px" }}>
              <Link className="p-anchor" to={`/p/${order.patientId}/visit/${order.encounterId}`}>
                {formatName(order.patientName)}
              </Link>{" "}
              <span className="c-dim">
                {formatDate(order.birthDate)} · visit of {formatDate(order.serviceDate)}
              </span>
              <div>
                <b>{order.name}</b> {order.directions}
              </div>
              <OrderSteps steps={order.steps} />
            </span>
            <StateChip kind="order" state={order.state} />
            <OrderStepActions order={order} />
          </li>
        ))}
      </ul>
    </section>
  );
}
