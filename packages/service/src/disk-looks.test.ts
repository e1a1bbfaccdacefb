import { tmpdir } from "node:os";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { diskSpace, DiskWatch } from "./disk-watch.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => vi.useRealTimers());

test("a folder's volume is looked at each second until the watch is stopped; one that is not there counts as having room", async () => {
  const seen: string[] = [];
  const watch = new DiskWatch(tmpdir(), (state, space) => seen.push(`${state} ${space.freeBytes <= space.totalBytes}`));
  await watch.look();
  expect(seen).toEqual([`${watch.state} true`]);
  await vi.advanceTimersByTimeAsync(999);
  expect(seen).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  await vi.waitFor(() => expect(seen).toHaveLength(2));
  watch.stop();
  await vi.advanceTimersByTimeAsync(5000);
  expect(seen).toHaveLength(2);
  const gone = new DiskWatch("/there/is/no/such/folder", () => seen.push("told"));
  gone.state = "full";
  await gone.look();
  expect([gone.state, seen.length]).toEqual(["ok", 2]);
  gone.stop();
  const { freeBytes, totalBytes } = await diskSpace(tmpdir());
  expect(freeBytes).toBeGreaterThan(0);
  expect(totalBytes).toBeGreaterThan(1024 ** 2);
});

test("who wants to write waits while the disk is full, and goes on when there is room or the watch ends", async () => {
  const watch = new DiskWatch("/there/is/no/such/folder");
  await watch.whenRoom();
  const waits = async () => {
    watch.state = "full";
    let gone = false;
    const waiting = watch.whenRoom().then(() => (gone = true));
    await Promise.resolve();
    expect(gone).toBe(false);
    return waiting;
  };
  const first = waits();
  await Promise.resolve();
  await watch.look();
  await first;
  const second = waits();
  await Promise.resolve();
  watch.stop();
  await second;
});
