import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "@practicum/tooling/paths";
import pg from "pg";
import { startInstance } from "../instance.ts";
import type { PracticeEntry } from "../practices.ts";
import { SERVICES } from "../service-names.ts";

export interface DrillDone {
  /** Of the restored practices, what is there and what is wrong with it. */
  readonly practices: readonly DrilledPractice[];
  /** Until its files were in place, and from then until people could have signed in. */
  readonly restoreSeconds: number;
  readonly startSeconds: number;
}

export interface DrilledPractice {
  readonly name: string;
  readonly patients: number;
  readonly encounters: number;
  readonly ledgerEntries: number;
  readonly auditEntries: number;
  /** In words; empty when all holds. */
  readonly faults: readonly string[];
}

/** Nothing of the installation's own surroundings: the copy sends nothing to where the real one does. */
const APART = { DATABASE_URL: undefined, NATS_URL: undefined, PRACTICUM_SETTINGS: undefined, PRACTICUM_PORT: "0" };

/**
 * Restores a backup into an empty folder, starts it there with folders of its own, and looks whether what must hold does: the books
 * balance, the audit trail is whole, nothing failed for good. The folder is gone afterwards.
 *
 * @throws where the backup cannot be restored or started.
 */
export async function drill(backup: string, keyFile: string, folder: string): Promise<DrillDone> {
  await mkdir(folder, { mode: 0o755 });
  try {
    // Settings that are there are left: those of the backup may name the real clearinghouse's folder.
    await writeFile(join(folder, "practicum.json"), "{}\n", { mode: 0o600 });
    const started = performance.now();
    await practicum(folder, "restore", backup, "--key", keyFile);
    const restoreSeconds = (performance.now() - started) / 1000;
    const instance = await startInstance({ dataDir: folder, fresh: false, env: APART });
    try {
      const practices: DrilledPractice[] = [];
      for (const entry of await practicesOf(folder))
        practices.push(await look(entry, instance.databaseUrl, await auditOf(folder, entry)));
      return { practices, restoreSeconds, startSeconds: instance.seconds };
    } finally {
      await instance.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function practicesOf(folder: string): Promise<readonly PracticeEntry[]> {
  const entries: readonly PracticeEntry[] = JSON.parse(await readFile(join(folder, "practices.json"), "utf8"));
  return entries;
}

interface Audited {
  readonly practice: string;
  readonly entries: number;
  readonly brokenAt: number | null;
}

async function auditOf(folder: string, { slug }: PracticeEntry): Promise<Audited | undefined> {
  const lines = (await practicum(folder, "audit", "verify", "--json")).trim().split("\n");
  return lines.map((line): Audited => JSON.parse(line)).find(({ practice }) => practice === slug);
}

/** Looks into one restored practice. */
export async function look(
  { name, database }: PracticeEntry,
  databaseUrl: string,
  audited: Audited | undefined,
): Promise<DrilledPractice> {
  const url = new URL(databaseUrl);
  url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const count = async (from: string) =>
    Number((await client.query<{ n: string }>(`select count(*) as n from ${from}`)).rows[0]?.n ?? 0);
  try {
    const faults: string[] = [];
    if (audited === undefined) faults.push("its audit trail could not be read");
    else if (audited.brokenAt !== null) faults.push(`its audit trail is broken at entry ${audited.brokenAt}`);
    const unbalanced = await count(
      "(select 1 from billing.ledger_entry group by transaction_id having sum(amount) <> 0) as unbalanced",
    );
    if (unbalanced > 0) faults.push(`${unbalanced} transactions of the ledger do not sum to zero`);
    for (const service of SERVICES) {
      const dead = await count(`${service}.dead_letter`);
      if (dead > 0) faults.push(`${dead} in ${service} failed too often, as they had when it was saved`);
    }
    return {
      name,
      patients: await count("scheduling.patient"),
      encounters: await count("charting.encounter"),
      ledgerEntries: await count("billing.ledger_entry"),
      auditEntries: audited?.entries ?? 0,
      faults,
    };
  } finally {
    await client.end();
  }
}

/** The command line on the copy. */
async function practicum(dataDir: string, ...args: string[]): Promise<string> {
  const program = [join(repositoryRoot, "infra", "src", "practicum.ts"), ...args];
  const env = { ...process.env, ...APART, PRACTICUM_DATA_DIR: dataDir, INIT_CWD: repositoryRoot };
  try {
    return (await promisify(execFile)(process.execPath, program, { env })).stdout;
  } catch (error) {
    // `audit verify` of a broken trail fails, and says what it found.
    const { stdout = "", stderr = "" } = error as { readonly stdout?: string; readonly stderr?: string };
    if (stdout.startsWith("{")) return stdout;
    throw new Error(stderr.replace(/^✖ /, "").trim() || "the command line could not be run", { cause: error });
  }
}
