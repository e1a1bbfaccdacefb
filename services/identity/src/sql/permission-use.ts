import type { Access } from "@practicum/contracts/audit-event";
import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql } from "kysely";
import type { IdentitySchema } from "./tables.ts";

/** Counts what people of the staff did, by permission and day (UTC), for all accesses that came together by one statement (IDN-161). */
export async function countUses(tx: Tx<IdentitySchema>, accesses: readonly Access[]): Promise<void> {
  const counts = new Map<string, { staff_id: string; permission: string; day: string; uses: number }>();
  for (const { actor, permission, outcome, at } of accesses) {
    // Who tries a role on uses nothing of the own; what was refused was not used.
    if (actor.kind !== "staff" || actor.as !== undefined || outcome !== "ok") continue;
    const row = { staff_id: actor.staffId, permission, day: at.slice(0, 10), uses: 1 };
    const key = `${row.staff_id} ${permission} ${row.day}`;
    counts.set(key, { ...row, uses: (counts.get(key)?.uses ?? 0) + 1 });
  }
  if (counts.size === 0) return;
  // In one order, so that two who count at once wait for each other and never in a circle.
  const rows = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  await sql`insert into permission_use (staff_id, permission, day, uses)
    select staff_id, permission, day, uses from json_populate_recordset(null::permission_use, ${JSON.stringify(rows)}::json)
    on conflict (staff_id, permission, day) do update set uses = permission_use.uses + excluded.uses`.execute(tx);
}

/** Who used what from a day on. */
export async function selectUsed(tx: Tx<IdentitySchema>, since: LocalDate) {
  return tx
    .selectFrom("permission_use")
    .select(["staff_id", "permission"])
    .distinct()
    .where("day", ">=", since)
    .execute();
}

/** The first day that is on record. */
export async function selectFirstDay(tx: Tx<IdentitySchema>): Promise<LocalDate | null> {
  const row = await tx.selectFrom("permission_use").select("day").orderBy("day").limit(1).executeTakeFirst();
  return row?.day ?? null;
}

/** Forgets what no report looks at. @returns how many rows went. */
export async function forgetUsesBefore(tx: Tx<IdentitySchema>, before: LocalDate): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom("permission_use").where("day", "<", before).executeTakeFirst();
  return Number(numDeletedRows);
}
