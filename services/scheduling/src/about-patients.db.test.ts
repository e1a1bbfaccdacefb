import { NOTHING_ASKED, type AboutPatient } from "@practicum/contracts/scheduling/about-patient";
import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bookingOf, MONDAY, openPractice, personInput, value, type TestPractice } from "./test/practice.ts";

const about = (more: Partial<AboutPatient>): AboutPatient => ({ ...NOTHING_ASKED, ...more });

describe.each(databaseKinds)("what patients say of themselves on %s", (database) => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice(database);
  });
  afterAll(() => practice.kit.stop());

  const registerOne = async (
    [family, given, birthDate]: readonly [string, string, string],
    said?: AboutPatient,
  ): Promise<string> => {
    const person = { ...personInput({ family, given, birthDate }), ...(said === undefined ? {} : { about: said }) };
    return value(await practice.call("registerPatient", person)).patientId;
  };
  const recordOf = async (patientId: string) => value(await practice.call("getPatient", { patientId }));
  const found = async (text: string) =>
    value(await practice.call("searchPatients", { text, limit: 10 })).map((match) => match.patientId);
  const change = async (patientId: string, more: object) => {
    const { merged: _m, mrn: _n, active: _a, death: _d, ...record } = await recordOf(patientId);
    return value(await practice.call("updatePatient", { ...record, ...more }));
  };

  test("SCH-297 what was said is kept as it was said; of who was not asked nothing is known", async () => {
    const said = about({
      preferredName: "Bea",
      pronouns: { code: "other", text: "ze/hir" },
      genderIdentity: { code: "declined", text: "" },
    });
    const asked = await registerOne(["Quimby", "Beatriz", "1984-02-01"], said);
    const unasked = await registerOne(["Quayle", "Osvaldo", "1958-06-09"]);
    expect((await recordOf(asked)).about).toEqual(said);
    expect((await recordOf(unasked)).about).toEqual(NOTHING_ASKED);
    const told = await practice.kit.events("scheduling", "scheduling.patient-changed.v1");
    expect(told.map(({ payload }) => (payload as { about: AboutPatient }).about)).toEqual([said, NOTHING_ASKED]);
    const nameless = { ...personInput({ family: "Quist", given: "Ada", birthDate: "1970-01-01" }), about: said };
    expect(
      await practice.call("registerPatient", {
        ...nameless,
        about: about({ genderIdentity: { code: "other", text: " " } }),
      }),
    ).toMatchObject({ error: { code: "invalid-input", fields: [{ field: "about.genderIdentity.text" }] } });
  });

  test("SCH-297 a visit shows what the patient is called", async () => {
    const patientId = await registerOne(["Quarles", "Margaret", "1949-11-05"], about({ preferredName: "Peggy" }));
    const visit = await bookingOf(practice, { patientId: patientId as never, start: "09:00" });
    value(await practice.call("bookAppointment", visit));
    const day = value(await practice.call("daySheet", { date: MONDAY, locationId: null }));
    expect(day.appointments.find((one) => one.patientId === patientId)).toMatchObject({
      patientName: { given: "Margaret" },
      patientPreferred: "Peggy",
    });
  });

  test("SCH-301 race and ethnicity are as many answers as are chosen, each once, or none where the patient declined", async () => {
    const said = about({ races: { chosen: ["hispanic", "american-indian"], declined: false } });
    const patientId = await registerOne(["Quenby", "Rosalba", "1964-07-21"], said);
    expect((await recordOf(patientId)).about).toEqual(said);
    for (const races of [
      { chosen: [], declined: false },
      { chosen: ["white" as const], declined: true },
      { chosen: ["white" as const, "white" as const], declined: false },
    ])
      await expect(change(patientId, { about: about({ races }) })).rejects.toThrow("invalid-input");
    await change(patientId, { about: about({ races: { chosen: [], declined: true } }) });
    expect((await recordOf(patientId)).about?.races).toEqual({ chosen: [], declined: true });
  });

  test("SCH-302 a visit shows which interpreter is needed, also after it was booked; no and not asked show none", async () => {
    const patientId = await registerOne(["Quarto", "Linh", "1951-03-30"]);
    const visit = await bookingOf(practice, { patientId: patientId as never, start: "10:00" });
    value(await practice.call("bookAppointment", visit));
    const shownFor = async (interpreter: AboutPatient["interpreter"], language: string) => {
      await change(patientId, { language, about: about({ interpreter }) });
      const day = value(await practice.call("daySheet", { date: MONDAY, locationId: null }));
      return day.appointments.find((one) => one.patientId === patientId)?.patientInterpreter;
    };
    expect(await shownFor(null, "vi")).toBeNull();
    expect(await shownFor("none", "vi")).toBeNull();
    expect(await shownFor("language", "vi")).toEqual({ kind: "language", language: "vi" });
    expect(await shownFor("asl", "en")).toEqual({ kind: "asl", language: "en" });
  });

  test("SCH-298 a patient is found by the preferred name and by those of before, after who is called so now", async () => {
    const now = await registerOne(["Zapatero", "Nadia", "1990-01-02"]);
    const before = await registerOne(
      ["Vandermeer", "Noor", "1988-08-08"],
      about({ preferredName: "Nonny", formerNames: [{ family: "Zapatero", given: null }] }),
    );
    expect(await found("zapatero")).toEqual([now, before]);
    expect(await found("nonny")).toEqual([before]);
    expect(await found("zapatero noor")).toEqual([before]);
    await change(before, { about: about({ preferredName: "Nonny" }) });
    expect(await found("zapatero")).toEqual([now]);
  });

  test("SCH-298 who registers again under another name is seen by the old one, either way round", async () => {
    const birthDate = "1979-09-19";
    const said = about({ formerNames: [{ family: "Abernathy", given: null }] });
    const married = await registerOne(["Castellano", "Iris", birthDate], said);
    const asked = { family: "Abernathy", given: "Iris", birthDate, phone: null };
    expect(value(await practice.call("findDuplicates", asked))).toMatchObject([
      { patientId: married, score: 83, because: ["same name (former name)", "same birth date"] },
    ]);
    const again = await practice.call("registerPatient", {
      ...personInput({ family: "Abernathy", given: "Iris", birthDate }),
    });
    expect(again).toMatchObject({ error: { code: "possible-duplicate" } });
    // The other way: the new record is the one that knows of a name of before.
    const single = await registerOne(["Bellweather", "Ines", "1991-04-04"]);
    const later = {
      family: "Dominguez",
      given: "Ines",
      birthDate: null,
      phone: null,
      formerNames: [{ family: "Bellweather", given: null }],
    };
    expect(value(await practice.call("findDuplicates", later)).map((one) => one.patientId)).toEqual([single]);
  });

  test("SCH-299 a change that says nothing of them leaves them, and the words they are found by", async () => {
    const said = about({ preferredName: "Kit", formerNames: [{ family: "Ashgrove", given: null }] });
    const patientId = await registerOne(["Lindqvist", "Katherine", "1966-05-05"], said);
    await change(patientId, { phone: "6195550188", about: undefined });
    expect(await recordOf(patientId)).toMatchObject({ phone: "6195550188", about: said, version: 2 });
    expect(await found("ashgrove")).toEqual([patientId]);
    await change(patientId, { about: about({ preferredName: "Kat" }) });
    expect((await recordOf(patientId)).about).toEqual(about({ preferredName: "Kat" }));
    expect(await found("ashgrove")).toEqual([]);
  });

  test("SCH-304, SCH-305 other phones are found whole and by their end, count as the same phone, and stay where nothing is said of them", async () => {
    const work = { phone: "6195553377", kind: "work" as const, noMessage: true };
    const person = personInput({ family: "Okonkwo", given: "Ifeoma", birthDate: "1986-10-10", phone: "6195551212" });
    const { patientId } = value(await practice.call("registerPatient", { ...person, otherPhones: [work] }));
    expect(await found("(619) 555-3377")).toEqual([patientId]);
    expect(await found("3377")).toEqual([patientId]);
    expect(await found("okonkwo 3377")).toEqual([patientId]);
    expect(await found("nobody 3377")).toEqual([]);
    // Misspelt, so that the number alone leads there.
    const typed = { family: "Okonkwoe", given: "Ifeoma", birthDate: null, phone: work.phone };
    expect(value(await practice.call("findDuplicates", typed))[0]).toMatchObject({
      patientId,
      because: expect.arrayContaining(["same phone"]),
    });
    await change(patientId, { email: "ify@example.test", otherPhones: undefined });
    expect(await recordOf(patientId)).toMatchObject({ email: "ify@example.test", otherPhones: [work] });
    const twice = await registerOne(["Okonkwoe", "Ifeoma", "1956-01-10"]);
    await change(twice, { phone: work.phone });
    const pair = value(await practice.call("comparePatients", { firstId: twice, secondId: patientId }));
    expect([pair.because, pair.second.otherPhones]).toEqual([["nearly the same name", "same phone"], [work]]);
    await change(patientId, { otherPhones: [] });
    expect((await recordOf(patientId)).otherPhones).toEqual([]);
    expect(await found("3377")).toEqual([twice]);
  });

  test("SCH-300 each of two merged records keeps its own, and both are shown before it", async () => {
    const first = await registerOne(["Sorensen", "Dagny", "1975-02-02"], about({ preferredName: "Dag" }));
    const second = await registerOne(["Sorensen", "Dagfinn", "1995-02-02"]);
    const pair = value(await practice.call("comparePatients", { firstId: first, secondId: second }));
    expect([pair.first.about?.preferredName, pair.second.about]).toEqual(["Dag", NOTHING_ASKED]);
    value(await practice.call("proposeMerge", { firstId: first, secondId: second, note: "The same" }));
    const queue = value(await practice.call("listDuplicates", { dismissed: false, before: null, limit: 20 }));
    const shown = queue.pairs.flatMap((one) => [one.first, one.second]);
    expect(shown.find((one) => one.patientId === first)?.about).toEqual(about({ preferredName: "Dag" }));
    expect(shown.find((one) => one.patientId === second)?.about).toEqual(NOTHING_ASKED);
    const mergeId = practice.kit.ids.next<"merge">();
    const said = { mergeId, survivorId: second, duplicateId: first, reason: "Two cards" };
    value(await practice.call("mergePatients", said));
    expect(await found("dag sorensen")).toEqual([second]);
    expect((await recordOf(second)).about).toEqual(NOTHING_ASKED);
    value(await practice.call("unmergePatients", { mergeId, because: "Two people" }));
    expect((await recordOf(first)).about).toEqual(about({ preferredName: "Dag" }));
  });
});
