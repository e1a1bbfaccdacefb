import type { Instant } from "@practicum/kernel/instant";

const SERVICES = ["identity", "scheduling", "charting", "billing", "messaging"];

/** Whom another service keeps a copy of: after every event was handled it is of the same version. */
const COPIES: readonly (readonly [copy: string, original: string, key: string])[] = [
  ["billing.patient_copy", "scheduling.patient", "patient_id"],
  ["charting.patient", "scheduling.patient", "patient_id"],
  ["messaging.patient", "scheduling.patient", "patient_id"],
  ["billing.staff_copy", "identity.staff", "staff_id"],
  ["charting.staff", "identity.staff", "staff_id"],
  ["scheduling.staff", "identity.staff", "staff_id"],
  ["messaging.staff", "identity.staff", "staff_id"],
];

/** What must hold after every step, each as a query for what breaks it. `$1` is the practice's moment. */
const BROKEN: { readonly [invariant: string]: string } = {
  "each posting of the ledger sums to zero": `select transaction_id from billing.ledger_entry
    group by transaction_id having sum(amount) <> 0`,
  "the whole ledger sums to zero": `select 1 from billing.ledger_entry having coalesce(sum(amount), 0) <> 0`,
  "each payment is in the ledger": `select 1 from billing.payment p where not exists (
    select 1 from billing.ledger_transaction t where t.source_id = p.payment_id::text)`,
  "each payment that a person took is in one drawer": `select 1 from billing.payment p where not exists (
    select 1 from billing.deposit_check k where k.check_id = p.payment_id) and 1 <> (
    select count(*) from billing.drawer_line l where l.payment_id = p.payment_id and l.kind = 'payment')`,
  "the drawers of a day are what the ledger has of its payments": `select d.day from billing.drawer d
    join billing.drawer_line l using (drawer_id) where l.kind not in ('payout', 'payout-undone')
    group by d.day having sum(l.amount) <> (
      select coalesce(sum(e.amount), 0) from billing.ledger_entry e join billing.ledger_transaction t using (transaction_id)
      where e.account = 'cash' and t.source_kind = 'payment' and t.date = d.day and not (t.posting_key like 'payment%' and exists (
        select 1 from billing.deposit_check k where k.check_id::text = t.source_id)))`,
  "each refund and write-off is in the ledger": `select 1 from billing.account_adjustment a where not exists (
    select 1 from billing.ledger_transaction t where t.posting_key = 'adjustment:' || a.adjustment_id)`,
  "a payment is on the account of who paid": `select 1 from billing.payment p
    join billing.ledger_transaction t on t.source_id = p.payment_id::text and t.source_kind = 'payment'
    join billing.ledger_entry e using (transaction_id) where e.patient_id <> p.patient_id`,
  "no account gives away more than was paid": `select patient_id from billing.ledger_entry where account = 'unapplied'
    group by patient_id having sum(amount) > 0`,
  "revenue is what the charges ask": `select 1 from billing.charge c join billing.visit v using (encounter_id)
    where v.released_at is not null and c.status <> 'void' and c.amount <> (
      select coalesce(-sum(e.amount), 0) from billing.ledger_entry e where e.charge_id = c.charge_id and e.account = 'revenue')`,
  "each charge that was released is in the ledger": `select 1 from billing.charge c join billing.visit v using (encounter_id)
    where v.released_at is not null and c.status <> 'void' and not exists (
      select 1 from billing.ledger_entry e where e.charge_id = c.charge_id)`,
  "a claim asks for what its charges are": `select 1 from billing.claim m where m.payer_order = 1 and m.total <> (
    select sum(c.amount) from billing.charge c where c.encounter_id = m.encounter_id and c.status <> 'void')`,
  "a claim was paid what its posted remittances say": `select 1 from billing.claim m where m.paid <> (
    select coalesce(sum(r.paid), 0) from billing.remittance_claim r where r.claim_id = m.claim_id and r.posted)`,
  "no provider has two visits at once, unless that was said": `select a.appointment_id from scheduling.appointment a
    join scheduling.appointment b on a.provider_resource_id = b.provider_resource_id and a.appointment_id < b.appointment_id
      and a.starts_at < b.ends_at and b.starts_at < a.ends_at
    where a.status not in ('cancelled', 'no-show') and b.status not in ('cancelled', 'no-show')
      and a.overbook_reason is null and b.overbook_reason is null`,
  "who was received has one open chart": `select 1 from scheduling.appointment a
    where a.status not in ('booked', 'cancelled', 'no-show')
      and 1 <> (select count(*) from charting.encounter e where e.appointment_id = a.appointment_id)`,
  "a signed encounter is billing's once, with its charges": `select 1 from charting.encounter e
    where e.status in ('signed', 'cosigned') and e.sealed_content is not null and (
      not exists (select 1 from billing.visit v where v.encounter_id = e.encounter_id)
      or jsonb_array_length(e.procedures) <> (
        select count(*) from billing.charge c where c.encounter_id = e.encounter_id and c.by_hand is null))`,
  "a signed encounter has one set of charges": `select encounter_id from billing.charge
    group by encounter_id, line_number having count(*) > 1`,
  "no claim goes out twice in one attempt": `select claim_id from billing.claim_submission
    group by claim_id, attempt having count(*) > 1`,
  "a claim that is out was submitted": `select 1 from billing.claim m where m.status in ('submitted', 'accepted', 'paid')
    and m.payer_order = 1 and not exists (select 1 from billing.claim_submission s where s.claim_id = m.claim_id)`,
  "a file of the clearinghouse is taken once": `select name from billing.exchange_file group by name having count(*) > 1`,
  "no file waits": `select 1 from billing.exchange_file where status = 'received'`,
  "a denial has its task": `select 1 from billing.denial d where d.status = 'open' and not exists (
    select 1 from messaging.denial m where m.denial_id = d.denial_id)`,
  "who does not come is not reminded": `select 1 from messaging.reminder r join scheduling.appointment a using (appointment_id)
    where r.status = 'scheduled' and a.status in ('cancelled', 'no-show')`,
  "each access is in the trail once": `select 1 from identity.audit_entry group by event_id having count(*) > 1`,
  "the audit chain has no gap": `select 1 from identity.audit_entry having count(*) <> coalesce(max(sequence), 0)`,
  "the head of the audit chain is its last entry": `select 1 from identity.audit_head h
    left join identity.audit_entry e on e.sequence = h.sequence where h.sequence > 0 and e.hash is distinct from h.hash`,
  ...Object.fromEntries(
    COPIES.map(([copy, original, key]) => [
      `${copy} is what ${original} says`,
      `select 1 from ${original} o join ${copy} c using (${key}) where c.version <> o.version`,
    ]),
  ),
  ...Object.fromEntries(
    SERVICES.flatMap((service) => [
      [`${service}: every event is published`, `select 1 from ${service}.outbox where published_at is null`],
      [`${service}: nothing is given up`, `select 1 from ${service}.dead_letter`],
      [`${service}: what is due is done`, `select 1 from ${service}.timer where fires_at <= $1`],
      [
        `${service}: each access is in the trail`,
        `select event_id from ${service}.outbox o where name like '%.access-recorded.v1'
          and not exists (select 1 from identity.audit_entry e where e.event_id = o.event_id)`,
      ],
    ]),
  ),
};

