import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { must } from "@practicum/kernel/assert";
import { seededRandom } from "@practicum/kernel/random";
import { meets, median, type BenchRow } from "../src/bench-row.ts";
import { demoPractice } from "../src/demo.ts";
import type { StartedInstance } from "../src/instance.ts";
import { withBenchInstance } from "./bench-instance.ts";
import type { Slot } from "./bare-booking.ts";
import { captureBooking, type Capture } from "./capture-booking.ts";
import { repeat } from "./cpu.ts";
import { bookOverGateway, FIRST_DAY, freeSlots, idsOf } from "./free-slots.ts";
import { withDatabase } from "./with-database.ts";
import { signedIn } from "./gateway-client.ts";
import { bareBooking } from "./open-bare-booking.ts";

const LANES = 8;
const ROUNDS = 3;
const BOOKINGS = 400;
/** Bookings that only warm the compiler up: a clinic's services have run for days. */
const WARM_UP = 1200;

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

function row(number: number, name: string, ours: number, baseline: number, goal: string): BenchRow {
  const ratio = ours / baseline;
  return { number, name, ours, baseline, unit: "a second", ratio, goal, met: meets(ratio, goal) };
}
