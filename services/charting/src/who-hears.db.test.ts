import { opensTo } from "@practicum/contracts/charting/hearing";
import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkIn, encounter, openClinic, outcome, value, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("live updates of restricted charts on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  type Who = Clinic["chen"];
  const restrict = async (patientId: string, more: object = {}) => {
    const input = {
      restrictionId: clinic.kit.ids.next<"restriction">(),
      patientId,
      class: "vip" as const,
      shuts: "others" as const,
      staffIds: [],
      roles: [],
      reason: "Known in town",
      replaces: null,
      ...more,
    };
    value(await clinic.call("restrictChart", input));
    return input.restrictionId;
  };
  const allergic = async (patientId: string) => {
    const allergyId = clinic.kit.ids.next<"allergy">();
    const what = { substanceCode: null, substance: allergyId, reaction: "hives", severity: "mild" as const };
    value(await clinic.call("addAllergy", { allergyId, patientId, ...what }, { as: clinic.chen }));
  };
  /** Who hears of the latest event of that name about the patient. */
  const hear = async (name: string, patientId: string): Promise<string[]> => {
    const events = await clinic.kit.events("charting", `charting.${name}.v1`);
    const last = events.findLast(({ keys }) => keys["patientId"] === patientId);
    if (last === undefined) return ["no event"];
    const people = { chen: clinic.chen, other: clinic.other, np: clinic.np, ma: clinic.ma };
    const hears = ({ staffId, roles }: Who) => last.hearing === undefined || opensTo(last.hearing, { staffId, roles });
    return Object.entries(people).flatMap(([key, who]) => (hears(who) ? [key] : []));
  };
  const everybody = ["chen", "other", "np", "ma"];

  test("CHT-270 who treats hears of it and nobody who is shut out; that it is restricted now is told to all", async () => {
    const { patientId } = await encounter(clinic, clinic.chen);
    const free = await encounter(clinic, clinic.chen);
    await allergic(patientId);
    expect(await hear("chart-changed", patientId)).toEqual(everybody);
    const restrictionId = await restrict(patientId);
    await allergic(patientId);
    await allergic(free.patientId);
    expect(await hear("chart-changed", patientId)).toEqual(["chen"]);
    expect(await hear("chart-changed", free.patientId)).toEqual(everybody);
    expect(await hear("chart-restricted", patientId)).toEqual(everybody);
    // Another visit, which begins by an event of scheduling; its provider treats the patient from then on.
    const visit = checkIn(clinic, patientId, clinic.np);
    await clinic.kit.deliver("scheduling.patient-checked-in.v1", visit);
    await clinic.kit.settle();
    expect(await hear("encounter-opened", patientId)).toEqual(["chen", "np"]);
    value(await clinic.call("liftRestriction", { restrictionId, patientId, reason: "Moved away" }));
    await allergic(patientId);
    expect(await hear("chart-changed", patientId)).toEqual(everybody);
  });

  test("CHT-270 names, roles, those who are shut out by name, and the glass until its end", async () => {
    const [by, against] = [await encounter(clinic, clinic.chen), await encounter(clinic, clinic.chen)];
    await restrict(by.patientId, { roles: ["medical-assistant"] });
    await restrict(against.patientId, { shuts: "named", staffIds: [clinic.other.staffId] });
    const glass = { entryId: clinic.kit.ids.next<"glass">(), reason: "emergency" as const, words: "Collapsed here" };
    const { patientId } = by;
    expect(outcome(await clinic.call("breakGlass", { ...glass, patientId }, { as: clinic.np }))).toBe("ok");
    for (const one of [by, against]) await allergic(one.patientId);
    expect(await hear("chart-changed", by.patientId)).toEqual(["chen", "np", "ma"]);
    expect(await hear("chart-changed", against.patientId)).toEqual(["chen", "np", "ma"]);
    await clinic.kit.advanceTo(addMinutes(clinic.kit.clock.now(), 240));
    await allergic(by.patientId);
    expect(await hear("chart-changed", by.patientId)).toEqual(["chen", "ma"]);
  });
});
