import { fail, type DomainError } from "@practicum/contracts/error";
import { bookingLinkWithdrawn } from "@practicum/contracts/messaging/booking-links";
import { ok, type Result } from "@practicum/kernel/result";
import { readerOf } from "../../application/whose.ts";
import type { Handlers, MessagingContext } from "../../handlers.ts";
import { lockMember } from "../../outreach/sql/members.ts";
import { findRecall } from "../../recalls/sql/recalls.ts";
import { isStopped } from "../../replies/sql/replies.ts";
import { refusalsOf, selectPatient } from "../../sql/people.ts";
import type { PatientTable } from "../../sql/tables.ts";
import { wakingTime } from "../domain/link-message.ts";
import { lockLink, markOf, selectLinksOf, updateLink } from "../sql/links.ts";
import { makeLink, tellLinks } from "./make-link.ts";

type Send = Parameters<Handlers["sendBookingLink"]>[1];

/** MSG-140 to MSG-142. */
export const sendBookingLink: Handlers["sendBookingLink"] = async (context, input) => {
  const { tx, now, practice, ports, actor } = context;
  if (ports.pages === undefined) return fail("links-off");
  const patient = await selectPatient(tx, input.patientId);
  if (patient === null) return context.notHereYet({ code: "not-found", field: "patientId" });
  if (!patient.active) return fail("record-closed", { field: "patientId" });
  const way = await checkWay(context, patient, input.channel);
  if (!way.ok) return way;
  if (!(await isFor(context, input))) return fail("not-found", { field: "for" });
  const notBefore = wakingTime(now, practice.timeZone);
  const made = await makeLink(context, {
    link_id: input.linkId,
    patient_id: input.patientId,
    visit_type_id: input.visitTypeId,
    visit_type_name: input.visitTypeName,
    source: input.for?.kind ?? null,
    source_id: input.for?.id ?? null,
    channel: input.channel,
    notBefore,
    by: actor.name,
  });
  if (!made) return fail("already-recorded", { field: "linkId" });
  context.wake("send-links");
  return ok({ notBefore: notBefore > now ? notBefore : null });
};

/** Whether the patient can be written to this way, and lets us (MSG-141). */
async function checkWay(
  { tx }: MessagingContext,
  { patient_id, phone, email }: PatientTable,
  channel: Send["channel"],
): Promise<Result<undefined, DomainError>> {
  const no = (message: string) => fail("invalid-input", { field: "channel", fields: [{ field: "channel", message }] });
  const refused = await refusalsOf(tx, patient_id);
  if (channel === "email") {
    if (refused.email) return no("The patient wants no e-mail. Choose text message, or book by telephone.");
    return email === null ? no("There is no e-mail address on record. Enter one, or choose text message.") : ok();
  }
  if (refused.text) return no("The patient wants no text messages. Choose e-mail, or book by telephone.");
  if (phone === null) return no("There is no telephone number on record. Enter one, or choose e-mail.");
  if (await isStopped(tx, phone))
    return no("This number wants no text messages (STOP). Choose e-mail, or book by telephone.");
  return ok();
}

/** Whether what it is sent for is this patient's, and there for who sends it. */
async function isFor(context: MessagingContext, { patientId, ...input }: Send): Promise<boolean> {
  if (input.for === null) return true;
  if (input.for.kind === "recall")
    return (await findRecall(context.tx, input.for.id, readerOf(context)))?.patientId === patientId;
  return (await lockMember(context.tx, input.for.id))?.patient_id === patientId;
}

/** It opens nothing any more; what waits is not sent (MSG-144). */
export const withdrawBookingLink: Handlers["withdrawBookingLink"] = async (context, { patientId, linkId }) => {
  const { tx, now } = context;
  const link = await lockLink(tx, linkId);
  if (link?.patient_id !== patientId) return fail("not-found", { field: "linkId" });
  if (link.state === "withdrawn" || link.state === "cancelled" || link.state === "locked") return ok({});
  const unsent = link.sending === "due" ? ({ sending: "dropped", token: null } as const) : {};
  await updateLink(tx, linkId, { ...unsent, state: "withdrawn" });
  context.emit(bookingLinkWithdrawn, {
    linkId,
    patientId,
    visitTypeId: link.visit_type_id,
    // Of a link that nobody heard of yet, kept under its own id: its real mark opens nothing then either.
    mark: await markOf(tx, link.token ?? linkId),
    until: link.until,
    at: now,
  });
  tellLinks(context, patientId);
  return ok({});
};

export const bookingLinks: Handlers["bookingLinks"] = async ({ tx }, { patientId }) =>
  ok(await selectLinksOf(tx, patientId));
