import { fail, type DomainError } from "@practicum/contracts/error";
import type { Role } from "@practicum/contracts/permission";
import type { ReferralState, ReferralStep, ReferralUrgency } from "@practicum/contracts/charting/referrals";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import { standing } from "./said-steps.ts";

/** A step that was said, and when. */
export interface SaidReferralStep {
  readonly stepId: string;
  readonly step: ReferralStep;
  readonly on: LocalDate;
}

type Kind = ReferralStep["kind"];
type StepOf<K extends Kind> = Extract<ReferralStep, { kind: K }>;

/** The last step of a kind that stands. */
export function lastOf<K extends Kind>(steps: readonly SaidReferralStep[], kind: K): StepOf<K> | null {
  const found = standing(steps).findLast(({ step }) => step.kind === kind)?.step;
  return found === undefined ? null : (found as StepOf<K>);
}

/** How an office is named in letters and in what was said of it: "Bay Heart Center, Bay Heart Group"; empty where there is none. */
export function officeName(office: { readonly name: string; readonly practice: string } | null | undefined): string {
  return [office?.name, office?.practice]
    .filter((part) => part)
    .join(", ")
    .slice(0, 120);
}

/** Whether it went out since the office was chosen last: of what is sent already nothing is to be addressed anew. */
export function wentOut(steps: readonly SaidReferralStep[]): boolean {
  const last = standing(steps).findLast(({ step }) => step.kind === "directed" || step.kind === "sent");
  return last?.step.kind === "sent";
}

/** The review that somebody is to follow up (CHT-277), where it is what was said last. */
export function followUpOf(steps: readonly SaidReferralStep[]): StepOf<"reviewed"> | null {
  const last = movedBy(steps)?.step;
  return last?.kind === "reviewed" && last.disposition === "follow-up" ? last : null;
}

/** What is said beside the way of a referral, and moves it nowhere. */
const BESIDE: readonly Kind[] = ["authorization", "directed", "letter"];

/** The step since which it stands as it does; undefined where it was only ordered. */
function movedBy<S extends SaidReferralStep>(steps: readonly S[]): S | undefined {
  return standing(steps).findLast(({ step }) => !BESIDE.includes(step.kind));
}

/** Since which word it waits: another one each time, also where a later step was taken back (CHT-259). */
export function waitKey(referralId: string, steps: readonly SaidReferralStep[]): string {
  const beside = new Set(steps.filter(({ step }) => BESIDE.includes(step.kind)).map(({ stepId }) => stepId));
  const moves = steps.findLast(({ stepId, step }) =>
    step.kind === "taken-back" ? !beside.has(step.stepId) : !beside.has(stepId),
  );
  return moves?.stepId ?? referralId;
}

/**
 * What a referral waits for (CHT-254).
 *
 * ordered -> sent -> appointment -> received -> filed -> reviewed. The report may come without an appointment that anybody told, and may
 * be filed at once. Declined and not seen go to the provider, who sends again or ends it.
 */
export function referralStateOf(steps: readonly SaidReferralStep[]): ReferralState {
  const last = movedBy(steps)?.step;
  switch (last?.kind) {
    case "sent":
      return "to-schedule";
    case "appointment":
      return "awaiting-report";
    case "received":
      return "to-file";
    case "filed":
      return "to-review";
    case "declined":
    case "not-seen":
      return "to-decide";
    case "reviewed":
      return last.disposition === "send-again" ? "to-send" : "closed";
    case "cancelled":
      return "cancelled";
    default:
      return "to-send";
  }
}

const FOLLOWS: { readonly [S in ReferralState]: readonly Kind[] } = {
  "to-send": ["authorization", "directed", "letter", "sent", "cancelled"],
  "to-schedule": [
    "authorization",
    "directed",
    "letter",
    "sent",
    "appointment",
    "received",
    "filed",
    "declined",
    "not-seen",
    "cancelled",
  ],
  "awaiting-report": ["authorization", "appointment", "received", "filed", "declined", "not-seen", "cancelled"],
  "to-file": ["filed"],
  "to-review": ["reviewed"],
  "to-decide": ["authorization", "directed", "reviewed", "cancelled"],
  closed: [],
  cancelled: [],
};

/** By these ways a letter goes out; by the others somebody is told. */
const WITH_LETTER: readonly StepOf<"sent">["way"][] = ["fax", "mail", "hand"];

interface Facts {
  readonly orderedOn: LocalDate;
  readonly steps: readonly SaidReferralStep[];
  /** Whether somebody was named to whom it goes. */
  readonly isDirected: boolean;
  readonly letterSigned: boolean;
}

