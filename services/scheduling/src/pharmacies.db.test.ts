import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPractice, outcome, somebody, value, type TestPractice } from "./test/practice.ts";

describe.each(databaseKinds)("pharmacies on %s", (database) => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice(database);
  });
  afterAll(() => practice.kit.stop());

  const content = {
    address: { line1: "4180 Mission Blvd", line2: null, city: "San Diego", state: "CA", zip: "92109" },
    phone: "6195550171",
    fax: null,
    ncpdpId: null as string | null,
    hours: "",
    active: true,
  };
  const save = (name: string, more: object = {}) =>
    practice.call("savePharmacy", {
      pharmacyId: practice.kit.ids.next<"pharmacy">(),
      name,
      ...content,
      baseVersion: 0,
      ...more,
    });
  const made = async (name: string, more: object = {}) => {
    const pharmacyId = practice.kit.ids.next<"pharmacy">();
    value(await save(name, { pharmacyId, ...more }));
    return pharmacyId;
  };
  const list = async (text: string, show: "in-use" | "retired" = "in-use") => {
    const names: string[] = [];
    let before: string | null = null;
    do {
      const page: { pharmacies: { name: string }[]; next: string | null } = value(
        await practice.call("pharmacies", { text, show, before, limit: 2 }, { as: ["biller"] }),
      );
      names.push(...page.pharmacies.map((one) => one.name));
      before = page.next;
    } while (before !== null);
    return names;
  };
  const prefer = (patientId: string, pharmacyId: string | null) =>
    practice.call("preferPharmacy", { patientId, pharmacyId }, { as: ["medical-assistant"] });
  const preferred = async (patientId: string) =>
    value(await practice.call("patientPharmacy", { patientId })).preferred?.pharmacy.name ?? null;

  test("SCH-272 the directory is found by name, place and number, page by page; a number is one entry's that is in use", async () => {
    const ncpdpId = "5612345";
    const first = await made("Seaside Pharmacy", { ncpdpId });
    for (const name of ["bay Pharmacy", "Bay Care Drugs", "Bayside Pharmacy"]) await made(name);
    expect(await list("bay")).toEqual(["Bay Care Drugs", "bay Pharmacy", "Bayside Pharmacy"]);
    expect(await list("mission phar")).toEqual(["bay Pharmacy", "Bayside Pharmacy", "Seaside Pharmacy"]);
    expect(await list(ncpdpId)).toEqual(["Seaside Pharmacy"]);
    expect(await list("100%")).toEqual([]);
    expect(await save("Another", { ncpdpId })).toMatchObject({ error: { code: "already-recorded", field: "ncpdpId" } });
    expect(outcome(await save("Seaside", { pharmacyId: first, baseVersion: 0 }))).toBe("stale-version");
    value(await save("Seaside Pharmacy", { pharmacyId: first, ncpdpId, active: false, baseVersion: 1 }));
    expect([await list("seaside"), await list("seaside", "retired")]).toEqual([[], ["Seaside Pharmacy"]]);
    value(await save("Another", { ncpdpId }));
    expect(await save("Seaside Pharmacy", { pharmacyId: first, ncpdpId, active: true, baseVersion: 2 })).toMatchObject({
      error: { code: "already-recorded" },
    });
    expect(
      outcome(
        await practice.call(
          "savePharmacy",
          { pharmacyId: first, name: "x", ...content, baseVersion: 2 },
          { as: ["biller"] },
        ),
      ),
    ).toBe("not-allowed");
  });

  test("SCH-273 what was said last counts; a retired one is not chosen, and is shown where it stands", async () => {
    const [ana, ben] = [await somebody(practice), await somebody(practice)];
    const [one, other] = [await made("Palm Pharmacy"), await made("Reef Pharmacy")];
    expect(await preferred(ana)).toBeNull();
    value(await prefer(ana, one));
    value(await prefer(ana, other));
    expect([await preferred(ana), await preferred(ben)]).toEqual(["Reef Pharmacy", null]);
    value(await save("Reef Pharmacy", { pharmacyId: other, active: false, baseVersion: 1 }));
    expect(await prefer(ben, other)).toMatchObject({ error: { code: "pharmacy-retired", field: "pharmacyId" } });
    const kept = value(await practice.call("patientPharmacy", { patientId: ana })).preferred;
    expect(kept).toMatchObject({ pharmacy: { name: "Reef Pharmacy", active: false } });
    value(await prefer(ana, null));
    expect(await preferred(ana)).toBeNull();
    expect(outcome(await prefer(ana, practice.kit.ids.next<"pharmacy">()))).toBe("not-found");
  });

  test("SCH-274 of merged records the survivor's stands; where it has none, the duplicate's goes with it and home again", async () => {
    const [palm, cove] = [await made("Palm Two"), await made("Cove")];
    const merged = async (survivors: string | null, duplicates: string | null) => {
      const [survivorId, duplicateId] = [await somebody(practice), await somebody(practice)];
      if (survivors !== null) value(await prefer(survivorId, survivors));
      if (duplicates !== null) value(await prefer(duplicateId, duplicates));
      const mergeId = practice.kit.ids.next<"merge">();
      value(await practice.call("mergePatients", { mergeId, survivorId, duplicateId, reason: "one person" }));
      await practice.kit.settle();
      const then = await preferred(survivorId);
      value(await practice.call("unmergePatients", { mergeId, because: "two people" }));
      await practice.kit.settle();
      return [then, await preferred(survivorId), await preferred(duplicateId)];
    };
    expect(await merged(palm, cove)).toEqual(["Palm Two", "Palm Two", "Cove"]);
    expect(await merged(null, cove)).toEqual(["Cove", null, "Cove"]);
    expect(await merged(palm, null)).toEqual(["Palm Two", "Palm Two", null]);
  });
});
