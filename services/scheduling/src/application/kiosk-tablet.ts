import { fail, type DomainError } from "@practicum/contracts/error";
import { kioskChanged, type kioskOperations, type KioskAnswers } from "@practicum/contracts/scheduling/kiosk";
import { addMs, dateIn } from "@practicum/kernel/instant";
import { ageInYears } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { countsUntil, sealedText, signatureText, signingTime } from "../domain/consents.ts";
import { decideOpen, mayFill, maySend, typedKioskCode, type Handover } from "../domain/kiosk.ts";
import { appointmentById } from "../sql/appointments.ts";
import { formAt, formsDue, insertSigned } from "../sql/consents.ts";
import {
  answeredPhq2Since,
  changeHandover,
  contactConsents,
  handoverOfSession,
  insertPicture,
  lockByCode,
  lockHandover,
  picturesOf,
  providerNameOf,
  sha256Of,
  type HandoverRow,
} from "../sql/kiosk.ts";
import { patientById } from "../sql/patients.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type Ops = typeof kioskOperations;
type In<O extends keyof Ops> = z.output<Ops[O]["input"]>;
type Reply<O extends keyof Ops> = Promise<Result<z.input<Ops[O]["output"]>, DomainError>>;

const YEAR_MS = 365 * 24 * 3_600_000;
/** From this age on the two questions about mood are asked (USPSTF: adolescents of 12 to 18, and adults). */
const PHQ_AGE = 12;
/** Both sides of three cards, and some that were taken again. */
const PICTURES_MAX = 12;

export const ruled = (row: HandoverRow): Handover => ({
  state: row.state,
  codeUntil: row.code_until,
  tries: row.tries,
  openedAt: row.opened_at,
  heardAt: row.heard_at,
  sessionId: row.session_id,
});

export function tellKiosk(context: SchedulingContext, row: HandoverRow): void {
  const { handover_id, appointment_id, patient_id } = row;
  context.emit(kioskChanged, {
    handoverId: handover_id as never,
    appointmentId: appointment_id as never,
    patientId: patient_id as never,
    at: context.now,
  });
}

/** How a code's mark is made; a code of one practice is none of another. */
export const codeText = (practiceId: string, code: string) => `kiosk code ${practiceId} ${code}`;

/**
 * Opens a tablet (SCH-161, SCH-162). A wrong code and a wrong birth date are answered alike, and the try is kept: so it is an answer, not
 * a refusal, which would take the count back with it.
 */
export async function openHandover(context: SchedulingContext, input: In<"openHandover">): Reply<"openHandover"> {
  const { tx, now } = context;
  const [hash = ""] = await sha256Of(tx, codeText(context.practice.id, typedKioskCode(input.code)));
  const row = await lockByCode(tx, hash);
  const patient = row && (await patientById(tx, row.patient_id));
  if (!row || !patient || patient.death) return ok({ opened: false });
  context.auditPatient(patient.patientId);
  const decided = decideOpen(ruled(row), input, patient, now);
  if (decided.kind === "wrong") {
    const over = { state: "ended", ended_because: "The birth date was wrong three times." } as const;
    await changeHandover(tx, row.handover_id, { tries: decided.tries, ...(decided.ends ? over : {}) });
    if (decided.ends) tellKiosk(context, row);
  }
  if (decided.kind !== "open") return ok({ opened: false });
  const sessionId = context.ids.next<"kiosk-session">();
  await changeHandover(tx, row.handover_id, {
    state: "open",
    opened_at: now,
    heard_at: now,
    session_id: sessionId,
    step: "about-you",
  });
  tellKiosk(context, row);
  return ok({ opened: true, handoverId: row.handover_id, patientId: patient.patientId, sessionId });
}

/** The tablet's own hand-over, of its own patient (SCH-163). */
async function own(
  context: SchedulingContext,
  patientId: string,
  may: (one: Handover, sessionId: string, now: SchedulingContext["now"]) => boolean,
  lock: boolean,
): Promise<HandoverRow | null> {
  const { actor, tx, now } = context;
  if (actor.kind !== "patient") return null;
  const found = await handoverOfSession(tx, actor.sessionId);
  const row = found && lock ? await lockHandover(tx, found.handover_id) : found;
  return row?.patient_id === patientId && may(ruled(row), actor.sessionId, now) ? row : null;
}

const over = fail("kiosk-over");

