import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type GivenRow = Selectable<BillingSchema["given"]>;

const COLUMNS = [
  "g.given_id",
  "g.kind",
  "g.what",
  "g.patient_id",
  "g.encounter_id",
  "g.service_date",
  "g.provider_id",
  "g.diagnosis",
  "g.lines",
  "g.administration",
  "g.given_by",
  "g.given_at",
  "g.captured_at",
] as const;

/** Keeps what was given, with what is to be charged of it. */
export async function insertGiven(
  tx: BillingTx,
  { lines, ...given }: GivenRow,
  charged: readonly Omit<BillingSchema["given_line"], "given_id">[],
): Promise<void> {
  await tx
    .insertInto("given")
    .values({ ...given, lines: json(lines) })
    .execute();
  if (charged.length > 0)
    await tx
      .insertInto("given_line")
      .values(charged.map((line) => ({ given_id: given.given_id, ...line })))
      .execute();
}

export async function findGiven(tx: BillingTx, givenId: string): Promise<GivenRow | null> {
  return (
    (await tx.selectFrom("given as g").select(COLUMNS).where("g.given_id", "=", givenId).executeTakeFirst()) ?? null
  );
}

/** What was given in a visit and is no error, in the order in which it was given. */
export async function givenInVisit(tx: BillingTx, encounterId: string): Promise<GivenRow[]> {
  return tx
    .selectFrom("given as g")
    .leftJoin("given_struck as s", "s.given_id", "g.given_id")
    .select(COLUMNS)
    .where("g.encounter_id", "=", encounterId)
    .where("s.given_id", "is", null)
    .orderBy("g.given_at")
    .orderBy("g.given_id")
    .execute();
}

export async function markCaptured(tx: BillingTx, givenId: string, at: string): Promise<void> {
  await tx.updateTable("given").set({ captured_at: at }).where("given_id", "=", givenId).execute();
}

/** Kept by itself: it may come before what it strikes. */
export async function insertStruck(tx: BillingTx, row: BillingSchema["given_struck"]): Promise<void> {
  await tx
    .insertInto("given_struck")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** More or fewer units of a charge in review, at its own price. */
export async function setChargeUnits(tx: BillingTx, chargeId: string, units: number): Promise<void> {
  await tx
    .updateTable("charge")
    .set((eb) => ({ units, amount: eb("unit_price", "*", units), version: eb("version", "+", 1) }))
    .where("charge_id", "=", chargeId)
    .execute();
}

type Seen = Partial<Omit<BillingSchema["visit_seen"], "encounter_id">>;

/** What is known of a visit that took place; each event adds its own, in whatever order they come. */
export async function keepSeen(tx: BillingTx, encounterId: string, seen: Seen): Promise<void> {
  const nothing = {
    patient_id: null,
    service_date: null,
    provider_id: null,
    visit_type: null,
    started_at: null,
    signed_at: null,
    dropped_at: null,
  };
  await tx
    .insertInto("visit_seen")
    .values({ encounter_id: encounterId, ...nothing, ...seen })
    .onConflict((conflict) => conflict.column("encounter_id").doUpdateSet(seen))
    .execute();
}
