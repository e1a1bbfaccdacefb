import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkIn, completeNote, encounter, openClinic, outcome, value, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("follow-up visits on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(async () => clinic.kit.stop());

  const visitTypeId = "0190b000-0000-7000-8000-0000000000c3";
  const asked = (count = 2, more: { readonly why?: string; readonly with?: string } = {}) => ({
    kind: "visit" as const,
    when: { kind: "after" as const, count, unit: "weeks" as const },
    visitType: { visitTypeId, name: "Follow-up" },
    provider: { staffId: more.with ?? clinic.chen.staffId, name: "As it is called on the screen" },
    why: more.why ?? "",
  });
  const save = async (encounterId: string, baseVersion: number, followUp: object, as = clinic.chen) =>
    clinic.call("saveFollowUp", { encounterId, baseVersion, followUp } as never, { as });
  const note = async (encounterId: string) =>
    value(await clinic.call("getEncounter", { encounterId }, { as: clinic.chen }));
  const gate = async (encounterId: string) =>
    value(await clinic.call("signGate", { encounterId }, { as: clinic.chen }));
  const desk = () => ({ ...clinic.ma, staffId: clinic.kit.ids.next<"staff">(), roles: ["front-desk" as const] });

  test("CHT-454 CHT-455 a provider says it in the open note, nobody else; by the provider's own name, on a day that can be", async () => {
    const { encounterId } = await encounter(clinic, clinic.chen);
    expect((await note(encounterId)).followUp).toEqual({ value: null, version: 0 });
    expect(outcome(await save(encounterId, 0, asked(), clinic.ma))).toBe("not-allowed");
    expect(outcome(await save(encounterId, 0, asked(), desk()))).toBe("not-allowed");
    expect(await save(encounterId, 0, asked(2, { with: clinic.ma.staffId }))).toMatchObject({
      error: { code: "invalid-input", field: "followUp.provider" },
    });
    const past = { ...asked(), when: { kind: "on", date: "2026-11-23" } };
    expect(await save(encounterId, 0, past)).toMatchObject({
      error: { code: "invalid-input", field: "followUp.when" },
    });
    value(await save(encounterId, 0, asked(2, { why: "blood pressure" })));
    expect((await note(encounterId)).followUp).toMatchObject({
      version: 1,
      value: { when: { count: 2, unit: "weeks" }, provider: { name: "Chen Test, MD" }, why: "blood pressure" },
    });
  });

  test("CHT-454 a visit in which it was said is not dropped when it did not take place", async () => {
    const appointmentId = clinic.kit.ids.next<"appointment">();
    const { patientId } = await encounter(clinic, clinic.chen);
    const visit = checkIn(clinic, patientId, clinic.chen, { appointmentId });
    await clinic.kit.deliver("scheduling.patient-checked-in.v1", visit);
    await clinic.kit.settle();
    value(await save(visit.encounterId, 0, { kind: "none" }));
    const { encounterId: _e, ...cancelled } = { ...visit, status: "cancelled", change: "cancelled", version: 3 };
    await clinic.kit.deliver("scheduling.appointment-changed.v1", cancelled);
    await clinic.kit.settle();
    expect((await note(visit.encounterId)).followUp.value).toEqual({ kind: "none" });
  });

  test("CHT-456 CHT-457 over the version that was seen; a repeat is the same; another's is asked about; the seal holds it, whatever comes after", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const unsaid = async () => (await gate(encounterId)).items.filter((one) => one.code === "follow-up-unsaid");
    expect(await unsaid()).toMatchObject([{ severity: "note", target: "follow-up" }]);
    expect(value(await save(encounterId, 0, asked())).version).toBe(1);
    expect(value(await save(encounterId, 0, asked())).version).toBe(1);
    expect(outcome(await save(encounterId, 0, asked(4)))).toBe("stale-version");
    expect(value(await save(encounterId, 1, asked(4), clinic.np)).version).toBe(2);
    expect(await unsaid()).toEqual([]);
    expect((await gate(encounterId)).others).toMatchObject([
      { key: "follow-up@2", by: "Nair Test, NP", asks: true, target: "follow-up" },
    ]);
    const sign = { encounterId, patientId, supervisorId: null };
    expect(outcome(await clinic.call("signEncounter", sign, { as: clinic.chen }))).toBe("others-entries");
    const accepted = { ...sign, acceptedEntries: ["follow-up@2"] };
    value(await clinic.call("signEncounter", accepted, { as: clinic.chen }));
    // SCH-327: scheduling hears when, for what and with whom, and not why.
    const told = (await clinic.kit.events("charting", "charting.encounter-signed.v1")).at(-1)?.payload;
    expect(told).toMatchObject({
      encounterId,
      askedBack: { due: expect.any(String), visitTypeId, providerId: clinic.chen.staffId },
    });
    expect(outcome(await save(encounterId, 2, { kind: "none" }))).toBe("encounter-sealed");
    const { content } = value(await clinic.call("sealedNote", { encounterId }, { as: clinic.chen }));
    expect(JSON.parse(content)).toMatchObject({ followUp: { kind: "visit", when: { count: 4, unit: "weeks" } } });
    await expect(clinic.kit.rows("charting", "update follow_up set version = 9")).rejects.toMatchObject({
      code: "23001",
    });
  });

  test("CHT-456 of a note in which nothing was said nothing is sealed", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const sign = { encounterId, patientId, supervisorId: null };
    value(await clinic.call("signEncounter", sign, { as: clinic.chen }));
    expect((await clinic.kit.events("charting", "charting.encounter-signed.v1")).at(-1)?.payload).toMatchObject({
      encounterId,
      askedBack: null,
    });
    const { content } = value(await clinic.call("sealedNote", { encounterId }, { as: clinic.chen }));
    expect(Object.keys(JSON.parse(content) as object)).not.toContain("followUp");
  });

  test("CHT-459 the desk reads when, for what and with whom, and not why; nothing said is not none; who does not book reads nothing", async () => {
    const { encounterId, patientId, appointmentId } = await completeNote(clinic, clinic.chen);
    const read = async (id: string, as = desk()) =>
      clinic.call("followUpOfVisit", { appointmentId: id } as never, { as });
    const elsewhere = clinic.kit.ids.next<"appointment">();
    expect(value(await read(elsewhere))).toEqual({ patientId: null, signed: false, said: "nothing", visit: null });
    expect(value(await read(appointmentId))).toEqual({ patientId, signed: false, said: "nothing", visit: null });
    value(await save(encounterId, 0, { kind: "none" }));
    expect(value(await read(appointmentId))).toMatchObject({ said: "none", visit: null });
    value(await save(encounterId, 1, asked(2, { why: "blood pressure" })));
    value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.chen }));
    const told = value(await read(appointmentId));
    expect(told).toEqual({
      patientId,
      signed: true,
      said: "visit",
      visit: {
        due: "2026-12-07",
        visitTypeId,
        visitTypeName: "Follow-up",
        providerId: clinic.chen.staffId,
        providerName: "Chen Test, MD",
      },
    });
    expect(JSON.stringify(told)).not.toContain("blood pressure");
    expect(outcome(await read(appointmentId, { ...desk(), roles: ["biller"] as never }))).toBe("not-allowed");
  });
});
