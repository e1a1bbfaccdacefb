import { errorLabel, isUnavailable, wantsRetry } from "@practicum/db/errors";
import type { Worker, WorkerContext } from "@practicum/service/define-service";
import type { BillingPorts } from "../domain/clearinghouse.ts";
import { kindOfFile } from "../domain/exchange-file.ts";
import { finishFile, keepInbound, markSent, queuedFiles } from "../sql/files.ts";
import type { BillingSchema } from "../sql/schema.ts";
import { takeFile } from "./take-file.ts";

type ExchangeContext = WorkerContext<BillingSchema, BillingPorts>;

const FILES_A_TURN = 50;

/**
 * BIL-60: sends what waits to go out and takes in what waits for us. Each step can be cut off and done again: a file that was
 * sent but not marked is sent again under the same name; one that was taken in but not archived is known by its content.
 */
export const exchangeFiles: Worker<BillingSchema, BillingPorts> = {
  everyMs: 2000,
  async run(context) {
    await sendQueued(context);
    await takeWaiting(context);
  },
};

async function sendQueued(context: ExchangeContext): Promise<void> {
  const clearinghouse = context.ports.clearinghouse(context.practice.id);
  const waiting = await context.transact(({ tx }) => queuedFiles(tx, FILES_A_TURN));
  for (const file of waiting) {
    await clearinghouse.send({ name: file.name, content: file.content });
    await context.transact(({ tx }) => markSent(tx, file.file_id));
  }
}

async function takeWaiting(context: ExchangeContext): Promise<void> {
  const clearinghouse = context.ports.clearinghouse(context.practice.id);
  const names = await clearinghouse.list();
  for (const name of names.slice(0, FILES_A_TURN)) {
    const content = await clearinghouse.fetch(name);
    await takeOne(context, name, content);
    await clearinghouse.archive(name);
  }
}

/** A file that breaks the program must not stop the ones behind it: it is kept in quarantine. A database that is away is waited for. */
async function takeOne(context: ExchangeContext, name: string, content: string): Promise<void> {
  try {
    await context.transact(async (unit) => takeFile(unit, { fileId: unit.ids.next(), name, content }));
  } catch (error) {
    if (isUnavailable(error) || wantsRetry(error)) throw error;
    await context.transact(async ({ tx, ids, now }) => {
      const file = { fileId: ids.next(), name, kind: kindOfFile(content), content, at: now };
      const fileId = await keepInbound(tx, file);
      if (fileId !== null) await finishFile(tx, fileId, `It could not be processed (${errorLabel(error)}).`);
    });
  }
}
