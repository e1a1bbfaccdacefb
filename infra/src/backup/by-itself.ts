import { mkdir } from "node:fs/promises";
import { runStep } from "../node-process.ts";
import type { PracticeEntry } from "../practices.ts";
import { settings } from "../settings.ts";
import { pendingMigrations, stepsInWords, type Migrations } from "./before-upgrade.ts";
import { BackupKeeper } from "./keeper.ts";

export interface BackupsByThemselves {
  readonly databaseUrl: string;
  readonly say: (message: string) => void;
  /** Tells the managers in the product. */
  readonly tell: (title: string, detail: string) => void;
}

/** Backups as the settings want them, while Practicum runs; undefined where they want none. */
export function keepBackups({ databaseUrl, say, tell }: BackupsByThemselves): BackupKeeper | undefined {
  const { to, ...backups } = settings().backups;
  if (to === undefined) return undefined;
  const keeper = new BackupKeeper({
    ...backups,
    folder: to,
    say,
    make: () => makeOne(databaseUrl, to),
    onFailed: () =>
      tell(
        "The practice's backup could not be made",
        "It is tried again by itself. Tell whoever looks after the server; `npm run practicum -- doctor` says what is wrong.",
      ),
  });
  keeper.start();
  return keeper;
}

/**
 * Says what a newer program is about to change, and saves all of a real practice before.
 *
 * @throws when that is wanted and cannot be done: then nothing was changed.
 */
export async function backUpBeforeUpgrade(
  practices: readonly PracticeEntry[],
  migrations: Migrations,
  { databaseUrl, say }: Pick<BackupsByThemselves, "databaseUrl" | "say">,
): Promise<void> {
  const pending: string[] = [];
  for (const { name, database, demonstration } of practices) {
    const steps = await pendingMigrations(databaseUrl, database, migrations);
    if (steps.length > 0) say(`${name}: its tables are brought up to date by ${stepsInWords(steps)}.`);
    if (demonstration !== true) pending.push(...steps);
  }
  if (pending.length === 0) return;
  const { to } = settings().backups;
  if (to === undefined)
    return say(
      `Tables are brought up to date (${pending.length} steps) without a backup of before: the settings name no place for backups (backups.to).`,
    );
  try {
    await makeOne(databaseUrl, to);
  } catch (error) {
    throw new Error(
      "this program brings the tables up to date, and no backup could be made before that. Nothing was changed. " +
        "Mend what is wrong with backups.to, or leave it out of the settings to go on without.",
      { cause: error instanceof Error ? error.message : error },
    );
  }
  say(`A backup was made before the tables were brought up to date (${pending.length} steps).`);
}

async function makeOne(databaseUrl: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  try {
    await runStep({ name: "make-backup", script: "infra/src/steps/make-backup.ts" }, { databaseUrl });
  } catch (error) {
    const said =
      error instanceof Error && typeof error.cause === "string" ? /Error: (.*)/.exec(error.cause)?.[1] : undefined;
    throw said === undefined ? error : new Error(said, { cause: error });
  }
}