/** Whether a step can be said of a referral now (CHT-254), on that day (CHT-256), with what it needs (CHT-255, CHT-258, CHT-280). */
export function decideReferralStep(facts: Facts, step: ReferralStep, today: LocalDate): Result<undefined, DomainError> {
  const { steps } = facts;
  const state = referralStateOf(steps);
  const wrong = fail("wrong-order-step", { detail: { status: state } });
  if (step.kind === "taken-back") return standing(steps).at(-1)?.stepId === step.stepId ? ok() : wrong;
  return FOLLOWS[state].includes(step.kind) ? decideContent(facts, step, today) : wrong;
}

function decideContent(facts: Facts, step: ReferralStep, today: LocalDate): Result<undefined, DomainError> {
  const { orderedOn } = facts;
  switch (step.kind) {
    case "authorization":
      if (step.period === null || step.period.from <= step.period.until) return ok();
      return refuse("step.period.until", "That is before the day from which it is good.");
    case "sent":
      if (WITH_LETTER.includes(step.way) && !facts.letterSigned) return fail("letter-not-signed");
      return facts.isDirected || step.to !== "" ? ok() : refuse("step.to", "Say to whom it went.");
    case "appointment":
      return step.on < orderedOn ? refuse("step.on", "That is before it was ordered.") : ok();
    case "received":
      if (step.on > today) return refuse("step.on", "That day has not come yet.");
      return step.on < orderedOn ? refuse("step.on", "That is before it was ordered.") : ok();
    case "reviewed":
      return decideReview(step, today);
    default:
      return ok();
  }
}

/** What follows is said where something does (CHT-258), and a follow-up is nobody's for a day that has passed (CHT-277). */
function decideReview(step: StepOf<"reviewed">, today: LocalDate): Result<undefined, DomainError> {
  const { disposition, plan, followUp } = step;
  if (followUp !== undefined && disposition !== "follow-up")
    return refuse("step.followUp", "Nobody follows up what needs no follow-up.");
  if (followUp !== undefined && followUp.due < today) return refuse("step.followUp.due", "That day has passed.");
  if (plan !== "" || disposition === "agree" || disposition === "no-action") return ok();
  return refuse("step.plan", "Say what is to be done.");
}

function refuse(field: string, message: string): Result<undefined, DomainError> {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}

type Owner = "provider" | "desk" | "assistants";

/** How many days each step may take, and whose it is (CHT-257). */
const CLOCK: {
  readonly [S in ReferralState]: {
    readonly days: { readonly [U in ReferralUrgency]: number };
    readonly owner: Owner;
  } | null;
} = {
  "to-send": { days: { routine: 3, urgent: 1 }, owner: "desk" },
  "to-schedule": { days: { routine: 14, urgent: 2 }, owner: "desk" },
  "awaiting-report": { days: { routine: 14, urgent: 3 }, owner: "desk" },
  "to-file": { days: { routine: 2, urgent: 1 }, owner: "assistants" },
  "to-review": { days: { routine: 3, urgent: 1 }, owner: "provider" },
  "to-decide": { days: { routine: 3, urgent: 1 }, owner: "provider" },
  closed: null,
  cancelled: null,
};

const POOL: { readonly [O in Exclude<Owner, "provider">]: { readonly role: Role; readonly name: string } } = {
  desk: { role: "front-desk", name: "Front desk" },
  assistants: { role: "medical-assistant", name: "Medical assistants" },
};

export interface ReferralClock {
  readonly since: LocalDate;
  readonly due: LocalDate;
  /** Null: the provider's who ordered. */
  readonly pool: Role | null;
  readonly owner: string;
}

/** The clock of the open step; null where nothing waits. The report is waited for from the day of the appointment on. */
export function referralClock(order: {
  readonly orderedOn: LocalDate;
  readonly urgency: ReferralUrgency;
  readonly provider: string;
  readonly steps: readonly SaidReferralStep[];
}): ReferralClock | null {
  const clock = CLOCK[referralStateOf(order.steps)];
  if (clock === null) return null;
  const moved = movedBy(order.steps);
  const since = moved?.step.kind === "appointment" ? moved.step.on : (moved?.on ?? order.orderedOn);
  const due = addDays(since, clock.days[order.urgency]);
  if (clock.owner === "provider") return { since, due, pool: null, owner: order.provider };
  const { role, name } = POOL[clock.owner];
  return { since, due, pool: role, owner: name };
}

/** Steps that say something of the chart, or may: not for who arranges the visit (CHT-262). */
export function isClinicalStep(step: ReferralStep): boolean {
  return ["letter", "reviewed", "cancelled", "taken-back"].includes(step.kind);
}
