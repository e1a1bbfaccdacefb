import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import { sql, type Insertable, type RawBuilder } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";
import type { Permit } from "../domain/permit.ts";

type BillingTx = Tx<BillingSchema>;

export interface PermitRow extends Permit {
  readonly patientId: string;
  readonly payerName: string;
  readonly fromName: string;
  readonly fromNpi: string | null;
  readonly diagnosis: string;
  readonly note: string;
  readonly visits: readonly { readonly encounterId: string; readonly serviceDate: string }[];
  readonly version: number;
}

/** A visit whose claims are all void has used nothing. */
const USES = sql`from permit_use u join visit v on v.encounter_id = u.encounter_id
  where u.permit_id = p.permit_id and exists (select 1 from claim c where c.encounter_id = u.encounter_id
    and c.coverage_id = u.coverage_id and c.status <> 'voided')`;

async function select(tx: BillingTx, rest: RawBuilder<unknown>): Promise<PermitRow[]> {
  const { rows } = await sql<PermitRow>`
    select p.permit_id as "permitId", p.patient_id as "patientId", p.coverage_id as "coverageId", y.name as "payerName", p.kind,
      p.number, p.from_name as "fromName", p.from_npi as "fromNpi", p.to_staff_id as "toStaffId",
      (select s.content ->> 'given' || ' ' || (s.content ->> 'family') from staff_copy s where s.staff_id = p.to_staff_id) as "toName",
      p.diagnosis, p.codes, p.units, p.from_date as "from", p.until_date as "until", p.status, p.note, p.version,
      (select count(*)::int ${USES}) as used,
      coalesce((select json_agg(json_build_object('encounterId', v.encounter_id, 'serviceDate', v.service_date)
        order by v.service_date, v.encounter_id) ${USES}), '[]') as visits
    from permit p join coverage k on k.coverage_id = p.coverage_id join payer y on y.payer_id = k.payer_id ${rest}`.execute(
    tx,
  );
  return rows;
}

/** A patient's, those that end last first. */
export async function permitsOf(tx: BillingTx, patientId: string): Promise<PermitRow[]> {
  return select(tx, sql`where p.patient_id = ${patientId} order by p.until_date desc, p.permit_id`);
}

export async function findPermit(tx: BillingTx, permitId: string): Promise<PermitRow | null> {
  const [row] = await select(tx, sql`where p.permit_id = ${permitId}`);
  return row ?? null;
}

/** A coverage's permits, kept from others until the transaction ends: who counts the uses of one sees all of them. */
export async function lockPermitsOf(tx: BillingTx, coverageId: string): Promise<PermitRow[]> {
  await tx
    .selectFrom("permit")
    .select("permit_id")
    .where("coverage_id", "=", coverageId)
    .orderBy("permit_id")
    .forUpdate()
    .execute();
  return select(tx, sql`where p.coverage_id = ${coverageId}`);
}

export async function writePermit(tx: BillingTx, row: Insertable<BillingSchema["permit"]>): Promise<void> {
  const { permit_id: _, added_at: __, added_by: ___, patient_id: ____, ...changed } = row;
  await tx
    .insertInto("permit")
    .values({ ...row, codes: json(row.codes) })
    .onConflict((conflict) => conflict.column("permit_id").doUpdateSet({ ...changed, codes: json(row.codes) }))
    .execute();
}

export async function setStatus(
  tx: BillingTx,
  permitId: string,
  change: Pick<Insertable<BillingSchema["permit"]>, "status" | "version">,
): Promise<void> {
  await tx.updateTable("permit").set(change).where("permit_id", "=", permitId).execute();
}

export async function insertPermitEvent(tx: BillingTx, row: Insertable<BillingSchema["permit_event"]>): Promise<void> {
  await tx.insertInto("permit_event").values(row).execute();
}

/** What a visit uses of a coverage's permits, by kind. */
export async function usesOf(tx: BillingTx, of: { readonly encounterId: string; readonly coverageId: string }) {
  return tx
    .selectFrom("permit_use as u")
    .innerJoin("permit as p", "p.permit_id", "u.permit_id")
    .where("u.encounter_id", "=", of.encounterId)
    .where("u.coverage_id", "=", of.coverageId)
    .select(["u.kind", "u.permit_id", "p.number", "p.status"])
    .execute();
}

/** A visit uses one of a kind; another one takes its place. */
export async function keepUse(tx: BillingTx, row: Insertable<BillingSchema["permit_use"]>): Promise<void> {
  await tx
    .insertInto("permit_use")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["encounter_id", "kind", "coverage_id"]).doUpdateSet({ permit_id: row.permit_id, at: row.at }),
    )
    .execute();
}

export async function dropUse(
  tx: BillingTx,
  of: { readonly encounterId: string; readonly coverageId: string; readonly kind: "referral" | "authorization" },
): Promise<void> {
  await tx
    .deleteFrom("permit_use")
    .where("encounter_id", "=", of.encounterId)
    .where("coverage_id", "=", of.coverageId)
    .where("kind", "=", of.kind)
    .execute();
}
