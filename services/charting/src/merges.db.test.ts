import { databaseKinds } from "@practicum/db/test-databases";
import type { Id } from "@practicum/kernel/brand";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encounter, openClinic, outcome, patient, value, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("merged charts on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  const told = (survivorId: string, duplicateId: string) => {
    const { kit } = clinic;
    const of = {
      mergeId: kit.ids.next<"merge">(),
      survivorId,
      duplicateId,
      by: "W",
      at: kit.clock.now(),
      mergedAt: kit.clock.now(),
    };
    const say = (what: "merged" | "unmerged") => kit.deliver(`scheduling.patients-${what}.v1`, of);
    return { merge: () => say("merged"), unmerge: () => say("unmerged"), settle: () => kit.settle() };
  };
  const allergic = async (patientId: Id<"patient">, substance: string) => {
    const allergyId = clinic.kit.ids.next<"allergy">();
    const what = { substanceCode: null, substance, reaction: "hives", severity: "mild" as const };
    value(await clinic.call("addAllergy", { allergyId, patientId, ...what }, { as: clinic.chen }));
    return allergyId;
  };
  const allergies = async (patientId: Id<"patient">) =>
    value(await clinic.call("getChart", { patientId }, { as: clinic.chen })).allergies;
  const substances = async (patientId: Id<"patient">) =>
    (await allergies(patientId)).entries.map(({ substance }) => substance).toSorted();

  test("CHT-200, CHT-202, CHT-204, CHT-205 allergies come together once, and each goes back to whom it was", async () => {
    const [kept, other] = [await patient(clinic), await patient(clinic)];
    await allergic(kept, "Penicillin");
    for (const substance of ["penicillin", "Latex"]) await allergic(other, substance);
    const between = told(kept, other);
    await between.merge();
    await between.merge();
    await between.settle();
    expect(await substances(kept)).toEqual(["Latex", "Penicillin"]);
    expect(outcome(await clinic.call("getChart", { patientId: other }, { as: clinic.chen }))).toBe("patient-merged");
    await allergic(kept, "Wool");
    await between.unmerge();
    await between.settle();
    expect(await substances(kept)).toEqual(["Penicillin", "Wool"]);
    expect(await substances(other)).toEqual(["Latex", "penicillin"]);
  });

  test("CHT-202 'no known allergies' is not said beside an allergy that came along", async () => {
    const [kept, other] = [await patient(clinic), await patient(clinic)];
    value(await clinic.call("setNoKnownAllergies", { patientId: kept }, { as: clinic.chen }));
    expect(await allergies(kept)).toMatchObject({ status: "none-known" });
    await allergic(other, "Latex");
    const between = told(kept, other);
    await between.merge();
    await between.settle();
    expect(await allergies(kept)).toMatchObject({ status: "listed" });
    await between.unmerge();
    await between.settle();
    expect(await allergies(kept)).toMatchObject({ status: "none-known" });
  });

  test("CHT-200, CHT-204, CHT-259 a referral goes along with its clock, and goes back", async () => {
    const [kept, other] = [await patient(clinic), await patient(clinic)];
    const { encounterId } = await encounter(clinic, clinic.chen, other);
    const referralId = clinic.kit.ids.next<"referral">();
    const order = {
      referralId,
      patientId: other,
      encounterId,
      specialty: "cardiology" as const,
      toId: null,
      urgency: "urgent" as const,
      reason: "Palpitations",
      diagnosis: null,
      withProblems: false,
      withMedications: false,
      withAllergies: false,
    };
    value(await clinic.call("orderReferral", order, { as: clinic.chen }));
    const of = async (patientId: Id<"patient">) =>
      value(
        await clinic.call("referrals", { patientId, show: "all", before: null, limit: 10 }, { as: clinic.chen }),
      ).referrals.map((one) => one.referralId);
    const between = told(kept, other);
    await between.merge();
    await between.settle();
    expect(await of(kept)).toEqual([referralId]);
    const { kit } = clinic;
    await kit.advanceTo(new Date(Date.parse(kit.clock.now()) + 3 * 86_400_000).toISOString());
    await kit.settle();
    const waits = (await kit.events("charting", "charting.referral-waits.v1")).map((one) => one.payload);
    expect(waits).toMatchObject([{ referralId, patientId: kept }]);
    await between.unmerge();
    await between.settle();
    expect([await of(kept), await of(other)]).toEqual([[], [referralId]]);
  });

  test("SCH-127 taken back before it was heard of, a merge moves nothing; what comes late for the duplicate goes along", async () => {
    const [kept, other] = [await patient(clinic), await patient(clinic)];
    await allergic(other, "Latex");
    const never = told(kept, other);
    await never.unmerge();
    await never.settle();
    await never.merge();
    await never.settle();
    expect([await substances(kept), await substances(other)]).toEqual([[], ["Latex"]]);
    const between = told(kept, other);
    await between.merge();
    await between.settle();
    const { kit } = clinic;
    await kit.rows(
      "charting",
      `insert into allergy (allergy_id, patient_id, substance, reaction, severity, recorded_at, recorded_by)
        values ('${kit.ids.next()}', '${other}', 'Late', '', 'mild', now(), 'x')`,
    );
    expect(await substances(kept)).toEqual(["Latex"]);
    await kit.advanceTo(new Date(Date.parse(kit.clock.now()) + 180_000).toISOString());
    expect(await substances(kept)).toEqual(["Late", "Latex"]);
    await between.unmerge();
    await between.settle();
    expect([await substances(kept), await substances(other)]).toEqual([[], ["Late", "Latex"]]);
  });
});
