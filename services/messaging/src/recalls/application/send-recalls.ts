import { addMinutes } from "@practicum/kernel/instant";
import type { TimerHandler } from "@practicum/service/define-service";
import { sendWaiting, type AtWork } from "../../application/send-waiting.ts";
import { pauseAfter, type FailedSending } from "../../domain/failed-sending.ts";
import { languageOf } from "../../domain/reminder.ts";
import type { MessagingContext } from "../../handlers.ts";
import type { MessagingPorts, Notice } from "../../ports/notifier.ts";
import { selectPatient } from "../../sql/people.ts";
import type { MessagingSchema, PatientTable } from "../../sql/tables.ts";
import { maySend, sendTime } from "../../domain/send-hours.ts";
import { afterSending, decideMove } from "../domain/recall-course.ts";
import type { Reach } from "../domain/recall-fate.ts";
import { recallText } from "../domain/recall-rule.ts";
import { askSimulated } from "../../replies/application/simulated-patients.ts";
import { replyHints } from "../../replies/domain/reply-text.ts";
import { asReached } from "../../replies/sql/replies.ts";
import { insertMessage, lockDueMessage, selectDueMessages, updateMessage } from "../sql/messages.ts";
import { lockRecall, updateRecall } from "../sql/recalls.ts";
import { selectRule } from "../sql/rules.ts";
import type { RecallMessageTable, RecallTable } from "../sql/tables.ts";
import { BY_ITSELF, changeRecall, setMoment } from "./change-recall.ts";
import { courseOf } from "./tell-recalls.ts";

const TOLD = new Set<RecallTable["state"]>(["due", "sent"]);

/** A recall's moment has come: the next message, or the list of calls (MSG-116, MSG-117). */
export const recallStep: TimerHandler<MessagingSchema, MessagingPorts> = async (context, { key }) => {
  const { tx, now, ids, practice } = context;
  const recall = await lockRecall(tx, key as RecallTable["recall_id"]);
  if (recall === null || !TOLD.has(recall.state) || recall.next_at === null || recall.next_at > now) return;
  const rule = await selectRule(tx, recall.rule_id);
  const patient = await selectPatient(tx, recall.patient_id);
  if (rule === null || !(await stillAsked(context, recall, patient))) return;
  const move = decideMove(courseOf(rule), recall.step, await reachOf(context, patient), now, practice.timeZone);
  if (move.kind === "wait") {
    await updateRecall(tx, recall, { next_at: move.until, changed_at: recall.changed_at });
    return setMoment(context, recall.recall_id, move.until);
  }
  if (move.kind === "call") {
    const step = rule.steps.length;
    const said = { by: BY_ITSELF, what: recall.sent > 0 ? "no-answer-yet" : "no-way-to-write" };
    await changeRecall(context, recall, { state: "to-call", step }, said);
    return;
  }
  await insertMessage(tx, {
    message_id: ids.next<"recall-message">(),
    recall_id: recall.recall_id,
    step: move.step,
    channel: move.by,
    status: "due",
    attempts: 0,
    not_before: now,
    sent_at: null,
    problem: null,
  });
  await updateRecall(tx, recall, { step: move.step, next_at: null, changed_at: recall.changed_at });
  context.wake("send-recalls");
};

/** A closed record is asked nothing (MSG-118). */
async function stillAsked(
  context: MessagingContext,
  recall: RecallTable,
  patient: PatientTable | null,
): Promise<boolean> {
  if (patient?.active !== false) return true;
  await changeRecall(
    context,
    recall,
    { state: "stopped", because: "The record is closed, or the patient has died." },
    { by: BY_ITSELF, what: "stopped" },
  );
  return false;
}

async function reachOf({ tx }: MessagingContext, patient: PatientTable | null): Promise<Reach> {
  const reached = patient && (await asReached(tx, patient));
  return { sms: reached !== null && reached.phone !== null, email: reached !== null && reached.email !== null };
}

