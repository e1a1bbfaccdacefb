import type { ClaimFacts } from "@practicum/contracts/billing/claim-facts";

/** What belongs to the visit: every payer's claim of it says the same. */
export type VisitFacts = Pick<ClaimFacts, "accident" | "ordering" | "referring">;

/** What belongs to one payer's claim. */
export type OwnFacts = Partial<Omit<ClaimFacts, keyof VisitFacts>>;

export const NO_VISIT_FACTS: VisitFacts = { accident: null, ordering: null, referring: null };
export const NO_OWN_FACTS: OwnFacts = {};
/** @internal Tests begin with nothing said. */
export const NO_FACTS: ClaimFacts = factsOf(NO_VISIT_FACTS, NO_OWN_FACTS);

/** A claim's facts from the two places where they are kept. */
export function factsOf(visit: VisitFacts, own: OwnFacts): ClaimFacts {
  return {
    accident: visit.accident,
    ordering: visit.ordering,
    referring: visit.referring,
    authorization: own.authorization ?? null,
    referral: own.referral ?? null,
    duplicateBecause: own.duplicateBecause ?? null,
    sameAgainBecause: own.sameAgainBecause ?? null,
  };
}

export function visitFacts({ accident, ordering, referring }: ClaimFacts): VisitFacts {
  return { accident, ordering, referring };
}

/** An empty text is nothing said. */
export function ownFacts(facts: ClaimFacts): OwnFacts {
  return {
    authorization: facts.authorization,
    referral: facts.referral,
    duplicateBecause: facts.duplicateBecause || null,
    sameAgainBecause: facts.sameAgainBecause || null,
  };
}

/**
 * What is ordered by somebody: laboratory and imaging (70000 to 89999, P codes), and equipment and supplies (HCPCS level II: A4 to
 * A9, E, K, L).
 */
export function isOrdered(code: string): boolean {
  return /^[78]\d{4}$/.test(code) || /^P\d{4}$/.test(code) || isEquipment(code);
}

export function isEquipment(code: string): boolean {
  return /^[EKL]\d{4}$/.test(code) || /^A[4-9]\d{3}$/.test(code);
}

/** Drugs that a clinician gives: HCPCS level II, J codes. */
export function isDrug(code: string): boolean {
  return /^J\d{4}$/.test(code);
}

/** Codes that stand for what has none of its own: 99 at the end in CPT's sections; "not otherwise classified" of level II. */
export function isUnlisted(code: string): boolean {
  return /^\d{3}99$/.test(code) || UNLISTED.has(code);
}

const UNLISTED = new Set(["A9999", "E1399", "J3490", "J3590", "J7999", "J8499", "J8999", "J9999", "L8499", "Q4050"]);
