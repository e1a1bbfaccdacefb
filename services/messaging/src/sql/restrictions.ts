import type { RestrictionShuts } from "@practicum/contracts/charting/restrictions";
import type { Role } from "@practicum/contracts/permission";
import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { sql, type Expression, type SqlBool } from "kysely";
import type { Reader } from "../domain/clinical.ts";
import type { MessagingSchema } from "./tables.ts";

/** What charting told of a chart's restrictions takes the place of what it told before, whatever comes first. */
export async function keepRestrictions(
  tx: Tx<MessagingSchema>,
  told: {
    readonly patientId: string;
    readonly version: number;
    readonly restrictions: readonly {
      readonly shuts: RestrictionShuts;
      readonly staffIds: readonly string[];
      readonly roles: readonly Role[];
    }[];
  },
): Promise<void> {
  const { patientId, version, restrictions } = told;
  const newest = await tx
    .insertInto("restricted_chart")
    .values({ patient_id: patientId, version })
    .onConflict((conflict) =>
      conflict.column("patient_id").doUpdateSet({ version }).where("restricted_chart.version", "<", version),
    )
    .returning("patient_id")
    .executeTakeFirst();
  if (!newest) return;
  await tx.deleteFrom("chart_shut").where("patient_id", "=", patientId).execute();
  for (const [place, { shuts, staffIds, roles }] of restrictions.entries())
    await tx
      .insertInto("chart_shut")
      .values({
        patient_id: patientId,
        place,
        shuts,
        // Array parameters need their type said: PostgreSQL takes an empty one for text.
        staff_ids: sql<readonly string[]>`${staffIds}::uuid[]`,
        roles: sql<readonly Role[]>`${roles}::text[]`,
      })
      .execute();
}

/** Until when a person has opened a restricted chart. */
export async function keepGlass(
  tx: Tx<MessagingSchema>,
  opened: { readonly entryId: string; readonly patientId: string; readonly staffId: string; readonly until: Instant },
): Promise<void> {
  const row = { patient_id: opened.patientId, staff_id: opened.staffId, until: opened.until };
  await tx
    .insertInto("chart_opened")
    .values({ entry_id: opened.entryId, ...row })
    .onConflict((conflict) => conflict.column("entry_id").doUpdateSet(row))
    .execute();
}

/** Whether a conversation or a task is open to who wants to change it. */
export async function isOpenTo(
  tx: Tx<MessagingSchema>,
  what: { readonly threadId: Id<"thread"> } | { readonly taskId: Id<"task"> },
  reader: Reader,
): Promise<boolean> {
  const one =
    "threadId" in what
      ? await tx
          .selectFrom("thread")
          .select("thread_id")
          .where("thread_id", "=", what.threadId)
          .where(openTo("thread", reader))
          .executeTakeFirst()
      : await tx
          .selectFrom("task")
          .select("task_id")
          .where("task_id", "=", what.taskId)
          .where(openTo("task", reader))
          .executeTakeFirst();
  return one !== undefined;
}

/**
 * Of a patient whose chart is restricted, a conversation or a task is seen by who may open the chart and by the person whom it is with; where it
 * holds no word of the chart, by the pool that it is with, too, and by all where it is nobody's (MSG-101).
 */
export function openTo(table: "thread" | "task" | "phone_call", reader: Reader): Expression<SqlBool> {
  const { staffId, roles } = reader;
  if (reader.isService) return sql<SqlBool>`true`;
  const own = [...roles];
  const column = (name: string) => sql.ref(`${table}.${name}`);
  return sql<SqlBool>`(${chartOpenTo(`${table}.patient_id`, reader)}
    or ${column("owner_id")} = ${staffId}::uuid
    or (not ${column("clinical")} and (${column("pool")} = any(${own}::text[])
      or (${column("pool")} is null and ${column("owner_id")} is null))))`;
}

/** Whether the reader may open the chart of the patient whom a column names: it is not restricted, or not for this reader. */
export function chartOpenTo(column: string, { staffId, roles, now, isService }: Reader): Expression<SqlBool> {
  if (isService) return sql<SqlBool>`true`;
  const patient = sql.ref(column);
  return sql<SqlBool>`(not exists (
      select 1 from chart_shut r where r.patient_id = ${patient} and case r.shuts
        when 'named' then ${staffId}::uuid is null or ${staffId}::uuid = any(r.staff_ids)
        else not coalesce(${staffId}::uuid = any(r.staff_ids), false) and not r.roles && ${[...roles]}::text[] end)
    or exists (
      select 1 from chart_opened o where o.patient_id = ${patient}
        and o.staff_id = ${staffId}::uuid and o.until > ${now}::timestamptz))`;
}
