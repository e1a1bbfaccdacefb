import { describeError, type DomainError } from "@practicum/contracts/error";

/** Whether a refused time may be taken all the same, with permission and a reason (SCH-26): not when closed or past. */
export function isOverbookable(error: Pick<DomainError, "code">): boolean {
  return (
    error.code === "slot-taken" ||
    error.code === "provider-away" ||
    error.code === "outside-template" ||
    error.code === "time-kept" ||
    error.code === "overbook-reason-required"
  );
}

/**
 * Why a time is refused to someone who may take it all the same: "pick another" would be no help to them.
 *
 * @param rival who has the time, where that is known.
 */
export function whyNotFree(error: DomainError, rival = ""): string {
  if (error.code !== "slot-taken") return describeError(error);
  return rival || "Another visit has this time, or someone is booking it now.";
}

/** Said where the first send was booked after all, though its answer did not arrive, and something was changed before the next. */
export const bookedBefore =
  "A visit was already booked from here, as it was before your last change; it is on the day sheet. Move or cancel it there if it is wrong. Book again to have this one too.";
