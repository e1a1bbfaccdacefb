import type { ledgerOperations } from "@practicum/contracts/billing/ledger";
import type { z } from "zod";

export type Queue = z.output<typeof ledgerOperations.workQueues.output>[number];

/** By dollars times days waited; what is empty comes last. A day counts for what is new, so that it is not nothing. */
export function rankQueues(queues: readonly Queue[]): Queue[] {
  const weight = (one: Queue) => (one.count === 0 ? -1 : Math.max(1, one.amount) * Math.max(1, one.oldestDays ?? 1));
  return queues.toSorted((a, b) => weight(b) - weight(a));
}
