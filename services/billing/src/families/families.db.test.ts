import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { addDays } from "@practicum/kernel/local-date";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADDRESS, openClinic, type Clinic } from "../testing/clinic.ts";
import { decision, remittance } from "../testing/payer-files.ts";

describe.each(databaseKinds)("families' bills on %s", { timeout: 60_000 }, (database) => {
  let clinic: Clinic;
  let trace = 0;
  beforeAll(async () => {
    clinic = await openClinic(database, "families");
  });
  afterAll(() => clinic.stop());

  const id = () => clinic.kit.ids.next<string>();
  const value = <T>(reply: { ok: true; value: T } | { ok: false; error: unknown }): T =>
    must(reply.ok ? reply.value : null, JSON.stringify(reply));
  const HOME = { ...ADDRESS, line1: "12 Elm Street" };
  const person = async (
    given: string,
    birthDate: string,
    more: { address?: typeof HOME; active?: boolean; version?: number; patientId?: string; sex?: "male" } = {},
  ) => {
    const patientId = more.patientId ?? id();
    await clinic.kit.deliver("scheduling.patient-changed.v1", {
      patientId,
      mrn: "100042",
      version: more.version ?? 1,
      active: more.active ?? true,
      name: { family: "Nguyen", given, middle: null, suffix: null },
      birthDate,
      sex: more.sex ?? "female",
      phone: null,
      email: null,
      address: more.address ?? HOME,
      language: "en",
      guarantor: null,
      emergencyContact: null,
    });
    await clinic.kit.settle();
    return patientId;
  };
  type Member = {
    patientId: string;
    relation: "parent" | "child";
    billsTo: "self" | "guarantor" | "guarantor-while-minor";
  };
  const household = async (members: readonly Member[], guarantor: object | null, version = 1, householdId = id()) => {
    await clinic.kit.deliver("scheduling.household-changed.v1", {
      householdId,
      version,
      address: HOME,
      guarantor,
      members,
    });
    await clinic.kit.settle();
    return householdId;
  };
  const child = (patientId: string): Member => ({ patientId, relation: "child", billsTo: "guarantor-while-minor" });
  /** A visit some days ago of which the payer left this to the patient. */
  const left = async (patientId: string, share: number, daysAgo: number) => {
    const serviceDate = addDays("2026-11-20", -daysAgo);
    const claim = await clinic.sentClaim(patientId, { serviceDate });
    const adjustments = [
      { group: "CO", reason: "45", amount: 15_000 - 7000 - share },
      { group: "PR", reason: "2", amount: share },
    ];
    const content = remittance([decision(claim.number, [{ code: "99213", charge: 15_000, paid: 7000, adjustments }])], {
      trace: `FA${(trace += 1)}`,
      controlNumber: 900 + trace,
    });
    value(await clinic.call("receiveFile", { fileId: id(), name: "era.835", content }));
    await clinic.kit.settle();
    return claim.encounterId;
  };
  /** A mother who pays, and two children: visits of 30, 20 and 10 dollars, the middle one the oldest. */
  const family = async () => {
    const [mother, ana, ben] = [
      await person("Mai", "1988-05-02"),
      await person("Ana", "2015-05-05"),
      await person("Ben", "2018-08-08"),
    ];
    for (const [index, one] of [mother, ana, ben].entries())
      await clinic.cover(one, { memberId: `CF10000${trace % 10}${index}` });
    const visits = {
      mother: await left(mother, 3000, 2),
      ana: await left(ana, 2000, 9),
      ben: await left(ben, 1000, 5),
    };
    const householdId = await household(
      [{ patientId: mother, relation: "parent", billsTo: "self" }, child(ana), child(ben)],
      { patientId: mother, person: null },
    );
    return { mother, ana, ben, visits, householdId };
  };
  const due = async (patientId: string) => value(await clinic.call("getAccount", { patientId })).patientDue;
  const account = async (patientId: string) => must(value(await clinic.call("familyAccount", { patientId }))[0]);
  const pay = (householdId: string, amount: number, more: object = {}) =>
    clinic.call("takeFamilyPayment", {
      familyPaymentId: id(),
      householdId,
      amount,
      method: "check",
      reference: "412",
      ...more,
    });
  const lines = async (patientId: string) => {
    const sent = value(await clinic.call("issueStatement", { statementId: id(), patientId }));
    return sent.addressLines;
  };

  test("BIL-320 the bill of a minor goes to the guarantor, from the eighteenth birthday to the patient; one of age as was said", async () => {
    const payer = await person("Mai", "1988-05-02", { address: { ...HOME, line1: "5 Payer Street" } });
    const [minor, almost, adult, own] = [
      await person("Ana", "2015-05-05"),
      await person("Ben", "2008-11-24"),
      await person("Cam", "2000-01-01"),
      await person("Duc", "2016-02-29"),
    ];
    for (const [index, one] of [minor, almost, adult, own].entries()) {
      await clinic.cover(one, { memberId: `CF200000${index}` });
      await left(one, 1000, index + 1);
    }
    const people: Member[] = [
      child(minor),
      child(almost),
      { ...child(adult), billsTo: "guarantor" },
      { ...child(own), billsTo: "self" },
    ];
    const householdId = await household(people, { patientId: payer, person: null });
    const to = async (one: string) => (await lines(one)).slice(0, 2);
    expect(await to(minor)).toEqual(["Mai Nguyen", "5 Payer Street"]);
    expect(await to(almost)).toEqual(["Mai Nguyen", "5 Payer Street"]);
    expect(await to(adult)).toEqual(["Mai Nguyen", "5 Payer Street"]);
    expect(await to(own)).toEqual(["Duc Nguyen", "12 Elm Street"]);
    // The day on which the second one is eighteen.
    await clinic.kit.advanceTo("2026-11-24T18:00:00.000Z");
    expect(await to(almost)).toEqual(["Ben Nguyen", "12 Elm Street"]);
    // Somebody who is no patient pays; without an address of the own it is the household's.
    const grandmother = {
      name: { family: "Old", given: "Rosa", middle: null, suffix: null },
      address: null,
      phone: null,
    };
    await household(people, { patientId: null, person: grandmother }, 3, householdId);
    expect(await to(minor)).toEqual(["Rosa Old", "12 Elm Street"]);
    // An older event that comes late changes nothing.
    await household(people, null, 2, householdId);
    expect(await to(minor)).toEqual(["Rosa Old", "12 Elm Street"]);
    // Whose record is closed gets no mail, neither as guarantor nor as patient.
    await household(people, { patientId: payer, person: null }, 4, householdId);
    await person("Mai", "1988-05-02", { patientId: payer, active: false, version: 2 });
    expect(await to(minor)).toEqual(["Ana Nguyen", "12 Elm Street"]);
    await person("Ana", "2015-05-05", { patientId: minor, active: false, version: 2 });
    expect(await clinic.call("issueStatement", { statementId: id(), patientId: minor })).toMatchObject({
      ok: false,
      error: { code: "record-closed" },
    });
  });

  test("BIL-321 each member's balance is the ledger's, the sum that of those for whom the guarantor pays, whoever's page it is", async () => {
    const { mother, ana, ben } = await family();
    for (const one of [mother, ana, ben]) {
      const shown = await account(one);
      expect(shown.members.map((m) => [m.patientId, m.patientDue])).toEqual([
        [mother, await due(mother)],
        [ana, await due(ana)],
        [ben, await due(ben)],
      ]);
      expect([shown.due, shown.members.map((m) => m.billed)]).toEqual([6000, [true, true, true]]);
    }
    // One who pays alone stands there with the own balance, and is not in the sum.
    const [son, payer] = [await person("Tom", "1999-01-01"), await person("Pat", "1970-01-01")];
    await clinic.cover(son, { memberId: "CF3000001" });
    await left(son, 500, 3);
    await household([{ patientId: son, relation: "child", billsTo: "self" }], { patientId: payer, person: null });
    const apart = await account(son);
    expect(apart.members.map((m) => [m.patientId, m.patientDue, m.billed])).toEqual([
      [son, 500, false],
      [payer, 0, true],
    ]);
    expect([apart.due, apart.open]).toEqual([0, []]);
    // From the page of who pays and is no member, it is the same.
    expect(await account(payer)).toEqual(apart);
    // Who has left is told, too: the account that is open shows a family no longer.
    const told = async () =>
      (await clinic.kit.events("billing", "billing.account-changed.v1")).map(({ keys }) => keys["patientId"]);
    const before = (await told()).length;
    await household([], { patientId: payer, person: null }, 2, apart.householdId);
    expect((await told()).slice(before)).toContain(son);
    expect(value(await clinic.call("familyAccount", { patientId: son }))).toEqual([]);
    expect(must((await clinic.kit.events("billing", "billing.access-recorded.v1")).at(-1)).payload).toMatchObject({});
  });

  test("BIL-322 a payment goes to the family's oldest visit first, whosever it is, once, and never beyond what is open", async () => {
    const { mother, ana, ben, visits, householdId } = await family();
    const familyPaymentId = id();
    const first = value(await pay(householdId, 2500, { familyPaymentId }));
    expect(first.receipts.map((one) => [one.patientId, one.amount])).toEqual([
      [ana, 2000],
      [ben, 500],
    ]);
    expect([await due(mother), await due(ana), await due(ben)]).toEqual([3000, 0, 500]);
    // The line of the ledger: which visit, from which account to which.
    const entries = value(await clinic.call("getAccount", { patientId: ana })).visits.flatMap((one) => one.entries);
    expect(
      entries.filter((one) => one.rule === "BIL-41").map((one) => [one.account, one.amount, one.encounterId]),
    ).toEqual([
      ["unapplied", 2000, visits.ana],
      ["patient-receivable", -2000, visits.ana],
    ]);
    expect(value(await pay(householdId, 2500, { familyPaymentId }))).toEqual(first);
    expect(
      await clinic.call("takeFamilyPayment", {
        familyPaymentId,
        householdId,
        amount: 2600,
        method: "check",
        reference: "412",
      }),
    ).toMatchObject({ ok: false, error: { code: "already-recorded" } });
    // Another check, and another family, are no repetition either.
    const again = { ok: false, error: { code: "already-recorded" } };
    expect(await pay(householdId, 2500, { familyPaymentId, reference: "413" })).toMatchObject(again);
    const elsewhere = await household([child(ben)], { patientId: mother, person: null });
    expect(await pay(elsewhere, 2500, { familyPaymentId })).toMatchObject(again);
    expect([await due(mother), await due(ana), await due(ben)]).toEqual([3000, 0, 500]);
    expect(await pay(householdId, 3501)).toMatchObject({
      ok: false,
      error: { code: "over-allocated", field: "amount" },
    });
    expect(await due(mother)).toBe(3000);
    value(await pay(householdId, 3500));
    expect([await due(mother), await due(ana), await due(ben), (await account(mother)).due]).toEqual([0, 0, 0, 0]);
    const balance = value(await clinic.call("trialBalance", {}));
    expect([balance.total, balance.unbalancedTransactions]).toEqual([0, 0]);
  });

  test("BIL-324 a family's check is one check on the deposit slip, and is taken back wherever it went", async () => {
    const { mother, ana, ben, householdId } = await family();
    const on = clinic.kit.clock.now().slice(0, 10);
    const familyPaymentId = id();
    value(await pay(householdId, 4500, { familyPaymentId, reference: "7788" }));
    expect([await due(ana), await due(ben), await due(mother)]).toEqual([0, 0, 1500]);
    const slip = value(await clinic.call("depositSlip", { on }));
    expect(slip.checks.filter((one) => one.number === "7788").map((one) => one.amount)).toEqual([4500]);
    expect(value(await clinic.call("reverseFamilyPayment", { familyPaymentId, reason: "bounced" })).reversed).toBe(3);
    expect([await due(ana), await due(ben), await due(mother)]).toEqual([2000, 1000, 3000]);
    const back = value(await clinic.call("depositSlip", { on }));
    expect(back.checks.filter((one) => one.number === "7788")).toEqual([]);
    expect(await clinic.call("reverseFamilyPayment", { familyPaymentId, reason: "bounced" })).toMatchObject({
      ok: false,
      error: { code: "already-posted" },
    });
  });

  test("BIL-323 a child has both parents' plans, the one whose birthday comes first in the year first, from the day of birth", async () => {
    const [mother, father, baby] = [
      await person("Mai", "1988-09-02"),
      await person("Luis", "1986-03-11", { sex: "male" }),
      await person("Ana", "2026-11-20"),
    ];
    const of = {
      mother: await clinic.cover(mother, { memberId: "CF4000001" }),
      father: await clinic.cover(father, { payerId: clinic.ids.ppo, memberId: "BH77001" }),
    };
    const wish = (one: string) => ({ coverageId: id(), of: one, relationship: "child" as const });
    const [first, second] = [wish(of.mother), wish(of.father)];
    value(await clinic.call("copyCoverages", { patientId: baby, from: mother, coverages: [first] }));
    value(await clinic.call("copyCoverages", { patientId: baby, from: father, coverages: [second] }));
    value(await clinic.call("copyCoverages", { patientId: baby, from: father, coverages: [second] }));
    const list = value(await clinic.call("listCoverages", { patientId: baby }));
    expect(
      list.map((one) => [
        one.priority,
        one.payerName,
        one.memberId,
        one.from,
        one.subscriber.relationship,
        one.subscriber.name?.given,
        one.subscriber.birthDate,
      ]),
    ).toEqual([
      [1, "Blue Harbor", "BH77001", "2026-11-20", "child", "Luis", "1986-03-11"],
      [2, "Care First", "CF4000001", "2026-11-20", "child", "Mai", "1988-09-02"],
    ]);
    expect(list.map((one) => one.subscriber.sex)).toEqual(["male", "female"]);
    expect(value(await clinic.call("coverageOrder", { patientId: baby, day: "2026-11-24" })).fits).toBe(true);
    // A coverage of somebody else than named is none to copy, and then nothing is added.
    const sister = await person("Eva", "2026-11-20");
    expect(
      await clinic.call("copyCoverages", {
        patientId: sister,
        from: mother,
        coverages: [wish(of.mother), wish(of.father)],
      }),
    ).toMatchObject({ ok: false, error: { code: "not-found", field: "coverages.1.of" } });
    expect(value(await clinic.call("listCoverages", { patientId: sister }))).toEqual([]);
    // From a sister the subscriber stays the one of the card.
    const [babys] = list;
    value(
      await clinic.call("copyCoverages", { patientId: sister, from: baby, coverages: [wish(must(babys).coverageId)] }),
    );
    expect(value(await clinic.call("listCoverages", { patientId: sister }))[0]?.subscriber).toMatchObject({
      relationship: "child",
      name: { given: "Luis" },
    });
  });
});
