import { denominations } from "@practicum/contracts/billing/drawers";
import type { Role } from "@practicum/contracts/permission";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../testing/clinic.ts";

type Denomination = (typeof denominations)[number];

/** The fewest bills and coins for an amount. */
function inBills(amount: number) {
  let rest = amount;
  return denominations.flatMap((denomination: Denomination) => {
    const count = Math.floor(rest / denomination);
    rest -= count * denomination;
    return count > 0 ? [{ denomination, count }] : [];
  });
}

/** The clinic's clock begins on Monday 2026-11-23, ten o'clock in San Diego. Each role of the test kit is a person of its own. */
describe.each(databaseKinds)("cash drawers on %s", (database) => {
  let clinic: Clinic;
  let patientId = "";
  const desk = { as: ["front-desk"] as readonly Role[] };
  const biller = { as: ["biller"] as readonly Role[] };
  const manager = { as: ["practice-manager"] as readonly Role[] };
  type Who = typeof desk;

  beforeAll(async () => {
    clinic = await openClinic(database, "drawers");
    patientId = await clinic.addPatient();
  });
  afterAll(() => clinic.stop());

  const id = () => clinic.kit.ids.next<string>();
  const value = <T>(reply: { readonly ok: boolean; readonly value?: T }) =>
    must(reply.ok ? reply.value : null, JSON.stringify(reply));
  const pay = async (who: Who, method: "cash" | "check" | "card", amount: number, reference: string | null = null) => {
    const paymentId = id();
    const about = { purpose: "balance", appointmentId: null } as const;
    value(await clinic.call("takePayment", { paymentId, patientId, amount, method, reference, ...about }, who));
    return paymentId;
  };
  const mine = async (who: Who) => value(await clinic.call("myDrawer", {}, who));
  const open = async (who: Who) => must((await mine(who)).drawer);
  const get = async (drawerId: string, who = manager) => value(await clinic.call("getDrawer", { drawerId }, who));
  const day = async (on = "2026-11-23") => value(await clinic.call("dailyClose", { on }, manager));
  const close = async (drawerId: string, who: Who, cash: number, more: object = {}) => {
    const drawer = await get(drawerId);
    const { expected, version } = drawer;
    const none = { cashBecause: "", checksBecause: "", cardsBecause: "" };
    const fits = { checks: expected.checks, cards: expected.cards, left: 0, version, ...none };
    return clinic.call("closeDrawer", { drawerId, counted: inBills(cash), ...fits, ...more } as never, who);
  };
  const balanceOf = async (account: string) => {
    const reply = value(await clinic.call("trialBalance", {}, biller));
    expect(reply.total).toBe(0);
    return reply.accounts.find((one) => one.account === account)?.balance ?? 0;
  };
  /** BIL-288: the drawers of a day, and what was in none, are what the ledger has. */
  const agrees = async (on = "2026-11-23") => {
    const { drawers, banked, outside, ledger } = await day(on);
    const received = drawers.reduce((sum, one) => sum + one.expected.received, 0);
    expect({ received: received + banked + outside, on }).toEqual({ received: ledger, on });
    return ledger;
  };

  test("BIL-280: the float opens it; said again it is the same drawer; a payment without one opens one that nobody counted", async () => {
    const { drawerId } = value(await clinic.call("openDrawer", { openingFloat: 10_000 }, desk));
    expect(value(await clinic.call("openDrawer", { openingFloat: 15_000 }, desk)).drawerId).toBe(drawerId);
    expect(await open(desk)).toMatchObject({
      drawerId,
      mine: true,
      day: "2026-11-23",
      number: 1,
      openingFloat: 15_000,
      countedIn: true,
      expected: { cash: 15_000, received: 0 },
    });
    await pay(biller, "cash", 300);
    const other = await open(biller);
    expect(other).toMatchObject({ countedIn: false, openingFloat: 0, expected: { cash: 300, received: 300 } });
    expect(other.drawerId).not.toBe(drawerId);
    value(await clinic.call("openDrawer", { openingFloat: 2000 }, biller));
    expect(await open(biller)).toMatchObject({ countedIn: true, expected: { cash: 2300, received: 300 } });
    expect((await get(other.drawerId)).history.map((one) => [one.what, one.by])).toEqual([
      ["float", "Test biller"],
      ["opened", "Test biller"],
    ]);
  });

  test("BIL-281, BIL-282: each payment in the drawer of who took it; what is taken back of it there, what is given out of who gives", async () => {
    await pay(desk, "cash", 2500);
    await pay(desk, "check", 4000, "412");
    await pay(desk, "card", 9000);
    const mistake = await pay(desk, "cash", 9900);
    // The manager reverses it: the money is in the desk's drawer.
    value(await clinic.call("reversePayment", { paymentId: mistake, patientId, reason: "Typed twice" }, manager));
    expect((await mine(manager)).drawer).toBeNull();
    const card = await pay(desk, "card", 3000);
    const refund = { adjustmentId: id(), paymentId: card, patientId, reference: "", because: "Not owed" };
    // The biller gives cash for a part of what the desk took by card.
    value(await clinic.call("refundPayment", { ...refund, amount: 1000, method: "cash" } as never, biller));
    expect(await open(desk)).toMatchObject({
      expected: { cash: 17_500, checks: 4000, checkCount: 1, cards: 12_000, received: 18_500 },
    });
    expect(await open(biller)).toMatchObject({ expected: { cash: 1300, cards: 0, received: -700 } });
    expect(await agrees()).toBe(17_800);
    // Taken back, it is in the drawer again out of which it went, whoever takes it back.
    value(
      await clinic.call(
        "reverseAdjustment",
        { adjustmentId: refund.adjustmentId, patientId, because: "Kept" } as never,
        manager,
      ),
    );
    expect(await open(biller)).toMatchObject({ expected: { cash: 2300, received: 300 } });
    expect((await open(biller)).lines.map((one) => [one.kind, one.method, one.amount])).toEqual([
      ["payment", "cash", 300],
      ["refund", "cash", -1000],
      ["refund-undone", "cash", 1000],
    ]);
    expect(await agrees()).toBe(18_800);
  });

  test("BIL-281: above the limit it goes out of the drawer of who asked, not of who allowed it", async () => {
    const paymentId = await pay(desk, "cash", 20_000);
    const asked = await clinic.call(
      "refundPayment",
      {
        adjustmentId: id(),
        paymentId,
        patientId,
        amount: 20_000,
        method: "cash",
        reference: "",
        because: "Paid twice",
      } as never,
      desk,
    );
    const approvalId = must(value(asked).approvalId);
    expect((await open(desk)).expected.cash).toBe(37_500);
    value(await clinic.call("decideApproval", { approvalId, approve: true, because: "" } as never, manager));
    expect((await open(desk)).expected.cash).toBe(17_500);
    expect((await mine(manager)).drawer).toBeNull();
    await agrees();
  });

  test("BIL-281: a patient's check that the bank's deposit brought is in no drawer, taken back neither", async () => {
    const before = (await open(biller)).version;
    const checkId = id();
    const check = { checkId, payerId: null, patientId, number: "9001", amount: 5000 };
    const deposit = {
      depositId: id(),
      kind: "check",
      depositedOn: "2026-11-23",
      amount: 5000,
      reference: "",
      checks: [check],
    };
    value(await clinic.call("recordDeposit", deposit as never, biller));
    expect((await open(biller)).version).toBe(before);
    expect(await day()).toMatchObject({ banked: 5000, outside: 0 });
    await agrees();
    value(await clinic.call("reversePayment", { paymentId: checkId as never, patientId, reason: "Bounced" }, biller));
    expect((await open(biller)).version).toBe(before);
    expect(await day()).toMatchObject({ banked: 0 });
    await agrees();
  });

  test("BIL-283: a payout has a reason, is no more than is there, is posted, and is taken back once", async () => {
    const { drawerId } = await open(desk);
    const lineId = id();
    const payout = { drawerId, lineId, amount: 1275, because: "Stamps" };
    expect(await clinic.call("payOut", { ...payout, because: " " }, desk)).toMatchObject({
      error: { field: "because" },
    });
    expect(await clinic.call("payOut", { ...payout, amount: 17_501 }, desk)).toMatchObject({
      error: { code: "over-allocated", field: "amount" },
    });
    const cash = await balanceOf("cash");
    value(await clinic.call("payOut", payout, desk));
    value(await clinic.call("payOut", payout, desk));
    expect((await open(desk)).expected).toMatchObject({ cash: 16_225, payouts: 1275, received: 18_500 });
    expect([await balanceOf("cash"), await balanceOf("petty-cash")]).toEqual([cash - 1275, 1275]);
    const wrong = { ...payout, lineId: id(), amount: 100, because: "Typed wrong" };
    value(await clinic.call("payOut", wrong, desk));
    const undo = { drawerId, lineId: wrong.lineId };
    value(await clinic.call("undoPayout", undo, desk));
    expect(await clinic.call("undoPayout", undo, desk)).toMatchObject({ error: { code: "already-posted" } });
    expect((await open(desk)).expected).toMatchObject({ cash: 16_225, payouts: 1275 });
    expect(await balanceOf("petty-cash")).toBe(1275);
    expect((await open(desk)).lines.filter((one) => one.undone).map((one) => one.because)).toEqual(["Typed wrong"]);
    await agrees();
  });

  test("BIL-284, BIL-289: closed $5.00 short with a reason, by whose it is; the books have what was counted", async () => {
    const { drawerId } = await open(desk);
    const [cash, over] = [await balanceOf("cash"), await balanceOf("cash-over-short")];
    expect(await close(drawerId, biller, 16_225)).toMatchObject({ error: { code: "not-found" } });
    expect(await clinic.call("getDrawer", { drawerId: (await open(biller)).drawerId }, desk)).toMatchObject({
      error: { code: "not-found" },
    });
    expect(await clinic.call("dailyClose", { on: "2026-11-23" }, desk)).toMatchObject({
      error: { code: "not-allowed" },
    });
    expect(await close(drawerId, desk, 15_725, { left: 15_000 })).toMatchObject({ error: { field: "cashBecause" } });
    const said = { left: 15_000, cashBecause: "Wrong change at noon" };
    expect(await close(drawerId, desk, 15_725, said)).toEqual({ ok: true, value: { overShort: -500, deposit: 725 } });
    expect([await balanceOf("cash"), await balanceOf("cash-over-short")]).toEqual([cash - 500, over + 500]);
    expect(await get(drawerId)).toMatchObject({
      state: "closed",
      closing: {
        cash: 15_725,
        overShort: -500,
        left: 15_000,
        deposit: 725,
        cashBecause: "Wrong change at noon",
        by: "Test front-desk",
      },
    });
    await agrees();
  });

  test("BIL-287, BIL-261: the slip has what was counted and did not stay, the open drawer's net, and the checks in them", async () => {
    const slip = value(await clinic.call("depositSlip", { on: "2026-11-23" }, biller));
    // $7.25 of the desk's, $3.00 of the biller's open one.
    expect(slip).toMatchObject({ cash: 1025, cards: 12_000, total: 5025 + 5000 });
    expect(slip.drawers.map((one) => [one.person, one.state, one.cash])).toEqual([
      ["Test biller", "open", 300],
      ["Test front-desk", "closed", 725],
    ]);
    expect(slip.checks.map((one) => one.number).toSorted()).toEqual(["412", "9001"]);
  });

  test("BIL-285: a payment of that day afterwards goes to the next drawer, which begins with what stayed", async () => {
    const first = must((await mine(desk)).closedToday[0]);
    await pay(desk, "cash", 4000);
    const second = await open(desk);
    expect(second).toMatchObject({
      number: 2,
      openingFloat: 15_000,
      countedIn: true,
      expected: { cash: 19_000, received: 4000 },
    });
    expect(await get(first.drawerId)).toMatchObject({ version: first.version, expected: first.expected });
    // What was taken into the closed one and is taken back now goes out of the one that is open.
    const check = must((await get(first.drawerId)).lines.find((one) => one.method === "check"));
    const [row] = await clinic.kit.rows<{ payment_id: string }>(
      "billing",
      `select payment_id from drawer_line where line_id = '${check.lineId}'`,
    );
    const paymentId = must(row).payment_id as never;
    value(await clinic.call("reversePayment", { paymentId, patientId, reason: "Bounced" }, desk));
    expect((await open(desk)).expected).toMatchObject({ cash: 19_000, checks: 0, checkCount: 0, received: 0 });
    expect((await get(first.drawerId)).expected).toEqual(first.expected);
    await agrees();
    await expect(
      clinic.kit.rows(
        "billing",
        `insert into drawer_line (line_id, drawer_id, at, kind, method, amount, by_name)
         values (gen_random_uuid(), '${first.drawerId}', now(), 'payout', 'cash', -1, 'x')`,
      ),
    ).rejects.toThrow(/drawer is closed/);
    await expect(clinic.kit.rows("billing", "update drawer_line set amount = 1")).rejects.toThrow(/append only/);
    await expect(clinic.kit.rows("billing", "delete from drawer_event")).rejects.toThrow(/append only/);
  });

  test("BIL-286: a manager opens it again with a reason, once no other is open; the shortage is undone", async () => {
    const first = must((await mine(desk)).closedToday[0]);
    const reopen = (because: string, who = manager) =>
      clinic.call("reopenDrawer", { drawerId: first.drawerId, because }, who);
    expect(await reopen("Five dollars were found", desk)).toMatchObject({ error: { code: "not-allowed" } });
    expect(await reopen(" ")).toMatchObject({ error: { code: "invalid-input" } });
    expect(await reopen("Five dollars were found")).toMatchObject({
      error: { code: "other-drawer-open", detail: { name: "Test front-desk" } },
    });
    const second = await open(desk);
    // BIL-289: the manager closes another person's.
    expect(await close(second.drawerId, manager, 19_000, { left: 15_000 })).toMatchObject({
      value: { overShort: 0, deposit: 4000 },
    });
    value(await reopen("Five dollars were found"));
    expect(await balanceOf("cash-over-short")).toBe(0);
    expect(await reopen("Again")).toMatchObject({ error: { code: "drawer-open" } });
    expect(await close(first.drawerId, desk, 16_225, { left: 15_000 })).toMatchObject({
      value: { overShort: 0, deposit: 1225 },
    });
    expect(await balanceOf("cash-over-short")).toBe(0);
    expect((await get(first.drawerId)).history.map((one) => one.what)).toEqual([
      "closed",
      "reopened",
      "closed",
      "float",
      "float",
      "opened",
    ]);
    const kept = await clinic.kit.rows<{ n: number }>(
      "billing",
      `select (closing->>'overShort')::int as n from drawer_event where what = 'closed' and drawer_id = '${first.drawerId}' order by sequence`,
    );
    expect(kept.map((one) => one.n)).toEqual([-500, 0]);
  });

  test("BIL-288, BIL-285: the day shows every drawer and its day agrees with the ledger; a forgotten one stays to be seen", async () => {
    expect((await day()).drawers.map((one) => [one.person, one.number, one.state])).toEqual([
      ["Test biller", 1, "open"],
      ["Test front-desk", 1, "closed"],
      ["Test front-desk", 2, "closed"],
    ]);
    const before = await agrees();
    await clinic.kit.advanceTo("2026-11-24T18:00:00.000Z");
    const taken = await pay(biller, "cash", 700);
    expect((await mine(biller)).unclosed.map((one) => one.day)).toEqual(["2026-11-23"]);
    expect((await open(biller)).day).toBe("2026-11-24");
    const today = await day("2026-11-24");
    expect(today.drawers.map((one) => one.person)).toEqual(["Test biller"]);
    expect(today.unclosedBefore.map((one) => [one.person, one.day])).toEqual([["Test biller", "2026-11-23"]]);
    expect(await agrees("2026-11-24")).toBe(700);
    expect(await agrees()).toBe(before);
    // A payment of yesterday's drawer, still open, that is reversed today is today's: so the ledger has it.
    const [line] = must(await get(must((await day()).drawers[0]).drawerId)).lines;
    const [row] = await clinic.kit.rows<{ payment_id: string }>(
      "billing",
      `select payment_id from drawer_line where line_id = '${must(line).lineId}'`,
    );
    value(
      await clinic.call(
        "reversePayment",
        { paymentId: must(row).payment_id as never, patientId, reason: "Bounced" },
        biller,
      ),
    );
    expect(await agrees("2026-11-24")).toBe(400);
    expect(await agrees()).toBe(before);
    expect(taken).not.toBe("");
    const month = value(await clinic.call("getMonth", { month: "2026-11" }, biller));
    expect(month.open.find((one) => one.what === "drawers")).toEqual({
      what: "drawers",
      count: 2,
      amount: 700,
      oldest: "2026-11-23",
    });
  });

  test("BIL-288: what was taken before drawers were kept is said beside them", async () => {
    const paymentId = id();
    await clinic.kit.rows(
      "billing",
      `do $$ declare t uuid := gen_random_uuid(); begin
        insert into payment (payment_id, receipt_number, patient_id, amount, method, purpose, taken_at, taken_by)
          values ('${paymentId}', 'R-old', '${patientId}', 1100, 'cash', 'balance', '2026-11-20T18:00:00Z', 'x');
        insert into ledger_transaction (transaction_id, posting_key, at, date, by_name, source_kind, source_id)
          values (t, 'payment:${paymentId}', now(), '2026-11-20', 'x', 'payment', '${paymentId}');
        insert into ledger_entry (entry_id, transaction_id, position, account, amount, patient_id, because, rule)
          values (gen_random_uuid(), t, 0, 'cash', 1100, '${patientId}', 'x', 'BIL-40'), (gen_random_uuid(), t, 1, 'unapplied', -1100, '${patientId}', 'x', 'BIL-40');
      end $$`,
    );
    expect(await day("2026-11-20")).toMatchObject({ drawers: [], outside: 1100, ledger: 1100 });
    value(await clinic.call("reversePayment", { paymentId: paymentId as never, patientId, reason: "Bounced" }, desk));
    expect(await day("2026-11-20")).toMatchObject({ outside: 1100, ledger: 1100 });
    expect(await agrees("2026-11-24")).toBe(-700);
    expect(value(await clinic.call("depositSlip", { on: "2026-11-20" }, biller))).toMatchObject({ cash: 0 });
  });
});
