import type { WorkerContext } from "@practicum/service/define-service";
import type { BillingPorts } from "../../exchange/ports/clearinghouse.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import { must } from "@practicum/kernel/assert";
import { markLetterSent, queuedLetters } from "../../underpayments/sql/letters.ts";
import { markFaxSent, queuedFaxes } from "../sql/appeal-mail.ts";

/**
 * Gives the letters that wait to the fax line, each by itself: one that can't be sent keeps no other. Cut off before it is marked, it is
 * given again under the same name.
 * @returns what went wrong, for the log.
 */
export async function sendFaxes(
  context: WorkerContext<BillingSchema, BillingPorts>,
  limit: number,
): Promise<readonly unknown[]> {
  const failures: unknown[] = [];
  for (const queue of [
    { waiting: queuedFaxes, mark: markFaxSent },
    { waiting: queuedLetters, mark: markLetterSent },
  ])
    failures.push(...(await sendQueue(context, queue, limit)));
  return failures;
}

interface Queue {
  readonly waiting: typeof queuedFaxes;
  readonly mark: typeof markFaxSent;
}

async function sendQueue(
  context: WorkerContext<BillingSchema, BillingPorts>,
  queue: Queue,
  limit: number,
): Promise<readonly unknown[]> {
  const line = context.ports.fax(context.practice.id);
  for (;;) {
    const failures: unknown[] = [];
    const waiting = await context.transact(({ tx }) => queue.waiting(tx, limit));
    for (const letter of waiting) {
      try {
        await line.send({ name: letter.letter_id, to: must(letter.fax, "a fax has a number"), pdf: letter.pdf });
      } catch (error) {
        failures.push(error);
        continue;
      }
      await context.transact(({ tx }) => queue.mark(tx, letter.letter_id));
    }
    if (failures.length > 0 || waiting.length < limit) return failures;
  }
}
