import { fail } from "@practicum/contracts/error";
import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { Payer } from "@practicum/contracts/billing/payers";
import type { DomainError } from "@practicum/contracts/error";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import { memberIdFits } from "../../claims/domain/scrub/subscriber.ts";

type Entered = Pick<Coverage, "coverageId" | "payerId" | "priority" | "memberId" | "subscriber" | "from" | "to">;

/**
 * Whether a coverage may stand beside a patient's others (BIL-5, BIL-6, BIL-7, BIL-97). Two may have the same place in the order when
 * they are not in force on the same day: that is how one follows another.
 */
export function checkCoverage(
  entered: Entered,
  payer: Payer,
  others: readonly Coverage[],
): Result<undefined, DomainError> {
  const fields: { field: string; message: string }[] = [];
  if (entered.to !== null && entered.to < entered.from)
    fields.push({ field: "to", message: "The coverage ends before it begins." });
  if (payer.kind !== "self-pay" && !memberIdFits(entered.memberId, payer))
    fields.push({ field: "memberId", message: "This does not have the payer's form. Compare it with the card." });
  fields.push(...checkSubscriber(entered.subscriber));
  if (fields.length > 0) return fail("invalid-input", { field: fields[0]?.field ?? "", fields });
  const rival = others.some(
    (one) => one.coverageId !== entered.coverageId && one.priority === entered.priority && overlaps(one, entered),
  );
  if (rival) return fail("priority-taken", { field: "priority" });
  if (payer.kind === "self-pay" || !others.some((one) => isTheSame(one, entered))) return ok();
  const message =
    "This patient has a coverage with this payer and member number for those days already. Change that one.";
  return fail("invalid-input", { field: "memberId", fields: [{ field: "memberId", message }] });
}

/**
 * The number as the payer has it: cards print some in groups (a Medicare number as 1EG4-TE5-MK73), and people type small letters. What
 * does not have the payer's form that way either stays as it was typed, to be looked at.
 */
export function memberIdOf(memberId: string, payer: Payer): string {
  if (memberIdFits(memberId, payer)) return memberId;
  const plain = plainMemberId(memberId);
  return memberIdFits(plain, payer) ? plain : memberId;
}

function plainMemberId(memberId: string): string {
  return memberId.replaceAll(/[\s-]/g, "").toUpperCase();
}

/** The same card twice: payer, member number as it is compared by people, and days in common. */
function isTheSame(one: Coverage, entered: Entered): boolean {
  return (
    one.coverageId !== entered.coverageId &&
    one.payerId === entered.payerId &&
    plainMemberId(one.memberId) === plainMemberId(entered.memberId) &&
    overlaps(one, entered)
  );
}

function checkSubscriber(subscriber: Coverage["subscriber"]): { field: string; message: string }[] {
  if (subscriber.relationship === "self") return [];
  const missing = [];
  if (!subscriber.name) missing.push({ field: "subscriber.name", message: "Enter the subscriber's name." });
  if (!subscriber.birthDate)
    missing.push({ field: "subscriber.birthDate", message: "Enter the subscriber's birth date." });
  return missing;
}

export function overlaps(
  a: { readonly from: LocalDate; readonly to: LocalDate | null },
  b: { readonly from: LocalDate; readonly to: LocalDate | null },
): boolean {
  return (a.to === null || b.from <= a.to) && (b.to === null || a.from <= b.to);
}
