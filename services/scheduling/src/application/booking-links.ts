import { fail, type DomainError } from "@practicum/contracts/error";
import type { bookingLinkMade, bookingLinkWithdrawn } from "@practicum/contracts/messaging/booking-links";
import { bookingLinkChanged, type bookingLinkOperations } from "@practicum/contracts/scheduling/booking-links";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { decideOpenLink, isOpenFor, type BookingLink } from "../domain/booking-link.ts";
import { appointmentById, type AppointmentRow } from "../sql/appointments.ts";
import { changeLink, keepLink, linkOfSession, lockLink, lockLinkByMark, type LinkRow } from "../sql/booking-links.ts";
import { patientById } from "../sql/patients.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type Ops = typeof bookingLinkOperations;
export type LinkInput<O extends keyof Ops> = z.output<Ops[O]["input"]>;
export type LinkReply<O extends keyof Ops> = Promise<Result<z.input<Ops[O]["output"]>, DomainError>>;

/** A link with the visit that was booked by it. */
export interface LinkAtHand {
  readonly row: LinkRow;
  readonly visit: AppointmentRow | null;
}

const ruled = ({ row, visit }: LinkAtHand): BookingLink => ({
  state: row.state,
  until: row.until,
  tries: row.tries,
  sessionId: row.session_id,
  heardAt: row.heard_at,
  visitAt: visit?.startsAt ?? null,
});

async function withVisit({ tx }: SchedulingContext, row: LinkRow): Promise<LinkAtHand> {
  return { row, visit: (row.appointment_id && (await appointmentById(tx, row.appointment_id))) || null };
}

/** Messaging made a link (SCH-260). */
export async function keepBookingLink(
  { tx }: SchedulingContext,
  { linkId, patientId, visitTypeId, mark, until, at }: z.output<typeof bookingLinkMade.payload>,
): Promise<void> {
  await keepLink(tx, {
    link_id: linkId,
    patient_id: patientId,
    visit_type_id: visitTypeId,
    mark,
    until,
    made_at: at,
  });
}

/** The desk took a link back; a visit that was booked by it stays (SCH-262). */
export async function endBookingLink(
  context: SchedulingContext,
  link: z.output<typeof bookingLinkWithdrawn.payload>,
): Promise<void> {
  // Heard of before the link itself, it is kept as one that was taken back.
  await keepBookingLink(context, link);
  const row = await lockLink(context.tx, link.linkId);
  if (!row || row.state === "withdrawn" || row.state === "cancelled") return;
  await write(context, row, { state: "withdrawn" }, null);
}

/** Writes what became of a link and tells it. */
export async function write(
  context: SchedulingContext,
  row: LinkRow,
  changes: Parameters<typeof changeLink>[2],
  visit: Pick<AppointmentRow, "appointmentId" | "startsAt"> | null,
): Promise<void> {
  const changed = await changeLink(context.tx, row, changes);
  context.emit(bookingLinkChanged, {
    linkId: changed.link_id,
    patientId: changed.patient_id,
    state: changed.state,
    appointmentId: visit?.appointmentId ?? changed.appointment_id,
    startsAt: visit?.startsAt ?? null,
    at: context.now,
    version: changed.version,
  });
}

/**
 * Opens a patient's page (SCH-261). A link that is none and a wrong birth date are answered alike, and the try is kept: so it is an
 * answer, not a refusal, which would take the count back with it.
 */
export async function openBookingLink(
  context: SchedulingContext,
  { mark, birthDate }: LinkInput<"openBookingLink">,
): LinkReply<"openBookingLink"> {
  const { tx, now } = context;
  const row = await lockLinkByMark(tx, mark);
  const patient = row && (await patientById(tx, row.patient_id));
  if (!row || !patient || patient.death) return ok({ opened: false });
  context.auditPatient(patient.patientId);
  const decided = decideOpenLink(ruled(await withVisit(context, row)), { birthDate }, patient, now);
  if (decided.kind === "wrong") {
    const { tries, ends } = decided;
    if (ends) await write(context, row, { tries, state: "locked" }, null);
    else await changeLink(tx, row, { tries });
  }
  if (decided.kind !== "open") return ok({ opened: false });
  const sessionId = context.ids.next<"link-session">();
  const opened = { tries: 0, session_id: sessionId, heard_at: now };
  if (row.state === "made") await write(context, row, { ...opened, state: "opened" }, null);
  else await changeLink(tx, row, opened);
  return ok({ opened: true, linkId: row.link_id, patientId: patient.patientId, sessionId });
}

/** The session's own link, of its own patient (SCH-263). */
export async function ownLink(
  context: SchedulingContext,
  { patientId }: { readonly patientId: string },
  how: "look" | "change",
): Promise<LinkAtHand | null> {
  const { actor, tx, now } = context;
  if (actor.kind !== "patient") return null;
  const found = await linkOfSession(tx, actor.sessionId);
  const row = found && how === "change" ? await lockLink(tx, found.link_id) : found;
  if (row?.patient_id !== patientId) return null;
  const link = await withVisit(context, row);
  return isOpenFor(ruled(link), actor.sessionId, now) ? link : null;
}

export const linkOver = fail("link-over");
