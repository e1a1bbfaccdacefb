import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";
import type { Part, PaperStep, Step } from "../domain/dunning.ts";

type BillingTx = Tx<BillingSchema>;

/** What is owed for a visit, by whom. */
export interface VisitBalance {
  readonly patientId: string;
  readonly encounterId: string;
  readonly serviceDate: string;
  readonly due: number;
  readonly pending: number;
  readonly collections: number;
}

/** Patients who owe something; the rows of `balance_now` are written by the ledger's trigger. */
const OWING = sql<string>`(select patient_id from balance_now where account = 'patient-receivable' and amount <> 0
  group by patient_id having sum(amount) > 0)`;

const ofPatient = (column: string, patientId: string | null) =>
  patientId === null ? sql<boolean>`${sql.ref(column)} in ${OWING}` : sql<boolean>`${sql.ref(column)} = ${patientId}`;

/** Each visit of the patient, or of all who owe something, with what somebody owes for it. */
export async function visitBalances(tx: BillingTx, patientId: string | null): Promise<VisitBalance[]> {
  const rows = await tx
    .selectFrom("balance_now as b")
    .innerJoin("visit as v", "v.encounter_id", "b.encounter_id")
    .where(ofPatient("b.patient_id", patientId))
    .groupBy(["v.patient_id", "v.encounter_id", "v.service_date"])
    .select(["v.patient_id", "v.encounter_id", "v.service_date"])
    .select([balanceOf("patient-receivable", "due"), balanceOf("insurance-receivable", "pending")])
    .select(balanceOf("collections", "collections"))
    .orderBy("v.service_date")
    .orderBy("v.encounter_id")
    .execute();
  return rows.map((row) => ({
    patientId: row.patient_id,
    encounterId: row.encounter_id,
    serviceDate: row.service_date,
    due: row.due,
    pending: row.pending,
    collections: row.collections,
  }));
}

function balanceOf<Name extends string>(account: string, name: Name) {
  return sql<number>`coalesce(sum(b.amount) filter (where b.account = ${account}), 0)::bigint`.as(name);
}

/** What each visit's last paper of the cycle asked for, and the least that was owed for the visit since then. */
export async function lastAsked(
  tx: BillingTx,
  patientId: string | null,
): Promise<ReadonlyMap<string, { readonly parts: readonly Part[]; readonly lowest: number }>> {
  const of = ofPatient("s.patient_id", patientId);
  const { rows } = await sql<{ encounter_id: string; step: Step; amount: number; lowest: number }>`
    with paper as (
      select distinct on (v.encounter_id) v.encounter_id, v.statement_id, s.ledger_sequence
      from statement_visit v join statement s on s.statement_id = v.statement_id
      where not s.copy and ${of}
      order by v.encounter_id, s.ledger_sequence desc, s.date desc, s.number desc)
    select p.encounter_id, v.step, sum(v.amount)::bigint as amount,
      coalesce((
        select min(x.due) from (
          select sum(e.amount) over (order by t.sequence) as due, t.sequence
          from ledger_entry e join ledger_transaction t on t.transaction_id = e.transaction_id
          where e.encounter_id = p.encounter_id and e.account in ('patient-receivable', 'collections')) x
        where x.sequence >= (
          select coalesce(max(t.sequence), 0) from ledger_entry e
          join ledger_transaction t on t.transaction_id = e.transaction_id
          where e.encounter_id = p.encounter_id and e.account in ('patient-receivable', 'collections')
            and t.sequence <= p.ledger_sequence)), 0)::bigint as lowest
    from paper p join statement_visit v on v.statement_id = p.statement_id and v.encounter_id = p.encounter_id
    group by p.encounter_id, p.ledger_sequence, v.step`.execute(tx);
  const found = new Map<string, { parts: Part[]; lowest: number }>();
  for (const row of rows) {
    const one = found.get(row.encounter_id) ?? { parts: [], lowest: row.lowest };
    one.parts.push({ step: row.step, amount: row.amount });
    found.set(row.encounter_id, one);
  }
  return found;
}

/** Each patient's last paper of the cycle, and the last paper at all. */
export async function lastPapers(tx: BillingTx, patientId: string | null) {
  const rows = await tx
    .selectFrom("statement")
    .where("copy", "=", false)
    .where(ofPatient("patient_id", patientId))
    .distinctOn("patient_id")
    .select(["patient_id", "date", "step"])
    .orderBy("patient_id")
    .orderBy("date", "desc")
    .orderBy("number", "desc")
    .execute();
  return new Map(rows.map((row) => [row.patient_id, { date: row.date, step: row.step as PaperStep }]));
}

/** Since when each patient has owed something without a break. */
export async function owedSince(tx: BillingTx, patientId: string | null): Promise<ReadonlyMap<string, string>> {
  const of = ofPatient("e.patient_id", patientId);
  const { rows } = await sql<{ patient_id: string; since: string }>`
    with moved as (
      select e.patient_id, t.sequence, t.date, sum(e.amount) as amount
      from ledger_entry e join ledger_transaction t on t.transaction_id = e.transaction_id
      where e.account = 'patient-receivable' and e.patient_id is not null and ${of} group by 1, 2, 3),
    balance as (
      select patient_id, sequence, date, sum(amount) over (partition by patient_id order by sequence) as due from moved),
    clear as (select patient_id, max(sequence) as sequence from balance where due <= 0 group by 1)
    select b.patient_id, min(b.date)::date as since
    from balance b left join clear c on c.patient_id = b.patient_id
    where b.due > 0 and b.sequence > coalesce(c.sequence, 0) group by 1`.execute(tx);
  return new Map(rows.map((row) => [row.patient_id, row.since]));
}

/** The last transaction of the ledger; what comes after it has a higher one. The caller holds the patient's lock. */
export async function lastSequence(tx: BillingTx): Promise<number> {
  const row = await tx
    .selectFrom("ledger_transaction")
    .select((eb) => eb.fn.coalesce(eb.fn.max("sequence"), eb.lit(0)).as("sequence"))
    .executeTakeFirstOrThrow();
  return Number(row.sequence);
}

export async function insertStatementVisits(
  tx: BillingTx,
  rows: readonly BillingSchema["statement_visit"][],
): Promise<void> {
  if (rows.length > 0) await tx.insertInto("statement_visit").values(rows).execute();
}
