import { visitAnswered } from "@practicum/contracts/messaging/replies";
import type { Id } from "@practicum/kernel/brand";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { tellTask } from "../../application/tasks.ts";
import { languageOf, twelveHours } from "../../domain/reminder.ts";
import type { MessagingContext } from "../../handlers.ts";
import type { IncomingText } from "../../ports/inbox.ts";
import { BY_ITSELF, changeRecall } from "../../recalls/application/change-recall.ts";
import { isOpen } from "../../recalls/domain/recall-course.ts";
import { lockRecall } from "../../recalls/sql/recalls.ts";
import { selectVisit } from "../../sql/reminders.ts";
import type { TaskTable } from "../../sql/tables.ts";
import { insertTask } from "../../sql/tasks.ts";
import { answerText, type AnswerKind } from "../domain/reply-text.ts";
import { meantBy, plainNumber, readReply, type Question } from "../domain/reply.ts";
import {
  insertAnswer,
  insertIncoming,
  keepChoice,
  openQuestions,
  patientsOfNumber,
  updateIncoming,
} from "../sql/replies.ts";

const KEPT_LENGTH = 1600;

/** A text message came in (MSG-125 to MSG-129): it is kept, once, and what it says is done. */
export async function takeIn(context: MessagingContext, message: IncomingText): Promise<void> {
  const { tx, now } = context;
  const phone = plainNumber(message.from);
  const text = message.text.slice(0, KEPT_LENGTH);
  const said = readReply(text);
  const kept = { text_key: message.key, at: now, from_number: phone ?? "unknown", text, said, patient_id: null };
  if (!(await insertIncoming(tx, { ...kept, outcome: "taken-in" }))) return;
  if (phone === null) return done(context, message, "ask-the-desk", await askDesk(context, text, null, "nobody"));
  if (said === "stop" || said === "start") {
    await keepChoice(tx, phone, said === "stop", now);
    await answer(context, message.key, phone, said === "stop" ? "stopped" : "started");
    return done(context, message, said, null);
  }
  if (said === "help") {
    await answer(context, message.key, phone, "help");
    return done(context, message, said, null);
  }
  const meant = said === "unclear" ? null : meantBy(await openQuestions(tx, phone, now));
  if (meant?.kind === "answer" && said !== "unclear") {
    context.auditPatient(meant.question.patientId);
    await follow(context, meant.question, said);
    return done(context, message, `${meant.question.kind}-${said}`, meant.question.patientId);
  }
  const because = meant?.kind === "ask-the-desk" ? meant.because : "unclear";
  return done(context, message, "ask-the-desk", await askDesk(context, text, phone, because));
}

async function done(
  { tx }: MessagingContext,
  { key }: IncomingText,
  outcome: string,
  patientId: Id<"patient"> | null,
): Promise<void> {
  await updateIncoming(tx, key, { outcome, patient_id: patientId });
}

async function follow(context: MessagingContext, question: Question, said: "yes" | "no"): Promise<void> {
  if (question.kind === "recall") {
    const recall = await lockRecall(context.tx, question.id as Id<"recall">);
    if (recall === null || !isOpen(recall.state)) return;
    const state = said === "yes" ? "answered" : "declined";
    await changeRecall(context, recall, { state, last_at: context.now }, { by: BY_ITSELF, what: `reply-${said}` });
    return;
  }
  const appointmentId = question.id as Id<"appointment">;
  const { patientId } = question;
  if (said === "yes") return context.emit(visitAnswered, { appointmentId, patientId, answer: "confirmed" });
  // It is the desk's to cancel: a time that is given up by a slip of the thumb can't be had back.
  const visit = await selectVisit(context.tx, appointmentId);
  const zone = context.practice.timeZone;
  const when = visit?.starts_at
    ? ` on ${formatDate(dateIn(visit.starts_at, zone))} at ${twelveHours(timeIn(visit.starts_at, zone))}`
    : "";
  await makeTask(context, {
    title: `Asks by text to cancel the visit${when}`,
    detail: "Call the patient, and cancel or move the visit. It stands until then.",
    patient_id: patientId,
    about: `visit:${appointmentId}`,
  });
}

const WHY = {
  several: "More than one person was asked at this number: see who answers, and about what.",
  nobody: "Nobody was asked anything at this number.",
  unclear: "It is no plain yes or no.",
} as const;

/** What no rule decides is the desk's (MSG-127). @returns the patient, where the number is one person's alone. */
async function askDesk(
  context: MessagingContext,
  text: string,
  phone: string | null,
  because: keyof typeof WHY,
): Promise<Id<"patient"> | null> {
  const people = phone === null ? [] : await patientsOfNumber(context.tx, phone);
  const [only] = people;
  const patientId = people.length === 1 && only ? only.patient_id : null;
  if (patientId !== null) context.auditPatient(patientId);
  await makeTask(context, {
    title: "A text message to be answered",
    detail: `${WHY[because]} It says: “${text.slice(0, 400)}”`,
    patient_id: patientId,
    about: null,
  });
  return patientId;
}

async function makeTask(
  context: MessagingContext,
  of: Pick<TaskTable, "title" | "detail" | "patient_id" | "about">,
): Promise<void> {
  const task: TaskTable = {
    task_id: context.ids.next<"task">(),
    ...of,
    owner_id: null,
    pool: "front-desk",
    due_on: context.today,
    priority: "normal",
    status: "open",
    created_at: context.now,
    created_by: "Text messages",
    done_at: null,
    done_by: null,
    clinical: false,
    version: 1,
  };
  await insertTask(context.tx, task);
  tellTask(context, task);
}

async function answer(context: MessagingContext, key: string, phone: string, kind: AnswerKind): Promise<void> {
  const [somebody] = await patientsOfNumber(context.tx, phone);
  const language = languageOf(somebody?.language ?? "en");
  await insertAnswer(context.tx, {
    text_key: key,
    phone,
    language,
    text: answerText(kind, language, context.practice),
    status: "due",
    attempts: 0,
    not_before: context.now,
    problem: null,
  });
  context.wake("answer-texts");
}
