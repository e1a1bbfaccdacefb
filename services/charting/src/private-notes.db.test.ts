import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkIn, completeNote, encounter, openClinic, outcome, patient, value, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("private notes on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  type Who = Clinic["chen"];
  const note = (encounterId: string, text: string, baseVersion = 0) => ({
    noteId: clinic.kit.ids.next<"private-note">(),
    encounterId,
    text,
    baseVersion,
  });
  const read = async (encounterId: string, as: Who) =>
    value(await clinic.call("privateNotes", { encounterId }, { as })).map((one) => one.text);

  test("CHT-197 the author has it, and whom the author names; nobody else learns that it is there", async () => {
    const { encounterId, patientId } = await encounter(clinic, clinic.chen);
    const mine = note(encounterId, "Spoke of his father for the first time");
    value(await clinic.call("savePrivateNote", mine, { as: clinic.chen }));
    expect(await read(encounterId, clinic.chen)).toEqual([mine.text]);
    for (const who of [clinic.other, clinic.np, clinic.pa]) expect(await read(encounterId, who)).toEqual([]);
    expect(outcome(await clinic.call("privateNotes", { encounterId }, { as: clinic.ma }))).toBe("not-allowed");
    expect(outcome(await clinic.call("privateNotes", { encounterId }))).toBe("not-allowed");
    const share = { noteId: mine.noteId, encounterId, staffIds: [clinic.np.staffId] };
    expect(outcome(await clinic.call("sharePrivateNote", share, { as: clinic.other }))).toBe("not-found");
    expect(
      outcome(await clinic.call("sharePrivateNote", { ...share, staffIds: [patientId] }, { as: clinic.chen })),
    ).toBe("not-found");
    value(await clinic.call("sharePrivateNote", share, { as: clinic.chen }));
    expect([await read(encounterId, clinic.np), await read(encounterId, clinic.other)]).toEqual([[mine.text], []]);
    // Who reads it writes nothing in it.
    const over = { ...mine, text: "Mine now", baseVersion: 1 };
    expect(outcome(await clinic.call("savePrivateNote", over, { as: clinic.np }))).toBe("not-allowed");
    value(await clinic.call("sharePrivateNote", { ...share, staffIds: [] }, { as: clinic.chen }));
    expect(await read(encounterId, clinic.np)).toEqual([]);
    const told = await clinic.kit.events("charting", "charting.access-recorded.v1");
    const reads = told.filter((one) => /"privateNotes".*"ok"/.test(JSON.stringify(one.payload)));
    for (const one of reads) expect(one.payload).toMatchObject({ patientIds: [patientId] });
    expect(JSON.stringify(told)).not.toContain("father");
    expect(JSON.stringify(await clinic.kit.events("charting"))).not.toContain("father");
  });

  test("CHT-198 it is saved over the version that was seen, sent again is the same, and stays in each version after the signature", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const first = note(encounterId, "First");
    expect(value(await clinic.call("savePrivateNote", first, { as: clinic.chen }))).toEqual({ version: 1 });
    expect(value(await clinic.call("savePrivateNote", first, { as: clinic.chen }))).toEqual({ version: 1 });
    const stale = { ...first, text: "From another tab" };
    expect(outcome(await clinic.call("savePrivateNote", stale, { as: clinic.chen }))).toBe("stale-version");
    expect(outcome(await clinic.call("savePrivateNote", note(encounterId, "Second"), { as: clinic.chen }))).toBe(
      "stale-version",
    );
    value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.chen }));
    const later = { ...first, text: "After the signature", baseVersion: 1 };
    expect(value(await clinic.call("savePrivateNote", later, { as: clinic.chen }))).toEqual({ version: 2 });
    const kept = await clinic.kit.rows(
      "charting",
      `select text from private_note_version where note_id = '${first.noteId}' order by version`,
    );
    expect(kept).toEqual([{ text: "First" }, { text: "After the signature" }]);
    const sealed = value(await clinic.call("sealedNote", { encounterId }, { as: clinic.chen }));
    expect(sealed.content).not.toContain("First");
  });

  test("CHT-198 a visit that is cancelled after all keeps its encounter where a private note was written", async () => {
    const visit = checkIn(clinic, await patient(clinic), clinic.chen);
    await clinic.kit.deliver("scheduling.patient-checked-in.v1", visit);
    await clinic.kit.settle();
    value(await clinic.call("savePrivateNote", note(visit.encounterId, "Left early"), { as: clinic.chen }));
    await clinic.kit.deliver("scheduling.appointment-changed.v1", { ...visit, status: "cancelled", version: 3 });
    await clinic.kit.settle();
    expect(await read(visit.encounterId, clinic.chen)).toEqual(["Left early"]);
  });
});
