import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;

export interface VisitGroup {
  readonly groupId: string;
  readonly kind: "family" | "before";
  readonly leadMinutes: number | null;
  /** Of a visit before another: the one that comes first. */
  readonly firstId: string | null;
}

export async function visitGroup(tx: T, groupId: string): Promise<VisitGroup | undefined> {
  const row = await tx.selectFrom("visit_group").selectAll().where("group_id", "=", groupId).executeTakeFirst();
  return (
    row && {
      groupId: row.group_id,
      kind: row.kind,
      leadMinutes: row.lead_minutes,
      firstId: row.first_appointment_id,
    }
  );
}

/** @returns false when there is one of that id. */
export async function insertVisitGroup(tx: T, group: VisitGroup, at: Instant): Promise<boolean> {
  const row = await tx
    .insertInto("visit_group")
    .values({
      group_id: group.groupId,
      kind: group.kind,
      lead_minutes: group.leadMinutes,
      first_appointment_id: group.firstId,
      made_at: at,
    })
    .onConflict((oc) => oc.column("group_id").doNothing())
    .returning("group_id")
    .executeTakeFirst();
  return row !== undefined;
}
