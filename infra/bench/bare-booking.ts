import { randomUUID } from "node:crypto";
import { atLocal, type TimeZone } from "@practicum/kernel/instant";
import { must } from "@practicum/kernel/assert";
import pg from "pg";
import { demoPractice } from "../src/demo.ts";
import type { Capture } from "./capture-booking.ts";
import { repeat } from "./cpu.ts";
import { findPgbench } from "./find-pgbench.ts";
import { PgbenchBooking } from "./pgbench-booking.ts";

/** A time that is free, and for whom. */
export interface Slot {
  readonly providerResourceId: string;
  readonly patientId: string;
  readonly visitTypeId: string;
  readonly date: string;
  readonly start: string;
}

/** Something that sends the SQL of a booking and does nothing else. */
export interface BareBooking {
  readonly name: string;
  /** Books free times, one each. @returns bookings a second. */
  rate(slots: Iterator<Slot>): Promise<number>;
  stop(): Promise<void>;
}

export interface BareBookingOptions {
  readonly capture: Capture;
  /** As the service that books connects. */
  readonly url: string;
  /** As the superuser, in the same database. */
  readonly adminUrl: string;
  readonly lanes: number;
  /** Bookings that one call of `rate` makes. */
  readonly count: number;
}

/** pgbench, or node-pg where no pgbench can be had. */
export async function bareBooking(options: BareBookingOptions): Promise<BareBooking> {
  const pgbench = await findPgbench();
  return pgbench === undefined ? new NodePgBooking(options) : PgbenchBooking.open(pgbench, options);
}

/** Gives each value of the captured statements as it is for this booking. */
export function valuesFor({ booked }: Capture, slot: Slot): (value: string) => string {
  const startsAt = atLocal(slot.date, slot.start, demoPractice.timeZone as TimeZone);
  const endsAt = new Date(Date.parse(startsAt) + 15 * 60_000).toISOString();
  const replaced = new Map([
    [booked.appointmentId, randomUUID()],
    [booked.commandId, randomUUID()],
    [booked.practiceId, demoPractice.id],
    [booked.patientId, slot.patientId],
    [booked.visitTypeId, slot.visitTypeId],
    [booked.providerResourceId, slot.providerResourceId],
    ["2026-11-24 17:15:00+00", startsAt],
    ["2026-11-24 17:30:00+00", endsAt],
    ["09:15:00", slot.start],
    [booked.date, slot.date],
  ]);
  return (value) => {
    let filled = value;
    for (const [from, to] of replaced) filled = filled.replaceAll(from, to);
    return filled;
  };
}

/** Sends the statements of a transaction in one trip. */
class NodePgBooking implements BareBooking {
  readonly name = "node-pg";
  readonly #options: BareBookingOptions;
  readonly #pool: pg.Pool;

  constructor(options: BareBookingOptions) {
    this.#options = options;
    this.#pool = new pg.Pool({
      connectionString: options.url,
      max: options.lanes,
      pipeline: true,
      options: "-c search_path=scheduling,public",
    });
  }

  async rate(slots: Iterator<Slot>): Promise<number> {
    const { count, lanes } = this.#options;
    const startedMs = performance.now();
    await repeat(count, lanes, () => this.#book(must(slots.next().value as Slot | undefined)));
    return (count * 1000) / (performance.now() - startedMs);
  }

  async stop(): Promise<void> {
    await this.#pool.end();
  }

  async #book(slot: Slot): Promise<void> {
    const { capture } = this.#options;
    const fill = valuesFor(capture, slot);
    const client = await this.#pool.connect();
    try {
      const results = capture.statements.map(({ sql, values }, index) =>
        values.length === 0
          ? client.query(sql)
          : client.query({
              name: `bench${index}`,
              text: sql,
              values: values.map((value) => (value === null ? null : fill(value))),
            }),
      );
      await Promise.all(results);
    } finally {
      client.release();
    }
  }
}
