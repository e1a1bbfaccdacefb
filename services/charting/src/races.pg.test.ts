import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkIn, completeNote, encounter, openClinic, outcome, patient, value, type Clinic } from "./test/clinic.ts";

/** Rivals at once, on real PostgreSQL. */
describe("races over a note", () => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic("pg");
  });
  afterAll(() => clinic.kit.stop());

  test("CHT-32 of ten who save over the same version one does, and nothing is lost of it", async () => {
    const { encounterId } = await encounter(clinic, clinic.chen);
    for (const baseVersion of [0, 1, 2]) {
      const texts = Array.from({ length: 10 }, (_, i) => `round ${baseVersion}, writer ${i}`);
      const replies = await Promise.all(
        texts.map((text) =>
          clinic.call("saveNoteSection", { encounterId, section: "hpi", text, baseVersion }, { as: clinic.chen }),
        ),
      );
      const saved = texts.filter((_, i) => replies[i]?.ok);
      expect(saved).toHaveLength(1);
      const note = value(await clinic.call("getEncounter", { encounterId }, { as: clinic.chen }));
      expect(note.sections.hpi).toMatchObject({ text: saved[0], version: baseVersion + 1 });
    }
  });

  test("CHT-60 a signature and writes at once: what was answered as saved is in the seal, all else was refused", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
      const [signed, ...saves] = await Promise.all([
        clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.chen }),
        ...(["ros", "exam", "reason"] as const).map((section) =>
          clinic.call(
            "saveNoteSection",
            { encounterId, section, text: `late ${section}`, baseVersion: section === "reason" ? 1 : 0 },
            { as: clinic.chen },
          ),
        ),
      ]);
      expect(outcome(signed)).toBe("ok");
      const [row] = await clinic.kit.rows<{ sealed_content: string }>(
        "charting",
        `select sealed_content from encounter where encounter_id = '${encounterId}'`,
      );
      for (const [i, section] of ["ros", "exam", "reason"].entries()) {
        const reply = saves[i];
        expect(["ok", "encounter-sealed"]).toContain(outcome(reply ?? { ok: false, error: { code: "none" } }));
        expect(row?.sealed_content.includes(`late ${section}`)).toBe(reply?.ok);
      }
    }
  });

  test("CHT-3 a visit that is cancelled while somebody writes in its note leaves the note", async () => {
    const visit = checkIn(clinic, await patient(clinic), clinic.chen);
    const { encounterId } = visit;
    await clinic.kit.deliver("scheduling.patient-checked-in.v1", visit);
    await clinic.kit.settle();
    const rows = <R>(statement: string) => clinic.kit.rows<R>("charting", statement);
    // The writer has its lock and its text, and commits while the cancellation waits for it.
    const written = rows(`do $$ begin
      perform 1 from encounter where encounter_id = '${encounterId}' for share;
      insert into note_section values ('${encounterId}', 'hpi', 'Dry cough.', 1, now(), 'Chen');
      insert into note_version values ('${encounterId}', 'hpi', 1, 'Dry cough.', now(), 'Chen');
      perform pg_sleep(1.5);
    end $$`);
    const atWork = async () =>
      (await rows(`select 1 from pg_stat_activity where wait_event = 'PgSleep' and query like '%${encounterId}%'`))
        .length;
    await expect.poll(atWork, { interval: 20 }).toBeGreaterThan(0);
    await clinic.kit.deliver("scheduling.appointment-changed.v1", {
      ...visit,
      status: "cancelled",
      cancelReason: "no need",
      version: 3,
      change: "cancelled",
    });
    await clinic.kit.settle();
    await written;
    const note = value(await clinic.call("getEncounter", { encounterId }, { as: clinic.chen }));
    expect(note.sections.hpi).toMatchObject({ text: "Dry cough.", version: 1 });
  });

  test("CHT-59 of five signatures at once one signs, and one event goes out", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const replies = await Promise.all(
      Array.from({ length: 5 }, () =>
        clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.chen }),
      ),
    );
    expect(replies.map(outcome).sort()).toEqual([
      "encounter-sealed",
      "encounter-sealed",
      "encounter-sealed",
      "encounter-sealed",
      "ok",
    ]);
    const events = await clinic.kit.events("charting", "charting.encounter-signed.v1");
    expect(events.filter((event) => event.keys["encounterId"] === encounterId)).toHaveLength(1);
  });
});
