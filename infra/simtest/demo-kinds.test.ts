import { PGlite } from "@electric-sql/pglite";
import { openPglite } from "@practicum/db/pglite";
import { pgliteExtensions, setUpPglite } from "@practicum/db/pglite-extensions";
import { atLocal, dateIn } from "@practicum/kernel/instant";
import { practiceId, profile, timeZone } from "@practicum/seed/practice";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NOW, SIZES } from "../src/build-sandbox-seed.ts";
import { SEED_SIZES } from "../src/demo.ts";
import { runSeed } from "../src/seed-practice.ts";
import { SERVICES } from "../src/service-names.ts";

/**
 * The demonstration has a claim of each kind that a biller meets, of a person who is always the same one, on whatever day it begins: in the clinic
 * and in the sandbox. Each row says whose it is, and how it is told from the records alone.
 */

/** A reason in what a payer answered to the claim. */
const because = (group: string, reason: string) => `exists (select from remittance_claim rc,
  jsonb_path_query(rc.content, '$.**.adjustments[*]') a
  where rc.claim_id = c.claim_id and a->>'group' = '${group}' and a->>'reason' = '${reason}')`;
/** Kept back from, or added to, a payment because of the claim. */
const kept = (reason: string) => `exists (select from remittance_claim rc, remittance r,
  jsonb_path_query(r.provider_adjustments, '$[*].entries[*]') e
  where rc.claim_id = c.claim_id and e->>'reason' = '${reason}' and e->>'reference' = rc.payer_claim_number)`;
const refusedBy = (file: string) => `c.status = 'rejected' and exists (select from claim_event e
  where e.claim_id = c.claim_id and e.what = 'Rejected' and e.detail like '%(${file})%')`;
const appealed = (status: string) => `exists (select from appeal a join denial d using (denial_id)
  where d.claim_id = c.claim_id and a.status = '${status}')`;
const statements = (atLeast: number) =>
  `(select count(*) from statement s where s.patient_id = c.patient_id) >= ${atLeast}`;
/** Money is open of the visit, which lies that many days back. */
const aged = (from: number, to: number) => `$1::date - c.service_date between ${from} and ${to} and
  (select coalesce(sum(amount), 0) from ledger_entry e where e.encounter_id = c.encounter_id
    and e.account in ('patient-receivable', 'insurance-receivable')) > 0`;
const UNACCEPTED = "c.status in ('draft', 'needs-correction', 'ready', 'submitted', 'acknowledged', 'rejected')";

const KINDS: readonly (readonly [kind: string, family: string, where: string])[] = [
  ["second payer", "Fairbanks", "c.payer_order = 2 and c.status = 'paid'"],
  ["third payer", "Fairbanks", "c.payer_order = 3 and c.status = 'paid'"],
  ["rejected by a 999", "Crandall", refusedBy("999")],
  ["rejected by a 277CA", "Brightwater", refusedBy("277CA")],
  [
    "out of balance",
    "Xiong",
    `exists (select from remittance_claim rc where rc.claim_number = c.number and not rc.posted
       and rc.problem like '%does not balance%')`,
  ],
  ["PLB: kept back", "Jablonski", kept("WO")],
  ["PLB: interest", "Hawthorne", kept("L6")],
  [
    "taken back",
    "Jablonski",
    "exists (select from remittance_claim rc where rc.claim_id = c.claim_id and rc.status_code = '22')",
  ],
  ["deductible, PR-1", "Drummond", because("PR", "1")],
  ["coinsurance, PR-2", "Castellano", because("PR", "2")],
  ["copay, PR-3", "Abernathy", because("PR", "3")],
  ["CO-16", "Stavros", because("CO", "16")],
  ["CO-18", "Montgomery", because("CO", "18")],
  ["CO-22", "Zimmerman", because("CO", "22")],
  ["CO-24, a capitated panel", "Eastlake", because("CO", "24")],
  ["CO-27", "Oyelaran", because("CO", "27")],
  ["CO-29", "Hawthorne", because("CO", "29")],
  ["CO-45", "Abernathy", because("CO", "45")],
  ["CO-50", "Pemberton", because("CO", "50")],
  ["CO-97", "Rasmussen", because("CO", "97")],
  ["CO-109", "Underhill", because("CO", "109")],
  ["CO-197", "Lindqvist", because("CO", "197")],
  ["CO-204", "Whitaker", because("CO", "204")],
  ["CO-242", "Yamamoto", because("CO", "242")],
  [
    "a patient's credit",
    "Bellweather",
    "(select sum(amount) from ledger_entry e where e.patient_id = c.patient_id and e.account = 'unapplied') < 0",
  ],
  [
    "paid as a lower level",
    "Thackeray",
    "exists (select from underpayment u where u.claim_id = c.claim_id and u.status = 'open' and u.missing > 0)",
  ],
  ["appeal with the payer", "Rasmussen", appealed("sent")],
  ["appeal upheld", "Lindqvist", appealed("upheld")],
  ["appeal granted and paid", "Kowalczyk", `c.status = 'paid' and ${appealed("settled")}`],
  [
    "near the end of its filing time",
    "Delacroix",
    `${UNACCEPTED} and c.filing_soon <= $1::date and c.filing_deadline >= $1::date`,
  ],
  ["past its filing time", "Ellsworth", `${UNACCEPTED} and c.filing_deadline < $1::date`],
  ["printed for a payer that takes paper", "Ulrich", "c.status = 'printed'"],
  ["ready to be printed", "Villanueva", "c.status = 'ready' and c.payer_name = 'TRICARE West'"],
  ["first statement", "Drummond", statements(1)],
  ["third statement", "Abernathy", statements(3)],
  ["open for 0 to 30 days", "Crandall", aged(0, 30)],
  ["open for 31 to 60 days", "Underhill", aged(31, 60)],
  ["open for 61 to 90 days", "Pemberton", aged(61, 90)],
  ["open for 91 to 120 days", "Abernathy", aged(91, 120)],
  ["open for more than 120 days", "Hawthorne", aged(121, 9999)],
];

