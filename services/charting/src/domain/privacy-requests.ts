import {
  mustAgree,
  privacyDays,
  privacyDue,
  privacyDueMax,
  privacyGrounds,
  REVIEW_DAYS,
  reviewableGrounds,
  WARN_DAYS,
  type AccountExemption,
  type PrivacyGround,
  type PrivacyRequestKind,
  type RestrictionTarget,
} from "@practicum/contracts/charting/privacy-law";
import type { PrivacyRequestState, PrivacyStepKind } from "@practicum/contracts/charting/privacy-requests";
import { fail, type DomainError } from "@practicum/contracts/error";
import { addDays, addMonths, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";

/*
 * open ─ assigned, extended, fee-told ─> open
 *   ├ granted ──────────────── ended (a restriction)
 *   ├ denied ─ disagreed ─ rebutted (an amendment)
 *   │    └ review-asked (access) ─> in-review ─ upheld ─> denied
 *   │                                        └ overturned ─> granted
 *   └ withdrawn
 * What was granted, denied or withdrawn by mistake is reopened, with its deadline.
 */

/** What a request is by the steps that were done about it. */
export interface PrivacyStanding {
  readonly kind: PrivacyRequestKind;
  readonly receivedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly state: PrivacyRequestState;
  readonly extended: boolean;
  readonly ownerId: string | null;
  readonly disagreed: boolean;
  readonly rebutted: boolean;
  /** Why it was refused, and by whom; null where it was not. */
  readonly ground: PrivacyGround | null;
  readonly deniedBy: string | null;
  /** A refusal is reviewed once. */
  readonly reviewed: boolean;
  readonly restriction: { readonly target: RestrictionTarget; readonly paidInFull: boolean } | null;
  /** An account in the twelve months before was none: this one is free. */
  readonly free: boolean;
  readonly version: number;
}

export type PrivacyStepDone = Exclude<PrivacyStepKind, "received">;

export interface PrivacyStep {
  readonly step: PrivacyStepDone;
  readonly words: string;
  readonly ownerId: string | null;
  readonly ground: PrivacyGround | null;
  readonly dueOn: LocalDate | null;
  readonly feeCents: number | null;
  /** Whether an addendum goes with it. */
  readonly amends: boolean;
  readonly version: number;
  readonly by: string;
  readonly today: LocalDate;
}

type Decided = Result<PrivacyStanding, DomainError>;

/** Decides the next step of a request (CHT-311 to CHT-315). */
export function decidePrivacyStep(before: PrivacyStanding, step: PrivacyStep): Decided {
  if (before.version !== step.version) return fail("stale-version");
  if (!nextPrivacySteps(before).includes(step.step))
    return mistakeOf(before, step.step) ?? fail("wrong-privacy-step", { detail: { state: before.state } });
  if (step.words === "" && step.step !== "assigned") return wrong("words", "Write it in words: the patient gets them.");
  if (step.amends && (step.step !== "granted" || before.kind !== "amendment"))
    return wrong("amends", "Only an amendment that is accepted becomes an addendum.");
  return take(before, { ...before, version: before.version + 1 }, step);
}

/** What can be done next, the likeliest first. */
export function nextPrivacySteps(of: PrivacyStanding): PrivacyStepDone[] {
  switch (of.state) {
    case "open":
      return [
        "granted",
        ...(mustAgree(of.restriction) ? [] : (["denied"] as const)),
        ...(privacyDays[of.kind].more > 0 && !of.extended ? (["extended"] as const) : []),
        ...(takesFee(of) ? (["fee-told"] as const) : []),
        "assigned",
        "withdrawn",
      ];
    case "in-review":
      return ["upheld", "overturned", "assigned"];
    case "denied":
      return [...afterDenial(of), "reopened"];
    case "granted":
      return of.kind === "restriction" ? ["ended", "reopened"] : ["reopened"];
    case "withdrawn":
      return ["reopened"];
    case "ended":
      return [];
  }
}

function afterDenial(of: PrivacyStanding): PrivacyStepDone[] {
  if (of.kind === "amendment") {
    if (!of.disagreed) return ["disagreed"];
    return of.rebutted ? [] : ["rebutted"];
  }
  const mayReview = of.kind === "access" && of.ground !== null && reviewableGrounds.includes(of.ground) && !of.reviewed;
  return mayReview ? ["review-asked"] : [];
}

/** A copy costs what it costs to make (164.524(c)(4)); an account costs something from the second in twelve months on (164.528(c)(2)). */
function takesFee(of: PrivacyStanding): boolean {
  return of.kind === "access" || (of.kind === "accounting" && !of.free);
}

/** What the law forbids is said in its words, and not only that it can't be done now. */
function mistakeOf(of: PrivacyStanding, step: PrivacyStepDone): Result<never, DomainError> | null {
  if (of.state === "open" && step === "denied")
    return wrong("step", "It was paid in full, so the practice has to agree (45 CFR 164.522(a)(1)(vi)).");
  if (of.state === "open" && step === "extended")
    return wrong(
      "step",
      of.extended ? "It was extended already, and is extended once." : "Nothing extends this kind of request.",
    );
  if (of.state === "open" && step === "fee-told")
    return wrong("step", of.kind === "accounting" ? "The first account in twelve months is free." : "This is free.");
  return null;
}

function take(before: PrivacyStanding, next: PrivacyStanding, step: PrivacyStep): Decided {
  switch (step.step) {
    case "assigned":
      return step.ownerId === null
        ? wrong("ownerId", "Choose who works on it.")
        : ok({ ...next, ownerId: step.ownerId });
    case "extended":
      return extend(before, next, step);
    case "fee-told":
      return step.feeCents === null || step.feeCents === 0 ? wrong("feeCents", "Enter what it costs.") : ok(next);
    case "denied":
      return deny(before, next, step);
    case "granted":
    case "withdrawn":
    case "ended":
      return ok({ ...next, state: step.step });
    case "review-asked":
      return ok({ ...next, state: "in-review", dueOn: addDays(step.today, REVIEW_DAYS) });
    case "upheld":
    case "overturned":
      return before.deniedBy === step.by
        ? wrong("step", "You refused it: somebody else writes down what the reviewer decided.")
        : ok({ ...next, state: step.step === "upheld" ? "denied" : "granted", reviewed: true });
    case "disagreed":
      return ok({ ...next, disagreed: true });
    case "rebutted":
      return ok({ ...next, rebutted: true });
    case "reopened":
      return ok({ ...next, ...REOPENED, dueOn: before.reviewed ? deadlineOf(before) : before.dueOn });
  }
}

const REOPENED = {
  state: "open",
  ground: null,
  deniedBy: null,
  disagreed: false,
  rebutted: false,
  reviewed: false,
} as const;

/** After a review the day is the first answer's again: a mistake gives no new time. */
function deadlineOf({ kind, receivedOn, extended }: PrivacyStanding): LocalDate {
  return extended ? privacyDueMax(kind, receivedOn) : privacyDue(kind, receivedOn);
}

/** Once, before the deadline is over, and to a day that the patient is told: afterwards the law knows no extension (CHT-311). */
function extend(before: PrivacyStanding, next: PrivacyStanding, { dueOn, today }: PrivacyStep): Decided {
  const max = privacyDueMax(before.kind, before.receivedOn);
  if (today > before.dueOn) return wrong("step", "The deadline is over: answer it now.");
  if (dueOn === null || dueOn <= before.dueOn)
    return wrong("dueOn", "Enter the day by which it is answered, after the deadline that stands.");
  if (dueOn > max) return wrong("dueOn", `At most ${privacyDays[before.kind].more} days more: ${max}.`);
  return ok({ ...next, extended: true, dueOn });
}

/** For a reason that the law has for this kind (CHT-312). */
function deny(before: PrivacyStanding, next: PrivacyStanding, { ground, by }: PrivacyStep): Decided {
  if (ground === null || !privacyGrounds[before.kind].includes(ground))
    return wrong("ground", "Choose the reason: the law names those for which this can be refused.");
  return ok({ ...next, state: "denied", ground, deniedBy: by });
}

/** What is asked is whole: a restriction says of what, and nothing else does (CHT-310). @returns the first day of its deadline. */
export function checkReceived(
  one: {
    readonly kind: PrivacyRequestKind;
    readonly receivedOn: LocalDate;
    readonly restriction: { readonly from: LocalDate; readonly until: LocalDate | null } | null;
  },
  today: LocalDate,
): Result<LocalDate, DomainError> {
  if (one.receivedOn > today) return fail("in-the-future", { field: "receivedOn" });
  if (one.receivedOn < addMonths(today, -12))
    return wrong("receivedOn", "That is more than a year ago: check the year.");
  if ((one.kind === "restriction") !== (one.restriction !== null))
    return wrong("restriction", "A restriction says what is kept from whom; nothing else does.");
  if (one.restriction?.until && one.restriction.until < one.restriction.from)
    return wrong("restriction.until", "It ends before it begins.");
  return ok(privacyDue(one.kind, one.receivedOn));
}

export type PrivacyStage = "open" | "soon" | "overdue" | "done";

/** How near the deadline of a request is (CHT-316): whoever works on it has it until a week before, then the managers. */
export function stageOf(of: Pick<PrivacyStanding, "state" | "dueOn">, today: LocalDate): PrivacyStage {
  if (of.state !== "open" && of.state !== "in-review") return "done";
  if (today > of.dueOn) return "overdue";
  return today >= addDays(of.dueOn, -WARN_DAYS) ? "soon" : "open";
}

/** When that changes next: a week before, the day after, and then each week, until it is answered. Null where nothing is to come. */
export function nextLook(of: Pick<PrivacyStanding, "state" | "dueOn">, today: LocalDate): LocalDate | null {
  switch (stageOf(of, today)) {
    case "done":
      return null;
    case "open":
      return addDays(of.dueOn, -WARN_DAYS);
    case "soon":
      return addDays(of.dueOn, 1);
    case "overdue":
      return addDays(today, 7);
  }
}

/** Why a letter's sending is no part of the account: it was treatment, it went to the patient, or the patient asked for it (164.528(a)(1)). */
export function exemptionOf({
  purpose,
  to,
}: {
  readonly purpose: string;
  readonly to: string;
}): AccountExemption | null {
  if (purpose === "Treatment") return "treatment-payment-operations";
  if (to === "The patient") return "to-patient";
  return purpose === "The patient asked for it" ? "authorized" : null;
}

function wrong(field: string, message: string) {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}
