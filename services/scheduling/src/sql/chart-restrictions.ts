import type { toldRestriction } from "@practicum/contracts/charting/restrictions";
import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import { json } from "@practicum/db/json";
import type { z } from "zod";
import type { SchedulingTables } from "./tables.ts";

type Told = z.output<typeof toldRestriction>;

/** The newest version counts, whatever comes first. */
export async function keepRestrictions(
  tx: Tx<SchedulingTables>,
  told: { readonly patientId: string; readonly version: number; readonly restrictions: readonly Told[] },
): Promise<void> {
  const said = { version: told.version, restrictions: json(told.restrictions) };
  await tx
    .insertInto("chart_restriction")
    .values({ patient_id: told.patientId, ...said })
    .onConflict((conflict) =>
      conflict.column("patient_id").doUpdateSet(said).where("chart_restriction.version", "<", told.version),
    )
    .execute();
}

/** Until when a person has opened a restricted chart. */
export async function keepOpened(
  tx: Tx<SchedulingTables>,
  o: { readonly entryId: string; readonly patientId: string; readonly staffId: string; readonly until: Instant },
): Promise<void> {
  const row = { patient_id: o.patientId, staff_id: o.staffId, until: o.until };
  await tx
    .insertInto("chart_opened")
    .values({ entry_id: o.entryId, ...row })
    .onConflict((conflict) => conflict.column("entry_id").doUpdateSet(row))
    .execute();
}

/** Of those of these patients whose charts are restricted: by what, and who has opened it all the same. */
export async function restrictedCharts(
  tx: Tx<SchedulingTables>,
  patientIds: readonly string[],
  now: Instant,
): Promise<
  { readonly patientId: string; readonly restrictions: readonly Told[]; readonly opened: readonly string[] }[]
> {
  if (patientIds.length === 0) return [];
  const found = await tx
    .selectFrom("chart_restriction")
    .select(["patient_id", "restrictions"])
    .where("patient_id", "in", [...patientIds])
    .execute();
  const standing = found.filter((one) => one.restrictions.length > 0);
  if (standing.length === 0) return [];
  const opened = await tx
    .selectFrom("chart_opened")
    .select(["patient_id", "staff_id"])
    .where(
      "patient_id",
      "in",
      standing.map((one) => one.patient_id),
    )
    .where("until", ">", now)
    .execute();
  return standing.map(({ patient_id, restrictions }) => ({
    patientId: patient_id,
    restrictions,
    opened: opened.filter((one) => one.patient_id === patient_id).map((one) => one.staff_id),
  }));
}
