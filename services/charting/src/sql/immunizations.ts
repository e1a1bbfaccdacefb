import type { immunization, vaccineMatch } from "@practicum/contracts/charting/immunizations";
import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { VaccineAttrs } from "@practicum/terminology/built-in";
import { planSearch } from "@practicum/terminology/plan-search";
import { findCodesSql } from "@practicum/terminology/sql/find-code";
import { searchCodesSql } from "@practicum/terminology/sql/search-codes";
import type { z } from "zod";
import type { Written } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;
export type Immunization = z.output<typeof immunization>;
export type LastDose = NonNullable<z.output<typeof vaccineMatch>["last"]>;

/** A vaccine of the code set on a day. */
export interface Vaccine {
  readonly cvx: string;
  readonly label: string;
  readonly cpt: string | null;
  readonly inUse: boolean;
}

export async function immunizationsOf(tx: T, patientId: string): Promise<Immunization[]> {
  const rows = await tx
    .selectFrom("immunization")
    .select([
      "immunization_id",
      "cvx",
      "name",
      "given_on",
      "lot",
      "expires_on",
      "manufacturer",
      "site",
      "route",
      "dose_hundredths_ml",
      "funding",
      "vis_edition_on",
      "vis_given_on",
      "status",
      "here",
      "note",
      "recorded_at",
      "recorded_by",
      "struck_at",
      "struck_by",
      "strike_reason",
    ])
    .where("patient_id", "=", patientId)
    .orderBy("given_on", "desc")
    .orderBy("name")
    .orderBy("immunization_id")
    .execute();
  return rows.map((row) => ({
    immunizationId: row.immunization_id,
    cvx: row.cvx,
    name: row.name,
    givenOn: row.given_on,
    lot: row.lot,
    expiresOn: row.expires_on,
    manufacturer: row.manufacturer,
    site: row.site,
    route: row.route,
    doseHundredthsMl: row.dose_hundredths_ml,
    funding: row.funding,
    vis:
      row.vis_edition_on === null || row.vis_given_on === null
        ? null
        : { editionOn: row.vis_edition_on, givenOn: row.vis_given_on },
    status: row.status,
    here: row.here,
    note: row.note,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    struck:
      row.struck_at === null ? null : { at: row.struck_at, by: row.struck_by ?? "", reason: row.strike_reason ?? "" },
  }));
}

type NewImmunization = Omit<Immunization, "struck" | "recordedAt" | "recordedBy">;

