import type { depositOperations } from "@practicum/contracts/billing/deposits";
import { fail, type DomainError } from "@practicum/contracts/error";
import type { LocalDate } from "@practicum/kernel/local-date";
import { formatCents, sumCents } from "@practicum/kernel/money";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";

type Recorded = z.output<typeof depositOperations.recordDeposit.input>;

/** BIL-100: a deposit is of a day that has come, its checks come to its amount, and each is a payer's or a patient's. */
export function checkDeposit(deposit: Recorded, today: LocalDate): Result<undefined, DomainError> {
  if (deposit.depositedOn > today) return fail("in-the-future", { field: "depositedOn" });
  for (const [index, one] of deposit.checks.entries())
    if ((one.payerId === null) === (one.patientId === null)) {
      const field = `checks.${index}.payerId`;
      return fail("invalid-input", {
        field,
        fields: [{ field, message: "Say which payer or which patient it is from." }],
      });
    }
  const twice = deposit.checks.findIndex((one, index) =>
    deposit.checks.some(
      (other, at) => at < index && other.number === one.number && other.payerId === one.payerId && one.payerId !== null,
    ),
  );
  if (twice >= 0) return fail("already-recorded", { field: `checks.${twice}.number` });
  const apart = deposit.amount - sumCents(deposit.checks.map((one) => one.amount));
  return apart === 0
    ? ok()
    : fail("not-in-balance", { field: "amount", detail: { difference: formatCents(Math.abs(apart)) } });
}
