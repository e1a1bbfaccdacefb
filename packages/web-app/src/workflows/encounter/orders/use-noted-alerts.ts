import { useEffect, useRef } from "react";
import { useCommand } from "../../../api/use-command.ts";
import type { OrderAlert } from "./order-alerts.tsx";
import type { OrderDraft } from "./order-draft.ts";

/**
 * Tells the practice what was shown of an order that is being written (CHT-481): where it is dropped or changed for it, nothing else would say so. It
 * is nothing that the person waits for, and when it fails the order itself says it once more.
 */
export function useNotedAlerts(
  encounterId: string,
  draft: OrderDraft | null,
  alerts: readonly OrderAlert[] | undefined,
): void {
  const { run } = useCommand("charting", "noteAlerts", { quiet: true });
  const told = useRef("");
  const shown = draft && alerts ? `${draft.orderId} ${alerts.map((one) => one.alertId).join(" ")}` : "";
  useEffect(() => {
    if (!draft || !alerts || alerts.length === 0 || told.current === shown) return;
    told.current = shown;
    const { orderId, rxnorm, name, directions } = draft;
    void run({ encounterId, orderId, rxnorm, name, directions });
  }, [alerts, draft, encounterId, run, shown]);
}
