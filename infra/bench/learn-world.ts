import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { addMs } from "@practicum/kernel/instant";
import { lessonById } from "@practicum/curriculum/lessons";
import { benchOf } from "@practicum/passport/build-bench";
import { issued, recordOf } from "@practicum/passport/passport";
import { newKeys, signerOf } from "@practicum/passport/proof";
import { verify, type Bench } from "@practicum/passport/verify";
import { staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { repositoryRoot } from "@practicum/tooling/paths";
import { openWorld, type OpenWorld } from "@practicum/world/open-world";
import { share, type BenchRow } from "../src/bench-row.ts";
import { buildSandbox } from "../src/build-sandbox.ts";

const DAY_MS = 86_400_000;
const IDLE_DAYS = 45;
const BUSY_DAYS = 7;
const VISITS_A_DAY = 30;
const ENTRIES = 2000;

/**
 * Rows 33 to 35, in Node: days that pass in the training's own practice, and a passport of 2,000 entries. Beside each goal of issue 8 stands
 * what one transaction of a bare PGlite costs in the same process, so that a slow machine is seen.
 */
export async function bench(): Promise<readonly BenchRow[]> {
  await buildSandbox((text) => console.error(`sandbox: ${text}`));
  const base = await baseOfBuild();
  const idle = await inWorld(base, (open) => secondsOf(() => pass(open, IDLE_DAYS)));
  const busy = await inWorld(base, async (open) => {
    const staffing = { work: "jumps", style: "careful", absent: [], visitsPerProvider: VISITS_A_DAY / 4 } as const;
    await open.world.apply({ kind: "staffing", at: addMs(open.world.now, 1), staffing });
    // The calls of the first week fill the days that are measured.
    await pass(open, BUSY_DAYS + 1);
    const from = open.world.now;
    const took = await secondsOf(() => pass(open, BUSY_DAYS));
    const { rows } = await open.pglite.query<{ visits: number }>(
      "select count(*)::int as visits from scheduling.appointment where status = 'done' and status_since > $1",
      [from],
    );
    return { took, visits: rows[0]?.visits ?? 0 };
  });
  const transactionMs = await inWorld(base, bareTransactionMs);
  const passport = await passportSeconds(base);
  const perVisit = busy.took / Math.max(1, busy.visits);
  const bare = `A bare transaction of one statement takes ${transactionMs.toFixed(2)} ms here`;
  return [
    { number: 33, name: "45 days with nobody at work", ours: idle, unit: "s", ...share(idle, 10), note: `${bare}.` },
    {
      number: 34,
      name: `45 days of ${VISITS_A_DAY} visits, played by colleagues`,
      ours: (busy.took / BUSY_DAYS) * IDLE_DAYS,
      unit: "s",
      ...share((busy.took / BUSY_DAYS) * IDLE_DAYS, 10),
      note: `Measured over ${BUSY_DAYS} days with ${busy.visits} visits: ${perVisit.toFixed(2)} s a visit from the call to the claim, ${Math.round((perVisit * 1000) / transactionMs)} bare transactions.`,
    },
    {
      number: 35,
      name: "a passport of 2,000 entries verified",
      ours: passport,
      unit: "s",
      ...share(passport, 60),
      note: `${((passport * 1000) / ENTRIES).toFixed(1)} ms an entry: chain, signature, every command and look done again, judged and compared. ${bare}.`,
    },
  ];
}

type Base = Parameters<typeof benchOf>[0];

async function baseOfBuild(): Promise<Base> {
  const folder = join(repositoryRoot, "apps", "sandbox", "public", "seed");
  const text = (name: string) => readFile(join(folder, name), "utf8");
  return {
    about: JSON.parse(await text("about.json")),
    payers: JSON.parse(await text("payers.json")),
    archive: async () => new Uint8Array(await readFile(join(folder, "data.tar"))).buffer,
  };
}

async function inWorld<T>({ about, payers, archive }: Base, work: (open: OpenWorld) => Promise<T>): Promise<T> {
  const { practice, now } = about;
  const open = await openWorld({ practice, seed: "practicum-demo", archive, state: { now, payers, waiting: [] } });
  try {
    return await work(open);
  } finally {
    await open.close();
  }
}

async function pass({ world }: OpenWorld, days: number): Promise<void> {
  const at = addMs(world.now, 1);
  await world.apply({ kind: "jump", at, to: addMs(at, days * DAY_MS) });
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

async function bareTransactionMs({ pglite }: OpenWorld): Promise<number> {
  const times = 300;
  await pglite.exec("create temp table bare (n int)");
  const took = await secondsOf(async () => {
    for (let n = 0; n < times; n += 1)
      await pglite.transaction((tx) => tx.query("insert into bare (n) values ($1)", [n]));
  });
  return (took * 1000) / times;
}

/** A long lesson: half of it looks into records, half of it commands. */
async function passportSeconds(base: Base): Promise<number> {
  const bench: Bench = benchOf(base);
  const text = await longPassport(bench);
  let holds = false;
  const took = await secondsOf(async () => {
    ({ holds } = await verify(text, bench));
  });
  if (!holds) throw new Error("the passport that was just made does not hold");
  return took;
}

async function longPassport(bench: Bench): Promise<string> {
  const lesson = lessonById("fd.01");
  const { staffId } = staffByKey(lesson.as);
  const { world, close } = await bench.open();
  try {
    await world.apply({ kind: "lesson", at: addMs(world.now, 1), lesson: lesson.id, seed: "bench" });
    const found: { readonly patientId: string }[] =
      ((await world.observe("scheduling.searchPatients", { text: "a", limit: 50 })) as []) ?? [];
    for (let n = 1; n < ENTRIES; n += 1) {
      const at = addMs(world.now, 1000);
      const patientId = found[n % Math.max(1, found.length)]?.patientId ?? null;
      if (n % 2 === 0 && patientId !== null) {
        const body = JSON.stringify({ patientId });
        await world.apply({ kind: "read", at, staffId, path: "scheduling.getPatient", body, commandId: null });
        continue;
      }
      const about = { patientId, about: null, ownerId: null, pool: "front-desk", dueOn: null, priority: "normal" };
      const task = { taskId: seededId("bench", `task/${n}`), title: `Call ${n}`, detail: "", ...about };
      const command = { staffId, path: "messaging.createTask", body: JSON.stringify(task) };
      await world.apply({ kind: "command", at, ...command, commandId: seededId("bench", `command/${n}`) });
    }
    const record = await recordOf(world, { build: bench.build, world: bench.world, attempts: 1 });
    const signer = await signerOf(await newKeys());
    return JSON.stringify(await issued(record, signer, { name: "Bench", now: new Date().toISOString() }));
  } finally {
    await close();
  }
}
