import { errorLabel, isUnavailable, ranOutOfTime, wantsRetry } from "@practicum/db/errors";
import type { Worker, WorkerContext } from "@practicum/service/define-service";
import { UnusableFile, type BillingPorts } from "../ports/clearinghouse.ts";
import { kindOfFile, visible } from "../domain/exchange-file.ts";
import { finishFile, keepInbound, markSent, queuedFiles } from "../sql/files.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import { sendFaxes } from "../../appeals/application/send-faxes.ts";
import { takeFile } from "./take-file.ts";

type ExchangeContext = WorkerContext<BillingSchema, BillingPorts>;

const FILES_A_TURN = 50;
/** One file is one transaction, and an 835 may hold some ten thousand claims. */
const POSTING_MS_MAX = 5 * 60_000;

/**
 * BIL-60: sends what waits to go out and takes in what waits for us. Each step can be cut off and done again: a file that was
 * sent but not marked is sent again under the same name; one that was taken in but not archived is known by its content.
 * Each file is on its own: what keeps one waiting keeps no other. Only without the database there is nothing to do.
 */
export const exchangeFiles: Worker<BillingSchema, BillingPorts> = {
  everyMs: 2000,
  // What waits to go out wakes this worker when it is committed.
  look: async ({ practice, ports }) => (await ports.clearinghouse(practice.id).list()).length > 0,
  async run(context) {
    const failures = [
      ...(await sendQueued(context)),
      ...(await sendFaxes(context, FILES_A_TURN)),
      ...(await takeWaiting(context)),
    ];
    // For the log. What failed waits where it was, and the next turn tries it again.
    if (failures.length > 0) throw failures[0];
  },
};

async function sendQueued(context: ExchangeContext): Promise<unknown[]> {
  const clearinghouse = context.ports.clearinghouse(context.practice.id);
  for (;;) {
    const failures: unknown[] = [];
    const waiting = await context.transact(({ tx }) => queuedFiles(tx, FILES_A_TURN));
    for (const file of waiting) {
      try {
        await clearinghouse.send({ name: file.name, content: file.content });
      } catch (error) {
        failures.push(error);
        continue;
      }
      await context.transact(({ tx }) => markSent(tx, file.file_id));
    }
    // Nobody wakes this worker for what is left of more than a portion.
    if (failures.length > 0 || waiting.length < FILES_A_TURN) return failures;
  }
}

async function takeWaiting(context: ExchangeContext): Promise<unknown[]> {
  const failures: unknown[] = [];
  let taken = 0;
  for (const name of await context.ports.clearinghouse(context.practice.id).list()) {
    if (taken === FILES_A_TURN) break;
    try {
      await takeOne(context, name);
      taken += 1;
    } catch (error) {
      if (isAway(error)) throw error;
      failures.push(error);
    }
  }
  return failures;
}

/** Takes a file in or puts it into quarantine (BIL-62), and out of the way. Throws where it may go better another time. */
async function takeOne(context: ExchangeContext, name: string): Promise<void> {
  const clearinghouse = context.ports.clearinghouse(context.practice.id);
  const fetched = await clearinghouse.fetch(name).catch((error: unknown) => {
    if (error instanceof UnusableFile) return error;
    throw error;
  });
  if (typeof fetched === "string") await takeOrQuarantine(context, name, fetched);
  else await quarantine(context, { name, content: fetched.start, problem: fetched.problem });
  await clearinghouse.archive(name);
}

async function takeOrQuarantine(context: ExchangeContext, name: string, content: string): Promise<void> {
  try {
    await context.transact(async (unit) => takeFile(unit, { fileId: unit.ids.next(), name, content }), {
      timeoutMs: POSTING_MS_MAX,
      entry: `file/${name}`,
    });
  } catch (error) {
    if (isAway(error) || wantsRetry(error)) throw error;
    const problem = ranOutOfTime(error)
      ? "It took too long to post, and nothing of it was posted. Split it: npm run practicum -- x12 split."
      : `It could not be processed (${errorLabel(error)}).`;
    await quarantine(context, { name, content, problem });
  }
}

async function quarantine(
  context: ExchangeContext,
  file: { readonly name: string; readonly content: string; readonly problem: string },
): Promise<void> {
  const content = visible(file.content);
  await context.transact(
    async ({ tx, ids, now }) => {
      const kept = { fileId: ids.next(), name: file.name, kind: kindOfFile(content), content, at: now };
      const fileId = await keepInbound(tx, kept);
      if (fileId !== null) await finishFile(tx, fileId, { problem: file.problem, note: null });
    },
    { entry: `quarantine/${file.name}` },
  );
}

/** The database does not answer: no other file would fare better. */
function isAway(error: unknown): boolean {
  return isUnavailable(error) && !ranOutOfTime(error);
}
