import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { LocalDate } from "@practicum/kernel/local-date";

/** Whether a coverage is there to bill on a day. Self-pay is no coverage (BIL-7). */
export function inForce(coverage: Pick<Coverage, "from" | "to" | "payerKind">, on: LocalDate): boolean {
  return coverage.payerKind !== "self-pay" && coverage.from <= on && (coverage.to === null || on <= coverage.to);
}
