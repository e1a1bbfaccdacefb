import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPractice, outcome, somebody, value, type TestPractice } from "./test/practice.ts";

describe.each(databaseKinds)("families of merged records on %s", (database) => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice(database);
  });
  afterAll(() => practice.kit.stop());

  const id = () => practice.kit.ids.next<string>();
  /** A family that begins with a parent who pays, and children who are paid for. */
  const family = async (parent: string, children: readonly string[], payer: string | null = parent) => {
    const householdId = id();
    let { version } = value(
      await practice.call("startHousehold", {
        householdId,
        patientId: parent,
        relation: "parent",
        billsTo: "self",
        guarantor: payer === null ? null : { patientId: payer, person: null },
      }),
    );
    for (const patientId of children) {
      const member = { relation: "child" as const, billsTo: "guarantor" as const, sharesAddress: false };
      const joined = { householdId, version, patientId, on: "2026-11-02" as const, ...member };
      ({ version } = value(await practice.call("joinHousehold", joined)));
    }
    return { householdId, version };
  };
  const merge = async (survivorId: string, duplicateId: string) => {
    const mergeId = practice.kit.ids.next<"merge">();
    value(await practice.call("mergePatients", { mergeId, survivorId, duplicateId, reason: "one person" }));
    // The second look, after two minutes, finds nothing new.
    await practice.kit.advanceTo(addMinutes(practice.kit.clock.now(), 3));
    return mergeId;
  };
  const unmerge = async (mergeId: string) => {
    value(await practice.call("unmergePatients", { mergeId, because: "" }));
    await practice.kit.advanceTo(addMinutes(practice.kit.clock.now(), 3));
  };
  /** Who belongs to whom as the screens show it, and as it was told last. */
  const people = async (of: string, householdId: string) => {
    const found = value(await practice.call("getHouseholds", { patientId: of }));
    const shown = found.find((one) => one.householdId === householdId);
    const told = (await practice.kit.events("scheduling", "scheduling.household-changed.v1")).findLast(
      ({ keys }) => keys["householdId"] === householdId,
    )?.payload as { version: number; guarantor: { patientId: string } | null; members: { patientId: string }[] };
    const memberIds = (shown?.members ?? []).map((one) => one.patientId).toSorted();
    expect([told.version, told.guarantor?.patientId ?? null]).toEqual([
      shown?.version,
      shown?.guarantor?.patientId ?? null,
    ]);
    expect(told.members.map((one) => one.patientId).toSorted()).toEqual(memberIds);
    return { payer: told.guarantor?.patientId ?? null, members: memberIds, version: told.version };
  };
  const kept = () =>
    practice.kit.rows(
      "scheduling",
      `select m.household_id, m.patient_id, m.first_patient_id, m.relation, m.bills_to, m.joined_on, m.left_on,
        h.guarantor_patient_id, h.guarantor_named_id from household_member m join household h using (household_id)
        order by 1, 2, 6`,
    );

  test("SCH-190 the parent and who pays are the survivor, told once, and an unmerge puts back exactly what people wrote", async () => {
    const [parent, child, survivor] = [await somebody(practice), await somebody(practice), await somebody(practice)];
    const { householdId, version } = await family(parent, [child]);
    const before = await kept();
    const mergeId = await merge(survivor, parent);
    expect(await people(child, householdId)).toEqual({
      payer: survivor,
      members: [child, survivor].toSorted(),
      version: version + 1,
    });
    // Of the other one's page it is the family too; and what is changed meanwhile doesn't change who was named.
    expect((await people(survivor, householdId)).payer).toBe(survivor);
    const change = { householdId, version: version + 1, patientId: child, relation: "other" as const };
    const as = { billsTo: "guarantor" as const, sharesAddress: false, leftOn: null };
    value(await practice.call("changeMember", { ...change, ...as }));
    await unmerge(mergeId);
    expect(await people(child, householdId)).toEqual({
      payer: parent,
      members: [child, parent].toSorted(),
      version: version + 3,
    });
    expect(value(await practice.call("getHouseholds", { patientId: survivor }))).toEqual([]);
    const back = { householdId, version: version + 3, patientId: child, relation: "child" as const };
    value(await practice.call("changeMember", { ...back, ...as }));
    expect(await kept()).toEqual(before);
  });

  test("SCH-190 another one who is named while they are one stays the one who pays", async () => {
    const [parent, child, survivor] = [await somebody(practice), await somebody(practice), await somebody(practice)];
    const aunt = await somebody(practice);
    const { householdId, version } = await family(parent, [child]);
    const mergeId = await merge(survivor, parent);
    const guarantor = { patientId: aunt, person: null };
    value(await practice.call("setGuarantor", { householdId, version: version + 1, guarantor }));
    await unmerge(mergeId);
    expect(await people(child, householdId)).toMatchObject({ payer: aunt, members: [child, parent].toSorted() });
  });

  test("SCH-190 of two memberships of one family the survivor's stands, and of two families that pay; the other waits and comes back", async () => {
    const [mother, son, twice] = [await somebody(practice), await somebody(practice), await somebody(practice)];
    const [father, other] = [await somebody(practice), await somebody(practice)];
    const both = await family(mother, [son, twice]);
    const before = await kept();
    const same = await merge(son, twice);
    expect(await people(son, both.householdId)).toMatchObject({ members: [mother, son].toSorted() });
    await unmerge(same);
    expect(await people(son, both.householdId)).toMatchObject({ members: [mother, son, twice].toSorted() });
    expect(await kept()).toEqual(before);
    const second = await family(father, [other]);
    const after = await kept();
    const apart = await merge(son, other);
    expect(await people(son, both.householdId)).toMatchObject({ payer: mother });
    expect(await people(father, second.householdId)).toMatchObject({ members: [father] });
    await practice.kit.settle();
    const [listed] = value(await practice.call("listMerges", { patientId: other, before: null, limit: 5 })).merges;
    expect(listed?.services[0]?.aside).toEqual([{ what: "family memberships", count: 1 }]);
    await unmerge(apart);
    expect(await people(father, second.householdId)).toMatchObject({ members: [father, other].toSorted() });
    expect(await kept()).toEqual(after);
  });

  test("SCH-190 a chain of merges brings the family to its end, and each step back to where it was", async () => {
    const [parent, child] = [await somebody(practice), await somebody(practice)];
    const [middle, end] = [await somebody(practice), await somebody(practice)];
    const { householdId } = await family(parent, [child]);
    const [first, second] = [await merge(middle, parent), await merge(end, middle)];
    expect((await people(child, householdId)).payer).toBe(end);
    await unmerge(first);
    expect((await people(child, householdId)).payer).toBe(parent);
    await unmerge(second);
    expect(await people(child, householdId)).toMatchObject({ payer: parent, members: [child, parent].toSorted() });
    expect(outcome(await practice.call("getHouseholds", { patientId: middle }))).toBe("ok");
  });

  const ELM = { line1: "1 Elm St", line2: "", city: "San Diego", state: "CA", zip: "92101" } as const;
  const OAK = { ...ELM, line1: "9 Oak Ave" };
  const PINE = { ...ELM, line1: "4 Pine Rd" };
  const record = async (patientId: string) => value(await practice.call("getPatient", { patientId }));
  const addressOf = async (patientId: string) => (await record(patientId)).address;
  const live = async (patientId: string, address: typeof ELM | typeof OAK | typeof PINE) => {
    const { mrn: _mrn, active: _active, merged: _merged, death: _death, ...now } = await record(patientId);
    value(await practice.call("updatePatient", { ...now, address }));
  };
  /** A family that lives at Elm Street together. */
  const together = async (parent: string, child: string) => {
    await live(parent, ELM);
    const made = await family(parent, []);
    const { householdId } = made;
    const member = { relation: "child" as const, billsTo: "guarantor" as const, sharesAddress: true };
    const on = "2026-11-02" as const;
    const joined = await practice.call("joinHousehold", { householdId, version: 1, patientId: child, on, ...member });
    return { householdId, version: value(joined).version };
  };
  const sharers = async (of: string, householdId: string) =>
    value(await practice.call("getHouseholds", { patientId: of }))
      .find((one) => one.householdId === householdId)
      ?.members.filter((one) => one.sharesAddress && one.leftOn === null)
      .map((one) => one.patientId)
      .toSorted();
  const version = async (of: string) => value(await practice.call("getHouseholds", { patientId: of }))[0]?.version ?? 0;

  test("SCH-201 a survivor who lives elsewhere does not share the family’s address, stays when it moves, and an unmerge puts it back", async () => {
    const [parent, child, survivor] = [await somebody(practice), await somebody(practice), await somebody(practice)];
    await live(survivor, PINE);
    const { householdId } = await together(parent, child);
    expect(await sharers(parent, householdId)).toEqual([parent, child].toSorted());
    const before = await kept();
    const mergeId = await merge(survivor, child);
    expect(await sharers(parent, householdId)).toEqual([parent]);
    // The own address changes, and what was written of the duplicate's membership does not.
    await live(survivor, OAK);
    const seen = { householdId, version: await version(parent), address: PINE };
    const all = { ...seen, moveId: id(), patientIds: [parent, survivor] };
    expect(outcome(await practice.call("moveHousehold", all))).toBe("stale-version");
    const move = { ...seen, moveId: id(), patientIds: [parent] };
    expect(value(await practice.call("moveHousehold", move)).moved).toEqual([parent]);
    expect([await addressOf(parent), await addressOf(survivor)]).toEqual([PINE, OAK]);
    value(await practice.call("undoHouseholdMove", { moveId: move.moveId }));
    await unmerge(mergeId);
    expect(await sharers(parent, householdId)).toEqual([parent, child].toSorted());
    expect(await addressOf(child)).toEqual(ELM);
    expect(await kept()).toEqual(before);
  });

  test("SCH-201 a survivor who lives where the family lives shares its address and moves with it", async () => {
    const [parent, child, survivor] = [await somebody(practice), await somebody(practice), await somebody(practice)];
    const { householdId } = await together(parent, child);
    await live(survivor, ELM);
    await merge(survivor, child);
    expect(await sharers(parent, householdId)).toEqual([parent, survivor].toSorted());
    const patientIds = [parent, survivor];
    const move = { householdId, version: await version(parent), moveId: id(), address: OAK, patientIds };
    value(await practice.call("moveHousehold", move));
    expect([await addressOf(parent), await addressOf(survivor)]).toEqual([OAK, OAK]);
  });

  test("SCH-202 a move is taken back across a merge and across what takes it back; what people changed since refuses it", async () => {
    const [parent, child, survivor] = [await somebody(practice), await somebody(practice), await somebody(practice)];
    await live(survivor, PINE);
    const first = await together(parent, child);
    const patientIds = [parent, child];
    const move = { ...first, moveId: id(), address: OAK, patientIds };
    value(await practice.call("moveHousehold", move));
    const mergeId = await merge(survivor, child);
    value(await practice.call("undoHouseholdMove", { moveId: move.moveId }));
    expect([await addressOf(parent), await addressOf(survivor)]).toEqual([ELM, PINE]);
    await unmerge(mergeId);
    expect([await addressOf(child), await sharers(parent, first.householdId)]).toEqual([ELM, patientIds.toSorted()]);
    // A move while they are one, taken back when they are two again.
    const second = await merge(survivor, child);
    const meanwhile = { ...move, moveId: id(), version: await version(parent), patientIds: [parent] };
    value(await practice.call("moveHousehold", meanwhile));
    await unmerge(second);
    value(await practice.call("undoHouseholdMove", { moveId: meanwhile.moveId }));
    expect([await addressOf(parent), await addressOf(child), await addressOf(survivor)]).toEqual([ELM, ELM, PINE]);
    const last = { ...move, moveId: id(), version: await version(parent) };
    value(await practice.call("moveHousehold", last));
    await merge(survivor, child);
    const change = { householdId: first.householdId, version: await version(parent), patientId: parent };
    const as = { relation: "guardian" as const, billsTo: "self" as const, sharesAddress: true, leftOn: null };
    value(await practice.call("changeMember", { ...change, ...as }));
    expect(outcome(await practice.call("undoHouseholdMove", { moveId: last.moveId }))).toBe("stale-version");
    expect(await addressOf(parent)).toEqual(OAK);
  });
});
