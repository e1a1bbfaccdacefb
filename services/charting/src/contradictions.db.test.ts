import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  coding,
  completeNote,
  encounter,
  openClinic,
  outcome,
  patient,
  TODAY,
  value,
  write,
  type Clinic,
} from "./test/clinic.ts";

describe.each(databaseKinds)("contradictions on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  const listed = async (patientId: string, code: string, label: string) =>
    value(
      await clinic.call(
        "addProblem",
        { problemId: clinic.kit.ids.next<"problem">(), patientId, code, label, onsetOn: null },
        { as: clinic.chen },
      ),
    );
  const recode = async (encounterId: string, codes: readonly string[], baseVersion = 1) =>
    value(
      await clinic.call(
        "saveCoding",
        { ...coding(), encounterId, baseVersion, diagnoses: codes.map((code) => ({ code, label: code })) },
        { as: clinic.chen },
      ),
    );
  const found = async (patientId: string, encounterId: string | null = null) =>
    value(await clinic.call("contradictions", { patientId, encounterId }, { as: clinic.chen })).found;
  const sign = (of: { encounterId: string; patientId: string }) =>
    clinic.call("signEncounter", { ...of, supervisorId: null, acceptedEntries: [] }, { as: clinic.chen });

  /** A note with type 1 diabetes for a patient whose list has type 2. */
  async function conflicting() {
    const note = await completeNote(clinic, clinic.chen);
    await listed(note.patientId, "E11.9", "Type 2 diabetes mellitus without complications");
    await recode(note.encounterId, ["E10.9"]);
    return { ...note, one: must((await found(note.patientId, note.encounterId))[0]) };
  }
  const answerTo = (
    { patientId, one }: Awaited<ReturnType<typeof conflicting>>,
    reason = "Antibodies are positive",
  ) => ({
    answerId: clinic.kit.ids.next<"contradiction-answer">(),
    patientId,
    key: one.key,
    basis: one.basis,
    reason,
  });

  test("CHT-242 a hard one stops the signature until the reason is given; seal and score have it", async () => {
    const note = await conflicting();
    expect(note.one).toMatchObject({ key: "pair:E10:E11", severity: "hard", encounterIds: [note.encounterId] });
    expect(note.one.sides).toMatchObject([
      { on: TODAY, by: "Chen Test, MD", place: { at: "note", encounterId: note.encounterId, field: "diagnoses" } },
      { by: "Chen Test, MD", place: { at: "problems", field: "problems" } },
    ]);
    const { encounterId, patientId } = note;
    expect(outcome(await sign({ encounterId, patientId }))).toBe("sign-gate");
    const answer = answerTo(note);
    expect(outcome(await clinic.call("answerContradiction", answer, { as: clinic.ma }))).toBe("not-allowed");
    value(await clinic.call("answerContradiction", answer, { as: clinic.chen }));
    value(await clinic.call("answerContradiction", answer, { as: clinic.chen }));
    expect(outcome(await clinic.call("answerContradiction", { ...answer, reason: "Else" }, { as: clinic.chen }))).toBe(
      "already-recorded",
    );
    const { items } = value(await clinic.call("signGate", { encounterId }, { as: clinic.chen }));
    expect(items.find((one) => one.code === "contradiction-answered")).toMatchObject({ severity: "note" });
    value(await sign({ encounterId, patientId }));
    const ask = { from: TODAY, to: TODAY, providerId: clinic.chen.staffId, before: null, limit: 200 };
    const { notes } = value(await clinic.call("contradictionNotes", ask, { as: clinic.chen }));
    expect(notes.find((one) => one.encounterId === encounterId)).toMatchObject({
      patientId,
      found: [{ key: "pair:E10:E11", severity: "hard", reason: "Antibodies are positive" }],
    });
  });

  test("CHT-231 the reason holds until the facts change, can be taken back, and is another patient’s nowhere", async () => {
    const note = await conflicting();
    const other = await conflicting();
    const answer = answerTo(note);
    value(await clinic.call("answerContradiction", answer, { as: clinic.chen }));
    expect((await found(note.patientId))[0]?.answer).toMatchObject({ reason: answer.reason, by: "Chen Test, MD" });
    expect((await found(other.patientId))[0]?.answer).toBeNull();
    await recode(note.encounterId, ["E10.65"], 2);
    expect((await found(note.patientId))[0]).toMatchObject({ answer: null, earlier: { reason: answer.reason } });
    const stale = { ...answer, answerId: clinic.kit.ids.next<"contradiction-answer">() };
    expect(outcome(await clinic.call("answerContradiction", stale, { as: clinic.chen }))).toBe("stale-version");
    await recode(note.encounterId, ["E10.9"], 3);
    expect((await found(note.patientId))[0]?.answer?.answerId).toBe(answer.answerId);
    const back = (patientId: string) =>
      clinic.call("withdrawContradictionAnswer", { answerId: answer.answerId, patientId }, { as: clinic.chen });
    expect(outcome(await back(other.patientId))).toBe("not-found");
    expect((await found(note.patientId))[0]?.answer?.answerId).toBe(answer.answerId);
    // Nor is it given a second time, under its number and in another chart's name.
    const foreign = { ...answer, patientId: other.patientId, key: other.one.key, basis: other.one.basis };
    expect(outcome(await clinic.call("answerContradiction", foreign, { as: clinic.chen }))).toBe("already-recorded");
    expect((await found(other.patientId))[0]?.answer).toBeNull();
    value(await back(note.patientId));
    value(await back(note.patientId));
    expect((await found(note.patientId))[0]).toMatchObject({ answer: null, earlier: null });
    await recode(note.encounterId, ["J06.9"], 4);
    expect(outcome(await clinic.call("answerContradiction", stale, { as: clinic.chen }))).toBe("not-found");
  });

  test("CHT-230 facts come from lists, drafts and texts of the chart, with day and person", async () => {
    const patientId = await patient(clinic);
    const { encounterId } = await encounter(clinic, clinic.chen, patientId);
    await write(clinic, clinic.chen, encounterId, { hpi: "NKDA. Cough.", plan: "Stop lisinopril." });
    const ids = clinic.kit.ids;
    value(
      await clinic.call(
        "addAllergy",
        {
          allergyId: ids.next<"allergy">(),
          patientId,
          substanceCode: "class:penicillin",
          substance: "Penicillins",
          reaction: "Hives",
          severity: "mild",
        },
        { as: clinic.ma },
      ),
    );
    value(
      await clinic.call(
        "addMedication",
        {
          medicationId: ids.next<"medication">(),
          patientId,
          rxnorm: "29046",
          name: "Lisinopril 10 mg tablet",
          directions: "",
          startedOn: "2026-05-01",
        },
        { as: clinic.ma },
      ),
    );
    const all = await found(patientId);
    expect(all.map((one) => one.rule).toSorted()).toEqual(["allergies", "stopped"]);
    expect(all.find((one) => one.rule === "allergies")?.sides[1]).toMatchObject({
      says: "Allergy list: Penicillins",
      by: "Mora Test, MA",
      on: TODAY,
    });
    expect(all.find((one) => one.rule === "stopped")?.sides[1]).toMatchObject({
      by: "Mora Test, MA",
      on: "2026-05-01",
    });
    expect(
      outcome(
        await clinic.call(
          "contradictions",
          { patientId: ids.next<"patient">(), encounterId: null },
          { as: clinic.chen },
        ),
      ),
    ).toBe("not-found");
  });

  test("CHT-243 all charts page by page, without those that were answered; CHT-244 each provider’s notes are counted", async () => {
    const note = await conflicting();
    const answered = await conflicting();
    value(await clinic.call("answerContradiction", answerTo(answered), { as: clinic.chen }));
    const patients: string[] = [];
    const reasons: string[] = [];
    let [before, looked, charts]: [string | null, number, number] = [null, 0, 0];
    const pageAfter = async (place: string | null) =>
      value(
        await clinic.call("practiceContradictions", { severity: "hard", before: place, limit: 1 }, { as: clinic.chen }),
      );
    do {
      const page: Awaited<ReturnType<typeof pageAfter>> = await pageAfter(before);
      patients.push(...page.found.map((one) => one.patientId));
      reasons.push(
        ...page.found.flatMap((one) => (one.patientId === note.patientId ? (one.earlier?.reason ?? []) : [])),
      );
      [before, looked, charts] = [page.next, looked + page.looked, page.charts];
    } while (before !== null);
    expect(looked).toBe(charts);
    expect(patients).toContain(note.patientId);
    expect(patients).not.toContain(answered.patientId);
    // The same contradiction in another chart, read in the same breath: what was said there is not said here.
    expect(answered.one.key).toBe(note.one.key);
    expect(reasons).toEqual([]);
    expect(
      outcome(
        await clinic.call("practiceContradictions", { severity: null, before: null, limit: 1 }, { as: clinic.np }),
      ),
    ).toBe("not-allowed");
    const score = async () =>
      value(await clinic.call("contradictionScores", { from: TODAY, to: TODAY }, { as: clinic.chen })).find(
        (one) => one.providerId === clinic.chen.staffId,
      );
    const before2 = await score();
    const clean = await completeNote(clinic, clinic.chen);
    value(await sign({ encounterId: clean.encounterId, patientId: clean.patientId }));
    const soft = await completeNote(clinic, clinic.chen);
    await recode(soft.encounterId, ["N40.1"]);
    value(await sign({ encounterId: soft.encounterId, patientId: soft.patientId }));
    const after = await score();
    const grown = (what: "notes" | "clean" | "open" | "answered") => (after?.[what] ?? 0) - (before2?.[what] ?? 0);
    expect([grown("notes"), grown("clean"), grown("open"), grown("answered")]).toEqual([2, 1, 1, 0]);
  });
});
