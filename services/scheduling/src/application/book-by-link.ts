import { fail, type DomainError } from "@practicum/contracts/error";
import {
  LINK_AHEAD_DAYS,
  LINK_NOTICE_HOURS,
  type bookingLinkOperations,
} from "@practicum/contracts/scheduling/booking-links";
import { must } from "@practicum/kernel/assert";
import { atLocal } from "@practicum/kernel/instant";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { byDay, changeUntil, lastDay, mayOffer } from "../domain/booking-link.ts";
import type { AppointmentRow } from "../sql/appointments.ts";
import { hasVisitAhead, locationNames, offeredType } from "../sql/booking-links.ts";
import { providerNameOf } from "../sql/kiosk.ts";
import { patientById } from "../sql/patients.ts";
import { bookFor } from "./book-appointment.ts";
import { linkOver, ownLink, write, type LinkInput, type LinkReply } from "./booking-links.ts";
import { cancelAppointment } from "./cancel-appointment.ts";
import { findSlots } from "./find-slots.ts";
import { moveFor } from "./move-appointment.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** So many times at once, thinned as the desk's are. */
const TIMES_MAX = 50;

/** What the desk reads at the visit. */
const BY_LINK = "Booked by the patient, by link";
const CANCELLED_BY_LINK = "Cancelled by the patient, by link";

/** What the patient's page shows (SCH-263). */
export async function bookingByLink(
  context: SchedulingContext,
  input: LinkInput<"bookingByLink">,
): LinkReply<"bookingByLink"> {
  const { tx, now } = context;
  const link = await ownLink(context, input, "look");
  const type = link && (await offeredType(tx, link.row.visit_type_id));
  const patient = link && (await patientById(tx, link.row.patient_id));
  if (!link || !patient) return linkOver;
  const { row, visit } = link;
  // A kind of visit that is no longer offered: what was booked still stands, and nothing new is.
  if (!type && !visit) return linkOver;
  const shown = {
    visitTypeName: visit?.visitTypeName ?? type?.name ?? "",
    minutes: visit?.minutes ?? type?.minutes ?? 0,
    language: languageOf(patient.language),
  };
  if (row.state === "cancelled" || visit?.status === "cancelled")
    return ok({ ...shown, state: "cancelled", visit: null });
  if (visit) return ok({ ...shown, state: "booked", visit: await shownVisit(context, visit) });
  const has = await hasVisitAhead(tx, row.patient_id, row.visit_type_id, now);
  return ok({ ...shown, state: has ? "has-visit" : "choose", visit: null });
}

function languageOf(tag: string): "en" | "es" {
  return tag.toLowerCase().startsWith("es") ? "es" : "en";
}

async function shownVisit({ tx, now }: SchedulingContext, visit: AppointmentRow) {
  const until = changeUntil(visit.startsAt);
  const [providerName, places] = [await providerNameOf(tx, visit.providerResourceId), await locationNames(tx)];
  return {
    appointmentId: visit.appointmentId,
    date: visit.date,
    start: visit.start,
    minutes: visit.minutes,
    providerName,
    locationName: places.get(visit.locationId) ?? "",
    changeUntil: until,
    mayChange: visit.status === "booked" && until > now,
  };
}

type LinkTime = z.input<typeof bookingLinkOperations.timesByLink.output>["days"][number]["times"][number];

/** Times as the desk's own search finds them, within what a link offers (SCH-264). */
export async function timesByLink(
  context: SchedulingContext,
  { patientId, from }: LinkInput<"timesByLink">,
): LinkReply<"timesByLink"> {
  const { tx, now, today, practice } = context;
  const link = await ownLink(context, { patientId }, "look");
  if (!link) return linkOver;
  const last = lastDay(now, practice.timeZone);
  const found = await findSlots(context, {
    patientId,
    visitTypeId: link.row.visit_type_id,
    providerResourceId: null,
    locationId: null,
    from: from ?? today,
    limit: TIMES_MAX,
  });
  if (!found.ok) return linkOver;
  const { slots, searchedTo } = found.value;
  const places = await locationNames(tx);
  const times = slots
    .filter((slot) => mayOffer(atLocal(slot.date, slot.start, practice.timeZone), now, practice.timeZone))
    .map((slot) => ({
      date: slot.date,
      providerResourceId: slot.providerResourceId,
      providerName: slot.providerName,
      locationName: places.get(must(slot.locationId)) ?? "",
      start: slot.start,
    }));
  const isCut = slots.length === TIMES_MAX;
  const { days, next } = byDay(times, { isCut, searchedTo, last });
  return ok({ days: days.map((day) => ({ ...day, times: day.times.map(timeOf) })), next });
}

