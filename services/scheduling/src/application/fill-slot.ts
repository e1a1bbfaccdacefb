import { fail, type DomainError } from "@practicum/contracts/error";
import type { waitListOperations } from "@practicum/contracts/scheduling/wait-list";
import { addMinutes, atLocal, dateIn, type Instant } from "@practicum/kernel/instant";
import { ok, type Ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { rankFor, type FreeTime, type Wish } from "../domain/wait-list.ts";
import {
  freedSlots as readFreed,
  insertOffer,
  lockSlot,
  offerById,
  offersOfSlot,
  slotFacts,
  type OfferRow,
  type SlotFacts,
} from "../sql/slot-offers.ts";
import { allWaiting, type EntryRow } from "../sql/wait-list.ts";
import { actorNameOf } from "./actor-name.ts";
import { bookable } from "./bookable.ts";
import type { SchedulingContext } from "./scheduling-context.ts";
import { tellOffer } from "./slot-offers.ts";
import { shownEntry } from "./wait-list.ts";

type In<O extends keyof typeof waitListOperations> = z.output<(typeof waitListOperations)[O]["input"]>;

/** An entry as its fit is decided. */
type Candidate = Wish & { readonly entry: EntryRow };

function wishOf({ practice }: SchedulingContext, entry: EntryRow, facts: Pick<SlotFacts, "busy">): Candidate {
  const own = entry.appointment?.appointmentId;
  return {
    ...entry,
    entry,
    since: dateIn(entry.addedAt, practice.timeZone),
    busy: facts.busy.some((one) => one.patientId === entry.patientId && one.appointmentId !== own),
  };
}

/** SCH-105: what came free, and how many wait for such a time. */
export async function freedSlots(
  context: SchedulingContext,
  { locationId }: In<"freedSlots">,
): Promise<Ok<z.input<typeof waitListOperations.freedSlots.output>>> {
  const { tx, now, today } = context;
  const slots = await readFreed(tx, locationId, now);
  if (slots.length === 0) return ok([]);
  const waiting = (await allWaiting(tx, today)).map((entry) => wishOf(context, entry, { busy: [] }));
  return ok(
    slots.map((slot) => ({
      providerResourceId: slot.providerResourceId,
      providerName: slot.providerName,
      locationId: slot.locationId,
      date: slot.date,
      start: slot.start,
      minutes: slot.minutes,
      freedAt: slot.freedAt,
      because: slot.because,
      offered: slot.offered,
      fitting: rankFor(waiting, slot as FreeTime, today).fitting.length,
    })),
  );
}

interface Slot {
  readonly time: FreeTime;
  readonly startsAt: Instant;
  readonly facts: SlotFacts;
}

async function slotOf(
  context: SchedulingContext,
  place: Pick<In<"fillSlot">, "providerResourceId" | "date" | "start" | "minutes">,
): Promise<Slot | null> {
  const { providerResourceId, date, start, minutes } = place;
  const startsAt = atLocal(date, start, context.practice.timeZone);
  const facts = await slotFacts(context.tx, { providerResourceId, startsAt, minutes });
  if (!facts) return null;
  return { startsAt, facts, time: { providerResourceId, date, start, minutes, locationId: facts.locationId } };
}

async function ranked(context: SchedulingContext, { time, facts }: Slot) {
  const entries = await allWaiting(context.tx, context.today, time.providerResourceId);
  const waiting = entries.map((entry) => wishOf(context, entry, facts));
  return rankFor(waiting, time, context.today);
}

/** SCH-106, SCH-107. */
export async function fillSlot(
  context: SchedulingContext,
  input: In<"fillSlot">,
): Promise<Result<z.input<typeof waitListOperations.fillSlot.output>, DomainError>> {
  const slot = await slotOf(context, input);
  if (!slot) return fail("not-found", { field: "providerResourceId" });
  const { fitting, others } = await ranked(context, slot);
  const offers = await offersOfSlot(context.tx, {
    providerResourceId: input.providerResourceId,
    startsAt: slot.startsAt,
  });
  const show = (list: typeof fitting) =>
    list.map(({ wish, because }) => ({ entry: shownEntry(wish.entry), because: [...because] }));
  return ok({
    free: !slot.facts.taken && slot.startsAt > context.now,
    providerName: slot.facts.providerName,
    fitting: show(fitting),
    others: show(others),
    offers: offers.map(shownOffer),
  });
}

function shownOffer({ startsAt: _startsAt, appointmentId: _appointmentId, ...offer }: OfferRow) {
  return offer;
}

/** SCH-108: a free time is offered to several who fit; each has until the same moment. */
export async function offerSlot(
  context: SchedulingContext,
  input: In<"offerSlot">,
): Promise<Result<{ offered: number; patientIds: EntryRow["patientId"][] }, DomainError>> {
  const { tx, now } = context;
  const slot = await slotOf(context, input);
  if (!slot) return fail("not-found", { field: "providerResourceId" });
  await lockSlot(tx, { providerResourceId: input.providerResourceId, startsAt: slot.startsAt });
  const fitting = new Map((await ranked(context, slot)).fitting.map(({ wish }) => [wish.entryId, wish]));
  const late = addMinutes(now, input.minutesToAnswer);
  // Nobody confirms a visit that has begun.
  const expiresAt = late < slot.startsAt ? late : slot.startsAt;
  const patientIds: EntryRow["patientId"][] = [];
  let offered = 0;
  for (const [index, { offerId, entryId }] of input.offers.entries()) {
    const wish = fitting.get(entryId);
    if (!wish) return doesNotFit(`offers.${index}.entryId`);
    const free = await bookable(context, {
      ...input,
      patientId: wish.entry.patientId,
      visitTypeId: wish.entry.visitTypeId,
    });
    if (!free.ok) return free;
    patientIds.push(wish.entry.patientId);
    const made = await insertOffer(tx, {
      offer_id: offerId,
      entry_id: entryId,
      provider_resource_id: input.providerResourceId,
      staff_id: slot.facts.staffId,
      date: input.date,
      start_time: input.start,
      minutes: input.minutes,
      starts_at: slot.startsAt,
      ends_at: addMinutes(slot.startsAt, input.minutes),
      state: "open",
      offered_at: now,
      offered_by: actorNameOf(context),
      expires_at: expiresAt,
      answered_at: null,
      because: null,
      appointment_id: null,
    });
    if (!made) continue;
    offered += 1;
    await context.schedule("offer-expires", offerId, expiresAt, {});
    const row = await offerById(tx, offerId);
    if (row) tellOffer(context, row, "open");
  }
  return ok({ offered, patientIds });
}

function doesNotFit(field: string) {
  const message = "This patient does not wait for such a time.";
  return fail("invalid-input", { field, fields: [{ field, message }] });
}
