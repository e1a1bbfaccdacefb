import type { encounterSigned } from "@practicum/contracts/charting/signing";
import { fail, type DomainError } from "@practicum/contracts/error";
import { askedBackChanged, type askedBackOperations } from "@practicum/contracts/scheduling/asked-back";
import { isLocalDate, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { z } from "zod";
import {
  askedBackCounts,
  askedBackPage,
  askedBackPatient,
  attemptById,
  insertAttempt,
  keepAskedBack,
  takeBackAttempt,
} from "../sql/asked-back.ts";
import { appointmentById } from "../sql/appointments.ts";
import { actorNameOf } from "./actor-name.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type Api = typeof askedBackOperations;

/** A signed note asks its patient back (SCH-327). The patient is the visit's own by now: records may have been merged. */
export async function rememberAskedBack(
  context: SchedulingContext,
  { appointmentId, serviceDate, askedBack }: z.output<typeof encounterSigned.payload>,
): Promise<void> {
  if (askedBack === null || appointmentId === null) return;
  const visit = await appointmentById(context.tx, appointmentId);
  if (!visit) return;
  const kept = await keepAskedBack(context.tx, {
    appointment_id: appointmentId,
    patient_id: visit.patientId,
    visit_date: serviceDate,
    due: askedBack.due,
    visit_type_id: askedBack.visitTypeId,
    staff_id: askedBack.providerId,
    asked_at: context.now,
  });
  if (kept) tell(context, appointmentId, visit.patientId);
}

function tell(context: SchedulingContext, appointmentId: string, patientId: string): void {
  context.emit(askedBackChanged, {
    appointmentId: appointmentId as never,
    patientId: patientId as never,
    at: context.now,
  });
}

/** "due|id" of a page's last entry. */
function readCursor(text: string): { due: LocalDate; appointmentId: string } | null {
  const [due = "", appointmentId = ""] = text.split("|");
  return isLocalDate(due) && /^[0-9a-f-]{36}$/.test(appointmentId) ? { due, appointmentId } : null;
}

/** SCH-328, SCH-329. */
export async function askedBack(
  { tx, today }: SchedulingContext,
  { show, before, limit }: InputOf<Api["askedBack"]>,
): ReplyOf<Api["askedBack"]> {
  const after = before === null ? null : readCursor(before);
  if (before !== null && after === null) return fail("invalid-input", { field: "before" });
  const rows = await askedBackPage(tx, { show, today, after, limit });
  const entries = rows.slice(0, limit);
  const last = rows.length > limit ? entries.at(-1) : undefined;
  return ok({
    entries,
    next: last ? `${last.due}|${last.appointmentId}` : null,
    all: before === null ? await askedBackCounts(tx, today) : null,
  });
}

async function patientOf(
  context: SchedulingContext,
  appointmentId: string,
): Promise<Result<{ readonly patientId: never }, DomainError>> {
  const patientId = await askedBackPatient(context.tx, appointmentId);
  if (patientId === undefined) return fail("not-found", { field: "appointmentId" });
  return ok({ patientId: patientId as never });
}

/** SCH-330. Sent again it is one; under the same id with another content it is refused. */
export async function noteAskedBack(
  context: SchedulingContext,
  { appointmentId, attemptId, outcome, words }: InputOf<Api["noteAskedBack"]>,
): ReplyOf<Api["noteAskedBack"]> {
  const found = await patientOf(context, appointmentId);
  if (!found.ok) return found;
  const made = await insertAttempt(context.tx, {
    attempt_id: attemptId,
    appointment_id: appointmentId,
    outcome,
    words,
    at: context.now,
    by: actorNameOf(context),
  });
  if (made) tell(context, appointmentId, found.value.patientId);
  else {
    const there = await attemptById(context.tx, attemptId);
    const same = there?.appointmentId === appointmentId && there.outcome === outcome && there.words === words;
    if (!same) return fail("already-recorded", { field: "attemptId" });
  }
  return ok(found.value);
}

/** SCH-331. */
export async function takeBackAskedBack(
  context: SchedulingContext,
  { appointmentId, attemptId }: InputOf<Api["takeBackAskedBack"]>,
): ReplyOf<Api["takeBackAskedBack"]> {
  const found = await patientOf(context, appointmentId);
  if (!found.ok) return found;
  const attempt = await attemptById(context.tx, attemptId);
  if (attempt?.appointmentId !== appointmentId) return fail("not-found", { field: "attemptId" });
  await takeBackAttempt(context.tx, attemptId, context.now, actorNameOf(context));
  tell(context, appointmentId, found.value.patientId);
  return ok(found.value);
}
