import type { DomainError } from "@practicum/contracts/error";

/** Whether a refused time may be taken all the same, with permission and a reason (SCH-26): not when closed or past. */
export function isOverbookable(error: Pick<DomainError, "code">): boolean {
  return error.code === "slot-taken" || error.code === "outside-template" || error.code === "overbook-reason-required";
}
