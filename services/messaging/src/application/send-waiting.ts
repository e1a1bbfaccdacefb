import type { Instant } from "@practicum/kernel/instant";
import type { Tx } from "@practicum/db/db";
import type { Worker, WorkerContext } from "@practicum/service/define-service";
import { failedSending, type FailedSending } from "../domain/failed-sending.ts";
import type { MessagingPorts, Notice } from "../ports/notifier.ts";
import type { MessagingSchema } from "../sql/tables.ts";

const BATCH = 50;

export type AtWork = WorkerContext<MessagingSchema, MessagingPorts>;

/** Messages of one kind that wait to be sent. */
export interface Waiting<Row> {
  /** Those whose moment has come. What is done with one, sent or not, takes it off them. */
  due(tx: Tx<MessagingSchema>, now: Instant, limit: number): Promise<Row[]>;
  /** What is to be sent, or null where it is not to be sent now, or not at all: then that is written down. */
  noticeFor(worker: AtWork, row: Row): Promise<Notice | null>;
  /** Writes down how it went. */
  settle(worker: AtWork, row: Row, failed: FailedSending | null): Promise<void>;
}

/** Sends what waits. A notice's key makes a second sending, after a crash between the two, the same one. */
export function sendWaiting<Row>({ due, noticeFor, settle }: Waiting<Row>): Worker<MessagingSchema, MessagingPorts> {
  const sendBatch = async (worker: AtWork): Promise<number> => {
    const rows = await worker.transact(({ tx, now }) => due(tx, now, BATCH));
    for (const row of rows) {
      const notice = await noticeFor(worker, row);
      if (notice !== null) await settle(worker, row, await trySend(worker, notice));
    }
    return rows.length;
  };
  return {
    everyMs: 30_000,
    async run(worker) {
      // What failed waits for a later moment, so each round has fewer.
      while ((await sendBatch(worker)) === BATCH);
    },
  };
}

async function trySend({ ports, practice }: AtWork, notice: Notice): Promise<FailedSending | null> {
  try {
    await ports.notifier.send(practice, notice);
    return null;
  } catch (error) {
    // Kept with the message alone: it may repeat the address.
    return failedSending(error);
  }
}
