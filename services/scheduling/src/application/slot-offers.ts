import type { offerState } from "@practicum/contracts/scheduling/wait-list";
import { slotOfferChanged } from "@practicum/contracts/scheduling/wait-list";
import type { TimerHandler } from "@practicum/service/define-service";
import type { z } from "zod";
import { endOffer, lockOpenOffers, offerById, type OfferRow } from "../sql/slot-offers.ts";
import type { SchedulingTables } from "../sql/tables.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

export type OfferState = z.output<typeof offerState>;

export function tellOffer(context: SchedulingContext, offer: OfferRow, state: OfferState): void {
  const { offerId, entryId, patientId, date, start, minutes, expiresAt, startsAt } = offer;
  context.emit(slotOfferChanged, { offerId, entryId, patientId, date, start, minutes, expiresAt, startsAt, state });
}

/** Ends an offer that is open still; its timer has nothing to do any more. */
export async function end(
  context: SchedulingContext,
  offer: OfferRow,
  state: Exclude<OfferState, "open" | "accepted">,
  because: string | null,
): Promise<boolean> {
  if (!(await endOffer(context.tx, offer.offerId, { state, answered_at: context.now, because }))) return false;
  if (state !== "expired") await context.cancelTimer("offer-expires", offer.offerId);
  tellOffer(context, offer, state);
  return true;
}

/** SCH-111: of a patient who waits no longer. */
export async function endOffersOf(
  context: SchedulingContext,
  entryId: string,
  state: "withdrawn",
  because: string,
): Promise<void> {
  for (const offer of await lockOpenOffers(context.tx, { entryId })) await end(context, offer, state, because);
}

/**
 * SCH-109: a provider's time was taken, by whatever booking: whoever it was offered to besides has lost it, in the transaction that took it.
 *
 * @param but the offer that was confirmed
 */
export async function timeTaken(
  context: SchedulingContext,
  visit: { readonly providerStaffId: string; readonly startsAt: string; readonly endsAt: string },
  but: string | null,
): Promise<void> {
  const { providerStaffId: staffId, startsAt, endsAt } = visit;
  for (const offer of await lockOpenOffers(context.tx, { staffId, startsAt, endsAt } as never))
    if (offer.offerId !== but) await end(context, offer, "lost", null);
}

/** SCH-111: nobody has answered in time. */
export const offerExpires: TimerHandler<SchedulingTables, unknown> = async (context, { key }) => {
  const offer = await offerById(context.tx, key);
  if (offer?.state === "open") await end(context, offer, "expired", null);
};
