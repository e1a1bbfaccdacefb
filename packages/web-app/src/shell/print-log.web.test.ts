import { TRPCClientError } from "@trpc/client";
import { beforeEach, expect, test, vi } from "vitest";
import { closeVault, dropEverything, openVault, settled, type DraftKey } from "../session/draft-vault.ts";
import { printLog, type Printing } from "./print-log.ts";

const keys: readonly DraftKey[] = [{ week: 10, key: btoa("\x01".repeat(32)) }];
const noNetwork = () => TRPCClientError.from(new TypeError("Failed to fetch"));
const patientId = "0199aaaa-0000-7000-8000-000000000001";

beforeEach(async () => {
  vi.useRealTimers();
  await closeVault();
  dropEverything();
  await openVault("chen", keys);
});

/** The far end: what it took, and how often it was asked. */
function farEnd(fails: (nth: number) => boolean) {
  const taken: Printing[] = [];
  let asked = 0;
  const send = async (one: Printing) => {
    asked += 1;
    if (fails(asked)) throw noNetwork();
    taken.push(one);
  };
  return { taken, send };
}

test("GTW-101 each printing is told once, with the paper and whom it names", async () => {
  const far = farEnd(() => false);
  const log = printLog(far.send);
  log.add("printFaceSheet", [patientId, patientId]);
  log.add("printDaySheet", []);
  await expect.poll(() => far.taken.length).toBe(2);
  expect(far.taken).toMatchObject([
    { paper: "printFaceSheet", patientIds: [patientId] },
    { paper: "printDaySheet", patientIds: [] },
  ]);
  expect(far.taken[0]?.commandId).not.toBe(far.taken[1]?.commandId);
});

test("GTW-101 printed without a network it is told when that is back, under the same id, after a reload too", async () => {
  const ids: string[] = [];
  const offline = printLog(async (one) => {
    ids.push(one.commandId);
    throw noNetwork();
  });
  offline.add("printReceipt", [patientId]);
  await expect.poll(() => ids.length).toBe(1);
  offline.stop();
  await settled();
  // The page is opened anew: what was kept in the tab is read again.
  await closeVault();
  await openVault("chen", keys);
  const far = farEnd(() => false);
  await printLog(far.send).flush();
  expect(far.taken.map((one) => one.commandId)).toEqual(ids);
  await printLog(far.send).flush();
  expect(far.taken).toHaveLength(1);
});

test("GTW-101 one that fails keeps the later ones, and is tried again by itself", async () => {
  vi.useFakeTimers();
  const far = farEnd((nth) => nth === 1);
  const log = printLog(far.send);
  log.add("printStatement", [patientId]);
  await vi.advanceTimersByTimeAsync(0);
  log.add("printSuperbill", [patientId]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(far.taken.map((one) => one.paper)).toEqual(["printStatement", "printSuperbill"]);
});