/** What is to be sent, or null where there is nothing to ask any more (MSG-118). */
async function noticeFor({ transact, practice }: AtWork, message: RecallMessageTable): Promise<Notice | null> {
  return transact(
    async (context) => {
      const { tx, now } = context;
      const recall = await lockRecall(tx, message.recall_id);
      const patient = recall && (await selectPatient(tx, recall.patient_id));
      const rule = recall && (await selectRule(tx, recall.rule_id));
      const reach = await reachOf(context, patient);
      const to = !reach[message.channel] ? null : message.channel === "sms" ? patient?.phone : patient?.email;
      const asked = recall !== null && TOLD.has(recall.state) && (await stillAsked(context, recall, patient));
      if (!asked || !patient || !rule || !to) {
        await updateMessage(tx, message.message_id, { status: "dropped" });
        // Without an address the next way is tried.
        if (asked) await onward(context, recall, message.step + 1);
        return null;
      }
      // What failed before is not tried again in the night.
      if (!maySend(courseOf(rule), now, practice.timeZone)) {
        const until = sendTime(courseOf(rule), now, practice.timeZone);
        await updateMessage(tx, message.message_id, { not_before: until });
        return null;
      }
      const values = { first: patient.preferred ?? patient.name.given, practice: practice.name };
      const { language, ...words } = recallText(rule.messages, languageOf(patient.language), values);
      const text = message.channel === "sms" ? `${words.text} ${replyHints[language]}` : words.text;
      return { key: message.message_id, channel: message.channel, to, language, ...words, text };
    },
    { entry: message.message_id },
  );
}

async function onward(context: MessagingContext, recall: RecallTable, step: number): Promise<void> {
  await updateRecall(context.tx, recall, { step, next_at: context.now, changed_at: recall.changed_at });
  await setMoment(context, recall.recall_id, context.now);
}

async function settle({ transact }: AtWork, sent: RecallMessageTable, failed: FailedSending | null): Promise<void> {
  await transact(
    async (context) => {
      const { tx, now, practice } = context;
      const message = await lockDueMessage(tx, sent.message_id);
      const recall = await lockRecall(tx, sent.recall_id);
      const rule = recall && (await selectRule(tx, recall.rule_id));
      if (message === null || recall === null || rule === null) return;
      if (failed !== null) {
        const pause = pauseAfter(failed, message.attempts);
        const status = pause === undefined ? "failed" : "due";
        const attempts = message.attempts + 1;
        const notBefore = addMinutes(now, pause ?? 0);
        await updateMessage(tx, message.message_id, {
          attempts,
          status,
          not_before: notBefore,
          problem: failed.problem,
        });
        // What can't be sent by this way is sent by the next one, or the patient is called.
        if (status === "failed" && TOLD.has(recall.state)) await onward(context, recall, message.step + 1);
        return;
      }
      await updateMessage(tx, message.message_id, { status: "sent", sent_at: now, problem: null });
      await askSimulated(context, message);
      const told = { sent: recall.sent + 1, first_at: recall.first_at ?? now, last_at: now };
      const patient = await selectPatient(tx, recall.patient_id);
      // Whoever booked or declined in the same moment stays so; that a message went is kept all the same.
      const standing = TOLD.has(recall.state)
        ? afterSending(courseOf(rule), message.step, await reachOf(context, patient), now, practice.timeZone)
        : { state: recall.state, step: recall.step, nextAt: recall.next_at };
      const { state, step, nextAt } = standing;
      const what = message.channel === "sms" ? "sent-sms" : "sent-email";
      await changeRecall(context, recall, { ...told, state, step, next_at: nextAt }, { by: BY_ITSELF, what });
    },
    { entry: sent.message_id },
  );
}

/** Sends the recalls that wait. */
export const sendRecalls = sendWaiting({ due: selectDueMessages, noticeFor, settle });
