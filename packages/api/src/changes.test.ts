import type { LiveNote } from "@practicum/bus/bus";
import { MemoryBus } from "@practicum/bus/memory";
import "@practicum/contracts/charting";
import "@practicum/contracts/messaging";
import { mayHear } from "@practicum/contracts/operation";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openChangeFeed, type ChangeFeed } from "./changes.ts";

const practice = "00000000-0000-7000-8000-000000000001";
const other = "00000000-0000-7000-8000-000000000002";
const KEPT = 5;
let nowMs = 0;
let bus: MemoryBus;
let feed: ChangeFeed;
beforeEach(async () => {
  nowMs = 1_000_000;
  bus = new MemoryBus();
  feed = await openChangeFeed(bus, { epoch: "e", nowMs: () => nowMs, keptMax: KEPT });
});
afterEach(async () => {
  await feed.stop();
  await bus.close();
});

/** Tells a note, and waits until the feed has it. */
async function tell(n: number, practiceId = practice, name = "messaging.task-changed.v1"): Promise<void> {
  const note: LiveNote = { name, keys: { n: String(n) } };
  const told = new Promise<void>((resolve) => void bus.listen(() => resolve()));
  bus.broadcast(practiceId, note);
  await told;
}

const everything: (note: LiveNote) => boolean = () => true;

/** Reads so many changes, then stops: "position name-or-number". */
async function read(
  count: number,
  after?: string,
  practiceId = practice,
  hears = everything,
): Promise<{ told: string[]; last: string }> {
  const stop = new AbortController();
  const told: string[] = [];
  let last = after ?? "";
  for await (const [id, note] of feed.changes(practiceId, after, stop.signal, hears)) {
    told.push(note.keys["n"] ?? note.name);
    last = id;
    if (told.length === count) stop.abort();
  }
  return { told, last };
}

test("GTW-116 whom a change is kept from is asked of who listens, and never told", async () => {
  const stop = new AbortController();
  const hears = (note: LiveNote) => note.hearing !== "nobody";
  const stream = feed.changes(practice, undefined, stop.signal, hears)[Symbol.asyncIterator]();
  await stream.next();
  for (const hearing of ["nobody", "some"]) {
    const told = new Promise<void>((resolve) => void bus.listen(() => resolve()));
    bus.broadcast(practice, { name: "charting.chart-changed.v1", keys: { of: hearing }, hearing });
    await told;
  }
  const { value } = await stream.next();
  expect(value?.[1]).toMatchObject({ name: "charting.chart-changed.v1", keys: { of: "some" } });
  expect(value?.[1]).not.toHaveProperty("hearing");
  stop.abort();
});

describe("changes of a practice", () => {
  test("who comes first learns where the stream is, then hears what comes, and of no other practice", async () => {
    const reading = read(3);
    await tell(1);
    await tell(7, other);
    await tell(2);
    expect((await reading).told).toEqual(["live.here", "1", "2"]);
  });
  test("CHT-124 of what one may not hear nothing is told, and what comes after it is", async () => {
    const { last } = await read(1);
    await tell(1, practice, "charting.chart-changed.v1");
    await tell(2);
    expect((await read(1, last, practice, ({ name }) => mayHear(["front-desk"], name))).told).toEqual(["2"]);
    expect((await read(2, last, practice, ({ name }) => mayHear(["physician"], name))).told).toEqual(["1", "2"]);
  });
  test("CHT-124 an event that no contract knows is nobody's to hear", () =>
    expect(mayHear(["physician", "practice-manager"], "charting.something-new.v1")).toBe(false));
  test("who was away hears what was told meanwhile, once and in order", async () => {
    const { last } = await read(1);
    for (const n of [1, 2, 3]) await tell(n);
    const first = await read(2, last);
    expect(first.told).toEqual(["1", "2"]);
    const reading = read(2, first.last);
    await tell(4);
    expect((await reading).told).toEqual(["3", "4"]);
  });
  test("a gap larger than what is kept is told as missed, and the stream goes on after it", async () => {
    const { last } = await read(1);
    for (let n = 1; n <= KEPT; n += 1) await tell(n);
    expect((await read(KEPT, last)).told).toEqual(["1", "2", "3", "4", "5"]);
    await tell(6);
    const lost = await read(1, last);
    expect(lost.told).toEqual(["live.missed"]);
    const reading = read(1, lost.last);
    await tell(7);
    expect((await reading).told).toEqual(["7"]);
  });
  test("a reader that is slower than what comes is told so", async () => {
    const stop = new AbortController();
    const slow = feed.changes(practice, undefined, stop.signal, everything)[Symbol.asyncIterator]();
    expect((await slow.next()).value?.[1].name).toBe("live.here");
    for (let n = 1; n <= KEPT + 1; n += 1) await tell(n);
    expect((await slow.next()).value?.[1].name).toBe("live.missed");
    await tell(9);
    expect((await slow.next()).value?.[1].keys).toEqual({ n: "9" });
    stop.abort();
    expect((await slow.next()).done).toBe(true);
  });
  test("a position of another process, of another practice or of nobody is missed, never mistaken", async () => {
    await tell(1);
    const { last: abroad } = await read(1, undefined, other);
    for (const after of ["f.1.0", abroad, "e.1.99", "e.1.x", "e.1.", "x"]) {
      expect([after, (await read(1, after)).told]).toEqual([after, ["live.missed"]]);
    }
  });
  test("GTW-100 who begins, and who comes back to another process, is told which screens are served now", async () => {
    const served = await openChangeFeed(bus, { epoch: "g", nowMs: () => nowMs, screens: "tuesday" });
    for (const after of [undefined, "e.1.0"]) {
      const stop = new AbortController();
      for await (const [, { keys }] of served.changes(practice, after, stop.signal, () => true)) {
        expect(keys).toEqual({ screens: "tuesday" });
        stop.abort();
      }
    }
    await served.stop();
  });
  test("who begins hears the last half minute again: the screen may have been read before it", async () => {
    await tell(1);
    nowMs += 20_000;
    await tell(2);
    nowMs += 15_000;
    expect((await read(2)).told).toEqual(["live.here", "2"]);
  });
  test("what identity tells the gateways is not for screens", async () => {
    const reading = read(2);
    await tell(1, practice, "identity.sessions-ended");
    await tell(2);
    expect((await reading).told).toEqual(["live.here", "2"]);
  });
  test("of a practice that nobody listened to for an hour nothing is kept, and positions of then are missed", async () => {
    const { last } = await read(1);
    nowMs += 60 * 60_000 + 1;
    await tell(1);
    expect((await read(1, last)).told).toEqual(["live.missed"]);
  });
});
