import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { must } from "@practicum/kernel/assert";
import { stream835 } from "@practicum/x12/835/read";
import { write835 } from "@practicum/x12/835/write";
import { write837P } from "@practicum/x12/837p/write";
import { JSEDINotation, X12Generator, X12Parser } from "node-x12";
import { X12parser } from "x12-parser";
import { meets, median, type BenchRow } from "../src/bench-row.ts";
import { professionalClaims, remittanceOf } from "./x12-files.ts";

const CLAIMS = 10_000;
const ROUNDS = 7;
/** Rounds that only warm the compilers up; before them the two that read in pieces, which take longest to be at their speed. */
const WARM_UP = 2;
const READERS_WARM_UP = 8;
/** The baselines hold a whole file as objects: they get a part of it, and the cost is counted for each claim. */
const BASELINE_CLAIMS = 10_000;
const CHUNK = 65_536;

/**
 * Rows 4 and 5: CPU time for each claim of writing professional claims and of reading a balanced remittance, beside
 * node-x12 and x12-parser in the same process. Ours checks everything as it goes and gives typed values; the baselines only
 * part and join segments.
 */
export async function bench(): Promise<readonly BenchRow[]> {
  const claims = professionalClaims(CLAIMS);
  const someSegments = segmentsOf(written(write837P(professionalClaims(BASELINE_CLAIMS))));
  const remittance = written(write835(remittanceOf(CLAIMS)));
  const smallRemittance = written(write835(remittanceOf(BASELINE_CLAIMS)));
  const taken = {
    write: [] as number[],
    writeBase: [] as number[],
    read: [] as number[],
    node: [] as number[],
    stream: [] as number[],
  };
  for (let round = 0; round < READERS_WARM_UP; round += 1) {
    readRemittance(remittance, CLAIMS);
    await parseStream(remittance);
  }
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const now = {
      write: cpuMicros(() => written(write837P(claims))) / CLAIMS,
      writeBase: cpuMicros(() => nodeX12Text(someSegments)) / BASELINE_CLAIMS,
      read: cpuMicros(() => readRemittance(remittance, CLAIMS)) / CLAIMS,
      node: cpuMicros(() => new X12Parser(false).parse(smallRemittance)) / BASELINE_CLAIMS,
      stream: (await cpuMicrosOf(() => parseStream(remittance))) / CLAIMS,
    };
    if (round >= 0) for (const key of Object.keys(taken) as (keyof typeof taken)[]) taken[key].push(now[key]);
  }
  const theirs = taken.node.map((micros, round) => Math.min(micros, must(taken.stream[round])));
  return [
    {
      ...compared(taken.write, taken.writeBase, (ours, base) => base / ours, ">= 10"),
      number: 4,
      name: "write 837P, CPU per claim: node-x12 / ours",
    },
    {
      ...compared(taken.read, theirs, (ours, base) => base / ours, ">= 3"),
      number: 5,
      name: "read 835, CPU per claim: the faster of node-x12 and x12-parser / ours",
      note: `balanced, typed and checked; node-x12 ${median(taken.node).toFixed(1)}, x12-parser ${median(taken.stream).toFixed(1)} us`,
    },
    scaling(),
  ];
}

/** Cost of a claim in a file of 100,000 against one of 1,000, read in pieces; and what memory is kept meanwhile. */
function scaling(): BenchRow {
  const small = written(write835(remittanceOf(1_000)));
  const large = Array.from({ length: 10 }, () => written(write835(remittanceOf(10_000)))).join("");
  const perSmall: number[] = [];
  const perLarge: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    perSmall.push(cpuMicros(() => repeat(20, () => readRemittance(small, 1_000))) / 20_000);
    perLarge.push(cpuMicros(() => readRemittance(large, 100_000)) / 100_000);
  }
  const collect = garbageCollector();
  const before = collect();
  let peak = before;
  readRemittance(large, 100_000, () => (peak = Math.max(peak, collect())));
  const kept = ((peak - before) / 1_048_576).toFixed(1);
  return {
    ...compared(perLarge, perSmall, (ours, base) => ours / base, "<= 1.2"),
    number: 5,
    name: "read 835, CPU per claim: 100,000 claims / 1,000",
    note: `while 100,000 claims were read, at most ${kept} MB of heap were kept beside the text`,
  };
}

/**
 * Medians of both sides, and the median of the ratios of each round: a machine that others use too has slow seconds, and
 * both sides of a round have the same ones.
 */
function compared(
  ours: readonly number[],
  base: readonly number[],
  ratioOf: (ours: number, base: number) => number,
  goal: string,
): Omit<BenchRow, "number" | "name"> {
  const ratio = median(ours.map((micros, round) => ratioOf(micros, must(base[round]))));
  return { ours: median(ours), baseline: median(base), unit: "us", ratio, goal, met: meets(ratio, goal) };
}

/** Collects garbage, and gives the bytes of heap that are left. */
function garbageCollector(): () => number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  return () => {
    if (typeof collect === "function") collect();
    return process.memoryUsage().heapUsed;
  };
}

function repeat(count: number, work: () => void): void {
  for (let at = 0; at < count; at += 1) work();
}

function cpuMicros(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const used = process.cpuUsage(before);
  return used.user + used.system;
}

async function cpuMicrosOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const used = process.cpuUsage(before);
  return used.user + used.system;
}

function written(result: ReturnType<typeof write837P>): string {
  if (!result.ok) throw new Error(`the bench's own file was refused: ${result.error[0]?.message ?? ""}`);
  return result.value;
}

/** Reads in pieces, as from a disk, and sees that every claim came and that it balanced. */
function readRemittance(text: string, claims: number, often?: () => void): void {
  let seen = 0;
  let faults = 0;
  const reader = stream835({
    onItem: () => {
      seen += 1;
      if (often && seen % 25_000 === 0) often();
    },
    onFinding: () => (faults += 1),
  });
  for (let at = 0; at < text.length; at += CHUNK) reader.push(text.slice(at, at + CHUNK));
  reader.end();
  if (seen !== claims || faults !== 0) throw new Error(`read ${seen} of ${claims} claims with ${faults} findings`);
}

function segmentsOf(text: string): string[][] {
  return text
    .split("~")
    .filter((segment) => segment !== "")
    .map((segment) => segment.split("*"));
}

/** What node-x12 is given: the same segments, already made. */
function nodeX12Text(segments: readonly string[][]): string {
  const header = (id: string) => must(segments.find((segment) => segment[0] === id)).slice(1);
  const notation = new JSEDINotation(header("ISA"), {
    elementDelimiter: "*",
    segmentTerminator: "~",
    subElementDelimiter: ":",
    repetitionDelimiter: "^",
    format: false,
  });
  const transaction = notation.addFunctionalGroup(header("GS")).addTransaction(header("ST"));
  for (const [tag = "", ...elements] of segments) if (!CONTROL.has(tag)) transaction.addSegment(tag, elements);
  return new X12Generator(notation).toString();
}

const CONTROL: ReadonlySet<string> = new Set(["ISA", "GS", "ST", "SE", "GE", "IEA"]);

async function parseStream(text: string): Promise<void> {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += CHUNK) pieces.push(text.slice(at, at + CHUNK));
  const parser = new X12parser();
  parser.on("data", () => {});
  Readable.from(pieces).pipe(parser);
  await finished(parser);
}