export async function kioskForm(context: SchedulingContext, { patientId }: In<"kioskForm">): Reply<"kioskForm"> {
  const { tx, today, now } = context;
  const row = await own(context, patientId, mayFill, false);
  if (!row) return over;
  const [patient, visit, contact, forms, answered] = await Promise.all([
    patientById(tx, patientId),
    appointmentById(tx, row.appointment_id),
    contactConsents(tx, patientId),
    formsDue(tx, patientId, today),
    answeredPhq2Since(tx, patientId, addMs(now, -YEAR_MS)),
  ]);
  if (!patient || !visit) return fail("not-found");
  const { name, phone, email, address, language, emergencyContact } = patient;
  return ok({
    patientVersion: patient.version,
    birthDate: patient.birthDate,
    record: { name, phone, email, address, language, emergencyContact },
    contact: [...contact].map(([channel, allowed]) => ({ channel, allowed })),
    visit: {
      date: visit.date,
      start: visit.start,
      visitTypeName: visit.visitTypeName,
      providerName: await providerNameOf(tx, visit.providerResourceId),
    },
    forms,
    asksPhq2: !answered && ageInYears(patient.birthDate, today) >= PHQ_AGE,
  });
}

/** SCH-165. */
export async function kioskProgress(
  context: SchedulingContext,
  { patientId, step, language }: In<"kioskProgress">,
): Reply<"kioskProgress"> {
  const row = await own(context, patientId, mayFill, true);
  if (!row) return over;
  await changeHandover(context.tx, row.handover_id, { step, language, heard_at: context.now });
  if (row.step !== step) tellKiosk(context, row);
  return ok({});
}

/** SCH-174. */
export async function sendKioskPicture(
  context: SchedulingContext,
  { patientId, pictureId, side, coverageId, jpeg }: In<"sendKioskPicture">,
): Reply<"sendKioskPicture"> {
  const { tx, now } = context;
  const row = await own(context, patientId, maySend, true);
  if (!row) return over;
  if ((await picturesOf(tx, row.handover_id)).length >= PICTURES_MAX) {
    const message = "These are more pictures than a check-in takes. Show the other cards at the desk.";
    return fail("invalid-input", { field: "jpeg", fields: [{ field: "jpeg", message }] });
  }
  const [sha256 = ""] = await sha256Of(tx, jpeg);
  const taken = await insertPicture(tx, {
    picture_id: pictureId,
    handover_id: row.handover_id,
    patient_id: patientId,
    side,
    coverage_id: coverageId,
    jpeg,
    sha256,
    taken_at: now,
  });
  return taken === "taken" ? ok({}) : fail("already-recorded");
}

/** SCH-166: once, and as a whole. */
export async function submitKiosk(
  context: SchedulingContext,
  { patientId, answers }: In<"submitKiosk">,
): Reply<"submitKiosk"> {
  const row = await own(context, patientId, maySend, true);
  if (!row) return over;
  for (const [index, consent] of answers.consents.entries()) {
    const signed = await keepSigned(context, row, answers, consent);
    if (!signed) return fail("not-found", { field: `answers.consents.${index}.formId` });
  }
  const { history, consents: _signed, ...forTheDesk } = answers;
  await changeHandover(context.tx, row.handover_id, {
    state: "sent",
    sent_at: context.now,
    heard_at: context.now,
    step: "summary",
    language: answers.language,
    answers: forTheDesk,
    history,
  });
  tellKiosk(context, row);
  return ok({});
}

async function keepSigned(
  context: SchedulingContext,
  row: HandoverRow,
  { language }: KioskAnswers,
  consent: KioskAnswers["consents"][number],
): Promise<boolean> {
  const { tx, now } = context;
  const form = await formAt(tx, consent.formId, consent.version);
  if (!form) return false;
  const signedAt = signingTime(consent.signedAt, row.opened_at ?? now, now);
  const [title, body] = language === "es" ? [form.titleEs, form.bodyEs] : [form.titleEn, form.bodyEn];
  const { name, signature } = consent;
  const sealed = sealedText({ patientId: row.patient_id, form, title, body, language, name, signature, signedAt });
  const [signatureSha256 = "", seal = ""] = await sha256Of(tx, signatureText(signature), sealed);
  await insertSigned(tx, {
    consent_id: context.ids.next<"consent">(),
    patient_id: row.patient_id,
    handover_id: row.handover_id,
    form_id: form.formId,
    version: form.version,
    language,
    signed_name: name,
    signature,
    signed_at: signedAt,
    received_at: now,
    until: countsUntil(dateIn(signedAt, context.practice.timeZone), form.months),
    signature_sha256: signatureSha256,
    seal_sha256: seal,
  });
  return true;
}
