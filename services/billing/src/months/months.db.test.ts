import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { addMinutes } from "@practicum/kernel/instant";
import { staffActor } from "@practicum/service/test-kit";
import type { Actor } from "@practicum/contracts/actor";
import type { Role } from "@practicum/contracts/permission";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../testing/clinic.ts";
import { decision, remittance } from "../testing/payer-files.ts";

/** A month of work, closed in the next one. The clinic's clock begins on Monday 2026-11-23. */
describe.each(databaseKinds)("months of the books on %s", (database) => {
  let clinic: Clinic;
  let patientId = "";
  const paymentId = "00000000-0000-7000-8000-00000000aa01";

  beforeAll(async () => {
    clinic = await openClinic(database, "months");
    patientId = await clinic.addPatient();
    await clinic.cover(patientId);
    const first = await clinic.sentClaim(patientId);
    await clinic.sentClaim(patientId);
    // Paid, and something that nobody knows: it waits, and no deposit was found for it.
    const line = { code: "99213", charge: 15_000, paid: 7000 };
    const left = [
      { group: "CO", reason: "45", amount: 6000 },
      { group: "PR", reason: "3", amount: 2000 },
    ];
    const stray = { code: "99213", charge: 5000, paid: 5000, adjustments: [] };
    await receive(remittance([decision(first.number, [{ ...line, adjustments: left }]), decision("NOBODY", [stray])]));
    await clinic.call("takePayment", {
      paymentId,
      patientId,
      amount: 2000,
      method: "cash",
      reference: "",
      purpose: "balance",
      appointmentId: null,
    });
    // A visit that nobody released.
    await clinic.sign(patientId);
  });
  afterAll(() => clinic.stop());

  const receive = async (content: string) => {
    await clinic.call("receiveFile", { fileId: clinic.kit.ids.next(), name: "era.835", content });
    await clinic.kit.settle();
  };
  const month = async (name: string) => {
    const reply = await clinic.call("getMonth", { month: name });
    return must(reply.ok ? reply.value : null, JSON.stringify(reply));
  };
  const close = (name: string, seen: number, because = "", as: readonly Role[] = ["biller"]) =>
    clinic.call("closeMonth", { month: name, seen, because }, { as });
  const journal = async (name: string) => {
    const reply = await clinic.call("exportJournal", { month: name });
    return must(reply.ok ? reply.value : null, JSON.stringify(reply));
  };
  const rowsOf = (csv: string) =>
    csv
      .trimEnd()
      .split("\r\n")
      .slice(1)
      .map((row) => row.split(","));
  const count = async () =>
    must((await clinic.kit.rows<{ n: number }>("billing", "select count(*)::int as n from ledger_entry"))[0]).n;
  const cents = (dollars: string | undefined) => Math.round(Number(dollars || "0") * 100);

  test("BIL-243: before it is closed the month shows what is open, each with its count, money and oldest day", async () => {
    const shown = await month("2026-11");
    expect(shown.state).toBe("not-over");
    expect(shown.open).toEqual([
      { what: "charges", count: 1, amount: 15_000, oldest: "2026-11-18" },
      { what: "unbanked", count: 1, amount: 12_000, oldest: "2026-11-23" },
      { what: "exceptions", count: 1, amount: 5000, oldest: "2026-11-23" },
      // The cash payment lies in a drawer that nobody closed.
      { what: "drawers", count: 1, amount: 2000, oldest: "2026-11-23" },
    ]);
    // Nothing of it is open of the month before.
    expect((await month("2026-10")).open).toEqual([]);
    // Each queue behind says the same.
    const queues = await clinic.call("workQueues", {});
    const waiting = must(queues.ok ? queues.value : null).find((one) => one.queue === "exceptions");
    expect(waiting).toMatchObject({ count: 1, amount: 5000 });
  });

  test("IDN-121: the journal is handed out to who has just shown who it is, and a screen of the same is for whoever may see it", async () => {
    const now = clinic.kit.clock.now();
    const biller = staffActor(["biller"]) as Extract<Actor, { kind: "staff" }>;
    const late = { ...biller, verifiedAt: addMinutes(now, -11) };
    const asked = await clinic.call("exportJournal", { month: "2026-11" }, { as: late });
    expect(asked).toEqual({ ok: false, error: { code: "confirm-identity" } });
    expect(await clinic.call("getMonth", { month: "2026-11" }, { as: late })).toMatchObject({ ok: true });
    const shown = { ...biller, verifiedAt: addMinutes(now, -9) };
    expect(await clinic.call("exportJournal", { month: "2026-11" }, { as: shown })).toMatchObject({ ok: true });
  });

  test("BIL-245: the journal says each account on its side, and comes to what the ledger says", async () => {
    const { csv, name, debits, credits } = await journal("2026-11");
    expect(name).toBe("journal-2026-11-open.csv");
    const rows = rowsOf(csv);
    const side = (account: string) => rows.filter((row) => row[1] === account).map((row) => [row[4], row[5]]);
    // Two visits released: payers owe them, and they are earned. One paid $70.00, $60.00 is given up, $20.00 the patient's.
    expect(side("insurance-receivable")).toEqual([["300.00", "150.00"]]);
    expect(side("revenue")).toEqual([["", "300.00"]]);
    expect(side("contractual")).toEqual([["60.00", ""]]);
    expect(side("patient-receivable")).toEqual([["20.00", "20.00"]]);
    // The whole deposit is cash; what the stray one paid waits in clearing, on its credit side.
    expect(side("cash")).toEqual([["140.00", ""]]);
    expect(side("insurance-clearing")).toEqual([["70.00", "120.00"]]);
    expect(side("unapplied")).toEqual([["20.00", "20.00"]]);
    expect(debits).toBe(credits);
    expect([debits, credits]).toEqual([4, 5].map((at) => rows.reduce((sum, row) => sum + cents(row[at]), 0)));
    const balances = await clinic.call("trialBalance", {});
    for (const { account, balance } of must(balances.ok ? balances.value.accounts : null)) {
      const net = side(account).reduce((sum, [debit, credit]) => sum + cents(debit) - cents(credit), 0);
      expect([account, net]).toEqual([account, balance]);
    }
    const accounts = (await month("2026-11")).accounts;
    expect(accounts.find((one) => one.account === "insurance-clearing")).toEqual({
      account: "insurance-clearing",
      opening: 0,
      debits: 7000,
      credits: 12_000,
      closing: -5000,
    });
    // Nobody's name is in it.
    expect(csv).not.toContain("López");
    expect(rowsOf((await journal("2026-10")).csv)).toEqual([]);
  });

  test("BIL-242: it is not closed before it is over by the practice's own clock, nor before the one before it", async () => {
    // Still November in San Diego, December in Greenwich.
    await clinic.kit.advanceTo("2026-12-01T07:30:00.000Z");
    expect(await close("2026-11", 9, "x")).toMatchObject({
      error: { code: "month-not-over", field: "month", detail: { month: "November 2026", day: "12/01/2026" } },
    });
    await clinic.kit.advanceTo("2026-12-01T16:00:00.000Z");
    expect(await close("2026-12", 9, "x")).toMatchObject({ error: { code: "month-not-over" } });
    expect((await month("2026-12")).state).toBe("not-over");
  });

  test("BIL-243: what is open has to have been seen, and needs a reason; nothing is posted by closing", async () => {
    const before = await count();
    expect(await close("2026-11", 3, "Known")).toMatchObject({ error: { code: "stale-version" } });
    expect(await close("2026-11", 4)).toMatchObject({ error: { code: "invalid-input", field: "because" } });
    expect(await close("2026-11", 4, "Known", ["front-desk"])).toMatchObject({ error: { code: "not-allowed" } });
    expect(await close("2026-11", 4, "Known", ["physician"])).toMatchObject({ error: { code: "not-allowed" } });
    expect(await close("2026-11", 4, "The stray payment is asked about")).toEqual({
      ok: true,
      value: { state: "closed" },
    });
    expect(await count()).toBe(before);
    const shown = await month("2026-11");
    expect(shown).toMatchObject({ state: "closed", asClosed: true, last: true });
    expect(shown.history).toMatchObject([
      { what: "closed", by: "Test biller", because: "The stray payment is asked about" },
    ]);
    expect(shown.history[0]?.open.map((one) => one.what)).toEqual(["charges", "unbanked", "exceptions", "drawers"]);
    expect(await close("2026-11", 3, "x")).toMatchObject({ error: { code: "month-closed" } });
    expect((await journal("2026-11")).name).toBe("journal-2026-11-closed.csv");
    const audited = await clinic.kit.rows<{ operation: string }>(
      "billing",
      `select envelope->'payload'->>'operation' as operation from outbox where envelope->>'name' like '%access-recorded%'
       and envelope->'payload'->>'operation' like '%closeMonth%'`,
    );
    expect(audited.length).toBeGreaterThan(0);
  });

  test("BIL-241: a later correction is the opposite entry in the open month; the closed one stays to the cent", async () => {
    const before = await journal("2026-11");
    expect((await clinic.call("reversePayment", { paymentId, patientId, reason: "Keyed twice" })).ok).toBe(true);
    expect(await journal("2026-11")).toEqual(before);
    const rows = rowsOf((await journal("2026-12")).csv);
    // Paid $20.00 in November: debit cash. Taken back in December: credit cash, and the patient owes again.
    expect(rows.map((row) => [row[0], row[1], row[4], row[5]])).toEqual([
      ["2026-12-01", "cash", "", "20.00"],
      ["2026-12-01", "patient-receivable", "20.00", ""],
      ["2026-12-01", "unapplied", "20.00", "20.00"],
    ]);
    const december = (await month("2026-12")).accounts.find((one) => one.account === "cash");
    expect(december).toEqual({ account: "cash", opening: 14_000, debits: 0, credits: 2000, closing: 12_000 });
    expect((await month("2026-11")).asClosed).toBe(true);
  });

  test("BIL-271: counted from the closed month on, each account is what all its entries come to, at the month's beginning and now", async () => {
    const sums = async (until: string) => {
      const rows = await clinic.kit.rows<{ account: string; balance: number }>(
        "billing",
        `select e.account, sum(e.amount)::int as balance from ledger_entry e
          join ledger_transaction t on t.transaction_id = e.transaction_id where t.date <= '${until}'
          group by 1 having sum(e.amount) <> 0 order by 1`,
      );
      expect(rows.length).toBeGreaterThan(3);
      return rows;
    };
    const { accounts } = await month("2026-12");
    const opening = accounts.map(({ account, opening: balance }) => ({ account, balance }));
    expect(opening.filter(({ balance }) => balance !== 0)).toEqual(await sums("2026-11-30"));
    const trial = await clinic.call("trialBalance", {});
    const now = must(trial.ok ? trial.value : null);
    expect(now.accounts.filter(({ balance }) => balance !== 0)).toEqual(await sums("2099-12-31"));
    expect([now.total, now.unbalancedTransactions]).toEqual([0, 0]);
  });

  test("BIL-241: the table refuses a transaction of a closed day, whoever writes it", async () => {
    const insert = (day: string) =>
      clinic.kit.rows(
        "billing",
        `insert into ledger_transaction (transaction_id, posting_key, at, date, by_name, source_kind, source_id)
         values (gen_random_uuid(), 'by-hand:${day}', now(), '${day}', 'x', 'manual', 'x')`,
      );
    await expect(insert("2026-11-30")).rejects.toThrow(/month is closed/);
    await expect(insert("2026-10-01")).rejects.toThrow(/month is closed/);
    await insert("2026-12-01");
    const change = (text: string) => clinic.kit.rows("billing", text);
    await expect(change("update month_event set because = null")).rejects.toThrow(/append only/);
    await expect(change("delete from month_event")).rejects.toThrow(/append only/);
  });

  test("BIL-241: what is posted by a clock that stands in a closed month is dated in the open one", async () => {
    const other = await openClinic(database, "clock");
    try {
      const someone = await other.addPatient();
      await other.cover(someone);
      // Another machine has closed the month, whose clock is ahead.
      await other.kit.rows(
        "billing",
        `insert into month_event (month, what, open_from, at, by_name, open, balances)
         values ('2026-11', 'closed', '2026-12-01', now(), 'x', '[]', '[]')`,
      );
      await other.sentClaim(someone);
      const dates = await other.kit.rows<{ date: string }>(
        "billing",
        "select distinct date::text from ledger_transaction",
      );
      expect(dates).toEqual([{ date: "2026-12-01" }]);
    } finally {
      await other.stop();
    }
  });

  test("BIL-244: it is opened again with a reason, by who may, and only while it is the last", async () => {
    const reopen = (name: string, because: string, as: readonly Role[] = ["practice-manager"]) =>
      clinic.call("reopenMonth", { month: name, because }, { as });
    await clinic.kit.advanceTo("2027-01-02T17:00:00.000Z");
    const open = (await month("2026-12")).open.reduce((sum, one) => sum + one.count, 0);
    expect((await close("2026-12", open, "As in November")).ok).toBe(true);
    expect(await reopen("2026-11", "x")).toMatchObject({
      error: { code: "later-month-closed", detail: { month: "December 2026" } },
    });
    expect(await reopen("2026-12", "x", ["biller"])).toMatchObject({ error: { code: "not-allowed" } });
    expect(await reopen("2026-12", " ")).toMatchObject({ error: { code: "invalid-input" } });
    expect(await reopen("2026-12", "A deposit was forgotten")).toEqual({ ok: true, value: { state: "can-close" } });
    expect(await reopen("2026-11", "Asked for by the bookkeeper")).toEqual({ ok: true, value: { state: "can-close" } });
    expect((await month("2026-12")).state).toBe("after-open");
    expect(await reopen("2026-10", "x")).toMatchObject({ error: { code: "month-open" } });
    expect((await month("2026-11")).history.map((one) => [one.what, one.because])).toEqual([
      ["reopened", "Asked for by the bookkeeper"],
      ["closed", "The stray payment is asked about"],
    ]);
    const listed = await clinic.call("listMonths", {});
    expect(listed).toMatchObject({ value: { next: "2026-11" } });
    expect(must(listed.ok ? listed.value.months : null).map((one) => [one.month, one.state])).toEqual([
      ["2027-01", "not-over"],
      ["2026-12", "after-open"],
      ["2026-11", "can-close"],
    ]);
  });
});
