import { addMinutes } from "@practicum/kernel/instant";
import type { Worker, WorkerContext } from "@practicum/service/define-service";
import { failedSending, pauseAfter } from "../../domain/failed-sending.ts";
import type { MessagingPorts } from "../../ports/notifier.ts";
import type { MessagingSchema } from "../../sql/tables.ts";
import { selectDueAnswers, updateAnswer } from "../sql/replies.ts";
import type { AnswerTextTable } from "../sql/tables.ts";
import { takeIn } from "./take-in-text.ts";

type AtWork = WorkerContext<MessagingSchema, MessagingPorts>;

/** Takes in the text messages that wait. One that is taken in and not yet put aside is known by its key the next time (MSG-125). */
export const readTexts: Worker<MessagingSchema, MessagingPorts> = {
  everyMs: 15_000,
  look: async ({ practice, ports }) => ((await ports.inbox?.waiting(practice)) ?? []).length > 0,
  async run({ ports, practice, transact }) {
    for (const message of (await ports.inbox?.waiting(practice)) ?? []) {
      await transact((context) => takeIn(context, message), { entry: `text/${message.key}` });
      await ports.inbox?.taken(practice, message.key);
    }
  },
};

const BATCH = 50;

/** Sends what is answered by itself (MSG-128). */
export const answerTexts: Worker<MessagingSchema, MessagingPorts> = {
  everyMs: 30_000,
  async run(worker) {
    const due = await worker.transact(({ tx, now }) => selectDueAnswers(tx, now, BATCH));
    for (const one of due) await send(worker, one);
  },
};

async function send({ ports, practice, transact }: AtWork, one: AnswerTextTable): Promise<void> {
  try {
    const { language, text, phone: to } = one;
    const key = `answer-${one.text_key}`;
    await ports.notifier.send(practice, { key, channel: "sms", to, language, subject: practice.name, text });
    await transact(({ tx }) => updateAnswer(tx, one.text_key, { status: "sent", problem: null }));
  } catch (error) {
    const failed = failedSending(error);
    const pause = pauseAfter(failed, one.attempts);
    await transact(({ tx, now }) =>
      updateAnswer(tx, one.text_key, {
        attempts: one.attempts + 1,
        status: pause === undefined ? "failed" : "due",
        not_before: addMinutes(now, pause ?? 0),
        problem: failed.problem,
      }),
    );
  }
}