/** False when that vaccine of that day is on the list already. */
export async function addImmunization(tx: T, patientId: string, i: NewImmunization, w: Written): Promise<boolean> {
  const added = await tx
    .insertInto("immunization")
    .values({
      immunization_id: i.immunizationId,
      patient_id: patientId,
      cvx: i.cvx,
      name: i.name,
      given_on: i.givenOn,
      lot: i.lot,
      expires_on: i.expiresOn,
      manufacturer: i.manufacturer,
      site: i.site,
      route: i.route,
      dose_hundredths_ml: i.doseHundredthsMl,
      funding: i.funding,
      vis_edition_on: i.vis?.editionOn ?? null,
      vis_given_on: i.vis?.givenOn ?? null,
      status: i.status,
      here: i.here,
      note: i.note,
      recorded_at: w.at,
      recorded_by: w.by,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("immunization_id")
    .executeTakeFirst();
  return added !== undefined;
}

/** Marks one as an error; undefined when it is not this patient's or was marked before. */
export async function strikeImmunization(
  tx: T,
  s: { readonly immunizationId: string; readonly patientId: string; readonly reason: string },
  w: Written,
): Promise<{ readonly here: boolean } | undefined> {
  return tx
    .updateTable("immunization")
    .set({ status: "entered-in-error", struck_at: w.at, struck_by: w.by, strike_reason: s.reason })
    .where("immunization_id", "=", s.immunizationId)
    .where("patient_id", "=", s.patientId)
    .where("status", "<>", "entered-in-error")
    .returning("here")
    .executeTakeFirst();
}

/** Vaccines by their CVX numbers, as they are on the day. */
export async function vaccinesOf(tx: T, cvx: readonly string[], onDate: LocalDate): Promise<Vaccine[]> {
  if (cvx.length === 0) return [];
  return (await findCodesSql(tx, "cvx", [...cvx], onDate)).map(vaccineOf);
}

/** By name, trade name or CVX number, or by the CPT number that a claim names it by. */
export async function searchVaccines(
  tx: T,
  text: string,
  options: { readonly onDate: LocalDate; readonly limit: number },
): Promise<Vaccine[]> {
  const { onDate, limit } = options;
  if (/^9\d{4}$/.test(text)) {
    const rows = await tx
      .selectFrom("terminology_code")
      .select("code")
      .where("system", "=", "cvx")
      .where((eb) => eb(eb.ref("attrs", "->>").key("cpt"), "=", text))
      // limit: a person chooses among the best that fit.
      .limit(limit)
      .execute();
    return vaccinesOf(
      tx,
      rows.map((row) => row.code),
      onDate,
    );
  }
  return (await searchCodesSql(tx, planSearch(text), { system: "cvx", onDate, limit: limit * 2 })).map(vaccineOf);
}

function vaccineOf(entry: { readonly code: string; readonly label: string; readonly attrs?: unknown }): Vaccine {
  const { active = true, cpt = null } = (entry.attrs ?? {}) as Partial<VaccineAttrs>;
  return { cvx: entry.code, label: entry.label, cpt, inUse: active };
}

/** Which vaccine a package is, as the practice has used it before. */
export async function productsOf(tx: T, ndc: readonly string[]): Promise<{ ndc: string; cvx: string }[]> {
  if (ndc.length === 0) return [];
  return tx
    .selectFrom("vaccine_product")
    .select(["ndc", "cvx"])
    .where("ndc", "in", [...ndc])
    .execute();
}

/** Keeps which vaccine a package is; the newest word counts. */
export async function keepProduct(tx: T, product: { readonly ndc: string; readonly cvx: string }, w: Written) {
  await tx
    .insertInto("vaccine_product")
    .values({ ...product, kept_at: w.at, kept_by: w.by })
    .onConflict((conflict) =>
      conflict.column("ndc").doUpdateSet((eb) => ({
        cvx: eb.ref("excluded.cvx"),
        kept_at: eb.ref("excluded.kept_at"),
        kept_by: eb.ref("excluded.kept_by"),
      })),
    )
    .execute();
}

/** The last dose of each vaccine that was given here and stands. It says nothing of whom it was given to. */
export async function lastDosesOf(tx: T, cvx: readonly string[]): Promise<Map<string, LastDose>> {
  if (cvx.length === 0) return new Map();
  const rows = await tx
    .selectFrom("immunization")
    .distinctOn("cvx")
    .select(["cvx", "lot", "expires_on", "manufacturer", "route", "dose_hundredths_ml", "funding", "vis_edition_on"])
    .where("cvx", "in", [...cvx])
    .where("here", "=", true)
    .where("status", "=", "given")
    .orderBy("cvx")
    .orderBy("recorded_at", "desc")
    .execute();
  return new Map(
    rows.flatMap((row) => {
      const { lot, expires_on, manufacturer, route, dose_hundredths_ml, funding } = row;
      // One that was kept before all of this was asked for says nothing of the next one.
      if (!lot || !expires_on || !manufacturer || !route || !dose_hundredths_ml || !funding) return [];
      const last: LastDose = {
        lot,
        expiresOn: expires_on,
        manufacturer,
        route,
        doseHundredthsMl: dose_hundredths_ml,
        funding,
        visEditionOn: row.vis_edition_on,
      };
      return [[row.cvx, last] as const];
    }),
  );
}
