import { scheduling } from "@practicum/contracts/scheduling";
import { must } from "@practicum/kernel/assert";
import { seededRandom } from "@practicum/kernel/random";
import type { Random } from "@practicum/kernel/ports";
import { schedulingService } from "@practicum/scheduling/service";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, type TestHost } from "@practicum/service/test-kit";
import { meets, median, percentile, type BenchRow } from "../src/bench-row.ts";
import { addMadePatients, familyName, givenName } from "./made-patients.ts";

const SMALL = 10_000;
const LARGE = 100_000;
/** Patients put in at once: a transaction has its seconds, on a busy machine too. */
const A_STATEMENT = 5000;
const SEARCHES = 600;
const WARM_UP = 60;

/** Row 6: how much slower a search is when the practice has ten times the patients. Both sides answer in turns. */
export async function bench(): Promise<readonly BenchRow[]> {
  const hosts: TestHost[] = [];
  try {
    for (const patients of [SMALL, LARGE]) hosts.push(await practiceOf(patients));
    const [small, large] = [must(hosts[0]), must(hosts[1])];
    return [
      await compare(small, large, "patient search by beginning, p99", "<= 1.5", (random) => beginningOf(random)),
      await compare(small, large, "patient search with a typing mistake, p99", "<= 4", (random) => mistyped(random)),
    ];
  } finally {
    for (const host of hosts) await host.stop();
  }
}

async function compare(
  small: TestHost,
  large: TestHost,
  name: string,
  goal: string,
  typed: (random: Random) => string,
): Promise<BenchRow> {
  const random = seededRandom(`bench search ${name}`);
  const smallMs: number[] = [];
  const largeMs: number[] = [];
  for (let i = 0; i < SEARCHES + WARM_UP; i++) {
    const text = typed(random);
    const [a, b] = [await timeOf(small, text), await timeOf(large, text)];
    if (i < WARM_UP) continue;
    smallMs.push(a);
    largeMs.push(b);
  }
  const [ours, baseline] = [percentile(largeMs, 0.99), percentile(smallMs, 0.99)];
  const medians = `medians ${median(largeMs).toFixed(2)} ms at ${LARGE} patients, ${median(smallMs).toFixed(2)} ms at ${SMALL}`;
  return {
    number: 6,
    name,
    ours,
    baseline,
    unit: "ms",
    ratio: ours / baseline,
    goal,
    met: meets(ours / baseline, goal),
    note: medians,
  };
}

async function timeOf(host: TestHost, text: string): Promise<number> {
  const startedMs = performance.now();
  const found = await host.caller("scheduling", scheduling)(
    "searchPatients",
    { text, limit: 20 },
    { as: ["front-desk"] },
  );
  const took = performance.now() - startedMs;
  if (!found.ok) throw new Error(`a search was refused: ${found.error.code}`);
  return took;
}

/** A practice with patients put straight into its tables: registering 100,000 one by one would measure something else. */
async function practiceOf(patients: number): Promise<TestHost> {
  const host = await testHost({ database: "pg", modules: [serviceModule(schedulingService, undefined)] });
  for (let first = 1; first <= patients; first += A_STATEMENT)
    await host.rows("scheduling", addMadePatients(first, first + A_STATEMENT - 1));
  await host.rows("scheduling", "analyze");
  return host;
}

/** "torl", "torlan m": what a person has typed when the list begins to help. */
function beginningOf(random: Random): string {
  const family = familyName(random);
  const letters = 3 + Math.floor(random.next() * 4);
  const begun = family.slice(0, letters);
  return random.next() < 0.5 ? begun : `${begun} ${must(givenName(random)[0])}`;
}

/** A family name with one letter wrong and a given name: no beginning fits, so likenesses are looked for. */
function mistyped(random: Random): string {
  const family = familyName(random);
  const at = 1 + Math.floor(random.next() * (family.length - 2));
  return `${family.slice(0, at)}q${family.slice(at + 1)} ${givenName(random)}`;
}
