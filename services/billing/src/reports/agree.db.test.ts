import type { Measure } from "@practicum/contracts/billing/reports";
import { measure as measureNames } from "@practicum/contracts/billing/reports";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { addDays } from "@practicum/kernel/local-date";
import { seededRandom } from "@practicum/kernel/random";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../testing/clinic.ts";
import { decision, remittance, reversalOf } from "../testing/payer-files.ts";

const SEEDS = ["one", "two"];
const STEPS = 45;
const KEPT = { providerId: "1234567893", fiscalPeriodEnd: "2026-12-31" };

/** The reports against the ledger, over histories that chance has made; a failure names its seed. */
describe.each(databaseKinds.flatMap((database) => SEEDS.map((seed) => ({ database, seed }))))(
  "reports agree with the ledger on $database, history $seed",
  ({ database, seed }) => {
    let clinic: Clinic;
    let history: ReturnType<typeof historyOf>;
    beforeAll(async () => {
      clinic = await openClinic(database, `agree-${seed}`);
      history = historyOf(clinic, seed);
      await history.begin();
    });
    afterAll(() => clinic.stop());

    test("BIL-301, BIL-303, BIL-304, BIL-305: after every few steps of it each sum is the ledger's", async () => {
      for (let step = 0; step < STEPS; step += 1) {
        await history.step();
        if (step % 9 === 8) await agree(clinic);
      }
      expect(history.happened.size).toBeGreaterThan(7);
    }, 300_000);
  },
);

async function agree(clinic: Clinic): Promise<void> {
  const { call, kit } = clinic;
  const balances = new Map<string, number>();
  const trial = await call("trialBalance", {});
  for (const { account, balance } of must(trial.ok ? trial.value.accounts : null)) balances.set(account, balance);
  const of = (account: string) => balances.get(account) ?? 0;
  const owed = of("patient-receivable") + of("insurance-receivable");

  for (const by of ["payer", "patient", "provider"] as const)
    for (const from of ["service", "bill"] as const) {
      const reply = await call("aging", { by, from, before: null, limit: 200 });
      const { lines, all } = must(reply.ok ? reply.value : null, JSON.stringify(reply));
      expect([by, from, must(all).sums.total]).toEqual([by, from, owed]);
      expect(lines.reduce((sum, line) => sum + line.sums.total, 0)).toBe(owed);
      for (const { sums } of lines) {
        const { total, ...buckets } = sums;
        expect(Object.values(buckets).reduce((sum, one) => sum + one, 0)).toBe(total);
      }
      expect([all?.collections, all?.unapplied]).toEqual([of("collections"), 0 - of("unapplied")]);
      const rows = await call("agingRows", { by, from, key: null, bucket: null, before: null, limit: 200 });
      const behind = must(rows.ok ? rows.value : null);
      expect(behind.rows.reduce((sum, row) => sum + row.amount, 0)).toBe(owed);
    }

  // Of visits: what the ledger's entries say by account, and that each month explains itself.
  const reply = await call("waterfall", { until: null });
  const { lines } = must(reply.ok ? reply.value : null);
  for (const one of lines) {
    const left = one.charged - one.contractual - one.payersPaid - one.patientsPaid - one.writtenOff;
    expect([one.month, left - one.collections - one.other]).toEqual([one.month, one.openPayers + one.openPatients]);
  }
  const sum = (pick: (one: (typeof lines)[number]) => number) => lines.reduce((total, one) => total + pick(one), 0);
  expect(sum((one) => one.charged)).toBe(0 - of("revenue"));
  expect(sum((one) => one.contractual)).toBe(of("contractual"));
  expect(sum((one) => one.writtenOff)).toBe(of("write-off"));
  expect(sum((one) => one.collections)).toBe(of("collections"));
  expect(sum((one) => one.openPayers + one.openPatients)).toBe(owed);
  const [byEntries] = await kit.rows<{ payers: number; patients: number }>(
    "billing",
    `select coalesce(sum(e.amount) filter (where e.account = 'insurance-clearing' and e.encounter_id is not null), 0)::int
        + coalesce(sum(e.amount) filter (where e.account = 'cash' and e.rule = 'BIL-107'), 0)::int as payers,
      coalesce(-sum(e.amount) filter (where e.account = 'patient-receivable' and t.source_kind = 'payment'), 0)::int as patients
    from ledger_entry e join ledger_transaction t on t.transaction_id = e.transaction_id`,
  );
  expect([sum((one) => one.payersPaid), sum((one) => one.patientsPaid)]).toEqual([
    byEntries?.payers,
    byEntries?.patients,
  ]);

  await sidesAgree(clinic);
  await keptAgree(clinic);
}