const owes = (account: string) =>
  `(select coalesce(sum(amount), 0) from ledger_entry e where e.patient_id = p.patient_id and e.account = '${account}')`;
const paper = (step: string) =>
  `(select step from statement s where s.patient_id = p.patient_id order by date desc, number desc limit 1) = '${step}'`;
const held = (kind: string) =>
  `exists (select from account_hold h where h.patient_id = p.patient_id and h.kind = '${kind}' and h.lifted_at is null)`;

/** What becomes of a patient's own balance. */
const ACCOUNTS: readonly (readonly [kind: string, family: string, where: string])[] = [
  [
    "a payment plan, half paid",
    "Gallagher",
    `exists (select from payment_plan n where n.patient_id = p.patient_id and n.over is null) and ${owes("patient-receivable")} > 0`,
  ],
  ["a final notice", "Abernathy", paper("final-notice")],
  ["a final notice whose time is over", "Ivanova", `${paper("final-notice")} and ${owes("patient-receivable")} > 0`],
  ["with a collection agency", "Keller", `${owes("collections")} > 0 and ${owes("patient-receivable")} = 0`],
  ["a disputed bill", "Novak", held("dispute")],
  ["mail that came back", "Quimby", held("returned-mail")],
  ["a small balance", "Sorensen", `${owes("patient-receivable")} = 450`],
];

describe.each([
  ["the sandbox's practice", NOW, SIZES.small, 1],
  [
    "the clinic's, begun at night on the first of a month",
    atLocal("2026-12-01", "00:10", timeZone),
    SEED_SIZES.small,
    6,
  ],
] as const)("%s", (_, now, size, atOnce) => {
  let pglite: PGlite;
  let refused: readonly string[] = [];
  beforeAll(async () => {
    pglite = await PGlite.create({ extensions: pgliteExtensions, relaxedDurability: true });
    await setUpPglite(pglite, SERVICES);
    const practice = { id: practiceId, slug: "kinds", name: profile.name, timeZone };
    ({ refused } = await runSeed({
      practice,
      openDb: (_practice, service) => openPglite(pglite, { schema: service }),
      now,
      history: true,
      ...size,
      atOnce,
      progress: () => {},
    }));
    await pglite.exec("set search_path to billing");
  }, 900_000);
  afterAll(() => pglite.close());

  test("no step of it is refused, and the ledger sums to zero", async () => {
    expect(refused).toEqual([]);
    const { rows } = await pglite.query("select sum(amount)::int as sum from ledger_entry");
    expect(rows).toEqual([{ sum: 0 }]);
  });

  test.each(ACCOUNTS)("BIL-254 to BIL-267, %s: %s", async (_kind, family, where) => {
    const text = `select p.content->'name'->>'family' as family from patient_copy p where ${where} order by 1`;
    const { rows } = await pglite.query<{ family: string }>(text);
    expect(rows.map((one) => one.family)).toContain(family);
  });

  test.each(KINDS)("%s: %s", async (kind, family, where) => {
    // $1 is today, where a kind asks for it.
    const text = `select p.content->'name'->>'family' as family, c.number from claim c
      join patient_copy p on p.patient_id = c.patient_id where ${where} order by c.number`;
    const today = dateIn(now, timeZone);
    const { rows } = await pglite.query<{ family: string; number: string }>(text, text.includes("$1") ? [today] : []);
    const all = rows.map((row) => `${row.number} ${row.family}`).join(", ");
    expect(
      rows.map((row) => row.family),
      `${kind}: ${rows.length} (${all})`,
    ).toContain(family);
  });

  test("a month of capitation is posted to its contract", async () => {
    const { rows } = await pglite.query<{ sum: number }>(
      "select sum(amount)::int as sum from ledger_entry where account = 'capitation'",
    );
    expect(rows[0]?.sum).toBe(-412_650);
  });
});
