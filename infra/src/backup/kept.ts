import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** Which backups of the past are kept. Days and months are those of UTC, as the files' names are. */
export interface Keeping {
  /** Of so many days all. */
  readonly keepAll: number;
  /** Of so many days the last of each. */
  readonly keepDaily: number;
  /** Of so many months the last of each. */
  readonly keepMonthly: number;
}

const DAY_MS = 86_400_000;
const NAME = /^practicum-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z\.tar\.gz\.age$/;

/** What a backup of that moment is called. */
export function backupName(at: Date): string {
  return `practicum-${at.toISOString().replaceAll(/[:.]/g, "-")}.tar.gz.age`;
}

/** The moment of a backup by its name; undefined of a file that is no backup of ours. */
export function momentOf(name: string): Date | undefined {
  const parts = NAME.exec(name);
  if (parts === null) return undefined;
  const [, day = "", hour = "", minute = "", second = "", ms = ""] = parts;
  const at = new Date(`${day}T${hour}:${minute}:${second}.${ms}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** The backups of a folder, the newest first; none where there is no such folder. */
export async function backupsIn(folder: string): Promise<readonly { readonly file: string; readonly at: Date }[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names
    .flatMap((name) => {
      const at = momentOf(name);
      return at === undefined ? [] : [{ file: join(folder, name), at }];
    })
    .toSorted((a, b) => b.at.getTime() - a.at.getTime());
}

/**
 * Which of these moments' backups nobody needs any more. The newest is never among them, nor is one that comes after now: a clock that
 * was wrong is no reason to delete.
 */
export function outlived(moments: readonly Date[], keeping: Keeping, now: Date): readonly Date[] {
  const newestFirst = moments.toSorted((a, b) => b.getTime() - a.getTime());
  const days = new Set<string>();
  const months = new Set<string>();
  const monthsFrom = monthsBefore(now, keeping.keepMonthly);
  return newestFirst.filter((at, place) => {
    const ageMs = now.getTime() - at.getTime();
    const text = at.toISOString();
    const isLastOfDay = isFirstSeen(days, text.slice(0, 10));
    const isLastOfMonth = isFirstSeen(months, text.slice(0, 7));
    if (place === 0 || ageMs < keeping.keepAll * DAY_MS) return false;
    if (isLastOfDay && ageMs < keeping.keepDaily * DAY_MS) return false;
    return !(isLastOfMonth && text.slice(0, 7) > monthsFrom);
  });
}

function isFirstSeen(seen: Set<string>, key: string): boolean {
  const isFirst = !seen.has(key);
  seen.add(key);
  return isFirst;
}

/** "2026-01" of a moment in May 2026 and 4 months. */
function monthsBefore(now: Date, months: number): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1)).toISOString().slice(0, 7);
}