/** Every number of this month and the two before is the sum of the rows that it shows. */
async function sidesAgree({ call }: Clinic): Promise<void> {
  const listed = await call("listMeasures", {});
  const views = must(listed.ok ? listed.value.measures : null, JSON.stringify(listed));
  expect(views.map((one) => one.measure)).toEqual(measureNames.options);
  for (const view of views)
    for (const month of view.months.slice(-3))
      for (const side of ["numerator", "denominator"] as const) {
        const sum = await sumOfPages(call, view.measure, month.month, side);
        expect([view.measure, month.month, side, sum]).toEqual([view.measure, month.month, side, month[side]]);
      }
}

async function sumOfPages(
  call: Clinic["call"],
  measure: Measure,
  month: string,
  side: "numerator" | "denominator",
): Promise<number> {
  let before: string | null = null;
  let sum = 0;
  do {
    const reply: Awaited<ReturnType<typeof rowsOf>> = await rowsOf(call, measure, month, side, before);
    sum += reply.rows.reduce((total, row) => total + row.amount, 0);
    before = reply.next;
  } while (before !== null);
  return sum;
}

async function rowsOf(
  call: Clinic["call"],
  measure: Measure,
  month: string,
  side: "numerator" | "denominator",
  before: string | null,
) {
  const reply = await call("measureRows", { measure, month, side, before, limit: 7 });
  return must(reply.ok ? reply.value : null, JSON.stringify(reply));
}

/** What is kept as owed now is what the entries come to; and at the end of each month it was what those up to it come to. */
async function keptAgree({ kit, call }: Clinic): Promise<void> {
  const wrong = await kit.rows(
    "billing",
    `with both_sides as (
        select account, patient_id, encounter_id, amount from balance_now
        union all
        select account, patient_id, case when account <> 'unapplied' then encounter_id end, -amount from ledger_entry
        where account in ('patient-receivable', 'insurance-receivable', 'collections', 'unapplied'))
    select account, patient_id, encounter_id, sum(amount)::int as wrong from both_sides group by 1, 2, 3 having sum(amount) <> 0`,
  );
  expect(wrong).toEqual([]);
  const listed = await call("listMeasures", {});
  const owed = must(listed.ok ? listed.value.measures : null).find((one) => one.measure === "days-in-ar");
  for (const { month, numerator } of must(owed).months) {
    const [row] = await kit.rows<{ owed: number }>(
      "billing",
      `select coalesce(sum(e.amount), 0)::int as owed
      from ledger_entry e join ledger_transaction t on t.transaction_id = e.transaction_id
      where e.account in ('patient-receivable', 'insurance-receivable') and to_char(t.date, 'YYYY-MM') <= '${month}'`,
    );
    expect([month, numerator]).toEqual([month, row?.owed]);
  }
}

