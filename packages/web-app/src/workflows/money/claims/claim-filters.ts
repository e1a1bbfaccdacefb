import { notYetAccepted } from "@practicum/contracts/billing/claims";
import type { StateOf } from "../../../states/record-states.ts";

/** The queues of the workbench; the address carries the name. */
export const claimFilters = [
  { id: "fix", label: "To fix", statuses: ["needs-correction", "draft"] },
  { id: "send", label: "Ready", statuses: ["ready"] },
  { id: "held", label: "On hold", statuses: ["needs-correction", "draft", "ready"] },
  { id: "rejected", label: "Rejected", statuses: ["rejected"] },
  { id: "follow", label: "Follow up", statuses: [] },
  { id: "soon", label: "File soon", statuses: notYetAccepted },
  { id: "out", label: "With the payer", statuses: ["submitted", "printed", "acknowledged", "accepted"] },
  { id: "denied", label: "Denied", statuses: ["denied", "partly-denied"] },
  { id: "paid", label: "Paid, closed", statuses: ["paid", "closed", "voided"] },
  { id: "voided", label: "Voided", statuses: ["voided"] },
  { id: "all", label: "All", statuses: [] },
] as const satisfies readonly {
  readonly id: string;
  readonly label: string;
  readonly statuses: readonly StateOf<"claim">[];
}[];

export function claimFilter(show: string | undefined): (typeof claimFilters)[number] {
  return claimFilters.find((one) => one.id === show) ?? claimFilters[10];
}
