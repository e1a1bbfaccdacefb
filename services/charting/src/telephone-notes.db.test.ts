import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encounter, openClinic, outcome, value, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("telephone notes on %s", (database) => {
  let clinic: Clinic;
  let patientId: string;
  beforeAll(async () => {
    clinic = await openClinic(database);
    patientId = (await encounter(clinic, clinic.chen)).patientId;
  });
  afterAll(() => clinic.kit.stop());

  const note = () => ({
    noteId: clinic.kit.ids.next<"telephone-note">(),
    patientId,
    callId: clinic.kit.ids.next<"phone-call">(),
    calledAt: clinic.kit.clock.now(),
    spokeWith: "Rosa Lopez (parent)",
    reason: "New or worse symptom",
    text: "Fever since yesterday, drinks well. Advised fluids; to be seen tomorrow if it stays.",
  });
  const notes = async () => value(await clinic.call("telephoneNotes", { patientId }, { as: clinic.ma }));

  test("CHT-450 a provider signs what was advised; it stands in the chart with its call, once, and does not change", async () => {
    const first = note();
    expect(outcome(await clinic.call("signTelephoneNote", first, { as: clinic.ma }))).toBe("not-allowed");
    const { signedAt } = value(await clinic.call("signTelephoneNote", first, { as: clinic.chen }));
    expect(value(await clinic.call("signTelephoneNote", first, { as: clinic.chen }))).toEqual({ signedAt });
    const other = { ...first, text: "Something else" };
    expect(outcome(await clinic.call("signTelephoneNote", other, { as: clinic.chen }))).toBe("already-recorded");
    const later = { ...note(), calledAt: "2026-12-24T18:00:00.000Z" };
    expect(outcome(await clinic.call("signTelephoneNote", later, { as: clinic.chen }))).toBe("in-the-future");
    expect(await notes()).toMatchObject([
      { noteId: first.noteId, callId: first.callId, text: first.text, struck: null },
    ]);
    const change = clinic.kit.rows("charting", `update telephone_note set text = 'x' returning note_id`);
    await expect(change).rejects.toThrow(/does not change/);
    const told = await clinic.kit.events("charting", "charting.telephone-note-told.v1");
    expect(told.map((one) => JSON.stringify(one.payload).includes("Fever"))).toEqual([false]);
  });

  test("CHT-451 who signed it strikes it with a reason; it stays readable, and nobody else strikes it", async () => {
    const wrong = note();
    await clinic.call("signTelephoneNote", wrong, { as: clinic.chen });
    const strike = { noteId: wrong.noteId, patientId, reason: "Other patient" };
    expect(outcome(await clinic.call("strikeTelephoneNote", strike, { as: clinic.np }))).toBe("not-allowed");
    value(await clinic.call("strikeTelephoneNote", strike, { as: clinic.chen }));
    value(await clinic.call("strikeTelephoneNote", { ...strike, reason: "Again" }, { as: clinic.chen }));
    const kept = (await notes()).find((one) => one.noteId === wrong.noteId);
    expect(kept).toMatchObject({ text: wrong.text, struck: { reason: "Other patient", by: kept?.by } });
  });

  test("CHT-452 no charge comes of it: billing is told of nothing", async () => {
    await clinic.call("signTelephoneNote", note(), { as: clinic.chen });
    expect(await clinic.kit.events("charting", "charting.encounter-signed.v1")).toEqual([]);
  });
});
