import { fail, type DomainError } from "@practicum/contracts/error";
import { waitListChanged, type waitListOperations } from "@practicum/contracts/scheduling/wait-list";
import { ok, type Err, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { endOffer, lockSlot, offerById, type OfferRow } from "../sql/slot-offers.ts";
import { changeEntry, lockEntry, type EntryRow } from "../sql/wait-list.ts";
import { bookFor } from "./book-appointment.ts";
import { moveFor } from "./move-appointment.ts";
import type { SchedulingContext } from "./scheduling-context.ts";
import { end, endOffersOf, tellOffer, type OfferState } from "./slot-offers.ts";

type In<O extends keyof typeof waitListOperations> = z.output<(typeof waitListOperations)[O]["input"]>;
type Accepted = z.output<typeof waitListOperations.acceptOffer.output>;

const WORDS: { readonly [S in OfferState]: string } = {
  open: "open",
  accepted: "confirmed already",
  declined: "declined",
  lost: "over: somebody else confirmed first",
  expired: "expired",
  withdrawn: "withdrawn",
};

const offerOver = (state: OfferState): Err<DomainError> => fail("offer-over", { detail: { state: WORDS[state] } });

/** SCH-109: the first who confirms has the time; the booking itself ends all other offers of it. */
export async function acceptOffer(
  context: SchedulingContext,
  input: In<"acceptOffer">,
): Promise<Result<Accepted, DomainError>> {
  const { tx, now, today } = context;
  const known = await offerById(tx, input.offerId);
  if (!known) return fail("not-found", { field: "offerId" });
  context.auditPatient(known.patientId);
  await lockSlot(tx, known);
  const offer = (await offerById(tx, input.offerId)) ?? known;
  const entry = await lockEntry(tx, today, offer.entryId);
  if (!entry) return fail("not-found", { field: "offerId" });
  const appointmentId = entry.appointment?.appointmentId ?? input.appointmentId;
  // Sent again: its answer was lost.
  const before = offer.state === "accepted" && offer.appointmentId !== null && offer.appointmentId === appointmentId;
  if (before) return ok({ appointmentId, version: 1, patientId: offer.patientId });
  if (offer.state !== "open") return offerOver(offer.state);
  if (offer.expiresAt <= now) return offerOver("expired");
  if (entry.state === "booked" || entry.state === "removed") return offerOver("withdrawn");
  const booked = await bookOrMove(context, offer, entry, appointmentId);
  if (!booked.ok) return booked;
  const done = { state: "accepted" as const, answered_at: now, appointment_id: appointmentId };
  if (!(await endOffer(tx, offer.offerId, done))) return offerOver("lost");
  await context.cancelTimer("offer-expires", offer.offerId);
  tellOffer(context, offer, "accepted");
  await changeEntry(tx, entry, { state: "booked", state_since: now, because: null });
  await endOffersOf(context, entry.entryId, "withdrawn", "Booked at another time");
  context.emit(waitListChanged, { entryId: entry.entryId, patientId: entry.patientId, at: now });
  return ok({ appointmentId, version: booked.value.version, patientId: offer.patientId });
}

/** SCH-110: who has a visit comes sooner with it; its own time is free in turn. */
async function bookOrMove(
  context: SchedulingContext,
  offer: OfferRow,
  entry: EntryRow,
  appointmentId: Accepted["appointmentId"],
): Promise<Result<{ version: number }, DomainError>> {
  const { providerResourceId, date, start, offerId } = offer;
  const at = { providerResourceId, date, start, minutes: null, overbookReason: null, appointmentId };
  if (entry.appointment) return moveFor(context, { ...at, version: entry.appointment.version }, offerId);
  const { patientId, visitTypeId, note } = entry;
  return bookFor(context, { ...at, patientId, visitTypeId, roomResourceId: null, reason: note }, offerId);
}

/** The offer, when it is open still; its patient goes into the audit entry. */
async function openOffer(context: SchedulingContext, offerId: string): Promise<Result<OfferRow, DomainError>> {
  const offer = await offerById(context.tx, offerId);
  if (!offer) return fail("not-found", { field: "offerId" });
  context.auditPatient(offer.patientId);
  return offer.state === "open" ? ok(offer) : offerOver(offer.state);
}

type Answered = Promise<Result<{ patientId: OfferRow["patientId"] }, DomainError>>;

export async function declineOffer(context: SchedulingContext, { offerId, because }: In<"declineOffer">): Answered {
  return answer(context, offerId, "declined", because || null);
}

export async function withdrawOffer(context: SchedulingContext, { offerId }: In<"withdrawOffer">): Answered {
  return answer(context, offerId, "withdrawn", null);
}

async function answer(
  context: SchedulingContext,
  offerId: string,
  state: "declined" | "withdrawn",
  because: string | null,
): Answered {
  const offer = await openOffer(context, offerId);
  if (!offer.ok) return offer;
  // Between the look and the write it may have been lost.
  return (await end(context, offer.value, state, because))
    ? ok({ patientId: offer.value.patientId })
    : offerOver("lost");
}
