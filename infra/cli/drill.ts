import { mkdtemp, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Command } from "commander";
import { drill, type DrillDone } from "../src/backup/drill.ts";
import { keepDrill } from "../src/backup/drill-kept.ts";
import { backupsIn, momentOf } from "../src/backup/kept.ts";
import { loadSettings } from "../src/settings.ts";
import { paths } from "../src/state.ts";

/** `practicum drill [BACKUP]`: restores it beside, starts it, looks at what must hold, and says how long it took and what would be lost. */
export function command(): Command {
  return new Command("drill")
    .description("restore a backup beside what runs, start it there, check it, and say how long it took")
    .argument("[backup]", "default: the newest where the settings put them")
    .option("--key <file>", "default: the settings' backups.keyFile")
    .option(
      "--in <folder>",
      "a folder with room for all of it, on a disk of its own perhaps; default: beside the data folder",
    )
    .action(async (given: string | undefined, options: { readonly key?: string; readonly in?: string }) => {
      const { backups } = loadSettings();
      const backup = given === undefined ? await newestIn(backups.to) : resolve(given);
      const key = options.key === undefined ? backups.keyFile : resolve(options.key);
      if (key === undefined) throw new Error("With which key? --key FILE, or backups.keyFile in the settings.");
      const folder = await mkdtemp(join(resolve(options.in ?? dirname(paths.root)), "practicum-drill-"));
      // The drill makes its own folder, with the rights that the database server's user needs.
      await rm(folder, { recursive: true });
      const done = await drill(backup, key, folder);
      const whole = done.practices.every(({ faults }) => faults.length === 0);
      const seconds = Math.round(done.restoreSeconds + done.startSeconds);
      await keepDrill({ at: new Date().toISOString(), backup, seconds, whole });
      console.log(report(backup, done, new Date()));
      if (!whole) process.exitCode = 1;
    });
}

async function newestIn(folder: string | undefined): Promise<string> {
  if (folder === undefined)
    throw new Error("Which backup? Name its file, or set backups.to, and the newest there is taken.");
  const [newest] = await backupsIn(folder);
  if (newest === undefined) throw new Error(`There is no backup in ${folder}.`);
  return newest.file;
}

export function report(backup: string, done: DrillDone, now: Date): string {
  const at = momentOf(backup.split(/[\\/]/).at(-1) ?? "");
  const lines = [
    `${backup} was restored in ${done.restoreSeconds.toFixed(1)} s and started in ${done.startSeconds.toFixed(1)} s.`,
    ...(at === undefined ? [] : [`Had it been needed now, the work of the last ${span(now, at)} would be lost.`]),
  ];
  for (const { name, patients, encounters, ledgerEntries, auditEntries, faults } of done.practices) {
    const there = `${patients} patients, ${encounters} encounters, ${ledgerEntries} ledger entries, ${auditEntries} audit entries`;
    lines.push(`${faults.length === 0 ? "✔" : "✖"} ${name}: ${there}`, ...faults.map((fault) => `    ${fault}`));
  }
  return lines.join("\n");
}

function span(now: Date, then: Date): string {
  const minutes = Math.max(0, Math.round((now.getTime() - then.getTime()) / 60_000));
  const [hours, days] = [Math.floor(minutes / 60), Math.floor(minutes / 1440)];
  if (days >= 2) return `${days} days`;
  return hours === 0 ? `${minutes} minutes` : `${hours} h ${minutes % 60} min`;
}