/** What must stay as it was, whatever comes after it: rows with a number that only grows, each with what it says. */
const STAYS: { readonly [invariant: string]: string } = {
  // A merge may move whose account an entry is on; on whose it was posted is written down beside it (BIL-312).
  "what was posted stays": `select t.sequence,
      (to_jsonb(e) || jsonb_build_object('patient_id', coalesce(o.patient_id, e.patient_id)))::text as said
    from billing.ledger_entry e join billing.ledger_transaction t using (transaction_id)
    left join billing.patient_origin o on o.table_name = 'ledger_entry' and o.key = e.entry_id::text`,
  "what stands in the trail stays": "select sequence, hash as said from identity.audit_entry",
};

/** What is asked for them: one connection, a PGlite's or PostgreSQL's. */
export interface Queries {
  query<Row extends object>(text: string): Promise<{ rows: Row[] }>;
  exec(text: string): Promise<unknown>;
}

/** The invariants of one world, looked at after each of its steps. */
export class Invariants {
  readonly #db: Queries;
  #prepared = false;
  /** Signed notes by their encounter, as they were first seen. */
  readonly #sealed = new Map<string, string>();
  /** How far each of {@link STAYS} was, and what it said. */
  #stood: readonly { readonly last: number; readonly hash: string }[] = [];

  constructor(db: Queries) {
    this.#db = db;
  }

  /** @returns the invariants that do not hold now. */
  async broken(now: Instant): Promise<string[]> {
    await this.#prepare();
    const { rows } = await this.#db.query<{ name: string }>(`execute simtest_broken('${now}')`);
    return [...rows.map((row) => row.name), ...(await this.#changedNotes()), ...(await this.#changedPast())];
  }

  /** Planned once: thirty queries of small tables cost more to plan than to run. */
  async #prepare(): Promise<void> {
    if (this.#prepared) return;
    this.#prepared = true;
    const broken = Object.entries(BROKEN).map(
      ([name, query]) => `select '${name.replaceAll("'", "''")}' as name where exists (${query})`,
    );
    const hash = (rows: string, which: string) =>
      `(select md5(coalesce(string_agg(said, ',' order by sequence, said), '')) from (${rows}) as rows ${which})`;
    const stays = Object.values(STAYS).map(
      (rows, index) => `select (select coalesce(max(sequence), 0)::int from (${rows}) as rows) as last,
        ${hash(rows, `where sequence <= $${index + 1}`)} as before, ${hash(rows, "")} as now`,
    );
    await this.#db.exec(`prepare simtest_broken(timestamptz) as ${broken.join(" union all ")};
      prepare simtest_stays(${stays.map(() => "bigint").join(", ")}) as ${stays.join(" union all ")};`);
  }

  async #changedNotes(): Promise<string[]> {
    const { rows } = await this.#db.query<{ id: string; seal: string }>(
      "select encounter_id as id, seal || md5(sealed_content) as seal from charting.encounter where sealed_content is not null",
    );
    const seals = new Map(rows.map(({ id, seal }) => [id, seal]));
    for (const [id, seal] of this.#sealed) if (seals.get(id) !== seal) return ["a signed note stays as it was signed"];
    for (const [id, seal] of seals) this.#sealed.set(id, seal);
    return [];
  }

  async #changedPast(): Promise<string[]> {
    const names = Object.keys(STAYS);
    const lasts = names.map((_, index) => this.#stood[index]?.last ?? 0);
    const { rows } = await this.#db.query<{ last: number; before: string; now: string }>(
      `execute simtest_stays(${lasts.join(", ")})`,
    );
    const changed = names.filter((_, index) => {
      const stood = this.#stood[index];
      return stood !== undefined && stood.hash !== rows[index]?.before;
    });
    this.#stood = rows.map(({ last, now }) => ({ last, hash: now }));
    return changed;
  }
}
