import { fail, type DomainError } from "@practicum/contracts/error";
import { KIOSK_CODE_MINUTES, type kioskOperations } from "@practicum/contracts/scheduling/kiosk";
import { patientChanged } from "@practicum/contracts/scheduling/patients";
import { addMinutes } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { newKioskCode, stateOf } from "../domain/kiosk.ts";
import { differencesOf, settle } from "../domain/kiosk-differences.ts";
import { appointmentById } from "../sql/appointments.ts";
import { formsDue, signedAt } from "../sql/consents.ts";
import {
  changeHandover,
  contactConsents,
  endUnfinished,
  handoverOfVisit,
  insertHandover,
  latestSaid,
  lockHandover,
  pictureOf,
  picturesOf,
  saveContactConsent,
  sha256Of,
  type HandoverRow,
} from "../sql/kiosk.ts";
import { patientById, updatePatient } from "../sql/patients.ts";
import { actorNameOf } from "./actor-name.ts";
import { tellRefused } from "./contact-choices.ts";
import { headOf } from "./consents.ts";
import { codeText, ruled, tellKiosk } from "./kiosk-tablet.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type Ops = typeof kioskOperations;
type In<O extends keyof Ops> = z.output<Ops[O]["input"]>;
type Reply<O extends keyof Ops> = Promise<Result<z.input<Ops[O]["output"]>, DomainError>>;

/** Before the physician has seen the patient: what is filled in is of use to this visit. */
const OPEN = new Set(["booked", "arrived", "rooming", "ready"]);
/** Another visit may have the same letters; it is as good as impossible that it happens again and again. */
const CODES_TRIED = 5;

/** SCH-160, SCH-161. */
export async function handOverTablet(
  context: SchedulingContext,
  { appointmentId }: In<"handOverTablet">,
): Reply<"handOverTablet"> {
  const { tx, now, today } = context;
  const visit = await appointmentById(tx, appointmentId);
  if (!visit) return fail("not-found", { field: "appointmentId" });
  context.auditPatient(visit.patientId);
  if (visit.patientDeath) return fail("patient-deceased", { field: "appointmentId" });
  if (visit.date !== today) return fail("appointment-not-open", { detail: { status: "not today" } });
  if (!OPEN.has(visit.status)) return fail("appointment-not-open", { detail: { status: visit.status } });
  await endUnfinished(tx, appointmentId, "A new code was made.", now);
  const until = addMinutes(now, KIOSK_CODE_MINUTES);
  for (let tried = 0; tried < CODES_TRIED; tried += 1) {
    const code = newKioskCode(context.random);
    const handoverId = context.ids.next<"kiosk-handover">();
    const [hash = ""] = await sha256Of(tx, codeText(context.practice.id, code));
    const row = {
      handover_id: handoverId,
      appointment_id: appointmentId,
      patient_id: visit.patientId,
      code_hash: hash,
      code_until: until,
      made_at: now,
      made_by: actorNameOf(context),
    };
    if (!(await insertHandover(tx, row))) continue;
    tellKiosk(context, row as HandoverRow);
    return ok({ handoverId, code, until, practice: context.practice.slug });
  }
  return fail("try-again");
}

export async function endHandover(context: SchedulingContext, { handoverId }: In<"endHandover">): Reply<"endHandover"> {
  const row = await lockHandover(context.tx, handoverId);
  if (!row) return fail("not-found");
  context.auditPatient(row.patient_id as never);
  // What was sent is there and stays; what is over is over.
  if (row.state !== "waiting" && row.state !== "open") return ok({});
  await changeHandover(context.tx, handoverId, { state: "ended", ended_because: "The desk took the tablet back." });
  tellKiosk(context, row);
  return ok({});
}

