/*
 * `npm run bench [-- NUMBER...]`: every goal of the performance notes as a ratio, both sides measured in the same run.
 * Words for a person go to stderr, the rows as JSON to .data/bench.json, the table to stdout.
 */
import { writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import type { BenchRow } from "./bench-row.ts";
import { paths } from "./state.ts";

interface Entry {
  /** The rows it gives. */
  readonly numbers: readonly number[];
  readonly load: () => Promise<{ bench(): Promise<readonly BenchRow[]> }>;
}

/** Those that start servers of their own come first; memory is measured on the installation as it idles. */
const ENTRIES: readonly Entry[] = [
  { numbers: [4, 5], load: () => import("../bench/x12.ts") },
  { numbers: [1, 12], load: () => import("../bench/booking.ts") },
  { numbers: [2, 3, 7], load: () => import("../bench/requests.ts") },
  { numbers: [6], load: () => import("../bench/search.ts") },
  { numbers: [22], load: () => import("../bench/slots.ts") },
  { numbers: [13], load: () => import("../bench/terminology.ts") },
  { numbers: [8], load: () => import("../bench/sandbox.ts") },
  { numbers: [30, 31, 32, 36], load: () => import("../bench/learn-page.ts") },
  { numbers: [33, 34, 35], load: () => import("../bench/learn-world.ts") },
  { numbers: [10, 14, 15, 16, 17, 18, 19, 20, 21], load: () => import("../bench/calls.ts") },
  { numbers: [40, 41, 42, 43, 44, 45, 46, 47, 48], load: () => import("../bench/years.ts") },
  { numbers: [9], load: () => import("../bench/idle.ts") },
];

async function main(): Promise<void> {
  const wanted = process.argv.slice(2).map(Number);
  const rows: BenchRow[] = [];
  const failed: string[] = [];
  for (const { numbers, load } of ENTRIES) {
    if (wanted.length > 0 && !numbers.some((number) => wanted.includes(number))) continue;
    console.error(`Measuring ${numbers.join(", ")} (${loadNow()})...`);
    const startedMs = performance.now();
    try {
      rows.push(...(await (await load()).bench()));
    } catch (error) {
      failed.push(`${numbers.join(", ")}: ${error instanceof Error ? error.message : String(error)}`);
    }
    console.error(`  took ${((performance.now() - startedMs) / 1000).toFixed(0)} s`);
  }
  rows.sort((a, b) => a.number - b.number);
  await writeFile(join(paths.root, "bench.json"), JSON.stringify({ loadAverage: loadavg(), rows }, undefined, 2));
  print(rows);
  console.log(`Measured with a ${loadNow()}.`);
  for (const failure of failed) console.error(`✖ could not be measured: ${failure}`);
  if (failed.length > 0) process.exitCode = 1;
}

function loadNow(): string {
  return `load average ${(loadavg()[0] ?? 0).toFixed(2)} on ${cpus().length} cores`;
}

function print(rows: readonly BenchRow[]): void {
  const table = [["#", "what", "ours", "baseline", "unit", "ratio", "goal", "met"]];
  for (const row of rows) {
    const { number, name, ours, baseline, unit, ratio, goal, met } = row;
    table.push([String(number), name, short(ours), short(baseline), unit, short(ratio), goal, met ? "yes" : "no"]);
  }
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  for (const line of table)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  for (const { number, note } of rows) if (note !== undefined) console.log(`${number}: ${note}`);
}

/** Three significant digits, and no exponent for what a person counts. */
function short(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

await main();
// A PGlite that was measured keeps a timer for as long as its process lives.
process.exit();
