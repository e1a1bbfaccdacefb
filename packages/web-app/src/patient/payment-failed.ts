import { describeError, type DomainError } from "@practicum/contracts/error";

/**
 * Why a payment was not taken. Where the first one was taken after all, though its answer did not arrive, and something was
 * changed before the next, the screen makes a new id: to take more is a decision.
 */
export function paymentFailed(error: DomainError): string {
  if (error.code !== "already-recorded") return describeError(error);
  return "A payment was already taken from here, as it was before your last change; it is on the patient’s account. Have it reversed there if it is wrong. Press “Take” again to take this one too.";
}
