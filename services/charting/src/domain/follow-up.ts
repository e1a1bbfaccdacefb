import { followUpDue, type FollowUp } from "@practicum/contracts/charting/follow-ups";
import { fail, type DomainError } from "@practicum/contracts/error";
import { mayDo, type Rights } from "@practicum/contracts/permission";
import { addMonths, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { GateItem } from "./sign-gate.ts";

/** No practice plans further ahead; what is later is most likely a slip. */
const MONTHS_MAX = 36;

/** Who is to see the patient, as the practice knows that person. */
type Provider = Rights & { readonly display_name: string; readonly active: boolean };

/**
 * What is kept of what was said (CHT-454, CHT-455): a day after the visit and within three years, with somebody who sees patients here, by
 * the name that the practice knows.
 */
export function decideFollowUp(
  serviceDate: LocalDate,
  said: FollowUp,
  provider: Provider | undefined,
): Result<FollowUp, DomainError> {
  if (said.kind === "none") return ok(said);
  const refuse = (field: string, message: string) => fail("invalid-input", { field, fields: [{ field, message }] });
  const due = followUpDue(serviceDate, said.when);
  if (due <= serviceDate) return refuse("followUp.when", "Enter a day after the visit.");
  if (due > addMonths(serviceDate, MONTHS_MAX))
    return refuse("followUp.when", "Enter a day within three years of the visit.");
  if (!provider?.active || !mayDo(provider, "note.sign"))
    return refuse("followUp.provider", "Choose a provider who sees patients here.");
  return ok({ ...said, provider: { ...said.provider, name: provider.display_name } });
}

/** Whether two say the same, whatever the order in which a database keeps the keys. */
export function sameFollowUp(a: FollowUp | null, b: FollowUp): boolean {
  if (a === null || a.kind !== b.kind) return false;
  if (a.kind === "none" || b.kind === "none") return true;
  return (
    sameWhen(a.when, b.when) &&
    a.visitType.visitTypeId === b.visitType.visitTypeId &&
    a.provider.staffId === b.provider.staffId &&
    a.why === b.why
  );
}

type When = Extract<FollowUp, { kind: "visit" }>["when"];

function sameWhen(a: When, b: When): boolean {
  if (a.kind === "on" || b.kind === "on") return a.kind === "on" && b.kind === "on" && a.date === b.date;
  return a.count === b.count && a.unit === b.unit;
}

/** A note, and no stop: nothing was said of a visit to come (CHT-457). */
export function followUpItems(said: FollowUp | null): GateItem[] {
  if (said !== null) return [];
  const message = "The note does not say when the patient comes back, or that no visit is needed.";
  return [{ severity: "note", code: "follow-up-unsaid", message, target: "follow-up" }];
}