/** SCH-165, SCH-167, SCH-169: how far it is and what is otherwise, without what is for the clinicians. */
export async function visitKiosk(context: SchedulingContext, { appointmentId }: In<"visitKiosk">): Reply<"visitKiosk"> {
  const { tx, now, today } = context;
  const visit = await appointmentById(tx, appointmentId);
  const patient = visit && (await patientById(tx, visit.patientId));
  if (!patient) return fail("not-found", { field: "appointmentId" });
  const { patientId } = patient;
  const row = await handoverOfVisit(tx, appointmentId);
  const due = (await formsDue(tx, patientId, today)).map(({ formId, titleEn }) => ({ formId, title: titleEn }));
  if (!row) {
    const nothing = { differences: [], coverages: [], newCoverage: null, pictures: [], signed: [] };
    return ok({ patientId, handover: null, ...nothing, formsDue: due, forClinicians: false });
  }
  const contact = await contactConsents(tx, patientId);
  const { answers, history } = row;
  const pictures = await picturesOf(tx, row.handover_id);
  return ok({
    patientId,
    handover: {
      handoverId: row.handover_id,
      appointmentId,
      patientId,
      state: stateOf(ruled(row), now),
      madeAt: row.made_at,
      madeBy: row.made_by,
      codeUntil: row.code_until,
      openedAt: row.opened_at,
      heardAt: row.heard_at,
      step: row.step,
      language: row.language,
      sentAt: row.sent_at,
      endedBecause: row.ended_because,
    },
    differences: answers === null ? [] : differencesOf(answers, { record: patient, contact }, row.settled),
    coverages: answers?.coverages ?? [],
    newCoverage: answers?.newCoverage ?? null,
    // What was not sent with the form is of no use to anybody.
    pictures:
      answers === null
        ? []
        : pictures.map(({ picture_id, side, coverage_id, sha256 }) => ({
            pictureId: picture_id,
            side,
            coverageId: coverage_id,
            sha256,
          })),
    signed: (await signedAt(tx, row.handover_id)).map(headOf),
    formsDue: due,
    forClinicians: history !== null,
  });
}

/** SCH-168: the record, the consents to be reached and the answers in one. */
export async function settleKiosk(
  context: SchedulingContext,
  { handoverId, answers }: In<"settleKiosk">,
): Reply<"settleKiosk"> {
  const { tx, now } = context;
  const row = await lockHandover(tx, handoverId);
  if (!row || row.answers === null) return fail("not-found", { field: "handoverId" });
  const patient = await patientById(tx, row.patient_id);
  if (!patient) return fail("not-found");
  context.auditPatient(patient.patientId);
  const by = actorNameOf(context);
  const contact = await contactConsents(tx, patient.patientId);
  const { patientId, mrn: _mrn, active: _active, ...record } = patient;
  const settled = settle(row.answers, { record, contact }, row.settled, answers, { by, at: now });
  if ("refused" in settled)
    return settled.because === "unknown" ? fail("not-found", { field: "answers" }) : fail("stale-version");
  if (settled.record !== null) {
    const changed = await updatePatient(tx, patientId, patient.version, settled.record);
    if (!changed) return fail("stale-version");
    context.emit(patientChanged, changed);
  }
  for (const one of settled.contact) await saveContactConsent(tx, { patientId, ...one, by, at: now });
  if (settled.contact.length > 0) await tellRefused(context, patientId);
  await changeHandover(tx, handoverId, { settled: settled.settled });
  tellKiosk(context, row);
  return ok({});
}

export async function kioskPicture(
  { tx }: SchedulingContext,
  { patientId, pictureId }: In<"kioskPicture">,
): Reply<"kioskPicture"> {
  const found = await pictureOf(tx, patientId, pictureId);
  return found ? ok(found) : fail("not-found", { field: "pictureId" });
}

/** SCH-169. */
export async function patientSays({ tx }: SchedulingContext, { patientId }: In<"patientSays">): Reply<"patientSays"> {
  const row = await latestSaid(tx, patientId);
  if (!row || row.history === null || row.sent_at === null) return ok({ latest: null });
  return ok({
    latest: {
      handoverId: row.handover_id,
      sentAt: row.sent_at,
      language: row.language ?? "en",
      history: row.history,
      reconciledAt: row.reconciled_at,
      reconciledBy: row.reconciled_by,
    },
  });
}

/** SCH-170. */
export async function reconcilePatientSays(
  context: SchedulingContext,
  { patientId, handoverId, reconciled }: In<"reconcilePatientSays">,
): Reply<"reconcilePatientSays"> {
  const row = await lockHandover(context.tx, handoverId);
  if (row?.patient_id !== patientId || row.history === null) return fail("not-found", { field: "handoverId" });
  if ((row.reconciled_at !== null) === reconciled) return ok({});
  await changeHandover(context.tx, handoverId, {
    reconciled_at: reconciled ? context.now : null,
    reconciled_by: reconciled ? actorNameOf(context) : null,
  });
  tellKiosk(context, row);
  return ok({});
}
