import type { PGlite } from "@electric-sql/pglite";

/** What must hold after every step, each as a query for what breaks it. */
const BROKEN: { readonly [invariant: string]: string } = {
  "each posting of the ledger sums to zero": `select transaction_id from billing.ledger_entry
    group by transaction_id having sum(amount) <> 0`,
  "the whole ledger sums to zero": `select 1 from billing.ledger_entry having coalesce(sum(amount), 0) <> 0`,
  "no provider has two visits at once, unless that was said": `select a.appointment_id from scheduling.appointment a
    join scheduling.appointment b on a.provider_resource_id = b.provider_resource_id and a.appointment_id < b.appointment_id
      and a.starts_at < b.ends_at and b.starts_at < a.ends_at
    where a.status not in ('cancelled', 'no-show') and b.status not in ('cancelled', 'no-show')
      and a.overbook_reason is null and b.overbook_reason is null`,
  "a signed encounter has one set of charges": `select encounter_id from billing.charge
    group by encounter_id, line_number having count(*) > 1`,
  "no claim goes out twice in one attempt": `select claim_id from billing.claim_submission
    group by claim_id, attempt having count(*) > 1`,
  "a file of the clearinghouse is taken once": `select name from billing.exchange_file group by name having count(*) > 1`,
  "the audit chain has no gap": `select 1 from identity.audit_entry having count(*) <> coalesce(max(sequence), 0)`,
  "the head of the audit chain is its last entry": `select 1 from identity.audit_head h
    left join identity.audit_entry e on e.sequence = h.sequence where h.sequence > 0 and e.hash is distinct from h.hash`,
  ...Object.fromEntries(
    ["identity", "scheduling", "charting", "billing", "messaging"].flatMap((service) => [
      [`${service}: every event is published`, `select 1 from ${service}.outbox where published_at is null`],
      [`${service}: nothing is given up`, `select 1 from ${service}.dead_letter`],
      [
        `${service}: each access has one entry in the audit trail`,
        `select event_id from ${service}.outbox o where name like '%.access-recorded.v1'
          and not exists (select 1 from identity.audit_entry e where e.event_id = o.event_id)`,
      ],
    ]),
  ),
};

/** @returns the invariants that do not hold now. */
export async function brokenInvariants(pglite: PGlite): Promise<string[]> {
  const union = Object.entries(BROKEN).map(
    ([name, query]) => `select '${name.replaceAll("'", "''")}' as name where exists (${query})`,
  );
  const { rows } = await pglite.query<{ name: string }>(union.join(" union all "));
  return rows.map((row) => row.name);
}
