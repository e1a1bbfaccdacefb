import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  MONDAY,
  booked,
  bookingOf,
  openPractice,
  outcome,
  personInput,
  value,
  type TestPractice,
} from "./test/practice.ts";

const ELM = { line1: "12 Elm St", line2: null, city: "San Diego", state: "CA", zip: "92103" };
const OAK = { line1: "7 Oak Ave", line2: "Apt 2", city: "San Diego", state: "CA", zip: "92104" };

const NAMES =
  "Abbott Castillo Dubois Eriksen Fujita Gruber Holloway Ivanova Jankowski Lindqvist Mbeki Oyelaran Pfeiffer Quiroga".split(
    " ",
  );

describe.each(databaseKinds)("families on %s", (database) => {
  let practice: TestPractice;
  let number = 0;
  beforeAll(async () => {
    practice = await openPractice(database);
  });
  afterAll(() => practice.kit.stop());

  const id = () => practice.kit.ids.next<string>();
  const patient = async (patientId: string) => value(await practice.call("getPatient", { patientId }));
  const families = async (patientId: string) => value(await practice.call("getHouseholds", { patientId }));
  const family = async (patientId: string) => must((await families(patientId))[0]);
  /** An adult with an address, of a name that nobody else has. */
  const adult = async (more: { given?: string; family?: string; birthDate?: string } = {}) => {
    number += 1;
    const person = {
      family: more.family ?? must(NAMES[number]),
      given: more.given ?? "Maria",
      birthDate: more.birthDate ?? `${1960 + number}-05-02`,
    };
    const input = { ...personInput(person), address: ELM, phone: `619555${String(1000 + number)}` };
    const made = value(await practice.call("registerPatient", input));
    return { ...made, familyName: person.family, phone: input.phone };
  };
  const beside = async (
    of: { patientId: string; familyName: string },
    person: { given: string; birthDate: string; relation?: "child" | "spouse" },
    more: { householdId?: string; notDuplicateOf?: string[] } = {},
  ) => {
    const known = (await families(of.patientId))[0];
    const relation = person.relation ?? "child";
    return practice.call("registerPatient", {
      ...personInput({ family: of.familyName, given: person.given, birthDate: person.birthDate }),
      notDuplicateOf: more.notDuplicateOf ?? [],
      family: {
        householdId: known?.householdId ?? more.householdId ?? id(),
        of: of.patientId,
        ofRelation: relation === "child" ? "parent" : "spouse",
        relation,
        billsTo: relation === "child" ? "guarantor-while-minor" : "self",
        sharesAddress: true,
      },
    });
  };

  test("SCH-145 a family of four is registered beside one record: one address, one who pays, announced whole", async () => {
    const mother = await adult();
    const father = value(await beside(mother, { given: "Luis", birthDate: "1986-02-11", relation: "spouse" }));
    const ana = value(await beside(mother, { given: "Ana", birthDate: "2016-02-29" }));
    const ben = value(await beside(mother, { given: "Ben", birthDate: "2021-07-09" }));
    const one = await family(mother.patientId);
    expect(one.members.map((m) => [m.name.given, m.relation, m.billsTo, m.sharesAddress])).toEqual([
      ["Maria", "spouse", "self", true],
      ["Luis", "spouse", "self", true],
      ["Ana", "child", "guarantor-while-minor", true],
      ["Ben", "child", "guarantor-while-minor", true],
    ]);
    expect(one.guarantor).toMatchObject({ patientId: mother.patientId, name: { given: "Maria" }, address: ELM });
    // The same household from whichever member one comes, and the address on each one's own record.
    for (const member of [father, ana, ben]) {
      expect((await family(member.patientId)).householdId).toBe(one.householdId);
      expect((await patient(member.patientId)).address).toEqual(ELM);
    }
    const told = must((await practice.kit.events("scheduling", "scheduling.household-changed.v1")).at(-1)).payload;
    expect(told).toMatchObject({
      householdId: one.householdId,
      version: one.version,
      guarantor: { patientId: mother.patientId, person: null },
      members: expect.arrayContaining([
        { patientId: ben.patientId, relation: "child", billsTo: "guarantor-while-minor" },
      ]),
    });
    const records = (await practice.kit.events("scheduling", "scheduling.patient-changed.v1")).map((e) => e.payload);
    expect(records.findLast((p) => (p as { patientId: string }).patientId === ana.patientId)).toMatchObject({
      address: ELM,
    });
  });

  test("SCH-145 where joining is refused nobody is registered", async () => {
    const mother = await adult();
    const before = await practice.kit.rows<{ n: number }>("scheduling", "select count(*)::int as n from patient");
    const child = { ...personInput({ family: "Nobodyhere", given: "Zed", birthDate: "2019-01-01" }) };
    const refused = await practice.call("registerPatient", {
      ...child,
      family: {
        householdId: id(),
        of: id(),
        ofRelation: "parent",
        relation: "child",
        billsTo: "self",
        sharesAddress: true,
      },
    });
    expect(refused).toMatchObject({ ok: false, error: { code: "not-found", field: "family.of" } });
    expect(await practice.kit.rows("scheduling", "select count(*)::int as n from patient")).toEqual(before);
    expect(await families(mother.patientId)).toEqual([]);
  });

  test("SCH-146 twins with names of their own are registered without a word; nearly the same names ask once, as a twin; the same name is a duplicate", async () => {
    const mother = await adult();
    const mia = value(await beside(mother, { given: "Jayden", birthDate: "2024-03-01" }));
    expect(outcome(await beside(mother, { given: "Theodore", birthDate: "2024-03-01" }))).toBe("ok");
    const near = await beside(mother, { given: "Jaylen", birthDate: "2024-03-01" });
    expect(near).toMatchObject({ ok: false, error: { code: "possible-twin", field: "notDuplicateOf" } });
    const asked = { family: mother.familyName, given: "Jaylen", birthDate: "2024-03-01", phone: null };
    const seen = value(await practice.call("findDuplicates", { ...asked, familyOf: mother.patientId }));
    expect(seen.find((one) => one.patientId === mia.patientId)).toMatchObject({ twin: true });
    // Outside of the family the same two are no twins.
    const outside = value(await practice.call("findDuplicates", asked));
    expect(outside.find((one) => one.patientId === mia.patientId)).toMatchObject({ twin: false });
    expect(
      outcome(await beside(mother, { given: "Jaylen", birthDate: "2024-03-01" }, { notDuplicateOf: [mia.patientId] })),
    ).toBe("ok");
    const again = await beside(mother, { given: "Jayden", birthDate: "2024-03-01" });
    expect(outcome(again)).toBe("possible-duplicate");
  });

  test("SCH-146 newborn twins without first names are two records, and a third one of the same words is none", async () => {
    const mother = await adult();
    const born = "2026-11-22";
    const a = value(await beside(mother, { given: "Baby girl A of Maria", birthDate: born }));
    const b = await beside(mother, { given: "Baby girl B of Maria", birthDate: born });
    expect(outcome(b)).toBe("possible-twin");
    expect(
      outcome(
        await beside(mother, { given: "Baby girl B of Maria", birthDate: born }, { notDuplicateOf: [a.patientId] }),
      ),
    ).toBe("ok");
    expect(outcome(await beside(mother, { given: "Baby girl A of Maria", birthDate: born }))).toBe(
      "possible-duplicate",
    );
  });

  test("SCH-157 names of every kind are registered, found and shown as they are written", async () => {
    const mother = await adult();
    const long = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis";
    expect(long).toHaveLength(60);
    const people = [
      { family: "O'Brien-Núñez", given: "Zoë", find: "obrien zoe" },
      { family: long, given: "Anneliese", find: "wolfeschlegel" },
      { family: "الأحمد", given: "محمد", find: "الأحمد" },
      { family: "王", given: "小明", find: "王" },
      { family: "Suharto", given: "FNU", find: "suharto" },
    ];
    for (const { family: familyName, given, find } of people) {
      const made = value(await beside({ ...mother, familyName }, { given, birthDate: "2016-02-29" }));
      expect((await patient(made.patientId)).name).toMatchObject({ family: familyName, given });
      const found = value(await practice.call("searchPatients", { text: find, limit: 10 }));
      expect(found.map((one) => one.patientId)).toContain(made.patientId);
    }
    expect((await family(mother.patientId)).members).toHaveLength(6);
  });

  test("SCH-144 a move takes along who shares the address and nobody else, and is taken back whole", async () => {
    const mother = await adult();
    const child = value(await beside(mother, { given: "Ana", birthDate: "2015-05-05" }));
    const son = value(await beside(mother, { given: "Theo", birthDate: "2006-05-05" }));
    let one = await family(mother.patientId);
    const { version } = value(
      await practice.call("changeMember", {
        householdId: one.householdId,
        version: one.version,
        patientId: son.patientId,
        relation: "child",
        billsTo: "self",
        sharesAddress: false,
        leftOn: null,
      }),
    );
    const seen = { householdId: one.householdId, version };
    const move = { ...seen, moveId: id(), address: OAK, patientIds: [mother.patientId, child.patientId] };
    // Who is shown is who moves: one more or less than that is refused.
    expect(outcome(await practice.call("moveHousehold", { ...move, patientIds: [mother.patientId] }))).toBe(
      "stale-version",
    );
    expect(
      outcome(await practice.call("moveHousehold", { ...move, patientIds: [...move.patientIds, son.patientId] })),
    ).toBe("stale-version");
    const moved = value(await practice.call("moveHousehold", move));
    expect(new Set(moved.moved)).toEqual(new Set(move.patientIds));
    expect([
      (await patient(mother.patientId)).address,
      (await patient(child.patientId)).address,
      (await patient(son.patientId)).address,
    ]).toEqual([OAK, OAK, ELM]);
    expect((await family(mother.patientId)).address).toEqual(OAK);
    value(await practice.call("undoHouseholdMove", { moveId: move.moveId }));
    value(await practice.call("undoHouseholdMove", { moveId: move.moveId }));
    expect([(await patient(mother.patientId)).address, (await patient(child.patientId)).address]).toEqual([ELM, ELM]);
    expect((await family(mother.patientId)).address).toEqual(ELM);
    // A record that was changed since is not overwritten, and then nothing is taken back.
    one = await family(mother.patientId);
    const second = { ...move, moveId: id(), version: one.version };
    value(await practice.call("moveHousehold", second));
    const { mrn: _mrn, active: _active, merged: _merged, death: _death, ...record } = await patient(child.patientId);
    value(await practice.call("updatePatient", { ...record, phone: "6195550000" }));
    expect(outcome(await practice.call("undoHouseholdMove", { moveId: second.moveId }))).toBe("stale-version");
    expect((await patient(mother.patientId)).address).toEqual(OAK);
  });

  test("SCH-144 a member who gets another address alone shares it no longer", async () => {
    const mother = await adult();
    const child = value(await beside(mother, { given: "Ana", birthDate: "2015-05-05" }));
    const { mrn: _mrn, active: _active, merged: _merged, death: _death, ...record } = await patient(child.patientId);
    value(await practice.call("updatePatient", { ...record, address: OAK }));
    const shares = (await family(mother.patientId)).members.map((m) => [m.name.given, m.sharesAddress]);
    expect(shares).toEqual([
      ["Maria", true],
      ["Ana", false],
    ]);
  });

  test("SCH-142, SCH-143 a child of separated parents belongs to two families and is paid for in one; leaving has a day and is undone", async () => {
    const [mother, father] = [await adult(), await adult({ given: "Karl" })];
    const child = value(await beside(mother, { given: "Ana", birthDate: "2015-05-05" }));
    const second = id();
    const payer = { patientId: father.patientId, person: null };
    value(
      await practice.call("startHousehold", {
        householdId: second,
        patientId: father.patientId,
        relation: "parent",
        billsTo: "self",
        guarantor: payer,
      }),
    );
    const join = {
      householdId: second,
      version: 1,
      patientId: child.patientId,
      relation: "child" as const,
      billsTo: "guarantor" as const,
      sharesAddress: false,
      on: MONDAY,
    };
    expect(await practice.call("joinHousehold", join)).toMatchObject({
      ok: false,
      error: { code: "paid-for-elsewhere", field: "billsTo" },
    });
    const { version } = value(await practice.call("joinHousehold", { ...join, billsTo: "self" }));
    expect(outcome(await practice.call("joinHousehold", { ...join, billsTo: "self", version }))).toBe(
      "already-recorded",
    );
    expect(await families(child.patientId)).toHaveLength(2);
    const first = await family(mother.patientId);
    const leave = {
      householdId: first.householdId,
      version: first.version,
      patientId: child.patientId,
      relation: "child" as const,
      billsTo: "guarantor-while-minor" as const,
      sharesAddress: true,
    };
    expect(outcome(await practice.call("changeMember", { ...leave, leftOn: "2026-11-24" }))).toBe("in-the-future");
    expect(await practice.call("changeMember", { ...leave, leftOn: "2020-01-01" })).toMatchObject({
      ok: false,
      error: { code: "invalid-input", field: "leftOn" },
    });
    const left = value(await practice.call("changeMember", { ...leave, leftOn: MONDAY }));
    expect((await family(mother.patientId)).members.find((m) => m.patientId === child.patientId)?.leftOn).toBe(MONDAY);
    // Nobody pays there any more, so the other parent may.
    value(
      await practice.call("changeMember", {
        householdId: second,
        version,
        patientId: child.patientId,
        relation: "child",
        billsTo: "guarantor",
        sharesAddress: false,
        leftOn: null,
      }),
    );
    // Now the first can't be undone as it was: one bill has one payer.
    expect(outcome(await practice.call("changeMember", { ...leave, version: left.version, leftOn: null }))).toBe(
      "paid-for-elsewhere",
    );
    expect(
      outcome(await practice.call("changeMember", { ...leave, version: left.version, billsTo: "self", leftOn: null })),
    ).toBe("ok");
  });

  test("SCH-143 who pays is a patient or another person, exactly one; without one no bill goes there", async () => {
    const mother = await adult();
    const householdId = id();
    const start = {
      householdId,
      patientId: mother.patientId,
      relation: "parent" as const,
      billsTo: "self" as const,
      guarantor: null,
    };
    value(await practice.call("startHousehold", start));
    expect(outcome(await practice.call("startHousehold", start))).toBe("already-recorded");
    const member = {
      householdId,
      version: 1,
      patientId: mother.patientId,
      relation: "parent" as const,
      sharesAddress: true,
      leftOn: null,
    };
    expect(outcome(await practice.call("changeMember", { ...member, billsTo: "guarantor" }))).toBe("guarantor-missing");
    const grandmother = {
      name: { family: "Old", given: "Rosa", middle: null, suffix: null },
      birthDate: null,
      address: OAK,
      phone: "6195550199",
    };
    expect(
      outcome(
        await practice.call("setGuarantor", {
          householdId,
          version: 1,
          guarantor: { patientId: mother.patientId, person: grandmother },
        }),
      ),
    ).toBe("invalid-input");
    value(
      await practice.call("setGuarantor", {
        householdId,
        version: 1,
        guarantor: { patientId: null, person: grandmother },
      }),
    );
    value(await practice.call("changeMember", { ...member, version: 2, billsTo: "guarantor" }));
    expect((await family(mother.patientId)).guarantor).toMatchObject({
      patientId: null,
      address: OAK,
      phone: "6195550199",
    });
    expect(outcome(await practice.call("setGuarantor", { householdId, version: 3, guarantor: null }))).toBe(
      "guarantor-missing",
    );
    // Who comes to pay for the family pays for itself.
    value(
      await practice.call("setGuarantor", {
        householdId,
        version: 3,
        guarantor: { patientId: mother.patientId, person: null },
      }),
    );
    expect((await family(mother.patientId)).members[0]?.billsTo).toBe("self");
    expect(outcome(await practice.call("setGuarantor", { householdId, version: 2, guarantor: null }))).toBe(
      "stale-version",
    );
  });

  test("SCH-147 reading a family names every member in the audit trail, and shows the next visit and nothing of a chart", async () => {
    const mother = await adult();
    const child = value(await beside(mother, { given: "Ana", birthDate: "2015-05-05" }));
    const visit = await booked(practice, { patientId: child.patientId, start: "16:30" });
    const one = await family(mother.patientId);
    expect(one.members.find((m) => m.patientId === child.patientId)?.nextVisit).toEqual({
      appointmentId: visit.appointmentId,
      date: MONDAY,
      start: "16:30",
      visitTypeName: "Follow-up",
    });
    expect(Object.keys(must(one.members[0])).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      "active",
      "billsTo",
      "birthDate",
      "joinedOn",
      "leftOn",
      "mrn",
      "name",
      "nextVisit",
      "patientId",
      "phone",
      "relation",
      "sex",
      "sharesAddress",
    ]);
    const seen = (await practice.kit.events("scheduling", "scheduling.access-recorded.v1")).at(-1)?.payload as {
      operation: string;
      patientIds: string[];
    };
    expect(JSON.stringify(seen)).toContain("getHouseholds");
    for (const patientId of [mother.patientId, child.patientId]) expect(JSON.stringify(seen)).toContain(patientId);
  });

  test("SCH-148 to a closed record nothing is added: no membership, no payer, no visit", async () => {
    const [mother, gone] = [await adult(), await adult()];
    await practice.kit.rows(
      "scheduling",
      `update patient set active = false where patient_id = '${gone.patientId}' returning 1`,
    );
    const householdId = id();
    value(
      await practice.call("startHousehold", {
        householdId,
        patientId: mother.patientId,
        relation: "parent",
        billsTo: "self",
        guarantor: null,
      }),
    );
    const join = {
      householdId,
      version: 1,
      patientId: gone.patientId,
      relation: "other" as const,
      billsTo: "self" as const,
      sharesAddress: false,
      on: MONDAY,
    };
    expect(outcome(await practice.call("joinHousehold", join))).toBe("record-closed");
    expect(
      outcome(
        await practice.call("setGuarantor", {
          householdId,
          version: 1,
          guarantor: { patientId: gone.patientId, person: null },
        }),
      ),
    ).toBe("record-closed");
    const wish = await bookingOf(practice, { patientId: gone.patientId, start: "09:00" });
    const { minutes: _m, roomResourceId: _r, overbookReason: _o, ...visit } = wish;
    const other = { ...visit, appointmentId: id(), patientId: mother.patientId, start: "09:15" };
    const refused = await practice.call("bookTogether", {
      groupId: id(),
      kind: "family",
      leadMinutes: null,
      visits: [other, visit],
    });
    expect(refused).toMatchObject({ ok: false, error: { code: "not-found", field: "visits.1.patientId" } });
  });
});
