import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { must } from "@practicum/kernel/assert";
import pg from "pg";
import { run } from "../src/run.ts";
import { valuesFor, type BareBooking, type BareBookingOptions, type Slot } from "./bare-booking.ts";
import type { Capture, Statement } from "./capture-booking.ts";

/** Bookings of one run of the script: it reads what they are about in one statement, which so costs them little. */
const A_SCRIPT = 4;

/** Each statement of a transaction is a trip of its own, prepared once a connection. */
export class PgbenchBooking implements BareBooking {
  readonly name = "pgbench";
  readonly #binary: string;
  readonly #options: BareBookingOptions;
  readonly #admin: pg.Client;
  readonly #folder: string;
  /** Values of the captured statements that are others for each booking. */
  readonly #varying: readonly string[];
  #wishes = 0;

  private constructor(binary: string, options: BareBookingOptions, admin: pg.Client, folder: string) {
    this.#binary = binary;
    this.#options = options;
    this.#admin = admin;
    this.#folder = folder;
    this.#varying = varyingValues(options.capture);
  }

  static async open(binary: string, options: BareBookingOptions): Promise<PgbenchBooking> {
    const admin = new pg.Client({ connectionString: options.adminUrl });
    await admin.connect();
    const self = new PgbenchBooking(binary, options, admin, await mkdtemp(join(tmpdir(), "practicum-pgbench-")));
    const columns = self.#columns().map((name) => `${name} text`);
    await admin.query(`drop schema if exists bench cascade; create schema bench; grant usage on schema bench to public;
      create unlogged table bench.wish (n integer primary key, ${columns.join(", ")});
      grant select on bench.wish to public`);
    await writeFile(self.#script, self.#scriptText());
    return self;
  }

  async rate(slots: Iterator<Slot>): Promise<number> {
    const { url, lanes, count } = this.#options;
    const each = Math.ceil(count / lanes / A_SCRIPT);
    const first = this.#wishes;
    await this.#addWishes(slots, each * lanes);
    const server = new URL(url);
    const how = ["-n", "-M", "prepared", "-c", String(lanes), "-j", "2", "-t", String(each), "-f", this.#script];
    const variables = ["-D", "k=-1", "-D", `each=${each}`, "-D", `first=${first}`];
    const where = ["-h", server.hostname, "-p", server.port, "-U", server.username, server.pathname.slice(1)];
    const env = {
      PGPASSWORD: decodeURIComponent(server.password),
      PGOPTIONS: "-c search_path=scheduling,public",
    };
    const { ok, output } = await run(this.#binary, [...how, ...variables, ...where], { env });
    const scripts = /tps = ([\d.]+) \(without/.exec(output)?.[1];
    if (!ok || scripts === undefined) {
      const errors = output.split("\n").filter((line) => line.startsWith("pgbench: error"));
      throw new Error(`pgbench failed: ${errors.join("; ") || output.slice(-600)}`);
    }
    await this.#checkBooked(first, each * lanes * A_SCRIPT);
    return Number(scripts) * A_SCRIPT;
  }

  /** A statement that books nothing is no error, and fast. */
  async #checkBooked(first: number, expected: number): Promise<void> {
    const place = this.#varying.indexOf(this.#options.capture.booked.appointmentId);
    const ids = Array.from({ length: A_SCRIPT }, (_, turn) => `(${variable(turn, place)}::uuid)`);
    const { rows } = await this.#admin.query<{ count: number }>(
      `select count(*)::integer as count from bench.wish cross join lateral (values ${ids.join(", ")}) as wished (id)
        join scheduling.appointment on appointment_id = wished.id where n >= $1`,
      [first],
    );
    const booked = rows[0]?.count;
    if (booked !== expected) throw new Error(`pgbench booked ${booked ?? 0} of ${expected} times`);
  }

  async stop(): Promise<void> {
    await this.#admin.query("drop schema bench cascade");
    await this.#admin.end();
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #script(): string {
    return join(this.#folder, "book.sql");
  }

  #columns(): string[] {
    return Array.from({ length: A_SCRIPT }, (_, turn) =>
      this.#varying.map((__, index) => variable(turn, index)),
    ).flat();
  }

  #scriptText(): string {
    const lines = [
      "\\set k :k + 1",
      "\\set n :first + :client_id * :each + :k",
      `select ${this.#columns().join(", ")} from bench.wish where n = :n \\gset`,
    ];
    for (let turn = 0; turn < A_SCRIPT; turn++) {
      for (const statement of this.#options.capture.statements) lines.push(`${this.#withVariables(statement, turn)};`);
    }
    return `${lines.join("\n")}\n`;
  }

  /** What varies is a parameter, as it is for the service; what never does is written out. */
  #withVariables({ sql, values }: Statement, turn: number): string {
    const safe = sql.replaceAll(/'([^']*)'/g, (whole, quoted: string) =>
      quoted.includes(":") ? literal(quoted) : whole,
    );
    return safe.replaceAll(/\$(\d+)/g, (_, number: string) => {
      const value = values[Number(number) - 1] ?? null;
      if (value === null) return "null";
      const index = this.#varying.indexOf(value);
      return index >= 0 ? `:${variable(turn, index)}` : literal(value);
    });
  }

  async #addWishes(slots: Iterator<Slot>, count: number): Promise<void> {
    const rows = Array.from({ length: count }, () => {
      const row: Record<string, string | number> = { n: this.#wishes++ };
      for (let turn = 0; turn < A_SCRIPT; turn++) {
        const fill = valuesFor(this.#options.capture, must(slots.next().value as Slot | undefined));
        for (const [index, value] of this.#varying.entries()) row[variable(turn, index)] = fill(value);
      }
      return row;
    });
    await this.#admin.query(
      "insert into bench.wish select * from json_populate_recordset(null::bench.wish, $1::json)",
      [JSON.stringify(rows)],
    );
    await this.#admin.query("analyze bench.wish");
  }
}

function varyingValues(capture: Capture): readonly string[] {
  const { booked } = capture;
  const other: Slot = {
    ...booked,
    providerResourceId: "-",
    patientId: "-",
    visitTypeId: "-",
    date: "2030-01-07",
    start: "10:00",
  };
  const fill = valuesFor(capture, other);
  const all = new Set(capture.statements.flatMap(({ values }) => values.filter((value) => value !== null)));
  return [...all].filter((value) => fill(value) !== value);
}

function variable(turn: number, index: number): string {
  return `b${turn}_${index}`;
}

/** pgbench looks for its variables, `:name`, in quoted text as well, so a colon is written by its code. */
function literal(value: string): string {
  const quoted = value.replaceAll("\\", "\\\\").replaceAll("'", "''").replaceAll(":", "\\x3a");
  return `E'${quoted}'`;
}
