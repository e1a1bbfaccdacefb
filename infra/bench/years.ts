import { join } from "node:path";
import { must } from "@practicum/kernel/assert";
import { percentile, share, type BenchRow } from "../src/bench-row.ts";
import { demoSignIns } from "../src/demo.ts";
import { startInstance, type StartedInstance } from "../src/instance.ts";
import { paths } from "../src/state.ts";
import { signedIn } from "./gateway-client.ts";
import { addMadeYears } from "./made-years.ts";
import { withDatabase } from "./with-database.ts";

/** Ten years of six providers. */
const VISITS = 300_000;
const PATIENTS = 20_000;
const CLICKS = 20;
const WARM_UP = 3;
/** What a person takes for at once (performance notes). */
const AT_ONCE_MS = 100;
/** A page of sums, opened now and then. */
const SOON_MS = 1000;

const page = { before: null, limit: 50 };
const claims = (text: string) => ({ statuses: [], patientId: null, text, ...page });

interface Look {
  readonly name: string;
  readonly goalMs: number;
  readonly operation: string;
  readonly input: object;
}

const LOOKS: readonly Look[] = [
  { name: "what waits for the biller", goalMs: SOON_MS, operation: "billing.workQueues", input: {} },
  { name: "all claims, first page", goalMs: AT_ONCE_MS, operation: "billing.listClaims", input: claims("") },
  { name: "claims of a family name", goalMs: AT_ONCE_MS, operation: "billing.listClaims", input: claims("corfen") },
  { name: "claims of a number", goalMs: AT_ONCE_MS, operation: "billing.listClaims", input: claims("MADE12345") },
  { name: "claims of a code", goalMs: SOON_MS, operation: "billing.listClaims", input: claims("90471") },
  {
    name: "what nobody charges for",
    goalMs: SOON_MS,
    operation: "billing.listMissingCharges",
    input: { show: "waiting", text: "", ...page },
  },
  {
    name: "statements",
    goalMs: SOON_MS,
    operation: "billing.listStatements",
    input: { patientId: null, text: "", ...page },
  },
  { name: "trial balance, no month closed", goalMs: SOON_MS, operation: "billing.trialBalance", input: {} },
  {
    name: "what is owed, by payer and age",
    goalMs: SOON_MS,
    operation: "billing.aging",
    input: { by: "payer", from: "service", ...page },
  },
];

/** Rows 40 to 48: what a person waits for in a practice of ten years, alone at work. */
export async function bench(): Promise<readonly BenchRow[]> {
  const instance = await startInstance({
    dataDir: join(paths.root, "bench-years"),
    fresh: true,
    env: { PRACTICUM_DEMO: "small" },
  });
  try {
    await addYears(instance);
    return await measure(instance);
  } finally {
    await instance.stop();
  }
}

async function addYears(instance: StartedInstance): Promise<void> {
  await withDatabase(instance, async (client) => {
    await client.query(`begin; set local search_path = billing, public; ${addMadeYears(VISITS, PATIENTS)}; commit`);
    await client.query("vacuum analyze");
  });
}

async function measure(instance: StartedInstance): Promise<readonly BenchRow[]> {
  const everybody = await signedIn(instance.url, demoSignIns.length);
  const manager = must(everybody[demoSignIns.findIndex(({ roles }) => roles.includes("practice-manager"))]);
  const rows: BenchRow[] = [];
  for (const [index, { name, goalMs, operation, input }] of LOOKS.entries()) {
    const times: number[] = [];
    for (let click = -WARM_UP; click < CLICKS; click++) {
      const startedMs = performance.now();
      await manager.call(operation, input);
      if (click >= 0) times.push(performance.now() - startedMs);
    }
    const ours = percentile(times, 0.95);
    const what = `${name}, ${VISITS} visits: p95 / ${goalMs} ms`;
    rows.push({ number: 40 + index, name: what, ours, unit: "ms", ...share(ours, goalMs) });
  }
  for (const client of everybody) client.close();
  return rows;
}
