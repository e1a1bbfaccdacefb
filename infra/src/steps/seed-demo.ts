import { join } from "node:path";
import type { Db } from "@practicum/db/db";
import { openPg } from "@practicum/db/pg";
import { secretFrom } from "@practicum/identity/node/secret-file";
import { givePasswords } from "@practicum/identity/node/provision";
import { must } from "@practicum/kernel/assert";
import { staff } from "@practicum/seed/practice";
import type { Practice } from "@practicum/service/define-service";
import { installationClock } from "../installation-clock.ts";
import pg from "pg";
import { DEMO_PASSWORD } from "../demo.ts";
import { saveSimulatorState } from "../payer-simulator.ts";
import type { PracticeEntry } from "../practices.ts";
import { runSeed, simulatorFolder } from "../seed-practice.ts";
import { clearinghouseFolder } from "../service-config.ts";
import { SEED_BEGUN, SEED_DONE, seedState } from "../seed-state.ts";
import { paths } from "../state.ts";
import type { DatabaseUrls } from "./set-up-databases.ts";
import { step } from "./step.ts";

interface Input {
  readonly adminUrl: string;
  readonly practices: readonly PracticeEntry[];
  readonly urls: DatabaseUrls;
  /** For tests and benchmarks that need less. */
  readonly size: SeedSize;
}

export interface SeedSize {
  readonly patients: number;
  readonly weeks: number;
  readonly pastVisitsPerProvider: number;
  readonly comingVisitsPerProvider: number;
}

/** Two processors are kept busy, ours and PostgreSQL's; each service has ten connections. */
const AT_ONCE = 6;

/** Fills the demonstration practices that are empty. */
await step<Input, { readonly seeded: readonly string[] }>(async (input, progress) => {
  const seeded: string[] = [];
  for (const practice of input.practices) {
    if (practice.demonstration !== true || (await seedState(input.adminUrl, practice.database)) === SEED_DONE) continue;
    await mark(input.adminUrl, practice.database, SEED_BEGUN);
    await fill(practice, input, progress);
    await mark(input.adminUrl, practice.database, SEED_DONE);
    seeded.push(practice.slug);
  }
  return { seeded };
});

async function fill(practice: PracticeEntry, { urls, size }: Input, progress: (text: string) => void): Promise<void> {
  const at = must(urls[practice.id]);
  const { id, slug, name, timeZone } = practice;
  // Closed when all is done: idle connections would hold this step, and whoever waits for it, for another half minute.
  const opened: Pick<Db<never>, "close">[] = [];
  const openDb = <Schema>(_: Practice, service: string): Db<Schema> => {
    const db = openPg<Schema>({ url: must(at[service]), schema: service, applicationName: "practicum seed" });
    opened.push(db);
    return db;
  };
  const run = { practice: { id, slug, name, timeZone }, openDb, now: installationClock.now(), history: true };
  const { payers, refused } = await runSeed({ ...run, ...size, atOnce: AT_ONCE, progress });
  await Promise.all(opened.map((db) => db.close()));
  if (refused.length > 0) console.error(`steps of the demonstration that were refused: ${refused.join(", ")}`);
  await saveSimulatorState(simulatorFolder(clearinghouseFolder(), practice.id), payers);
  progress("sign-ins");
  await givePasswords(
    {
      databaseUrl: must(at["identity"]),
      secret: await secretFrom(join(paths.root, "identity.secret")),
      secureCookies: false,
      idleMinutes: 15,
    },
    staff.map((person) => ({ ...person, supervisorId: null, active: true, version: 1 })),
    // The same for all: it is printed on the screen, and is there to be used.
    DEMO_PASSWORD,
  );
}

/** While it is filled a crash of the machine only means filling it again, so commits need not wait for the disk. */
async function mark(adminUrl: string, database: string, state: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const name = pg.escapeIdentifier(database);
    await client.query(`comment on database ${name} is ${pg.escapeLiteral(state)}`);
    if (state === SEED_BEGUN) await client.query(`alter database ${name} set synchronous_commit = off`);
    else await client.query(`alter database ${name} reset synchronous_commit`);
    if (state === SEED_DONE) await client.query("checkpoint");
  } finally {
    await client.end();
  }
}
