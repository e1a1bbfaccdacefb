import { must } from "@practicum/kernel/assert";
import pg from "pg";
import { valuesFor, type BareBooking, type BareBookingOptions, type Slot } from "./bare-booking.ts";
import { repeat } from "./cpu.ts";

/** Sends the statements of a transaction in one trip. */
export class NodePgBooking implements BareBooking {
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
