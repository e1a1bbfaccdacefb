import { describeError, type DomainError } from "@practicum/contracts/error";

/** Whether a refused time may be taken all the same, with permission and a reason (SCH-26): not when closed or past. */
export function isOverbookable(error: Pick<DomainError, "code">): boolean {
  return error.code === "slot-taken" || error.code === "outside-template" || error.code === "overbook-reason-required";
}

/** Why a time is refused to someone who may take it all the same: "pick another" would be no help to them. */
export function whyNotFree(error: DomainError): string {
  return error.code === "slot-taken"
    ? "Another visit has this time, or someone is booking it now."
    : describeError(error);
}
