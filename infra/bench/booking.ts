import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { must } from "@practicum/kernel/assert";
import { atLocal, type TimeZone } from "@practicum/kernel/instant";
import { addDays, dayOfWeek, timeOfMinutes } from "@practicum/kernel/local-date";
import { seededRandom } from "@practicum/kernel/random";
import pg from "pg";
import { meets, median, type BenchRow } from "../src/bench-row.ts";
import { demoPractice } from "../src/demo.ts";
import { startInstance, type StartedInstance } from "../src/instance.ts";
import { paths } from "../src/state.ts";
import { captureBooking, type Capture } from "./capture-booking.ts";
import { repeat } from "./cpu.ts";
import { signedIn, type GatewayClient } from "./gateway-client.ts";

const LANES = 8;
const ROUNDS = 3;
const BOOKINGS = 400;
const PROVIDERS = 4;
/** Far beyond what the demonstration has booked. */
const FIRST_DAY = "2030-01-07";

interface Slot {
  readonly providerResourceId: string;
  readonly patientId: string;
  readonly date: string;
  readonly start: string;
}

interface Ids {
  readonly providers: readonly string[];
  readonly patients: readonly string[];
  readonly visitTypeId: string;
}

/** Rows 1 and 12: booking through everything, beside the same SQL sent by nothing but node-pg, on the same database. */
export async function bench(): Promise<readonly BenchRow[]> {
  const capture = await captureBooking();
  const dataDir = join(paths.root, "bench");
  const instance = await startInstance({ dataDir, env: { PRACTICUM_DEMO: "small" } });
  // The gateway counts calls a session, so each lane is a person of its own.
  const clients = await signedIn(instance.url, LANES);
  const direct = await directPool(instance);
  try {
    const ids = await idsOf(instance);
    const slots = freeSlots(ids);
    const book = (lane: number, slot: Slot) => bookOverGateway(must(clients[lane]), ids, slot);
    const stack: number[] = [];
    const bare: number[] = [];
    await rate(slots, BOOKINGS / 4, book);
    for (let round = 0; round < ROUNDS; round++) {
      stack.push(await rate(slots, BOOKINGS, book));
      bare.push(await rate(slots, BOOKINGS, (_, slot) => bookDirectly(direct, capture, ids, slot)));
    }
    const contended = await contendedRate(slots, book);
    const overlaps = await countOverlaps(instance);
    const [ours, baseline] = [median(stack), median(bare)];
    return [
      {
        ...row(1, "booking through everything / the same SQL by node-pg, 8 connections", ours, baseline, ">= 0.5"),
        note: "the bare side sends the statements that a booking logged; pgbench would send them some 1.1 to 1.6 times as fast",
      },
      {
        ...row(12, "8 clients after the same times of 4 providers / each its own", contended, ours, ">= 0.7"),
        note: overlaps === 0 ? "no overlap" : `${overlaps} OVERLAPS`,
      },
    ];
  } finally {
    for (const client of clients) client.close();
    await direct.end();
    await instance.stop();
  }
}

/** Bookings a second, each of a time that nobody else wants. */
async function rate(
  slots: Iterator<Slot>,
  count: number,
  book: (lane: number, slot: Slot) => Promise<unknown>,
): Promise<number> {
  const startedMs = performance.now();
  await repeat(count, LANES, (lane) => book(lane, must(slots.next().value as Slot | undefined)));
  return (count * 1000) / (performance.now() - startedMs);
}

/** Attempts a second when all want the same times, in an order of their own; each time is had by one. */
async function contendedRate(
  slots: Iterator<Slot>,
  book: (lane: number, slot: Slot) => Promise<unknown>,
): Promise<number> {
  const wanted = Array.from({ length: BOOKINGS / LANES }, () => must(slots.next().value as Slot | undefined));
  const orders = Array.from({ length: LANES }, (_, lane) => {
    const random = seededRandom(`contended ${lane}`);
    return wanted.map((slot) => ({ slot, place: random.next() })).toSorted((a, b) => a.place - b.place);
  });
  const taken: boolean[] = [];
  const startedMs = performance.now();
  await Promise.all(
    orders.map(async (order, lane) => {
      for (const { slot } of order) taken.push(await book(lane, slot).then(() => true, refusedAsTaken));
    }),
  );
  const seconds = (performance.now() - startedMs) / 1000;
  const had = taken.filter(Boolean).length;
  if (had !== wanted.length) throw new Error(`${had} of ${wanted.length} wanted times were booked`);
  return taken.length / seconds;
}

function refusedAsTaken(error: unknown): false {
  if (error instanceof Error && /slot-taken|patient-overlap/.test(error.message)) return false;
  throw error;
}

