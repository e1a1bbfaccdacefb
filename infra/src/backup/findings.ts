import type { Finding } from "../finding.ts";
import { knownPractices } from "../practices.ts";
import type { Settings } from "../settings-schema.ts";
import { loadSettings } from "../settings.ts";
import { lastDrill, type DrillKept } from "./drill-kept.ts";
import { backupsIn } from "./kept.ts";

/** What doctor says of the backups, and what becomes a task: nothing of a demonstration that wants none. */
export async function backupFindings(now: Date): Promise<readonly Finding[]> {
  const { backups } = loadSettings();
  const newest = backups.to === undefined ? undefined : (await backupsIn(backups.to))[0];
  const isReal = (await knownPractices()).some(({ demonstration }) => demonstration !== true);
  return isReal || backups.to !== undefined
    ? aboutBackups({ backups, newest: newest?.at, drill: await lastDrill() }, now)
    : [];
}

/** What there is to say of the backups of a practice that needs them. */
export function aboutBackups(
  { backups, newest, drill }: { backups: Settings["backups"]; newest: Date | undefined; drill: DrillKept | undefined },
  now: Date,
): readonly Finding[] {
  if (backups.to === undefined)
    return [
      {
        what: "No backup is made by itself",
        remedy: "Set backups.to and backups.keyFile; `npm run practicum -- config explain` tells what they mean.",
      },
    ];
  const hours = newest === undefined ? Infinity : (now.getTime() - newest.getTime()) / 3_600_000;
  const findings: Finding[] = [
    hours <= 2 * backups.everyHours
      ? { what: `The last backup is of ${Math.floor(hours)} hours ago` }
      : {
          what:
            newest === undefined ? "There is no backup yet" : `The last backup is of ${Math.floor(hours)} hours ago`,
          remedy: `See whether ${backups.to} takes files and has room; \`npm run practicum -- backup make\` says what is wrong.`,
        },
  ];
  if (backups.drillDays === 0) return findings;
  const days = drill === undefined ? Infinity : (now.getTime() - Date.parse(drill.at)) / 86_400_000;
  if (drill?.whole === false)
    findings.push({ what: "The last drill found faults", remedy: "`npm run practicum -- drill` names them." });
  else if (days > backups.drillDays)
    findings.push({
      what: drill === undefined ? "No backup was ever tried" : `The last drill was ${Math.floor(days)} days ago`,
      remedy: "`npm run practicum -- drill` restores the newest one beside, and says whether it is whole.",
    });
  else findings.push({ what: `The last drill, ${Math.floor(days)} days ago, took ${drill?.seconds ?? 0} s` });
  return findings;
}
