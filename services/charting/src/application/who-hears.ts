import type { hearing } from "@practicum/contracts/charting/hearing";
import { chartRestricted } from "@practicum/contracts/charting/restrictions";
import { addDays } from "@practicum/kernel/local-date";
import type { z } from "zod";
import { TREATS_DAYS } from "../domain/chart-restriction.ts";
import { openedNow, standingOf, treatingStaff, type RestrictionRow } from "../sql/restrictions.ts";
import type { ChartingContext } from "./charting-context.ts";

type Hearing = z.output<typeof hearing>;

interface EventOfChart {
  readonly id: string;
  readonly name: string;
  readonly keys: { readonly [key: string]: string };
}

/** The restrictions of a chart as others are told of them: who treats the patient is let in by name. */
export async function restrictionsTold(
  { tx, today }: ChartingContext,
  patientId: string,
  rows: readonly RestrictionRow[],
): Promise<Hearing["restrictions"]> {
  const treating = await treatingStaff(tx, patientId, addDays(today, -TREATS_DAYS));
  return rows.map(({ shuts, staff_ids, roles }) => ({
    shuts,
    staffIds: shuts === "others" ? [...new Set([...staff_ids, ...treating])] : [...staff_ids],
    roles: [...roles],
  }));
}

/**
 * Who hears live that something of a restricted chart has changed (CHT-270). That other people may open it now is told to all who read charts: a
 * page that is open has to know.
 */
export async function whoHears(
  context: ChartingContext,
  events: readonly EventOfChart[],
): Promise<ReadonlyMap<string, Hearing>> {
  const { tx, now } = context;
  const about = events.flatMap(({ id, name, keys: { patientId } }) =>
    patientId === undefined || name === chartRestricted.name ? [] : [{ id, patientId }],
  );
  const standing = await standingOf(tx, [...new Set(about.map((one) => one.patientId))]);
  const said = new Map<string, Hearing>();
  for (const patientId of new Set(standing.map((row) => row.patient_id))) {
    const rows = standing.filter((row) => row.patient_id === patientId);
    const hears = {
      restrictions: await restrictionsTold(context, patientId, rows),
      opened: await openedNow(tx, patientId, now),
    };
    for (const one of about) if (one.patientId === patientId) said.set(one.id, hears);
  }
  return said;
}
