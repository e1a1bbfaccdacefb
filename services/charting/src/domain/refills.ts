import type { RefillState, RefillStep } from "@practicum/contracts/charting/refills";
import { fail, type DomainError } from "@practicum/contracts/error";
import { addMonths, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import { standing } from "./said-steps.ts";

/** What the protocol looks at. */
export interface RefillFacts {
  readonly today: LocalDate;
  readonly status: "active" | "stopped" | "entered-in-error";
  readonly stoppedOn: LocalDate | null;
  /** Of the Controlled Substances Act; null for all others. */
  readonly schedule: number | null;
  readonly isPrescribedHere: boolean;
  /** The last visit with a signed note. */
  readonly lastVisit: LocalDate | null;
}

const SEEN_MONTHS = 12;

/** Each rule says why it does not pass, or nothing (CHT-419). */
const PROTOCOL: readonly ((facts: RefillFacts) => string | null)[] = [
  ({ schedule }) => (schedule === null ? null : `controlled substance, schedule ${ROMAN[schedule] ?? schedule}`),
  ({ status, stoppedOn }) => {
    if (status === "active") return null;
    if (status === "entered-in-error") return "entered on the list in error";
    return stoppedOn === null ? "stopped" : `stopped ${formatDate(stoppedOn)}`;
  },
  ({ isPrescribedHere }) => (isPrescribedHere ? null : "no prescription of this practice"),
  ({ today, lastVisit }) => {
    if (lastVisit === null) return "no visit with a signed note";
    if (lastVisit >= addMonths(today, -SEEN_MONTHS)) return null;
    return `last visit ${formatDate(lastVisit)}, more than ${SEEN_MONTHS} months ago`;
  },
];
const ROMAN: { readonly [schedule: number]: string } = { 2: "II", 3: "III", 4: "IV", 5: "V" };

/** Why the protocol does not pass it, each rule by itself; empty where it does. */
export function refillFails(facts: RefillFacts): string[] {
  return PROTOCOL.flatMap((rule) => rule(facts) ?? []);
}

/** What is controlled needs a visit or a new prescription, and what was never prescribed here has nothing to be renewed (CHT-421). */
export function isRenewable({ schedule, isPrescribedHere }: RefillFacts): boolean {
  return schedule === null && isPrescribedHere;
}

export interface SaidRefillStep {
  readonly stepId: string;
  readonly step: RefillStep;
}
type RefillDecision = Extract<RefillStep, { kind: "approved" | "denied" | "visit" }>;

/** What was decided and stands. */
export function refillDecision(steps: readonly SaidRefillStep[]): (SaidRefillStep & { step: RefillDecision }) | null {
  for (const { stepId, step } of standing(steps))
    if (step.kind === "approved" || step.kind === "denied" || step.kind === "visit") return { stepId, step };
  return null;
}

export function refillStateOf(steps: readonly SaidRefillStep[]): RefillState {
  const last = standing(steps).at(-1)?.step.kind;
  if (last === undefined) return "waiting";
  return last === "answered" || last === "network" ? "ended" : "to-answer";
}

interface Asked {
  readonly isRenewable: boolean;
  /** Whether the pharmacy that asked gets the answer by the connection. */
  readonly isByNetwork: boolean;
  /** Whether who says it may decide. */
  readonly mayDecide: boolean;
}

/** Whether a step can follow: a request is decided once, answered once, and only its last step is taken back (CHT-420, CHT-423). */
export function decideRefillStep(
  steps: readonly SaidRefillStep[],
  step: RefillStep,
  asked: Asked,
): Result<undefined, DomainError> {
  const state = refillStateOf(steps);
  switch (step.kind) {
    case "approved":
      if (!asked.isRenewable) return fail("refill-needs-prescription", { field: "requestId" });
      return when(state === "waiting");
    case "denied":
    case "visit":
      return when(state === "waiting");
    case "answered":
      return when(state === "to-answer" && !asked.isByNetwork);
    case "network":
      return when(state === "to-answer" && asked.isByNetwork);
    case "taken-back": {
      const last = standing(steps).at(-1);
      // What went to the pharmacy is not called back by a word here.
      if (last?.stepId !== step.stepId || last.step.kind === "network") return when(false);
      return last.step.kind === "answered" || asked.mayDecide ? ok() : fail("not-allowed");
    }
  }
}

function when(is: boolean): Result<undefined, DomainError> {
  return is ? ok() : fail("refill-decided", { field: "requestId" });
}
