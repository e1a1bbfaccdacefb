import type { LocalDate } from "@practicum/kernel/local-date";
import { addSpan, type Span } from "./span.ts";

/** The day that an age is reached; absent where no age is said. */
export function ageDate(born: LocalDate, age: Span | undefined): LocalDate | undefined {
  return age && addSpan(born, age);
}

/** Whether a day is in an age range: from its begin, and before its end. */
export function atAge(
  born: LocalDate,
  on: LocalDate,
  { beginAge, endAge }: { readonly beginAge?: Span | undefined; readonly endAge?: Span | undefined },
): boolean {
  const begin = ageDate(born, beginAge);
  const end = ageDate(born, endAge);
  return (begin === undefined || on >= begin) && (end === undefined || on < end);
}

/** Whether a rule that had a time of its own was in force. */
export function inForce(
  on: LocalDate,
  rule: { readonly effectiveDate?: LocalDate | undefined; readonly cessationDate?: LocalDate | undefined },
): boolean {
  return (
    (rule.effectiveDate === undefined || on >= rule.effectiveDate) &&
    (rule.cessationDate === undefined || on <= rule.cessationDate)
  );
}