function bookOverGateway(client: GatewayClient, { visitTypeId }: Ids, slot: Slot): Promise<unknown> {
  const wish = { ...slot, visitTypeId, roomResourceId: null, minutes: 15, reason: "", overbookReason: null };
  return client.call("scheduling.bookAppointment", { ...wish, appointmentId: randomUUID() }, "command");
}

/** The captured statements with this booking's ids and times in the place of theirs, in one transaction. */
async function bookDirectly(pool: pg.Pool, { booked, statements }: Capture, ids: Ids, slot: Slot): Promise<void> {
  const startsAt = atLocal(slot.date, slot.start, demoPractice.timeZone as TimeZone);
  const endsAt = new Date(Date.parse(startsAt) + 15 * 60_000).toISOString();
  const replaced = new Map([
    [booked.appointmentId, randomUUID()],
    [booked.commandId, randomUUID()],
    [booked.practiceId, demoPractice.id],
    [booked.patientId, slot.patientId],
    [booked.visitTypeId, ids.visitTypeId],
    [booked.providerResourceId, slot.providerResourceId],
    ["2026-11-24 17:15:00+00", startsAt],
    ["2026-11-24 17:30:00+00", endsAt],
    ["09:15:00", slot.start],
    [booked.date, slot.date],
  ]);
  const client = await pool.connect();
  try {
    const results = statements.map(({ sql, values }, index) =>
      values.length === 0
        ? client.query(sql)
        : client.query({ name: `bench${index}`, text: sql, values: values.map((value) => fill(value, replaced)) }),
    );
    await Promise.all(results);
  } finally {
    client.release();
  }
}

function fill(value: string | null, replaced: ReadonlyMap<string, string>): string | null {
  if (value === null) return null;
  let filled = value;
  for (const [from, to] of replaced) filled = filled.replaceAll(from, to);
  return filled;
}

async function directPool(instance: StartedInstance): Promise<pg.Pool> {
  const secrets: Record<string, string> = JSON.parse(await readFile(join(instance.dataDir, "secrets.json"), "utf8"));
  const url = new URL(instance.databaseUrl);
  url.pathname = `/${demoPractice.database}`;
  url.username = `${demoPractice.database}_scheduling`;
  url.password = must(secrets[`database-${demoPractice.database}-scheduling`]);
  // Statements of one transaction share a trip, as the service's do.
  return new pg.Pool({
    connectionString: url.href,
    max: LANES,
    pipeline: true,
    options: "-c search_path=scheduling,public",
  });
}

async function idsOf(instance: StartedInstance): Promise<Ids> {
  return asAdmin(instance, async (client) => {
    const column = async (sql: string) => (await client.query<{ id: string }>(sql)).rows.map(({ id }) => id);
    return {
      providers: await column(
        `select resource_id as id from scheduling.resource where kind = 'provider' order by 1 limit ${PROVIDERS}`,
      ),
      patients: await column("select patient_id as id from scheduling.patient order by 1"),
      visitTypeId: must(
        (await column("select visit_type_id as id from scheduling.visit_type where not new_patient limit 1"))[0],
      ),
    };
  });
}

/** Pairs of visits of one provider, or of one patient, that are at the same time: none, ever. */
async function countOverlaps(instance: StartedInstance): Promise<number> {
  return asAdmin(instance, async (client) => {
    const { rows } = await client.query<{ count: string }>(`select count(*) from scheduling.appointment a
      join scheduling.appointment b on a.provider_resource_id = b.provider_resource_id and a.appointment_id < b.appointment_id
        and a.starts_at < b.ends_at and b.starts_at < a.ends_at
      where a.status not in ('cancelled', 'no-show') and b.status not in ('cancelled', 'no-show')
        and a.date >= '${FIRST_DAY}' and b.date >= '${FIRST_DAY}'`);
    return Number(rows[0]?.count);
  });
}

async function asAdmin<T>(instance: StartedInstance, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(instance.databaseUrl);
  url.pathname = `/${demoPractice.database}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Times from a Monday on, quarter by quarter, provider by provider; each with a patient who is free then. */
function* freeSlots({ providers, patients }: Ids): Generator<Slot> {
  for (let day = 0; ; day++) {
    const date = addDays(FIRST_DAY, day);
    if (dayOfWeek(date) > 5) continue;
    for (let minutes = 8 * 60; minutes < 17 * 60; minutes += 15) {
      if (minutes >= 12 * 60 && minutes < 13 * 60) continue;
      for (const [place, providerResourceId] of providers.entries()) {
        // Providers' patients are different ones, so no patient is in two places.
        yield { providerResourceId, patientId: must(patients[place]), date, start: timeOfMinutes(minutes) };
      }
    }
  }
}

function row(number: number, name: string, ours: number, baseline: number, goal: string): BenchRow {
  const ratio = ours / baseline;
  return { number, name, ours, baseline, unit: "a second", ratio, goal, met: meets(ratio, goal) };
}
