import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { unansweredOf, type OrderAlert } from "./order-alerts.tsx";
import type { OrderDraft } from "./order-draft.ts";

/** After a pause in the directions the dose is checked again. */
const CHECK_AFTER_MS = 250;

interface OrderCheck {
  /** Undefined while it is on its way. */
  readonly alerts: readonly OrderAlert[] | undefined;
  /** In words; null when it went well. */
  readonly failed: string | null;
  /** The stops that want a reason. */
  readonly stops: readonly OrderAlert[];
  readonly again: () => void;
}

/** What speaks against the order that is being written, as the service will judge it. */
export function useOrderCheck(encounterId: string | null, draft: OrderDraft | null): OrderCheck {
  const trpc = useTRPC();
  const [directions] = useDebouncedValue(draft?.directions ?? "", CHECK_AFTER_MS);
  const orderId = draft?.orderId ?? "";
  const check = useQuery({
    ...trpc.charting.checkMedicationOrder.queryOptions({
      encounterId: encounterId ?? "",
      orderId,
      rxnorm: draft?.rxnorm ?? null,
      name: draft?.name ?? "-",
      directions,
    }),
    // While the dose is checked again, what was found of this order stays; never what was found of another.
    placeholderData: (old, query) => (JSON.stringify(query?.queryKey ?? "").includes(orderId) ? old : undefined),
    enabled: encounterId !== null && draft !== null,
    // Another draft, or an allergy, may have come since the same drug was looked at.
    staleTime: 0,
  });
  return {
    alerts: check.data,
    failed: check.isError ? errorText(check.error) : null,
    stops: unansweredOf(check.data),
    again: () => void check.refetch(),
  };
}
