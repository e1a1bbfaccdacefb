import { afterEach, expect, test } from "vitest";
import { inlineFileReader } from "../exchange/ports/file-reader.ts";
import { decision, remittance } from "../testing/payer-files.ts";
import { threadFileReader } from "./thread-file-reader.ts";

const line = { code: "99213", charge: 100, paid: 100, adjustments: [] };
const claims = (count: number) => Array.from({ length: count }, (_, at) => decision(`CLAIM${at}`, [line]));
const large = remittance(claims(3500), { trace: "LARGE", controlNumber: 7 });
const small = remittance(claims(1), { trace: "SMALL", controlNumber: 8 });

const reader = threadFileReader();
afterEach(() => reader.stop());

/** How often this thread came round while something went on. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let over = false;
  const count = () => {
    turns += 1;
    if (!over) setImmediate(count);
  };
  setImmediate(count);
  await work;
  over = true;
  return turns;
}

test("a large file is read in a thread, with the same outcome, while this one goes on; a small one at once", async () => {
  expect(large.length).toBeGreaterThan(300_000);
  expect(await reader.read("835", large)).toEqual(await inlineFileReader.read("835", large));
  expect(await reader.subjects(large)).toEqual(await inlineFileReader.subjects(large));
  expect(await reader.read("835", small)).toEqual(await inlineFileReader.read("835", small));
  expect(await turnsDuring(reader.read("835", large))).toBeGreaterThan(10);
  expect(await turnsDuring(inlineFileReader.read("835", large))).toBeLessThan(10);
});

test("several wait their turn and each gets its own; what is no X12 is told as such", async () => {
  const broken = large.replace("ISA", "XXX");
  const [one, two, three] = await Promise.all([
    reader.read("835", large),
    reader.read("835", broken),
    reader.subjects(large),
  ]);
  expect(one.fault).toBeNull();
  expect(two).toEqual(await inlineFileReader.read("835", broken));
  expect(two.fault).not.toBeNull();
  expect(three.claimNumbers).toContain("CLAIM2999");
});

test("what is read when it stops fails, and the next file has a thread again", async () => {
  const cut = reader.read("835", large);
  const waiting = reader.read("835", large);
  await Promise.all([
    expect(cut).rejects.toThrow("stopped"),
    expect(waiting).rejects.toThrow("stopped"),
    reader.stop(),
  ]);
  expect((await reader.read("835", large)).fault).toBeNull();
});
