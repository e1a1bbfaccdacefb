import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeNote, openClinic, outcome, TODAY, value, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("a note between author and supervisor on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(async () => clinic.kit.stop());

  /** A physician assistant's signed note that names Dr. Chen. */
  async function waiting() {
    const { encounterId, patientId } = await completeNote(clinic, clinic.pa);
    const { staffId: supervisorId } = clinic.chen;
    value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId }, { as: clinic.pa }));
    return { encounterId, patientId };
  }
  const get = async (encounterId: string, as = clinic.pa) =>
    value(await clinic.call("getEncounter", { encounterId: encounterId as never }, { as }));
  const turn = async (encounterId: string) => {
    const ids = async (as: typeof clinic.pa, list: "toCosign" | "returned") =>
      value(await clinic.call("providerDay", { providerId: null, date: TODAY }, { as }))[list].map(
        (e) => e.encounterId,
      );
    const supervisors: readonly string[] = await ids(clinic.chen, "toCosign");
    const authors: readonly string[] = await ids(clinic.pa, "returned");
    return [supervisors.includes(encounterId), authors.includes(encounterId)];
  };

  test("CHT-155 CHT-156 CHT-157 it is returned, answered by an addendum, and co-signed with an attestation", async () => {
    const note = await waiting();
    const sealed = (await get(note.encounterId)).seal;
    expect(await turn(note.encounterId)).toEqual([true, false]);

    const back = { ...note, stepId: clinic.kit.ids.next<"cosign-step">(), comment: "Which ear was it?" };
    expect(outcome(await clinic.call("returnNote", back, { as: clinic.other }))).toBe("not-the-cosigner");
    value(await clinic.call("returnNote", back, { as: clinic.chen }));
    // Sent again after a lost answer: once. Another comment under its id is not it.
    value(await clinic.call("returnNote", back, { as: clinic.chen }));
    expect(outcome(await clinic.call("returnNote", { ...back, comment: "Other" }, { as: clinic.chen }))).toBe(
      "already-recorded",
    );
    expect(await turn(note.encounterId)).toEqual([false, true]);

    const answer = { ...note, addendumId: clinic.kit.ids.next<"addendum">(), text: "The right one." };
    expect(outcome(await clinic.call("answerReturnedNote", answer, { as: clinic.np }))).toBe("not-allowed");
    value(await clinic.call("answerReturnedNote", answer, { as: clinic.pa }));
    value(await clinic.call("answerReturnedNote", answer, { as: clinic.pa }));
    expect(await turn(note.encounterId)).toEqual([true, false]);
    const second = { ...answer, addendumId: clinic.kit.ids.next<"addendum">() };
    expect(outcome(await clinic.call("answerReturnedNote", second, { as: clinic.pa }))).toBe("not-returned");

    value(
      await clinic.call("cosignEncounter", { ...note, attestation: "I saw the patient too." }, { as: clinic.chen }),
    );
    const after = await get(note.encounterId);
    expect(after).toMatchObject({ status: "cosigned", seal: sealed, addenda: [{ text: "The right one." }] });
    expect(after.cosignSteps).toMatchObject([
      { kind: "returned", by: "Chen Test, MD", text: "Which ear was it?" },
      { kind: "answered", text: "The right one." },
      { kind: "attested", by: "Chen Test, MD", text: "I saw the patient too." },
    ]);
    expect(await turn(note.encounterId)).toEqual([false, false]);
    expect(
      outcome(await clinic.call("returnNote", { ...back, stepId: clinic.kit.ids.next() }, { as: clinic.chen })),
    ).toBe("already-cosigned");
    await expect(clinic.kit.rows("charting", "update cosign_step set text = 'x'")).rejects.toMatchObject({
      code: "23001",
    });
  });

  test("CHT-155 a note that was returned may be co-signed after all, and is nobody's turn then", async () => {
    const note = await waiting();
    const back = { ...note, stepId: clinic.kit.ids.next<"cosign-step">(), comment: "Dose?" };
    value(await clinic.call("returnNote", back, { as: clinic.chen }));
    value(await clinic.call("cosignEncounter", note, { as: clinic.chen }));
    expect(await turn(note.encounterId)).toEqual([false, false]);
    const answer = { ...note, addendumId: clinic.kit.ids.next<"addendum">(), text: "40 mg" };
    expect(outcome(await clinic.call("answerReturnedNote", answer, { as: clinic.pa }))).toBe("not-returned");
  });
});
