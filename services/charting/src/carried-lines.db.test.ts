import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeNote, encounter, openClinic, outcome, patient, value, write, type Clinic } from "./test/clinic.ts";

const EXAM = "Lungs clear on both sides.\nHeart regular, no murmur.";

describe.each(databaseKinds)("lines of earlier notes on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  type Who = Clinic["chen"];
  /** A signed note of a visit before, with an exam of two lines. */
  async function signed(patientId: string, more: { readonly code?: string } = {}) {
    const { encounterId } = await completeNote(clinic, clinic.chen, patientId as never);
    await write(clinic, clinic.chen, encounterId, { exam: EXAM });
    if (more.code !== undefined) {
      const diagnoses = [{ code: more.code, label: "Counseling" }];
      const codes = { encounterId, baseVersion: 1, diagnoses, procedures: [] };
      value(await clinic.call("saveCoding", codes, { as: clinic.chen }));
    }
    await clinic.kit.rows(
      "charting",
      `update encounter set service_date = '2026-10-03' where encounter_id = '${encounterId}'`,
    );
    value(
      await clinic.call("signEncounter", { encounterId, patientId, supervisorId: null } as never, { as: clinic.chen }),
    );
    return encounterId;
  }
  const mark = (at: number, encounterId: string, line: number) => ({ at, encounterId, section: "exam", line });
  const save = async (encounterId: string, text: string, carried: readonly object[], more: object = {}) => {
    const { as = clinic.chen, ...rest } = more as { as?: Who };
    const input = { encounterId, section: "exam", text, carried, baseVersion: 0, ...rest };
    return clinic.call("saveNoteSection", input as never, { as });
  };
  const note = async (encounterId: string, as = clinic.chen) =>
    value(await clinic.call("getEncounter", { encounterId } as never, { as }));

  test("CHT-360 a line keeps the note, the date and the author that it is from, with each version, and stands in the seal", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const then = await signed(patientId);
    const text = `Seen today.\n${EXAM.replace("no murmur", "soft murmur")}`;
    const carried = [mark(1, then, 0), mark(2, then, 1)];
    expect(value(await save(encounterId, text, carried)).version).toBe(1);
    // Sent again after a lost answer it is the same; with other marks it is not.
    expect(value(await save(encounterId, text, carried)).version).toBe(1);
    expect(outcome(await save(encounterId, text, carried.slice(1)))).toBe("stale-version");
    const kept = [
      { ...mark(1, then, 0), text: "Lungs clear on both sides.", serviceDate: "2026-10-03", author: "Chen Test, MD" },
      { ...mark(2, then, 1), text: "Heart regular, no murmur.", serviceDate: "2026-10-03", author: "Chen Test, MD" },
    ];
    expect((await note(encounterId)).sections.exam.carried).toEqual(kept);
    value(await save(encounterId, `${text}\nMore.`, carried, { baseVersion: 1 }));
    const versions = await clinic.kit.rows<{ carried: object[] }>(
      "charting",
      `select carried from note_version where encounter_id = '${encounterId}' and section = 'exam' order by version`,
    );
    expect(versions.map((one) => one.carried.length)).toEqual([2, 2]);
    const gate = value(await clinic.call("signGate", { encounterId } as never, { as: clinic.chen }));
    expect(gate.items.filter((one) => one.code === "carried-untouched")).toMatchObject([
      { severity: "note", message: expect.stringContaining("Exam 1."), target: "section:exam" },
    ]);
    value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.chen }));
    const { content } = value(await clinic.call("sealedNote", { encounterId } as never, { as: clinic.chen }));
    expect(JSON.parse(content)).toMatchObject({ sections: { exam: { carried: kept }, hpi: { carried: [] } } });
    expect((await note(encounterId)).sections.exam.carried).toEqual(kept);
  });

  test("CHT-35 a version that is put back has the marks that it had", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const then = await signed(patientId);
    value(await save(encounterId, EXAM, [mark(0, then, 0), mark(1, then, 1)]));
    const marked = (await note(encounterId)).sections.exam.carried;
    value(await save(encounterId, "Typed anew.", [], { baseVersion: 1 }));
    expect((await note(encounterId)).sections.exam.carried).toEqual([]);
    const back = { encounterId, section: "exam", version: 1, baseVersion: 2 };
    value(await clinic.call("restoreNoteSection", back as never, { as: clinic.chen }));
    expect((await note(encounterId)).sections.exam).toMatchObject({ text: EXAM, version: 3, carried: marked });
    expect(marked.map((one) => one.at)).toEqual([0, 1]);
  });

  test("CHT-360 of another patient, of a note that is open, and of none that there is, nothing is believed and nothing stored", async () => {
    const { encounterId, patientId } = await encounter(clinic, clinic.chen);
    const [line = ""] = EXAM.split("\n");
    const open = await encounter(clinic, clinic.chen, patientId);
    await write(clinic, clinic.chen, open.encounterId, { exam: EXAM });
    const others = await signed(await patient(clinic));
    for (const source of [others, open.encounterId, clinic.kit.ids.next<"encounter">()]) {
      expect(await save(encounterId, line, [mark(0, source, 0)])).toMatchObject({
        error: { code: "invalid-input", fields: [{ field: "carried.0" }] },
      });
    }
    expect((await note(encounterId)).sections.exam).toMatchObject({ text: "", version: 0, carried: [] });
  });

  test("CHT-362 who may not open the chart takes nothing over; the author's private note is no line of any section", async () => {
    const { encounterId, patientId } = await encounter(clinic, clinic.chen);
    const then = await signed(patientId);
    const own = {
      noteId: clinic.kit.ids.next<"private-note">(),
      encounterId: then,
      text: "His father",
      baseVersion: 0,
    };
    value(await clinic.call("savePrivateNote", own as never, { as: clinic.chen }));
    expect(JSON.stringify(await note(then))).not.toContain("father");
    expect(outcome(await save(encounterId, "His father", [mark(0, then, 0)]))).toBe("invalid-input");
    const restrict = {
      restrictionId: clinic.kit.ids.next<"restriction">(),
      patientId,
      class: "vip",
      shuts: "others",
      staffIds: [],
      roles: [],
      reason: "Known in town",
      replaces: null,
    };
    value(await clinic.call("restrictChart", restrict as never, { as: clinic.chen }));
    const [line = ""] = EXAM.split("\n");
    expect(outcome(await save(encounterId, line, [mark(0, then, 0)], { as: clinic.other }))).toBe("chart-restricted");
    value(await save(encounterId, line, [mark(0, then, 0)]));
    const told = await clinic.kit.events("charting", "charting.access-recorded.v1");
    expect(
      told.filter(({ payload }) => JSON.stringify(payload).includes("saveNoteSection")).at(-1)?.payload,
    ).toMatchObject({
      patientIds: [patientId],
    });
  });

  test("CHT-362, CHT-365 who does not see a note takes nothing over from it, and does not see what has lines of it", async () => {
    const patientId = await patient(clinic);
    const then = await signed(patientId, { code: "Z30.09" });
    const { encounterId } = await encounter(clinic, clinic.chen, patientId);
    const later = await encounter(clinic, clinic.chen, patientId);
    // The assistant sees what bears a class on the day of the visit alone.
    const past = `update encounter set service_date = '2026-11-02' where encounter_id in ('${encounterId}', '${later.encounterId}')`;
    await clinic.kit.rows("charting", past);
    const [line = ""] = EXAM.split("\n");
    const reason = { section: "reason", as: clinic.ma };
    expect(outcome(await save(encounterId, line, [mark(0, then, 0)], reason))).toBe("not-found");
    value(await save(encounterId, line, [], reason));
    const sees = async (id: string) =>
      outcome(await clinic.call("getEncounter", { encounterId: id } as never, { as: clinic.ma }));
    expect([await sees(then), await sees(encounterId), await sees(later.encounterId)]).toEqual([
      "not-found",
      "ok",
      "ok",
    ]);
    value(await save(encounterId, line, [mark(0, then, 0)]));
    expect([await sees(encounterId), await sees(later.encounterId)]).toEqual(["not-found", "ok"]);
    value(await save(encounterId, "Written anew today.", [], { baseVersion: 1 }));
    expect(await sees(encounterId)).toBe("ok");
    // Over two notes, too: the one in the middle is signed with the line, and a third takes it from there.
    value(await save(encounterId, line, [mark(0, then, 0)], { baseVersion: 2 }));
    await clinic.kit.rows("charting", `update encounter set status = 'signed' where encounter_id = '${encounterId}'`);
    value(await save(later.encounterId, line, [mark(0, encounterId, 0)]));
    expect(await sees(later.encounterId)).toBe("not-found");
  });

  test("CHT-362 marks that somebody is not shown are not taken away by what that person writes beside their lines", async () => {
    const patientId = await patient(clinic);
    const then = await signed(patientId, { code: "Z30.09" });
    const { encounterId } = await encounter(clinic, clinic.chen, patientId);
    await clinic.kit.rows(
      "charting",
      `update encounter set service_date = '2026-11-02' where encounter_id = '${encounterId}'`,
    );
    const [line = ""] = EXAM.split("\n");
    value(await save(encounterId, line, [mark(0, then, 0)], { section: "reason" }));
    const lift = { entryId: clinic.kit.ids.next<never>(), patientId, factId: encounterId, baseVersion: 0 };
    value(
      await clinic.call(
        "setFactClass",
        { ...lift, class: "reproductive", says: "lifted", reason: "One line of the heart" } as never,
        { as: clinic.chen },
      ),
    );
    expect((await note(encounterId, clinic.ma)).sections.reason).toMatchObject({ text: line, carried: [] });
    const beside = `Cough.\n${line}`;
    value(await save(encounterId, beside, [], { section: "reason", as: clinic.ma, baseVersion: 1 }));
    expect((await note(encounterId)).sections.reason.carried).toMatchObject([{ at: 1, encounterId: then, line: 0 }]);
    // Who is shown it takes it away.
    value(await save(encounterId, beside, [], { section: "reason", baseVersion: 2 }));
    expect((await note(encounterId)).sections.reason.carried).toEqual([]);
  });
});
