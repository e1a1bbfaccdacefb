/** What was done by hand to an account of a visit, as far as a decision that is taken back asks for it. */
export interface StandingAdjustment {
  readonly kind: "write-off" | "refund" | "payer-refund" | "to-patient" | "to-payer" | "to-collections";
  /** Null where it is about the patient's balance of the whole visit. */
  readonly claimId: string | null;
}

/** A decision that no longer stands: its claim, and who took it back. */
export interface TakenBack {
  readonly claimId: string;
  readonly by: "payer" | "hand";
}

/**
 * BIL-109: what becomes of it when a decision is taken back. What was given up or moved because of the decision is undone; what rests
 * on the decision about another claim of the visit stays. A refund to the payer is met when that payer takes back what it paid. When
 * we take our own posting back, no money has moved: the refund stays.
 */
export function fateOf(adjustment: StandingAdjustment, decision: TakenBack): "undone" | "met" | "stays" {
  if (adjustment.claimId !== null && adjustment.claimId !== decision.claimId) return "stays";
  if (adjustment.kind !== "payer-refund") return "undone";
  return decision.by === "payer" ? "met" : "stays";
}
