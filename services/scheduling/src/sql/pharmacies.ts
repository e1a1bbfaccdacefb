import type { Pharmacy, SavedPharmacy } from "@practicum/contracts/scheduling/pharmacies";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import { placeAfter, placeOf } from "@practicum/db/list-place";
import { plainPattern } from "@practicum/db/list-search";
import type { Instant } from "@practicum/kernel/instant";
import { sql, type Selectable } from "kysely";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;
type Row = Selectable<SchedulingTables["pharmacy"]>;

interface Said {
  readonly at: Instant;
  readonly by: string;
}

interface Wanted {
  readonly text: string;
  readonly show: "in-use" | "retired";
  readonly before: string | null;
  readonly limit: number;
}

/** What an entry is found by. */
const words = sql<string>`lower(concat_ws(' ', name, address ->> 'line1', address ->> 'city', address ->> 'zip', ncpdp_id))`;

/** A page of the directory by name (SCH-272). */
export async function pharmacyPage(
  tx: T,
  ask: Wanted,
): Promise<{ readonly pharmacies: SavedPharmacy[]; readonly next: string | null }> {
  const after = placeOf(ask.before, ["text", "uuid"]);
  const typed = ask.text.toLowerCase().split(/\s+/);
  const rows = await tx
    .selectFrom("pharmacy")
    .selectAll()
    .where("active", "=", ask.show === "in-use")
    .where((eb) => eb.and(typed.map((word) => eb(words, "like", `%${plainPattern(word)}%`))))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(lower(name), pharmacy_id) > (${after?.[0]}::text, ${after?.[1]}::uuid)`),
    )
    .orderBy((eb) => eb.fn<string>("lower", ["name"]))
    .orderBy("pharmacy_id")
    // limit: a page, and one more to know whether there is a next one.
    .limit(ask.limit + 1)
    .execute();
  // limit: what is beyond the page is the next one's.
  const page = rows.slice(0, ask.limit);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  return {
    pharmacies: page.map((row) => ({ ...pharmacyOf(row), savedAt: row.saved_at, savedBy: row.saved_by })),
    next: last ? placeAfter([last.name.toLowerCase(), last.pharmacy_id]) : null,
  };
}

export async function pharmacyById(tx: T, pharmacyId: string): Promise<Pharmacy | undefined> {
  const row = await tx.selectFrom("pharmacy").selectAll().where("pharmacy_id", "=", pharmacyId).executeTakeFirst();
  return row && pharmacyOf(row);
}

/** Whether another one in use has the number. */
export async function isNcpdpIdTaken(tx: T, { ncpdpId, pharmacyId }: Pharmacy): Promise<boolean> {
  const other = await tx
    .selectFrom("pharmacy")
    .select("pharmacy_id")
    .where("ncpdp_id", "=", ncpdpId)
    .where("active", "=", true)
    .where("pharmacy_id", "<>", pharmacyId)
    .executeTakeFirst();
  return other !== undefined;
}

/** False where another version has come meanwhile. */
export async function savePharmacy(tx: T, one: Pharmacy, w: Said): Promise<boolean> {
  const row = {
    name: one.name,
    address: json(one.address),
    phone: one.phone,
    fax: one.fax,
    ncpdp_id: one.ncpdpId,
    hours: one.hours,
    active: one.active,
    version: one.version,
    saved_at: w.at,
    saved_by: w.by,
  };
  const saved =
    one.version === 1
      ? await tx
          .insertInto("pharmacy")
          .values({ pharmacy_id: one.pharmacyId, ...row })
          .onConflict((conflict) => conflict.column("pharmacy_id").doNothing())
          .returning("version")
          .executeTakeFirst()
      : await tx
          .updateTable("pharmacy")
          .set(row)
          .where("pharmacy_id", "=", one.pharmacyId)
          .where("version", "=", one.version - 1)
          .returning("version")
          .executeTakeFirst();
  return saved !== undefined;
}

/** The one that a patient prefers, with who wrote it down. */
export async function preferredPharmacy(tx: T, patientId: string) {
  const row = await tx
    .selectFrom("pharmacy_choice as c")
    .innerJoin("pharmacy as p", "p.pharmacy_id", "c.pharmacy_id")
    .selectAll("p")
    .select(["c.said_at", "c.said_by"])
    .where("c.patient_id", "=", patientId)
    .executeTakeFirst();
  return row ? { pharmacy: pharmacyOf(row), saidAt: row.said_at, by: row.said_by } : null;
}

export async function putPreferredPharmacy(
  tx: T,
  choice: { readonly choiceId: string; readonly patientId: string; readonly pharmacyId: string },
  w: Said,
): Promise<void> {
  const said = { pharmacy_id: choice.pharmacyId, said_at: w.at, said_by: w.by };
  await tx
    .insertInto("pharmacy_choice")
    .values({ choice_id: choice.choiceId, patient_id: choice.patientId, ...said })
    .onConflict((conflict) => conflict.column("patient_id").doUpdateSet(said))
    .execute();
}

export async function dropPreferredPharmacy(tx: T, patientId: string): Promise<void> {
  await tx.deleteFrom("pharmacy_choice").where("patient_id", "=", patientId).execute();
}

function pharmacyOf(row: Row): Pharmacy {
  return {
    pharmacyId: row.pharmacy_id,
    name: row.name,
    address: row.address,
    phone: row.phone,
    fax: row.fax,
    ncpdpId: row.ncpdp_id,
    hours: row.hours,
    active: row.active,
    version: row.version,
  };
}