/** A history that follows from its seed: visits, decisions, payments, what is taken back, and months that are closed and opened again. */
function historyOf(clinic: Clinic, seed: string) {
  const { call, kit } = clinic;
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random.next() * from.length)];
  const happened = new Set<string>();
  const patients: string[] = [];
  const out: {
    number: string;
    total: number;
    code: string;
    claimId: string;
    patientId: string;
    encounterId: string;
  }[] = [];
  const decided: { payment: ReturnType<typeof decision>; claimId: string; patientId: string }[] = [];
  const payments: { paymentId: string; patientId: string; amount: number }[] = [];
  let file = 900;
  let visits = 0;
  let today = "2026-11-23";

  /** @param forward what a payer that has nothing to pay keeps for the next time. */
  const receive = async (payment: ReturnType<typeof decision>, forward = 0) => {
    file += 1;
    const providerAdjustments = forward === 0 ? [] : [{ ...KEPT, entries: [{ reason: "FB", amount: forward }] }];
    const content = remittance([payment], { trace: `R${file}`, controlNumber: file, providerAdjustments });
    const fileId = kit.ids.next<string>();
    await call("receiveFile", { fileId, name: `${file}.835`, content });
  };
  const steps: { readonly [name: string]: () => Promise<boolean> } = {
    async visit() {
      const patientId = must(pick(patients.slice(0, 2)));
      const [code, price] =
        pick([["99213", 15_000] as const, ["99214", 21_000] as const]) ?? (["99213", 15_000] as const);
      visits += 1;
      const serviceDate = addDays("2026-11-22", -visits);
      const procedures = [{ code, label: code, modifiers: [], units: 1, pointers: [1] }];
      const claim = await clinic.sentClaim(patientId, { serviceDate, procedures });
      out.push({ ...claim, patientId, total: price, code });
      return true;
    },
    async selfPay() {
      visits += 1;
      const encounterId = await clinic.sign(must(patients.at(-1)), { serviceDate: addDays("2026-11-22", -visits) });
      return (await call("releaseCharges", { encounterIds: [encounterId] })).ok;
    },
    async decide() {
      const claim = out.shift();
      if (!claim) return false;
      const denied = random.next() < 0.3;
      const share = Math.floor(random.next() * 4000);
      const contractual = Math.floor(random.next() * 5000);
      const adjustments = denied
        ? [{ group: "CO" as const, reason: "197", amount: claim.total }]
        : [
            { group: "CO" as const, reason: "45", amount: contractual },
            { group: "PR" as const, reason: "3", amount: share },
          ].filter((one) => one.amount > 0);
      const paid = denied ? 0 : claim.total - share - contractual;
      const payment = decision(
        claim.number,
        [{ code: claim.code, charge: claim.total, paid, adjustments }],
        denied ? "4" : "1",
      );
      decided.push({ payment, claimId: claim.claimId, patientId: claim.patientId });
      await receive(payment);
      return true;
    },
    async takeBack() {
      const at = decided.findIndex((one) => one.payment.paid > 0);
      const [one] = at < 0 ? [] : decided.splice(at, 1);
      if (!one) return false;
      await receive(reversalOf(one.payment), -one.payment.paid);
      return true;
    },
    async pay() {
      const [paymentId, patientId] = [kit.ids.next<string>(), must(pick(patients))];
      const amount = 100 + Math.floor(random.next() * 4000);
      const purpose = pick(["copay", "balance", "prepayment"] as const) ?? "copay";
      payments.push({ paymentId, patientId, amount });
      return (
        await call("takePayment", {
          paymentId,
          patientId,
          amount,
          purpose,
          method: "cash",
          reference: "",
          appointmentId: null,
        })
      ).ok;
    },
    async reverse() {
      const one = payments.pop();
      return (
        one !== undefined &&
        (await call("reversePayment", { paymentId: one.paymentId, patientId: one.patientId, reason: "x" })).ok
      );
    },
    async refund() {
      const one = pick(payments);
      if (!one) return false;
      const adjustmentId = kit.ids.next<string>();
      const input = {
        ...one,
        adjustmentId,
        amount: Math.ceil(one.amount / 3),
        method: "cash" as const,
        reference: "",
        because: "x",
      };
      return (await call("refundPayment", input, { as: ["practice-manager"] })).ok;
    },
    async payerRefund() {
      const one = decided.find((each) => each.payment.paid > 100);
      if (!one) return false;
      const { claimId, patientId } = one;
      const input = {
        adjustmentId: kit.ids.next<string>(),
        claimId,
        patientId,
        amount: 100,
        reference: "",
        because: "x",
      };
      return (await call("refundPayer", input, { as: ["practice-manager"] })).ok;
    },
    async writeOff() {
      const patientId = must(pick(patients));
      const account = await call("getAccount", { patientId });
      const visit = account.ok ? account.value.visits.find((one) => one.patientDue > 1 && one.encounterId) : undefined;
      if (!visit?.encounterId) return false;
      const { encounterId, patientDue } = visit;
      const amount = Math.ceil(patientDue / 2);
      const input = {
        adjustmentId: kit.ids.next<string>(),
        patientId,
        encounterId,
        amount,
        reason: "bad-debt" as const,
        note: "",
      };
      return (await call("writeOffBalance", input, { as: ["practice-manager"] })).ok;
    },
    async days() {
      today = addDays(today, 6 + Math.floor(random.next() * 14));
      await kit.advanceTo(`${today}T18:00:00.000Z`);
      return true;
    },
    async close() {
      const months = await call("listMonths", {});
      const month = must(months.ok ? months.value.next : null);
      return (await call("closeMonth", { month, seen: 999, because: "x" })).ok;
    },
    async reopen() {
      const months = await call("listMonths", {});
      const last = must(months.ok ? months.value.months : null).find((one) => one.state === "closed");
      if (!last) return false;
      return (await call("reopenMonth", { month: last.month, because: "x" }, { as: ["practice-manager"] })).ok;
    },
  };
  const likely = [
    "visit",
    "visit",
    "visit",
    "decide",
    "decide",
    "decide",
    "pay",
    "pay",
    "days",
    "days",
    "close",
    ...Object.keys(steps),
  ];
  return {
    happened,
    async begin() {
      for (const payerId of [clinic.ids.hmo, clinic.ids.ppo]) {
        const patientId = await clinic.addPatient({ family: payerId === clinic.ids.hmo ? "Lopez" : "Stone" });
        await clinic.cover(patientId, { payerId, memberId: "CF1234567" });
        patients.push(patientId);
      }
      // Nobody covers the last one: what is hers is owed by herself.
      patients.push(await clinic.addPatient({ family: "Alone" }));
    },
    async step() {
      const name = must(pick(likely));
      if (await must(steps[name])()) happened.add(name);
      await kit.settle();
    },
  };
}
