import { addMinutes } from "@practicum/kernel/instant";
import { seededRandom } from "@practicum/kernel/random";
import type { TimerHandler } from "@practicum/service/define-service";
import { languageOf } from "../../domain/reminder.ts";
import type { MessagingContext } from "../../handlers.ts";
import type { MessagingPorts } from "../../ports/notifier.ts";
import { lockRecall } from "../../recalls/sql/recalls.ts";
import type { RecallMessageTable } from "../../recalls/sql/tables.ts";
import { selectPatient } from "../../sql/people.ts";
import type { MessagingSchema } from "../../sql/tables.ts";
import { simulatedReply } from "../domain/simulated-reply.ts";
import { takeIn } from "./take-in-text.ts";

const chanceOf = (messageId: string) => seededRandom(`reply/${messageId}`);

/** The demonstration's patients answer a recall, always the same to the same message (MSG-129). Nobody answers for real people. */
export async function askSimulated(context: MessagingContext, message: RecallMessageTable): Promise<void> {
  if (context.practice.demonstration !== true || message.channel !== "sms") return;
  const reply = simulatedReply(chanceOf(message.message_id), "en");
  if (reply === null) return;
  const of = { messageId: message.message_id, recallId: message.recall_id };
  await context.schedule("simulated-reply", message.message_id, addMinutes(context.now, reply.afterMinutes), of);
}

/** The moment of a made-up answer: it comes in like any other. */
export const simulatedAnswer: TimerHandler<MessagingSchema, MessagingPorts> = async (context, { payload }) => {
  const recall = await lockRecall(context.tx, String(payload["recallId"]));
  const patient = recall && (await selectPatient(context.tx, recall.patient_id));
  if (!patient?.phone) return;
  const key = String(payload["messageId"]);
  const reply = simulatedReply(chanceOf(key), languageOf(patient.language));
  if (reply) await takeIn(context, { key: `simulated-${key}`, from: patient.phone, text: reply.text });
};
