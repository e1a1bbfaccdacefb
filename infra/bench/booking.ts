import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { must } from "@practicum/kernel/assert";
import { addDays, dayOfWeek, timeOfMinutes } from "@practicum/kernel/local-date";
import { seededRandom } from "@practicum/kernel/random";
import { meets, median, type BenchRow } from "../src/bench-row.ts";
import { demoPractice } from "../src/demo.ts";
import type { StartedInstance } from "../src/instance.ts";
import { withBenchInstance } from "./bench-instance.ts";
import type { Slot } from "./bare-booking.ts";
import { captureBooking, type Capture } from "./capture-booking.ts";
import { repeat } from "./cpu.ts";
import { withDatabase } from "./with-database.ts";
import { signedIn, type GatewayClient } from "./gateway-client.ts";
import { bareBooking } from "./open-bare-booking.ts";

const LANES = 8;
const ROUNDS = 3;
const BOOKINGS = 400;
/** Bookings that only warm the compiler up: a clinic's services have run for days. */
const WARM_UP = 1200;
const PROVIDERS = 4;
/** Far beyond what the demonstration has booked; where the practice was measured before, the week after that. */
const FIRST_DAY = "2030-01-07";

interface Ids {
  readonly providers: readonly string[];
  readonly patients: readonly string[];
  readonly visitTypeId: string;
  /** A Monday on which nobody has booked anything yet, nor later. */
  readonly from: string;
}

/** Rows 1 and 12: booking through everything, beside the same SQL sent by a program that does nothing else, on the same database. */
export async function bench(): Promise<readonly BenchRow[]> {
  const capture = await captureBooking();
  return withBenchInstance((instance) => measure(instance, capture));
}

async function measure(instance: StartedInstance, capture: Capture): Promise<readonly BenchRow[]> {
  // The gateway counts calls a session, so each lane is a person of its own.
  const clients = await signedIn(instance.url, LANES);
  const bareSide = await bareBooking({ capture, ...(await urlsOf(instance)), lanes: LANES, count: BOOKINGS });
  try {
    const slots = freeSlots(await idsOf(instance));
    const book = (lane: number, slot: Slot) => bookOverGateway(must(clients[lane]), slot);
    const stack: number[] = [];
    const bare: number[] = [];
    await rate(slots, WARM_UP, book);
    for (let round = 0; round < ROUNDS; round++) {
      stack.push(await rate(slots, BOOKINGS, book));
      bare.push(await bareSide.rate(slots));
    }
    const contended = await contendedRate(slots, book);
    const overlaps = await countOverlaps(instance);
    const [ours, baseline] = [median(stack), median(bare)];
    return [
      {
        ...row(
          1,
          `booking through everything / ${bareSide.name} with the same SQL, ${LANES} connections`,
          ours,
          baseline,
          ">= 0.5",
        ),
        note: "the bare side sends the statements that PostgreSQL logged for a booking, audit and outbox among them",
      },
      {
        ...row(12, "8 clients after the same times of 4 providers / each its own", contended, ours, ">= 0.7"),
        note: overlaps === 0 ? "no overlap" : `${overlaps} OVERLAPS`,
      },
    ];
  } finally {
    for (const client of clients) client.close();
    await bareSide.stop();
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

function bookOverGateway(client: GatewayClient, slot: Slot): Promise<unknown> {
  const wish = { ...slot, roomResourceId: null, minutes: 15, reason: "", overbookReason: null };
  return client.call("scheduling.bookAppointment", { ...wish, appointmentId: randomUUID() }, "command");
}

/** As the service connects, and as the superuser. */
async function urlsOf(instance: StartedInstance): Promise<{ readonly url: string; readonly adminUrl: string }> {
  const secrets: Record<string, string> = JSON.parse(await readFile(join(instance.dataDir, "secrets.json"), "utf8"));
  const url = new URL(instance.databaseUrl);
  url.pathname = `/${demoPractice.database}`;
  const adminUrl = url.href;
  url.username = `${demoPractice.database}_scheduling`;
  url.password = encodeURIComponent(must(secrets[`database-${demoPractice.database}-scheduling`]));
  return { url: url.href, adminUrl };
}

async function idsOf(instance: StartedInstance): Promise<Ids> {
  return withDatabase(instance, async (client) => {
    const column = async (sql: string) => (await client.query<{ id: string }>(sql)).rows.map(({ id }) => id);
    const [last = FIRST_DAY] = await column("select max(date)::text as id from scheduling.appointment");
    return {
      from: last < FIRST_DAY ? FIRST_DAY : addDays(last, 8 - dayOfWeek(last)),
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
  return withDatabase(instance, async (client) => {
    const { rows } = await client.query<{ count: string }>(`select count(*) from scheduling.appointment a
      join scheduling.appointment b on a.provider_resource_id = b.provider_resource_id and a.appointment_id < b.appointment_id
        and a.starts_at < b.ends_at and b.starts_at < a.ends_at
      where a.status not in ('cancelled', 'no-show') and b.status not in ('cancelled', 'no-show')
        and a.date >= '${FIRST_DAY}' and b.date >= '${FIRST_DAY}'`);
    return Number(rows[0]?.count);
  });
}

/** Times from a Monday on, quarter by quarter, provider by provider; each with a patient who is free then. */
function* freeSlots({ from, providers, patients, visitTypeId }: Ids): Generator<Slot> {
  for (let day = 0; ; day++) {
    const date = addDays(from, day);
    if (dayOfWeek(date) > 5) continue;
    for (let minutes = 8 * 60; minutes < 17 * 60; minutes += 15) {
      if (minutes >= 12 * 60 && minutes < 13 * 60) continue;
      for (const [place, providerResourceId] of providers.entries()) {
        // Providers' patients are different ones, so no patient is in two places.
        yield {
          providerResourceId,
          patientId: must(patients[place]),
          visitTypeId,
          date,
          start: timeOfMinutes(minutes),
        };
      }
    }
  }
}

function row(number: number, name: string, ours: number, baseline: number, goal: string): BenchRow {
  const ratio = ours / baseline;
  return { number, name, ours, baseline, unit: "a second", ratio, goal, met: meets(ratio, goal) };
}
