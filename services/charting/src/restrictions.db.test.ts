import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { addMinutes } from "@practicum/kernel/instant";
import { testNow } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeNote, encounter, openClinic, outcome, patient, value, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("restricted charts on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  type Who = Clinic["chen"];
  const chart = async (patientId: string, as: Who) => outcome(await clinic.call("getChart", { patientId }, { as }));
  const restriction = (patientId: string, more: object = {}) => ({
    restrictionId: clinic.kit.ids.next<"restriction">(),
    patientId,
    class: "staff-as-patient" as const,
    shuts: "others" as const,
    staffIds: [],
    roles: [],
    reason: "Works at our front desk",
    replaces: null,
    ...more,
  });
  /** By a manager, who reads no charts, unless said otherwise. */
  const restrict = async (patientId: string, more: object = {}) => {
    const input = restriction(patientId, more);
    value(await clinic.call("restrictChart", input));
    await clinic.kit.settle();
    return input.restrictionId;
  };
  const glass = (patientId: string, more: object = {}) => ({
    entryId: clinic.kit.ids.next<"glass">(),
    patientId,
    reason: "emergency" as const,
    words: "Collapsed in the waiting room",
    ...more,
  });
  const access = async (patientId: string, as: Who) => value(await clinic.call("chartAccess", { patientId }, { as }));

  test("CHT-190 who treats opens it, all others of the role do not, and it is in the trail", async () => {
    const { patientId, encounterId } = await encounter(clinic, clinic.chen);
    expect(await chart(patientId, clinic.other)).toBe("ok");
    await restrict(patientId);
    expect(await chart(patientId, clinic.chen)).toBe("ok");
    for (const who of [clinic.other, clinic.np, clinic.ma, clinic.pa])
      expect(await chart(patientId, who)).toBe("chart-restricted");
    // An id that leads to the chart without naming it.
    expect(outcome(await clinic.call("getEncounter", { encounterId }, { as: clinic.other }))).toBe("chart-restricted");
    // Another patient's chart is as open as before.
    expect(await chart(await patient(clinic), clinic.other)).toBe("ok");
    const told = await clinic.kit.events("charting", "charting.access-recorded.v1");
    const denied = told.filter(({ payload }) => /"chart-restricted"/.test(JSON.stringify(payload)));
    expect(denied).toHaveLength(5);
    for (const one of denied) expect(one.payload).toMatchObject({ patientIds: [patientId] });
  });

  test("CHT-190 a refused command does nothing, and a refusal tells nothing of the list", async () => {
    const { patientId } = await encounter(clinic, clinic.chen);
    const allergy = {
      allergyId: clinic.kit.ids.next<"allergy">(),
      patientId,
      substanceCode: null,
      substance: "Penicillin",
      reaction: "hives",
      severity: "mild" as const,
    };
    value(await clinic.call("addAllergy", allergy, { as: clinic.chen }));
    await restrict(patientId);
    for (const substance of ["Penicillin", "Latex"]) {
      const again = { ...allergy, allergyId: clinic.kit.ids.next<"allergy">(), substance };
      expect(outcome(await clinic.call("addAllergy", again, { as: clinic.ma }))).toBe("chart-restricted");
    }
    const { allergies } = value(await clinic.call("getChart", { patientId }, { as: clinic.chen }));
    expect(allergies.entries.map((one) => one.substance)).toEqual(["Penicillin"]);
  });

  test("CHT-190 lists of many patients leave it out for who is shut out, and keep all others", async () => {
    const hidden = await encounter(clinic, clinic.chen);
    const shown = await encounter(clinic, clinic.chen);
    await restrict(hidden.patientId);
    const day = async (as: Who) =>
      value(
        await clinic.call("providerDay", { providerId: clinic.chen.staffId, date: "2026-11-23" }, { as }),
      ).today.map((one) => one.encounterId);
    // Others of the same day stand there too.
    expect(await day(clinic.chen)).toEqual(expect.arrayContaining([hidden.encounterId, shown.encounterId]));
    const open = await day(clinic.ma);
    expect(open).toContain(shown.encounterId);
    expect(open).not.toContain(hidden.encounterId);
  });

  test("CHT-190 who co-signs treats from the signature on", async () => {
    const { patientId, encounterId } = await completeNote(clinic, clinic.pa);
    await restrict(patientId);
    expect(await chart(patientId, clinic.chen)).toBe("chart-restricted");
    const sign = { encounterId, patientId, supervisorId: clinic.chen.staffId };
    value(await clinic.call("signEncounter", sign, { as: clinic.pa }));
    expect(await chart(patientId, clinic.chen)).toBe("ok");
    const last = (await clinic.kit.events("charting", "charting.chart-restricted.v1")).at(-1)?.payload;
    expect(last).toMatchObject({
      version: 2,
      restrictions: [{ staffIds: [clinic.chen.staffId, clinic.pa.staffId].toSorted() }],
    });
  });

  test("CHT-190 who treats is who saw the patient within a year or has a note to finish, the latest visit is told, and what was imported is of no one here", async () => {
    const aged = async (encounterId: string, on: string, more = "") =>
      clinic.kit.rows(
        "charting",
        `update encounter set service_date = '${on}'${more} where encounter_id = '${encounterId}'`,
      );
    const treatsAt = async (on: string, more = "") => {
      const { patientId, encounterId } = await encounter(clinic, clinic.chen);
      await aged(encounterId, on, more);
      await restrict(patientId, { staffIds: [clinic.np.staffId] });
      return chart(patientId, clinic.chen);
    };
    const signed = ", status = 'signed'";
    expect(await treatsAt("2025-11-23", signed)).toBe("ok");
    expect(await treatsAt("2025-11-22", signed)).toBe("chart-restricted");
    expect(await treatsAt("2024-01-02")).toBe("ok");
    expect(await treatsAt("2024-01-02", ", status = 'awaiting-cosign'")).toBe("ok");
    expect(
      await treatsAt("2026-11-20", `${signed}, source_system = 'OldEHR', source_id = '${clinic.kit.ids.next()}'`),
    ).toBe("chart-restricted");
    const { patientId, encounterId } = await encounter(clinic, clinic.chen);
    await encounter(clinic, clinic.chen, patientId);
    await aged(encounterId, "2026-03-02");
    await restrict(patientId);
    expect((await access(patientId, clinic.chen)).why).toMatchObject([{ kind: "treats", on: "2026-11-23" }]);
  });

  test("CHT-190, CHT-192 of the named who treats is told as shut out by nobody but the name, roles are told, and a lift is told once", async () => {
    const { patientId } = await encounter(clinic, clinic.chen);
    const told = async () =>
      (await clinic.kit.events("charting", "charting.chart-restricted.v1")).filter(
        ({ keys }) => keys["patientId"] === patientId,
      );
    const named = { shuts: "named", staffIds: [clinic.other.staffId], class: "patient-request" };
    const restrictionId = await restrict(patientId, named);
    await restrict(patientId, { roles: ["medical-assistant"] });
    expect((await told()).at(-1)?.payload).toMatchObject({
      restrictions: expect.arrayContaining([
        { shuts: "named", staffIds: [clinic.other.staffId], roles: [] },
        { shuts: "others", staffIds: [clinic.chen.staffId], roles: ["medical-assistant"] },
      ]),
    });
    const lift = { restrictionId, patientId, reason: "Asked again" };
    value(await clinic.call("liftRestriction", lift));
    const after = (await told()).length;
    value(await clinic.call("liftRestriction", lift));
    expect(await told()).toHaveLength(after);
  });

  test("CHT-191 everybody is told why a chart opens or does not; who is shut out is not told more", async () => {
    const { patientId } = await encounter(clinic, clinic.chen);
    expect(await access(patientId, clinic.ma)).toMatchObject({
      mayOpen: true,
      why: [{ kind: "role" }],
      restricted: false,
    });
    await restrict(patientId, { staffIds: [clinic.ma.staffId] });
    expect(await access(patientId, clinic.chen)).toMatchObject({
      mayOpen: true,
      why: [{ kind: "treats", on: "2026-11-23", visitTypeName: "Follow-up" }],
      restrictions: [{ reason: "Works at our front desk", people: [{ name: "Mora Test, MA" }] }],
      mayBreakGlass: false,
      openings: 0,
    });
    expect(await access(patientId, clinic.ma)).toMatchObject({ mayOpen: true, why: [{ kind: "named" }] });
    expect(await access(patientId, clinic.np)).toEqual({
      mayOpen: false,
      why: [{ kind: "shut" }],
      restricted: true,
      restrictions: [],
      mayRestrict: false,
      mayBreakGlass: true,
      openings: null,
    });
    const desk = value(await clinic.call("chartAccess", { patientId }, { as: ["front-desk"] }));
    expect(desk).toMatchObject({ mayOpen: false, why: [{ kind: "no-role" }], restrictions: [], mayBreakGlass: false });
  });

  test("CHT-192 a restriction is changed over the one that was seen, lifted with a reason, and stays on record", async () => {
    const { patientId } = await encounter(clinic, clinic.chen);
    const first = await restrict(patientId);
    const again = restriction(patientId, { staffIds: [clinic.np.staffId] });
    expect(outcome(await clinic.call("restrictChart", again))).toBe("stale-version");
    const reason = "Left the practice";
    for (const who of [clinic.other, clinic.ma]) {
      const lifted = await clinic.call("liftRestriction", { restrictionId: first, patientId, reason }, { as: who });
      expect(outcome(lifted)).toBe(who === clinic.ma ? "not-allowed" : "chart-restricted");
      expect(outcome(await clinic.call("restrictChart", { ...again, replaces: first }, { as: who }))).not.toBe("ok");
    }
    const second = await restrict(patientId, { ...again, replaces: first });
    expect(await chart(patientId, clinic.np)).toBe("ok");
    const lift = { restrictionId: second, patientId, reason };
    expect(outcome(await clinic.call("liftRestriction", { ...lift, patientId: await patient(clinic) }))).toBe(
      "not-found",
    );
    value(await clinic.call("liftRestriction", lift, { as: clinic.chen }));
    value(await clinic.call("liftRestriction", lift, { as: clinic.chen }));
    expect(await chart(patientId, clinic.other)).toBe("ok");
    const kept = await clinic.kit.rows(
      "charting",
      `select end_reason from chart_restriction where patient_id = '${patientId}' order by end_reason desc`,
    );
    expect(kept).toEqual([{ end_reason: "Replaced by another one" }, { end_reason: reason }]);
  });

  test("CHT-193 nobody restricts a chart so that nobody can open it", async () => {
    const patientId = await patient(clinic);
    expect(await clinic.call("restrictChart", restriction(patientId))).toMatchObject({
      error: { code: "invalid-input", field: "staffIds" },
    });
    const unknown = restriction(patientId, { staffIds: [clinic.kit.ids.next<"staff">()] });
    expect(await clinic.call("restrictChart", unknown)).toMatchObject({
      error: { code: "not-found", field: "staffIds" },
    });
    await restrict(patientId, { shuts: "named", staffIds: [clinic.other.staffId], class: "patient-request" });
    expect([await chart(patientId, clinic.other), await chart(patientId, clinic.np)]).toEqual([
      "chart-restricted",
      "ok",
    ]);
  });

  test("CHT-194 the glass opens for four hours, for that person and that chart, and the patient can see it", async () => {
    const { patientId } = await encounter(clinic, clinic.chen);
    expect(outcome(await clinic.call("breakGlass", glass(patientId), { as: clinic.np }))).toBe("glass-not-needed");
    const other = await encounter(clinic, clinic.chen);
    await restrict(patientId);
    await restrict(other.patientId);
    const input = glass(patientId);
    expect(outcome(await clinic.call("breakGlass", input, { as: ["front-desk"] }))).toBe("not-allowed");
    const until = addMinutes(testNow, 240);
    expect(value(await clinic.call("breakGlass", input, { as: clinic.np }))).toEqual({ until });
    expect(value(await clinic.call("breakGlass", input, { as: clinic.np }))).toEqual({ until });
    expect(outcome(await clinic.call("breakGlass", input, { as: clinic.other }))).toBe("already-recorded");
    const otherwise = { ...input, reason: "covering" as const };
    expect(outcome(await clinic.call("breakGlass", otherwise, { as: clinic.np }))).toBe("already-recorded");
    expect(await chart(patientId, clinic.np)).toBe("ok");
    expect(await chart(patientId, clinic.other)).toBe("chart-restricted");
    expect(await chart(other.patientId, clinic.np)).toBe("chart-restricted");
    // By the glass nobody changes who may open it.
    expect(outcome(await clinic.call("restrictChart", restriction(patientId), { as: clinic.np }))).toBe(
      "chart-restricted",
    );
    const seen = value(await clinic.call("glassOfPatient", { patientId }, { as: clinic.chen }));
    expect(seen).toMatchObject({
      entries: [{ by: "Nair Test, NP", words: input.words, until, review: null }],
      all: { count: 1 },
    });
    expect(outcome(await clinic.call("glassOfPatient", { patientId }, { as: clinic.other }))).toBe("chart-restricted");
    await clinic.kit.advanceTo(until);
    expect(await chart(patientId, clinic.np)).toBe("chart-restricted");
    // Of several openings the one that ends last counts.
    const first = glass(patientId);
    value(await clinic.call("breakGlass", first, { as: clinic.np }));
    await clinic.kit.rows(
      "charting",
      `insert into glass_entry (entry_id, patient_id, staff_id, by_name, reason, words, at, until)
        values ('${clinic.kit.ids.next()}', '${patientId}', '${clinic.np.staffId}', 'x', 'other', 'x', now(),
          '${addMinutes(clinic.kit.clock.now(), 10)}')`,
    );
    await clinic.kit.advanceTo(addMinutes(clinic.kit.clock.now(), 9));
    expect((await access(patientId, clinic.np)).why).toEqual([{ kind: "glass", until: addMinutes(until, 240) }]);
    await clinic.kit.rows(
      "charting",
      `delete from glass_entry where patient_id = '${patientId}' and entry_id <> '${input.entryId}'`,
    );
    const { entryId } = input;
    value(await clinic.call("reviewGlass", { entryId, patientId, outcome: "appropriate", words: "Covered" }));
  });

  test("CHT-195 somebody else reviews; what was not appropriate ends at once; both lists are paged", async () => {
    const { patientId } = await encounter(clinic, clinic.chen);
    await restrict(patientId);
    const both = { ...clinic.np, roles: ["nurse-practitioner" as const, "practice-manager" as const] };
    const entries = [glass(patientId), glass(patientId)];
    value(await clinic.call("breakGlass", must(entries[0]), { as: both }));
    await clinic.kit.advanceTo(addMinutes(clinic.kit.clock.now(), 1));
    value(await clinic.call("breakGlass", must(entries[1]), { as: clinic.other }));
    const queue = async (open: boolean, before: string | null = null) =>
      value(await clinic.call("glassEntries", { open, before, limit: 1 }));
    const page = await queue(true);
    expect(page).toMatchObject({
      entries: [{ by: "Nair Test, NP", patientName: { family: "Lopez" } }],
      all: { count: 2 },
    });
    expect((await queue(true, page.next)).entries).toMatchObject([{ by: "Alvarez Test, MD" }]);
    const { entryId } = must(entries[1]);
    expect(value(await clinic.call("getGlass", { entryId }))).toMatchObject({ by: "Alvarez Test, MD", review: null });
    expect(outcome(await clinic.call("getGlass", { entryId: clinic.kit.ids.next<"glass">() }))).toBe("not-found");
    const review = (at: number, said: "appropriate" | "not-appropriate", words = "Read the visit") => ({
      entryId: must(entries[at]).entryId,
      patientId,
      outcome: said,
      words,
    });
    expect(outcome(await clinic.call("reviewGlass", review(0, "appropriate"), { as: both }))).toBe("own-glass");
    expect(outcome(await clinic.call("reviewGlass", review(0, "appropriate"), { as: clinic.chen }))).toBe(
      "not-allowed",
    );
    // Under another patient's name nobody's entry is reviewed: neither ended nor ticked off.
    const foreign = { ...review(1, "not-appropriate"), patientId: await patient(clinic) };
    expect(await clinic.call("reviewGlass", foreign)).toMatchObject({ error: { code: "not-found", field: "entryId" } });
    expect((await queue(true)).all).toEqual({ count: 2 });
    expect(await chart(patientId, clinic.other)).toBe("ok");
    value(await clinic.call("reviewGlass", review(0, "appropriate")));
    value(await clinic.call("reviewGlass", review(0, "appropriate")));
    expect(outcome(await clinic.call("reviewGlass", review(0, "not-appropriate")))).toBe("already-decided");
    expect(await chart(patientId, clinic.other)).toBe("ok");
    value(await clinic.call("reviewGlass", review(1, "not-appropriate", "No visit that day"), { as: ["owner"] }));
    expect(await chart(patientId, clinic.other)).toBe("chart-restricted");
    expect(await chart(patientId, clinic.np)).toBe("ok");
    expect(await queue(true)).toMatchObject({ entries: [], next: null, all: { count: 0 } });
    expect((await queue(false)).all).toEqual({ count: 3 });
  });
});
