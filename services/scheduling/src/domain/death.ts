import { fail, type DomainError } from "@practicum/contracts/error";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";

const wrong = (message: string) => fail("invalid-input", { field: "date", fields: [{ field: "date", message }] });

/** Whether a death can be recorded (SCH-275): nobody dies twice, after today, or before the own birth. */
export function decideDeath(
  patient: { readonly birthDate: LocalDate; readonly dead: boolean },
  { date }: { readonly date: LocalDate | null },
  today: LocalDate,
): Result<null, DomainError> {
  if (patient.dead) return fail("patient-deceased", { field: "patientId" });
  if (date !== null && date > today) return wrong("The date of death can't be in the future.");
  if (date !== null && date < patient.birthDate)
    return wrong("The date of death is before the birth date. One of them is wrong.");
  return ok(null);
}
