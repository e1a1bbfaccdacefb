import { fail, type DomainError } from "@practicum/contracts/error";
import type { Estimate } from "@practicum/contracts/billing/estimates";
import { ok, type Result } from "@practicum/kernel/result";

/** The lines with the prices of a fee schedule (BIL-161). A code without a price is named, never taken as nothing. */
export function priceEstimate(
  asked: readonly { readonly code: string; readonly units: number }[],
  priceOf: (code: string) => number | null,
  labelOf: (code: string) => string,
): Result<Pick<Estimate, "lines" | "total">, DomainError> {
  const lines: Estimate["lines"] = [];
  for (const { code, units } of asked) {
    const price = priceOf(code);
    if (price === null) return fail("no-price", { field: "lines", detail: { code } });
    lines.push({ code, label: labelOf(code), units, price, amount: price * units });
  }
  return ok({ lines, total: lines.reduce((sum, line) => sum + line.amount, 0) });
}