const timeOf = ({ providerResourceId, providerName, locationName, start }: LinkTime) => ({
  providerResourceId,
  providerName,
  locationName,
  start,
});

/** Books the link's one visit (SCH-265): the rules and the constraints of every booking. */
export async function bookByLink(context: SchedulingContext, input: LinkInput<"bookByLink">): LinkReply<"bookByLink"> {
  const { tx, now } = context;
  const link = await ownLink(context, input, "change");
  if (!link) return linkOver;
  const { row } = link;
  const { appointmentId } = input;
  // The same once more, after its answer was lost.
  if (row.appointment_id === appointmentId && row.state === "booked") return ok({ appointmentId });
  if (row.state === "booked") return fail("link-has-visit");
  if (row.state !== "opened") return linkOver;
  if (await hasVisitAhead(tx, row.patient_id, row.visit_type_id, now)) return fail("link-has-visit");
  const offered = checkOffered(context, input);
  if (!offered.ok) return offered;
  const { providerResourceId, date, start, patientId } = input;
  const wanted = { appointmentId, patientId, visitTypeId: row.visit_type_id, providerResourceId, date, start };
  const rest = { roomResourceId: null, minutes: null, reason: BY_LINK, overbookReason: null };
  const booked = await bookFor(context, { ...wanted, ...rest }, null);
  if (!booked.ok) return booked;
  const startsAt = atLocal(date, start, context.practice.timeZone);
  const made = { state: "booked", appointment_id: appointmentId, heard_at: now } as const;
  await write(context, row, made, { appointmentId, startsAt });
  return ok({ appointmentId });
}

export async function moveByLink(context: SchedulingContext, input: LinkInput<"moveByLink">): LinkReply<"moveByLink"> {
  const found = await toChange(context, input);
  if (!found.ok) return found;
  const { row, visit } = found.value;
  const offered = checkOffered(context, input);
  if (!offered.ok) return offered;
  const { providerResourceId, date, start } = input;
  const { appointmentId, version } = visit;
  const rest = { minutes: null, overbookReason: null };
  const moved = await moveFor(context, { appointmentId, version, providerResourceId, date, start, ...rest }, null);
  if (!moved.ok) return moved;
  const startsAt = atLocal(date, start, context.practice.timeZone);
  await write(context, row, { heard_at: context.now }, { appointmentId, startsAt });
  return ok({ appointmentId });
}

/** The time is free again at once, and the link is used up (SCH-266). */
export async function cancelByLink(
  context: SchedulingContext,
  input: LinkInput<"cancelByLink">,
): LinkReply<"cancelByLink"> {
  const found = await toChange(context, input);
  if (!found.ok) return found;
  const { row, visit } = found.value;
  const { appointmentId, version } = visit;
  const done = await cancelAppointment(context, { appointmentId, version, reason: CANCELLED_BY_LINK });
  if (!done.ok) return done;
  await write(context, row, { state: "cancelled", heard_at: context.now }, visit);
  return ok({});
}

/** The visit of the link, while the patient may change it (SCH-266). */
async function toChange(context: SchedulingContext, input: { readonly patientId: string }) {
  const link = await ownLink(context, input, "change");
  if (!link?.visit || link.row.state !== "booked") return linkOver;
  const { row, visit } = link;
  if (visit.patientId !== row.patient_id) return linkOver;
  return changeUntil(visit.startsAt) > context.now ? ok({ row, visit }) : fail("link-too-late");
}

function checkOffered(
  { now, practice }: SchedulingContext,
  { date, start }: { readonly date: LocalDate; readonly start: LocalTime },
): Result<undefined, DomainError> {
  if (mayOffer(atLocal(date, start, practice.timeZone), now, practice.timeZone)) return ok();
  const message = `Choose a time from ${LINK_NOTICE_HOURS} hours from now on, within ${LINK_AHEAD_DAYS} days.`;
  return fail("invalid-input", { field: "start", fields: [{ field: "start", message }] });
}
