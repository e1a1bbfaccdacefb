/** Billing 0014: payers say where letters go by mail, and refusals that nobody appealed by a letter can be worked again. */
export const appealPolicyColumns: readonly string[] = [
  `update payer set appeals = appeals || '{"address": null}'::jsonb where not appeals ? 'address'`,
  // BIL-234: an earlier version marked a refusal as appealed and kept no letter. Such a one is with no payer as far as the record
  // knows, could be neither appealed nor followed, and is open again.
  `insert into claim_event (claim_id, at, what, detail, by_name)
    select d.claim_id, now(), 'Denial: open again', d.adjustment_group || '-' || d.reason ||
      ': an earlier version marked it as appealed and kept no letter. If one is with the payer, begin the appeal here and say that it went by hand.', 'Practicum'
    from denial d where ${withoutLetter()} order by d.opened_at, d.denial_id`,
  `update denial d set status = 'open', version = version + 1 where ${withoutLetter()}`,
];

function withoutLetter(): string {
  return `d.status = 'appealed' and not exists (select 1 from appeal a where a.denial_id = d.denial_id
    and a.status in ('sent', 'information-requested', 'overturned', 'partly'))`;
}
