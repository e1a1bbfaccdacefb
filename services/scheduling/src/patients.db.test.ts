import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPractice, outcome, personInput, register, value, type TestPractice } from "./test/practice.ts";

const MARIA = { family: "López", given: "María", birthDate: "1981-03-04", phone: "6195550142" };

describe.each(databaseKinds)("patients on %s", (database) => {
  let practice: TestPractice;
  let maria: string;
  let marta: string;
  let obrien: string;
  let delaCruz: string;
  beforeAll(async () => {
    practice = await openPractice(database);
    maria = await register(practice, MARIA);
    marta = await register(practice, { family: "Lopez-Garcia", given: "Marta", birthDate: "1990-12-31" });
    obrien = await register(practice, { family: "O'Brien", given: "Sean", birthDate: "2024-02-29" });
    delaCruz = await register(practice, { family: "De la Cruz", given: "Juan", birthDate: "1955-07-08" });
  });
  afterAll(() => practice.kit.stop());

  const search = async (text: string): Promise<string[]> =>
    value(await practice.call("searchPatients", { text, limit: 10 })).map((match) => match.patientId);

  test.each([
    ["0001-03-04", "Enter a birth date of 1900 or later, as MM/DD/YYYY."],
    ["1899-12-31", "Enter a birth date of 1900 or later, as MM/DD/YYYY."],
    ["2026-11-24", "The birth date can't be in the future."],
  ])("SCH-1 a birth on %s is refused in words, and while it is typed nothing breaks", async (birthDate, message) => {
    const odd = personInput({ family: "Oddly", given: "Olga", birthDate });
    expect(await practice.call("registerPatient", odd)).toMatchObject({
      error: { code: "invalid-input", fields: [{ field: "birthDate", message }] },
    });
    const typed = { family: "López", given: "María", birthDate, phone: null };
    expect(outcome(await practice.call("findDuplicates", typed))).toBe("ok");
  });

  test("SCH-1, SCH-2 a record gets a number, is announced whole and can be read", async () => {
    const patient = value(await practice.call("getPatient", { patientId: maria }));
    expect(patient).toMatchObject({
      name: { family: "López", given: "María" },
      mrn: "100001",
      version: 1,
      active: true,
    });
    const [event] = await practice.kit.events("scheduling", "scheduling.patient-changed.v1");
    expect({ ...(event?.payload as object), merged: null }).toEqual(patient);
  });

  test.each([
    ["lop mar", ["maria", "marta"]],
    ["lopez, maria", ["maria", "marta"]],
    ["MARÍA LÓPEZ", ["maria", "marta"]],
    ["garcia", ["marta"]],
    ["obrien", ["obrien"]],
    ["o'brien", ["obrien"]],
    ["brien", ["obrien"]],
    ["delacruz", ["delaCruz"]],
    ["de la cruz juan", ["delaCruz"]],
    ["3/4/81", ["maria"]],
    ["03-04-1981", ["maria"]],
    ["1981-03-04", ["maria"]],
    ["03041981", ["maria"]],
    ["lopez 3/4/81", ["maria"]],
    ["lopez 3/5/81", []],
    ["2/29/24", ["obrien"]],
    ["(619) 555-0142", ["maria"]],
    ["619555", ["maria"]],
    ["0142", ["maria"]],
    ["100002", ["marta"]],
    ["lopez 0142", ["maria"]],
    ["", []],
    ["%", []],
  ])("SCH-10 to SCH-12 %j finds %j", async (text, names) => {
    const ids: { [name: string]: string } = { maria, marta, obrien, delaCruz };
    expect(await search(text)).toEqual(names.map((name) => ids[name]));
  });

  test.each([
    ["lopze maria", "maria"],
    ["lpoez marai", "maria"],
    ["obrein", "obrien"],
    ["cruzz jaun", "delaCruz"],
    ["gracia marta", "marta"],
  ])("SCH-13 misspelt %j still finds %s", async (text, name) => {
    const ids: { [name: string]: string } = { maria, marta, obrien, delaCruz };
    expect((await search(text))[0]).toBe(ids[name]);
  });

  test("SCH-3, SCH-4 a likely duplicate is refused until it is said to be somebody else", async () => {
    const again = personInput({ ...MARIA, family: "Lopez", given: "Maria" });
    const refused = await practice.call("registerPatient", again, { as: ["front-desk"] });
    expect(outcome(refused)).toBe("possible-duplicate");
    const found = value(
      await practice.call("findDuplicates", { family: "Lopez", given: "Maria", birthDate: "1981-03-04", phone: null }),
    );
    expect(found[0]).toMatchObject({ patientId: maria, score: 85, because: ["same name", "same birth date"] });
    const twin = value(await practice.call("registerPatient", { ...again, notDuplicateOf: [maria] }));
    expect(twin.created).toBe(true);
  });

  test("SCH-5 the same source is registered once, at whatever time", async () => {
    const source = { system: "old-system", value: "7" };
    const person = { ...personInput({ family: "Nguyen", given: "An", birthDate: "1970-01-01" }), source };
    const [first, second] = [
      value(await practice.call("registerPatient", person)),
      value(await practice.call("registerPatient", person)),
    ];
    expect(first.created).toBe(true);
    expect(second).toEqual({ ...first, created: false });
  });

  test("SCH-6 a change over an older version is refused; the new name is found, the old one is not", async () => {
    const patientId = await register(practice, { family: "Before", given: "Bea", birthDate: "1960-05-05" });
    const {
      notDuplicateOf: _,
      source: __,
      ...demographics
    } = personInput({ family: "After", given: "Bea", birthDate: "1960-05-05" });
    expect(value(await practice.call("updatePatient", { ...demographics, patientId, version: 1 }))).toEqual({
      version: 2,
    });
    expect(outcome(await practice.call("updatePatient", { ...demographics, patientId, version: 1 }))).toBe(
      "stale-version",
    );
    expect(await search("after bea")).toEqual([patientId]);
    expect(await search("before bea")).toEqual([]);
    const nobody = practice.kit.ids.next<"patient">();
    expect(outcome(await practice.call("updatePatient", { ...demographics, patientId: nobody, version: 1 }))).toBe(
      "not-found",
    );
  });

  test("SCH-1 nobody is born tomorrow", async () => {
    const unborn = personInput({ family: "To", given: "Be", birthDate: "2026-11-24" });
    expect(await practice.call("registerPatient", unborn)).toMatchObject({
      error: { code: "invalid-input", field: "birthDate" },
    });
  });

  test("SCH-74 providers go by the name identity knows; late and repeated events change nothing", async () => {
    const staff = (version: number, family: string) => ({
      staffId: practice.chenStaff,
      email: "wei@example.org",
      family,
      given: "Wei",
      credential: "MD",
      roles: ["physician"],
      npi: "1234567893",
      taxonomy: null,
      supervisorId: null,
      active: true,
      version,
    });
    const id = practice.kit.ids.next<"event">();
    await practice.kit.deliver("identity.staff-changed.v1", staff(3, "Chen-Park"), { id });
    await practice.kit.deliver("identity.staff-changed.v1", staff(2, "Chen"));
    await practice.kit.deliver("identity.staff-changed.v1", staff(3, "Chen-Park"), { id });
    await practice.kit.settle();
    const resources = value(await practice.call("listResources", {}));
    expect(resources.find((r) => r.resourceId === practice.chen)?.name).toBe("Wei Chen-Park, MD");
  });
});
