import type { LocalDate } from "@practicum/kernel/local-date";
import { seededRandom } from "@practicum/kernel/random";
import type { PayerRules, Plan } from "./rules.ts";

/** A person as the payer knows them. */
export interface Member {
  readonly payerId: string;
  readonly memberId: string;
  readonly planId: string;
  readonly family: string;
  readonly given: string;
  readonly birthDate: LocalDate;
  readonly sex: "F" | "M" | "U";
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  /** The assigned primary care provider, where the plan wants one; `elsewhere` is a physician outside the practice. */
  readonly primaryCare: "here" | "elsewhere" | null;
  /** Payer ID of another payer that pays before this one. */
  readonly otherPrimaryPayer: string | null;
}

/** How a payer's eligibility system answers for a member number. */
export type MemberKind = "active" | "terminated" | "elsewhere" | "silent" | "second";

/** The payer that pays first for members whose number ends in 96. */
const firstPayer = { id: "BSCAP", otherwise: "60055" } as const;

/**
 * The payer enrols whoever is asked about for the first time with a member number of its form. The number's last two digits
 * decide what comes of it, so that a teacher or a test can choose: 96 another insurance pays first, 97 coverage ended, 98 another physician is the assigned
 * one (plans that assign), 99 the payer's system never answers; anything else is active.
 */
export function memberKind(payer: PayerRules, memberId: string): MemberKind {
  const lastTwo = memberId.replaceAll(/\D/g, "").slice(-2);
  if (lastTwo === "96") return "second";
  if (lastTwo === "97") return "terminated";
  if (lastTwo === "98" && planFor(payer, memberId).primaryCareRequired) return "elsewhere";
  return lastTwo === "99" ? "silent" : "active";
}

/** What becomes of the claims of some members, whatever the seed: so that a teacher, a test or the demonstration can choose it. */
type ClaimFate = "another-payers" | "visits-only" | "taken-back" | "late" | "downcoded";

const FATES: { readonly [lastTwo: string]: ClaimFate } = {
  "91": "downcoded",
  "92": "late",
  "93": "taken-back",
  "94": "visits-only",
  "95": "another-payers",
};

/** SIM-23 to SIM-26: by the last two digits of the member number, as the answers about eligibility; null for most. */
export function claimFate(memberId: string | undefined): ClaimFate | null {
  return FATES[(memberId ?? "").replaceAll(/\D/g, "").slice(-2)] ?? null;
}

/** The plan a member number belongs to: always the same one. */
export function planFor(payer: PayerRules, memberId: string): Plan {
  const random = seededRandom(`${payer.electronicId}/${memberId}`);
  return payer.plans[Math.floor(random.next() * payer.plans.length)] ?? payer.plans[0];
}

export function enrol(
  payer: PayerRules,
  person: { memberId: string; family: string; given: string; birthDate: LocalDate; sex: "F" | "M" | "U" },
  today: LocalDate,
): Member {
  const kind = memberKind(payer, person.memberId);
  const year = Number(today.slice(0, 4));
  const plan = planFor(payer, person.memberId);
  return {
    ...person,
    payerId: payer.electronicId,
    planId: plan.planId,
    from: `${year - 1}-01-01`,
    // Ended with the quarter before last, so that it was over on any recent date of service.
    to: kind === "terminated" ? `${year - 1}-06-30` : null,
    primaryCare: plan.primaryCareRequired ? (kind === "elsewhere" ? "elsewhere" : "here") : null,
    otherPrimaryPayer:
      kind !== "second" ? null : payer.electronicId === firstPayer.id ? firstPayer.otherwise : firstPayer.id,
  };
}

/** Of a subscriber whom the payer has met only through the claim of a dependent: their birth date isn't in it. */
export const unknownBirthDate: LocalDate = "1900-01-01";

export function hasOtherBirthDate(member: Member, told: LocalDate | undefined): boolean {
  return told !== undefined && member.birthDate !== unknownBirthDate && told !== member.birthDate;
}

export function coversDay(member: Member, day: LocalDate): "before" | "after" | "yes" {
  if (day < member.from) return "before";
  return member.to !== null && day > member.to ? "after" : "yes";
}

export function planOf(payer: PayerRules, member: Member): Plan {
  return payer.plans.find((plan) => plan.planId === member.planId) ?? payer.plans[0];
}
