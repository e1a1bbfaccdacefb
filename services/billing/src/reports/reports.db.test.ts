import { databaseKinds } from "@practicum/db/test-databases";
import type { Measure } from "@practicum/contracts/billing/reports";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../testing/clinic.ts";
import { acknowledgment277CA, decision, remittance } from "../testing/payer-files.ts";

/**
 * Two months, two payers, two patients, and what each number has to be by hand. Lopez is with Care First, Stone with Blue Harbor. The clinic's
 * clock begins on Monday 2026-11-23.
 */
describe.each(databaseKinds)("reports on %s", (database) => {
  let clinic: Clinic;
  let lopez = "";
  let stone = "";
  const claims: { [name: string]: { claimId: string; number: string; encounterId: string } } = {};
  const low = { code: "99213", label: "Low", modifiers: [], units: 1, pointers: [1] };
  const moderate = { code: "99214", label: "Moderate", modifiers: [], units: 1, pointers: [1] };

  const receive = async (content: string) => {
    const reply = await clinic.call("receiveFile", { fileId: clinic.kit.ids.next(), name: "in.txt", content });
    must(reply.ok || null, JSON.stringify(reply));
    await clinic.kit.settle();
  };
  const done = async (reply: Promise<{ ok: boolean }>) => {
    const said = await reply;
    must(said.ok || null, JSON.stringify(said));
    await clinic.kit.settle();
  };
  const pay = (patientId: string, amount: number, purpose: "copay" | "prepayment") =>
    done(
      clinic.call("takePayment", {
        paymentId: clinic.kit.ids.next(),
        patientId,
        amount,
        method: "cash",
        reference: "",
        purpose,
        appointmentId: null,
      }),
    );

  beforeAll(async () => {
    clinic = await openClinic(database, "reports");
    lopez = await clinic.addPatient();
    stone = await clinic.addPatient({ family: "Stone" });
    await clinic.cover(lopez);
    await clinic.cover(stone, { payerId: clinic.ids.ppo, memberId: "BH99" });
    // November: both are seen, billed and sent on the 23rd; Care First pays Lopez's on the 25th.
    claims["lopez-nov"] = await clinic.sentClaim(lopez, { serviceDate: "2026-11-20", procedures: [low] });
    claims["stone-nov"] = await clinic.sentClaim(stone, { serviceDate: "2026-11-19", procedures: [moderate] });
    await clinic.kit.advanceTo("2026-11-25T18:00:00.000Z");
    const share = [
      { group: "CO" as const, reason: "45", amount: 6000 },
      { group: "PR" as const, reason: "3", amount: 2000 },
    ];
    const number = (name: string) => must(claims[name]).number;
    await receive(
      remittance([decision(number("lopez-nov"), [{ code: "99213", charge: 15_000, paid: 7000, adjustments: share }])]),
    );
    // December: two more are sent on the 3rd, when Blue Harbor refuses November's; the next day it rejects the new one.
    await clinic.kit.advanceTo("2026-12-03T18:00:00.000Z");
    claims["lopez-dec"] = await clinic.sentClaim(lopez, { serviceDate: "2026-12-01", procedures: [low] });
    claims["stone-dec"] = await clinic.sentClaim(stone, { serviceDate: "2026-12-02", procedures: [low] });
    const refused = [{ group: "CO" as const, reason: "197", amount: 21_000 }];
    await receive(
      remittance(
        [decision(number("stone-nov"), [{ code: "99214", charge: 21_000, paid: 0, adjustments: refused }], "4")],
        {
          trace: "T2",
          controlNumber: 502,
        },
      ),
    );
    await clinic.kit.advanceTo("2026-12-04T18:00:00.000Z");
    const sent = must(clinic.exchange.outbound().findLast((one) => one.content.includes(number("stone-dec"))));
    await receive(acknowledgment277CA(sent.content, number("stone-dec"), false));
    // On the 10th Care First pays Lopez's; Lopez pays $15.00 of the $20.00, the rest is given up; Stone pays ahead.
    await clinic.kit.advanceTo("2026-12-10T18:00:00.000Z");
    const discount = [{ group: "CO" as const, reason: "45", amount: 7500 }];
    await receive(
      remittance(
        [decision(number("lopez-dec"), [{ code: "99213", charge: 15_000, paid: 7500, adjustments: discount }])],
        {
          trace: "T3",
          controlNumber: 503,
        },
      ),
    );
    await pay(lopez, 1500, "copay");
    await pay(stone, 5000, "prepayment");
    await done(
      clinic.call("writeOffBalance", {
        adjustmentId: clinic.kit.ids.next(),
        patientId: lopez,
        encounterId: must(claims["lopez-nov"]).encounterId,
        amount: 500,
        reason: "bad-debt",
        note: "",
      }),
    );
  });
  afterAll(() => clinic.stop());

  const measured = async () => {
    const reply = await clinic.call("listMeasures", {});
    return must(reply.ok ? reply.value.measures : null, JSON.stringify(reply));
  };
  const rows = async (measure: Measure, month: string, side: "numerator" | "denominator") => {
    const reply = await clinic.call("measureRows", { measure, month, side, before: null, limit: 50 });
    return must(reply.ok ? reply.value : null, JSON.stringify(reply));
  };

  /** By hand: numerator, denominator and value of November and of December. */
  const expected: {
    readonly [M in Measure]: readonly [
      readonly [number, number, number | null],
      readonly [number, number, number | null],
    ];
  } = {
    // $20.00 of Lopez and $210.00 of Stone over $360.00 in 90 days; then Stone's $360.00 over $660.00.
    "days-in-ar": [
      [23_000, 36_000, 575],
      [36_000, 66_000, 491],
    ],
    "ar-over-90": [
      [0, 23_000, 0],
      [0, 36_000, 0],
    ],
    "credit-balances": [
      [0, 36_000, 0],
      [5000, 66_000, 68],
    ],
    // Released three and four days after the visit; then two and one.
    "charge-lag": [
      [7, 2, 35],
      [3, 2, 15],
    ],
    "claim-lag": [
      [0, 2, 0],
      [0, 2, 0],
    ],
    // Sent on 11/23, paid on 11/25; sent on 12/03, paid on 12/10. What was refused was not paid.
    "payment-lag": [
      [2, 1, 20],
      [7, 1, 70],
    ],
    "clean-claims": [
      [2, 2, 1000],
      [1, 2, 500],
    ],
    rejections: [
      [0, 2, 0],
      [1, 2, 500],
    ],
    // By the month of sending: Stone's of November was refused, Stone's of December rejected.
    "first-pass": [
      [1, 2, 500],
      [1, 2, 500],
    ],
    // By the month of the decision: Stone's of November was refused in December.
    "denied-claims": [
      [0, 1, 0],
      [1, 2, 500],
    ],
    "denied-dollars": [
      [0, 15_000, 0],
      [21_000, 36_000, 583],
    ],
    "denials-overturned": [
      [0, 0, null],
      [0, 0, null],
    ],
    // By the month of service: $70.00 and $15.00 of $150.00 − $60.00 + $210.00; $75.00 of $150.00 − $75.00 + $150.00.
    "net-collection": [
      [8500, 30_000, 283],
      [7500, 22_500, 333],
    ],
    // By the month of posting: $70.00 of $360.00; $75.00 and $15.00 of $300.00.
    "gross-collection": [
      [7000, 36_000, 194],
      [9000, 30_000, 300],
    ],
    "desk-collection": [
      [0, 0, null],
      [1500, 6500, 231],
    ],
    "bad-debt": [
      [0, 36_000, 0],
      [500, 30_000, 17],
    ],
  };

  test("BIL-300: each measure counts each claim, visit and payment in its own month", async () => {
    for (const one of await measured()) {
      const of = (month: string) => {
        const { numerator, denominator, value } = must(one.months.find((each) => each.month === month));
        return [numerator, denominator, value];
      };
      expect([one.measure, of("2026-11"), of("2026-12")]).toEqual([one.measure, ...expected[one.measure]]);
      expect(one.months).toHaveLength(12);
      expect(one.months[0]).toEqual({ month: "2026-01", numerator: 0, denominator: 0, value: null });
    }
    // Some of them asked for by themselves are the same ones.
    const only: Measure[] = ["denied-claims", "days-in-ar"];
    const some = await clinic.call("listMeasures", { only });
    const all = (await measured()).filter((one) => only.includes(one.measure));
    expect(some).toMatchObject({ ok: true, value: { measures: all } });
    expect(all).toHaveLength(2);
  });

  test("BIL-301: a number is the sum of the rows that it shows, and they name the claim", async () => {
    for (const measure of Object.keys(expected) as Measure[])
      for (const [at, month] of ["2026-11", "2026-12"].entries())
        for (const [which, side] of (["numerator", "denominator"] as const).entries()) {
          const shown = await rows(measure, month, side);
          const sum = shown.rows.reduce((total, row) => total + row.amount, 0);
          expect([measure, month, side, sum]).toEqual([measure, month, side, must(expected[measure][at])[which]]);
          expect(shown.all).toEqual({ count: shown.rows.length, sum });
        }
    const named = async (measure: Measure, month: string) =>
      (await rows(measure, month, "numerator")).rows.map((row) => row.label);
    const number = (name: string) => must(claims[name]).number;
    expect(await named("denied-claims", "2026-12")).toEqual([number("stone-nov")]);
    expect(await named("rejections", "2026-12")).toEqual([number("stone-dec")]);
    expect(await named("first-pass", "2026-11")).toEqual([number("lopez-nov")]);
    expect(await named("clean-claims", "2026-12")).toEqual([number("lopez-dec")]);
    expect(await named("payment-lag", "2026-12")).toEqual([number("lopez-dec")]);
    const [row] = (await rows("denied-dollars", "2026-12", "numerator")).rows;
    expect(row).toMatchObject({ payerName: "Blue Harbor", patientId: stone, date: "2026-12-03", amount: 21_000 });
  });

  test("BIL-301: pages follow each other without a row twice or left out; a file has the rows of both sides", async () => {
    const first = await clinic.call("measureRows", {
      measure: "charge-lag",
      month: "2026-12",
      side: "denominator",
      before: null,
      limit: 1,
    });
    const page = must(first.ok ? first.value : null);
    const second = await clinic.call("measureRows", {
      measure: "charge-lag",
      month: "2026-12",
      side: "denominator",
      before: page.next,
      limit: 1,
    });
    const last = must(second.ok ? second.value : null);
    expect(last.next).toBeNull();
    const both = [...page.rows, ...last.rows].map((row) => row.encounterId);
    expect(new Set(both)).toEqual(new Set(["lopez-dec", "stone-dec"].map((name) => must(claims[name]).encounterId)));
    const file = await clinic.call("exportMeasure", { measure: "denied-dollars", month: "2026-12" });
    const { name, csv, patientIds } = must(file.ok ? file.value : null, JSON.stringify(file));
    expect(name).toBe("denied-dollars-2026-12.csv");
    expect(csv.split("\r\n").slice(0, 2)).toEqual([
      "Side,Date,What,Payer,Patient,Amount,Unit",
      `numerator,2026-12-03,${must(claims["stone-nov"]).number},Blue Harbor,"Stone, Maria",210.00,dollars`,
    ]);
    expect(csv.trimEnd().split("\r\n")).toHaveLength(4);
    expect(new Set(patientIds)).toEqual(new Set([lopez, stone]));
  });

  test("BIL-302: a target is the practice's own once it is set, and the common one again when it is taken away", async () => {
    const target = async () => must((await measured()).find((one) => one.measure === "denied-claims")).target;
    expect(await target()).toEqual({ value: 50, own: false, version: 0 });
    await done(clinic.call("saveTarget", { measure: "denied-claims", value: 80, version: 0 }));
    expect(await target()).toEqual({ value: 80, own: true, version: 1 });
    expect(await clinic.call("saveTarget", { measure: "denied-claims", value: 90, version: 0 })).toMatchObject({
      error: { code: "stale-version" },
    });
    await done(clinic.call("saveTarget", { measure: "denied-claims", value: null, version: 1 }));
    expect(await target()).toEqual({ value: 50, own: false, version: 2 });
  });

  const aged = async (by: "payer" | "patient" | "provider", from: "service" | "bill" = "service") => {
    const reply = await clinic.call("aging", { by, from, before: null, limit: 50 });
    return must(reply.ok ? reply.value : null, JSON.stringify(reply));
  };
  const none = { unbilled: 0, "0-30": 0, "31-60": 0, "61-90": 0, "91-120": 0, "over-120": 0, credit: 0 };

  test("BIL-303: what is owed stands with its payer, patient and provider, by its age from the service or the bill", async () => {
    const byPayer = await aged("payer");
    expect(byPayer.lines).toEqual([
      { key: clinic.ids.ppo, name: "Blue Harbor", patientId: null, sums: { ...none, "0-30": 36_000, total: 36_000 } },
    ]);
    expect(byPayer.all).toMatchObject({ count: 1, unapplied: 5000, collections: 0 });
    expect((await aged("patient")).lines.map((one) => [one.patientId, one.name])).toEqual([[stone, "Stone, Maria"]]);
    expect((await aged("provider")).lines.map((one) => one.name)).toEqual(["Ana Chen, MD"]);
    // 12/23 is 34 days after the service of 11/19 and 30 after the claim left.
    await clinic.kit.advanceTo("2026-12-23T18:00:00.000Z");
    expect((await aged("payer")).all?.sums).toEqual({ ...none, "0-30": 15_000, "31-60": 21_000, total: 36_000 });
    expect((await aged("payer", "bill")).all?.sums).toEqual({ ...none, "0-30": 36_000, total: 36_000 });
    const behind = await clinic.call("agingRows", {
      by: "payer",
      from: "service",
      key: clinic.ids.ppo,
      bucket: "31-60",
      before: null,
      limit: 10,
    });
    const found = must(behind.ok ? behind.value : null, JSON.stringify(behind));
    expect(found.rows.map((row) => [row.label, row.amount])).toEqual([[must(claims["stone-nov"]).number, 21_000]]);
    expect(found.all).toEqual({ count: 1, sum: 21_000 });
  });

  test("BIL-424: the aging and the collections as files say what the screens say, with the sum", async () => {
    const file = await clinic.call("exportAging", { by: "payer", from: "service" });
    const { csv, patientIds } = must(file.ok ? file.value : null, JSON.stringify(file));
    expect(csv.split("\r\n")).toEqual([
      "payer,unbilled,0-30,31-60,61-90,91-120,over-120,credit,total",
      "Blue Harbor,0.00,150.00,210.00,0.00,0.00,0.00,0.00,360.00",
      "Total,0.00,150.00,210.00,0.00,0.00,0.00,0.00,360.00",
      "",
    ]);
    expect(patientIds).toEqual([]);
    const named = await clinic.call("exportAging", { by: "patient", from: "service" });
    expect(named).toMatchObject({ value: { patientIds: [stone], csv: expect.stringContaining('"Stone, Maria",') } });
    const months = await clinic.call("exportWaterfall", { until: null });
    const rows = must(months.ok ? months.value : null, JSON.stringify(months)).csv.split("\r\n");
    expect(rows[0]).toBe(
      "month of service,visits,charged,contractual,payersPaid,patientsPaid,writtenOff,collections,other,openPayers,openPatients",
    );
    expect(rows.slice(1, 3)).toEqual([
      expect.stringMatching(/^2026-12,2,300\.00,75\.00,75\.00,/),
      "2026-11,2,360.00,60.00,70.00,15.00,5.00,0.00,0.00,210.00,0.00",
    ]);
  });

  test("BIL-305: each month's charges, and what became of them", async () => {
    const reply = await clinic.call("waterfall", { until: null });
    const { lines, first } = must(reply.ok ? reply.value : null, JSON.stringify(reply));
    expect(first).toBe("2026-01");
    const nothing = { collections: 0, other: 0, openPatients: 0 };
    expect(lines).toEqual([
      {
        month: "2026-11",
        visits: 2,
        charged: 36_000,
        contractual: 6000,
        payersPaid: 7000,
        patientsPaid: 1500,
        writtenOff: 500,
        openPayers: 21_000,
        ...nothing,
      },
      {
        month: "2026-12",
        visits: 2,
        charged: 30_000,
        contractual: 7500,
        payersPaid: 7500,
        patientsPaid: 0,
        writtenOff: 0,
        openPayers: 15_000,
        ...nothing,
      },
    ]);
  });

  test("BIL-306: refusals by payer and by reason are of what was decided in those months", async () => {
    const rates = async (by: "payer" | "reason", from = "2026-11") => {
      const reply = await clinic.call("denialRates", { by, from, until: "2026-12" });
      return must(reply.ok ? reply.value : null, JSON.stringify(reply));
    };
    expect(await rates("payer")).toMatchObject({
      decisions: 3,
      billed: 51_000,
      lines: [
        { name: "Blue Harbor", decisions: 1, denied: 1, billed: 21_000, deniedAmount: 21_000 },
        { name: "Care First", decisions: 2, denied: 0, billed: 30_000, deniedAmount: 0 },
      ],
    });
    expect((await rates("reason")).lines).toMatchObject([
      { name: "CO-197", denied: 1, decisions: 3, deniedAmount: 21_000 },
    ]);
    expect(await clinic.call("denialRates", { by: "payer", from: "2027-01", until: "2026-12" })).toMatchObject({
      error: { code: "invalid-input", field: "from" },
    });
  });

  test("BIL-307: what people did stands with their names in the order of the alphabet, and what the system did with nobody", async () => {
    const reply = await clinic.call("productivity", { month: "2026-12" }, { as: ["practice-manager"] });
    const { people } = must(reply.ok ? reply.value : null, JSON.stringify(reply));
    expect(people.map((one) => one.name)).not.toContain("Automatic");
    const sum = (pick: (one: (typeof people)[number]) => number) => people.reduce((total, one) => total + pick(one), 0);
    expect(sum((one) => one.paymentsTaken)).toBe(2);
    expect(sum((one) => one.paymentsAmount)).toBe(6500);
    expect(sum((one) => one.claimsSent)).toBe(2);
    expect(sum((one) => one.adjustments)).toBe(1);
  });

  test("BIL-304: what is owed is kept as the ledger's entries come to it; a month that is closed or opened changes no number", async () => {
    const kept = await clinic.kit.rows<{ account: string; amount: number }>(
      "billing",
      "select account, amount::int as amount from balance_now where amount <> 0 order by account, amount",
    );
    expect(kept).toEqual([
      { account: "insurance-receivable", amount: 15_000 },
      { account: "insurance-receivable", amount: 21_000 },
      { account: "unapplied", amount: -5000 },
    ]);
    const before = [await measured(), await aged("patient")];
    const show = await clinic.call("getMonth", { month: "2026-11" });
    const open = must(show.ok ? show.value.open : null).reduce((sum, one) => sum + one.count, 0);
    await done(clinic.call("closeMonth", { month: "2026-11", seen: open, because: "x" }));
    expect([await measured(), await aged("patient")]).toEqual(before);
    await done(clinic.call("reopenMonth", { month: "2026-11", because: "x" }, { as: ["practice-manager"] }));
    expect([await measured(), await aged("patient")]).toEqual(before);
  });

  test("BIL-300: what was served more than 90 days before is old, on the 90th day it is not", async () => {
    const old = async () => {
      const one = must((await measured()).find((each) => each.measure === "ar-over-90"));
      return one.months.at(-1);
    };
    // 11/19 and 90 days are 02/17.
    await clinic.kit.advanceTo("2027-02-17T18:00:00.000Z");
    expect(await old()).toMatchObject({ month: "2027-02", numerator: 0, denominator: 36_000 });
    await clinic.kit.advanceTo("2027-02-18T18:00:00.000Z");
    expect(await old()).toMatchObject({ numerator: 21_000, denominator: 36_000, value: 583 });
  });
});
