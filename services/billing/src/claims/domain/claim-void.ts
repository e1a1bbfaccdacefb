import type { PayerRules } from "@practicum/contracts/billing/payer-rules";
import { isUnsent, type ClaimStatus } from "./claim-status.ts";

/** What tells of a claim's void. */
interface Voidable {
  readonly status: ClaimStatus;
  readonly frequency: "1" | "7" | "8";
}

/** States from which a claim is voided: its payer has it. */
const VOIDABLE: readonly ClaimStatus[] = ["accepted", "paid", "partly-denied", "denied"];

/**
 * BIL-489: may a claim be voided. A payer that takes no replacements takes no void: what it paid it reopens or takes a refund of; and one
 * whose own number of the claim is not known could not tell which one is meant (REF F8).
 */
export function decideVoid(
  claim: Voidable & {
    readonly payerClaimNumber: string | null;
    readonly corrections: PayerRules["corrections"];
    readonly appealOut: boolean;
  },
): "void" | "not-there" | "appeal" | "reopening" | "no-number" {
  if (!VOIDABLE.includes(claim.status) || voidIsOut(claim)) return "not-there";
  if (claim.corrections !== "replacement") return "reopening";
  if (claim.appealOut) return "appeal";
  return claim.payerClaimNumber === null ? "no-number" : "void";
}

/** A void that is not with the payer: not sent, or rejected. It can be withdrawn (BIL-490). */
export function mayWithdraw({ status, frequency }: Voidable): boolean {
  return frequency === "8" && (isUnsent(status) || status === "rejected");
}

/** A void that went out and that nothing has answered for good. A decision that came all the same is none. */
export function voidIsOut({ status, frequency }: Voidable): boolean {
  return frequency === "8" && ["submitted", "printed", "acknowledged", "accepted"].includes(status);
}

/** BIL-490: where a withdrawn void leaves the claim: where it was, or closed when its refusals were all settled meanwhile. */
export function withdrawnTo(before: ClaimStatus, openDenials: boolean): ClaimStatus {
  const refused = before === "denied" || before === "partly-denied";
  return refused && !openDenials ? "closed" : before;
}

/** BIL-491: a payer that had not decided yet ends the claim by accepting its void; nothing is there to take back. */
export function endsUndecided(claim: Voidable & { readonly before: ClaimStatus | null }): boolean {
  return voidIsOut(claim) && claim.status === "accepted" && claim.before === "accepted";
}
