import { Button } from "@mantine/core";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import { describeError } from "@practicum/contracts/error";
import { Notice } from "@practicum/ui/states.tsx";
import { useCommand } from "../../../api/use-command.ts";
import { useChartRefresh } from "../../../chart/chart-queries.ts";

interface Props {
  readonly encounterId: string;
  readonly orders: Encounter["orders"];
  readonly editable: boolean;
  readonly onOrder?: () => void;
}

const words = { draft: "draft, signed with the note", signed: "signed", cancelled: "taken out" } as const;

/** What was ordered in this visit. */
export function OrdersList({ encounterId, orders, editable, onOrder }: Props) {
  const refresh = useChartRefresh();
  const cancel = useCommand("charting", "cancelOrder");
  if (orders.length === 0 && !editable) return null;
  return (
    <section className="w-panel" data-field="orders" aria-label="Orders" style={{ marginBottom: 12 }}>
      <header>
        <h2>Orders</h2>
        {editable && onOrder && (
          <Button size="compact-sm" variant="default" onClick={onOrder}>
            Order a medication <span className="p-kbd">F8</span>
          </Button>
        )}
      </header>
      {orders.length === 0 && <div className="c-dim">None yet.</div>}
      {cancel.error && <Notice tone="danger">{describeError(cancel.error)}</Notice>}
      <ul className="c-list">
        {orders.map((order) => (
          <li key={order.orderId} data-field={`orders.${order.orderId}`}>
            <span style={{ flex: 1 }}>
              <b style={order.status === "cancelled" ? { textDecoration: "line-through" } : undefined}>{order.name}</b>{" "}
              {order.directions}
              <span className="c-dim">
                {" "}
                · {order.quantity} {order.quantityUnit}, {order.refills} refills · {words[order.status]}
                {order.overrideReason ? ` · despite an alert: ${order.overrideReason}` : ""}
              </span>
            </span>
            {editable && order.status === "draft" && (
              <Button
                size="compact-xs"
                variant="default"
                loading={cancel.pending}
                onClick={() => void cancel.run({ orderId: order.orderId, encounterId }).then(refresh)}
              >
                Take out
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
