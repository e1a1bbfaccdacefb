import type { ExpectedPaidLine, ExpectedSums } from "@practicum/contracts/billing/expected-paid";
import type { ContractContent } from "@practicum/contracts/billing/payer-contracts";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aContract, aTerm } from "../../testing/a-contract.ts";
import { openClinic, type Clinic } from "../../testing/clinic.ts";
import { decision, remittance, reversalOf } from "../../testing/payer-files.ts";

const CO = (reason: string, amount: number) => ({ group: "CO", reason, amount });
const procedures = [
  { code: "99214", label: "Visit", modifiers: [], units: 1, pointers: [1] },
  { code: "36415", label: "Blood draw", modifiers: [], units: 1, pointers: [1] },
];
const NOVEMBER = { from: "2026-11", until: "2026-11", payerId: null, code: null };
const REPORT = { ...NOVEMBER, by: "payer", before: null, limit: 50 } as const;

describe.each(databaseKinds)("decisions beside contracts that are entered later on %s", (database) => {
  let clinic: Clinic;
  let traces = 700;
  const value = <T>(reply: { ok: true; value: T } | { ok: false; error: object }): T =>
    must(reply.ok ? reply.value : null, JSON.stringify(reply));
  const prices = (visit: number, draw: number): ContractContent =>
    aContract({
      name: "Agreement",
      terms: [
        aTerm({ name: "Visits", codes: ["99214"], pay: { by: "price", price: visit } }),
        aTerm({ name: "Draws", codes: ["36415"], pay: { by: "price", price: draw } }),
      ],
    });
  const save = async (
    contractId: string,
    version: number,
    content: ContractContent | null,
    more: { readonly from?: string; readonly payerId?: string } = {},
  ) => {
    const { from = "2026-01-01", payerId = clinic.ids.hmo } = more;
    value(await clinic.call("saveContract", { contractId, payerId, version, from, content, because: null }));
    await clinic.kit.settle();
  };
  const receive = async (...payments: Parameters<typeof remittance>[0]) => {
    traces += 1;
    await clinic.call("receiveFile", {
      fileId: clinic.kit.ids.next(),
      name: `late-${traces}.835`,
      content: remittance(payments, { trace: `LATE${traces}`, controlNumber: traces }),
    });
    await clinic.kit.settle();
  };
  const paid = (number: string, visit: number, draw: number) =>
    decision(number, [
      {
        code: "99214",
        charge: 21_000,
        paid: visit,
        adjustments: [CO("45", 21_000 - visit)],
        controlNumber: `${number}L1`,
      },
      { code: "36415", charge: 1500, paid: draw, adjustments: [CO("45", 1500 - draw)], controlNumber: `${number}L2` },
    ]);
  const sent = async (payerId = clinic.ids.hmo, memberId = "CF1234567") => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId, { payerId, memberId });
    return { patientId, ...(await clinic.sentClaim(patientId, { procedures })) };
  };
  const queue = async (claimId: string, open = true) =>
    value(
      await clinic.call("listUnderpayments", { open, payerId: null, before: null, limit: 50 }),
    ).underpayments.filter((one) => one.claimId === claimId);
  const waiting = async (claimId: string) => (await queue(claimId)).map((one) => [one.billedCode, one.missing]);
  const report = async () => value(await clinic.call("expectedPaid", REPORT));
  const linesOf = async (claimId: string): Promise<ExpectedPaidLine[]> =>
    value(await clinic.call("expectedPaidLines", { ...NOVEMBER, kind: null, before: null, limit: 200 }))
      .lines.filter((one) => one.claimId === claimId)
      .toSorted((a, b) => b.billed - a.billed);
  const told = async (claimId: string) =>
    (await linesOf(claimId)).map((one) => [one.code, one.kind, one.expected, one.allowed]);
  const history = async (claimId: string) =>
    value(await clinic.call("getClaim", { claimId })).history.map((one) => `${one.what}: ${one.detail}`);
  const count = async (text: string) => Number(must((await clinic.kit.rows<{ n: number }>("billing", text))[0]).n);
  const undo = async (contractId: string, version: number) => {
    value(await clinic.call("undoContract", { contractId, version }));
    await clinic.kit.settle();
  };
  /** BIL-399: the report says what the ledger and the queue say. */
  const agrees = async () => {
    const { all } = await report();
    const { known, unknown, refused } = sumsOf(must(all));
    const ledger = await count(`select coalesce(sum(e.amount), 0) as n from ledger_entry e
      join ledger_transaction t on t.transaction_id = e.transaction_id join claim c on c.claim_id = e.claim_id
      where e.account = 'insurance-clearing' and t.posting_key like 'remittance-claim:%' and c.payer_order = 1`);
    expect(known + unknown + refused).toBe(ledger);
    const standing = await count("select coalesce(sum(missing), 0) as n from underpayment where status <> 'closed'");
    expect(must(all).missing).toBe(standing);
  };
  const sumsOf = (all: ExpectedSums) => ({
    known: all.paid,
    unknown: all.unknown.paid,
    refused: all.refused.paid,
  });

  beforeAll(async () => {
    clinic = await openClinic(database, "late-contracts");
  });
  afterAll(() => clinic.stop());

  test("BIL-399, BIL-400: lines that were posted without a contract are not known, and are judged once it is entered; the other payer's stay", async () => {
    const low = await sent();
    const fair = await sent();
    const other = await sent(clinic.ids.ppo, "W123456789");
    await receive(paid(low.number, 12_000, 600), paid(fair.number, 15_000, 600), paid(other.number, 12_000, 600));
    expect(await told(low.claimId)).toEqual([
      ["99214", "unknown", null, 12_000],
      ["36415", "unknown", null, 600],
    ]);
    expect((await report()).all).toMatchObject({ lines: 0, expected: 0, missing: 0, unknown: { lines: 6 } });
    const contractId = clinic.kit.ids.next<string>();
    await save(contractId, 0, prices(15_000, 600));
    expect(await waiting(low.claimId)).toEqual([["99214", 3000]]);
    expect(await waiting(fair.claimId)).toEqual([]);
    expect(await waiting(other.claimId)).toEqual([]);
    expect((await queue(low.claimId))[0]).toMatchObject({
      expected: 15_000,
      term: "Visits",
      contractName: "Agreement",
    });
    expect(await history(low.claimId)).toContain(
      'Underpayment found: 99214, $30.00. Because the contract "Agreement" was entered, from 01/01/2026 on',
    );
    expect(await history(fair.claimId)).not.toContainEqual(expect.stringMatching(/^Underpayment/));
    const { lines, all } = await report();
    expect(lines.map(({ name, sums }) => [name, sums.lines, sums.difference, sums.unknown.lines])).toEqual([
      ["Care First", 4, -3000, 0],
      ["Blue Harbor", 0, 0, 2],
    ]);
    expect(all).toMatchObject({ lines: 4, expected: 31_200, allowed: 28_200, difference: -3000, missing: 3000 });
    await agrees();
    await undo(contractId, 1);
    expect(await waiting(low.claimId)).toEqual([]);
    expect((await report()).all).toMatchObject({ lines: 0, unknown: { lines: 6 } });
    await agrees();
  });

  test("BIL-400: a correction moves what nobody worked, says why, and is undone; what a person worked stays", async () => {
    const claim = await sent();
    const worked = await sent();
    await receive(paid(claim.number, 12_000, 500), paid(worked.number, 12_000, 600));
    const contractId = clinic.kit.ids.next<string>();
    await save(contractId, 0, prices(15_000, 600));
    expect(await waiting(claim.claimId)).toEqual([
      ["99214", 3000],
      ["36415", 100],
    ]);
    const [first] = await queue(claim.claimId);
    const [mine] = await queue(worked.claimId);
    value(
      await clinic.call("resolveUnderpayment", {
        underpaymentId: must(mine).underpaymentId,
        version: 1,
        to: "disputed",
        because: "Called",
      }),
    );
    await agrees();
    await save(contractId, 1, prices(12_000, 800));
    expect(await waiting(claim.claimId)).toEqual([["36415", 300]]);
    expect(await queue(claim.claimId, false)).toMatchObject([
      {
        billedCode: "99214",
        status: "closed",
        note: 'Nothing is missing any more, because the contract "Agreement" was changed, from 01/01/2026 on.',
      },
    ]);
    expect(await queue(worked.claimId)).toMatchObject(
      [
        { billedCode: "36415", missing: 200, status: "open" },
        { billedCode: "99214", missing: 3000, status: "disputed", note: "Called", expected: 15_000 },
      ].toSorted((a, b) => b.missing - a.missing),
    );
    await undo(contractId, 2);
    expect(await waiting(claim.claimId)).toEqual([
      ["99214", 3000],
      ["36415", 100],
    ]);
    // The same row came back, and not another one.
    expect((await queue(claim.claimId))[0]?.underpaymentId).toBe(must(first).underpaymentId);
    await agrees();
    // It ends before all that was done: nothing is expected by it any more.
    await save(contractId, 3, null);
    expect(await waiting(claim.claimId)).toEqual([]);
    expect(await told(claim.claimId)).toEqual([
      ["99214", "unknown", null, 12_000],
      ["36415", "unknown", null, 500],
    ]);
    expect(await queue(worked.claimId)).toMatchObject([{ status: "disputed", missing: 3000 }]);
  });

  test("BIL-400: only days from its own on; the same again writes nothing; what the payer took back is not looked at", async () => {
    const claim = await sent(clinic.ids.ppo, "W222222222");
    const gone = await sent(clinic.ids.ppo, "W333333333");
    const decided = paid(gone.number, 12_000, 600);
    await receive(paid(claim.number, 12_000, 600), decided);
    // A remittance pays something: what is taken back goes along with another claim's payment.
    const along = await sent(clinic.ids.ppo, "W444444444");
    await receive(reversalOf(decided), paid(along.number, 15_000, 600));
    const contractId = clinic.kit.ids.next<string>();
    const payerId = clinic.ids.ppo;
    await save(contractId, 0, prices(15_000, 600), { payerId, from: "2026-11-21" });
    expect(await waiting(claim.claimId)).toEqual([]);
    await save(contractId, 1, prices(15_000, 600), { payerId, from: "2026-11-20" });
    expect(await waiting(claim.claimId)).toEqual([["99214", 3000]]);
    expect(await waiting(gone.claimId)).toEqual([]);
    expect(await linesOf(gone.claimId)).toEqual([]);
    const version = async () => (await queue(claim.claimId))[0]?.version;
    expect(await version()).toBe(1);
    const before = await history(claim.claimId);
    // Another contract of the payer, for nobody here: its lines are looked at, and found as they are.
    const elsewhere = { ...prices(99_000, 600), plans: ["Another plan"] };
    await save(clinic.kit.ids.next<string>(), 0, elsewhere, { payerId });
    expect([await version(), await history(claim.claimId)]).toEqual([1, before]);
  });

  test("BIL-399: by code and by month, page by page, and as a file; what is refused is counted apart", async () => {
    const claim = await sent(clinic.ids.medicaid, "91234567A");
    const payerId = clinic.ids.medicaid;
    await save(clinic.kit.ids.next<string>(), 0, prices(15_000, 600), { payerId });
    await receive(
      decision(claim.number, [
        {
          code: "99214",
          charge: 21_000,
          paid: 0,
          adjustments: [CO("197", 21_000)],
          controlNumber: `${claim.number}L1`,
        },
        { code: "36415", charge: 1500, paid: 450, adjustments: [CO("45", 1050)], controlNumber: `${claim.number}L2` },
      ]),
    );
    const ask = { ...NOVEMBER, payerId, before: null, limit: 1 } as const;
    const codes = value(await clinic.call("expectedPaid", { ...ask, by: "code" }));
    expect(codes.lines).toMatchObject([{ key: "36415", name: "Blood draw", sums: { difference: -150, missing: 150 } }]);
    expect(codes.months).toMatchObject([
      { month: "2026-11", sums: { lines: 1, refused: { lines: 1, billed: 21_000 } } },
    ]);
    const more = value(await clinic.call("expectedPaid", { ...ask, by: "code", before: must(codes.next) }));
    expect(more).toMatchObject({
      lines: [{ key: "99214", sums: { lines: 0, refused: { lines: 1 } } }],
      next: null,
      all: null,
    });
    expect(value(await clinic.call("expectedPaid", { ...ask, by: "month" })).lines).toMatchObject([{ key: "2026-11" }]);
    const page = value(await clinic.call("expectedPaidLines", { ...ask, kind: null }));
    expect(page.lines).toMatchObject([{ code: "36415", difference: -150, claimNumber: claim.number }]);
    const rest = value(await clinic.call("expectedPaidLines", { ...ask, kind: null, before: must(page.next) }));
    expect(rest).toMatchObject({
      lines: [{ code: "99214", kind: "refused", expected: null, difference: null }],
      next: null,
    });
    const file = value(await clinic.call("exportExpectedPaid", { ...NOVEMBER, payerId, kind: "known" }));
    expect(file.patientIds).toEqual([claim.patientId]);
    expect(file.csv.split("\r\n").slice(1)).toEqual([
      `2026-11-20,${claim.number},"López, Maria",Medi-Cal,36415,Blood draw,compared,15.00,6.00,4.50,4.50,-1.50,1.50,Agreement,Draws,$6.00 a unit.`,
      "",
    ]);
    expect(await clinic.call("expectedPaid", { ...REPORT, from: "2025-11" })).toMatchObject({
      error: { code: "invalid-input", field: "from" },
    });
  });

  test("BIL-400: more lines than one piece are looked at in pieces, each once", async () => {
    const patientId = await clinic.addPatient({ family: "Often" });
    const payerId = clinic.ids.medicare;
    await clinic.cover(patientId, { payerId, memberId: "1EG4TE5MK73" });
    const numbers: string[] = [];
    for (let at = 0; at < 27; at += 1) numbers.push((await clinic.sentClaim(patientId, { procedures })).number);
    await receive(...numbers.map((number) => paid(number, 12_000, 600)));
    const found = async () =>
      count(`select count(*)::int as n from underpayment u join claim c on c.claim_id = u.claim_id
        where c.payer_id = '${payerId}' and u.status = 'open'`);
    expect(await found()).toBe(0);
    const contractId = clinic.kit.ids.next<string>();
    await save(contractId, 0, prices(15_000, 600), { payerId });
    expect(await found()).toBe(27);
    await undo(contractId, 1);
    expect(await found()).toBe(0);
  }, 60_000);
});
