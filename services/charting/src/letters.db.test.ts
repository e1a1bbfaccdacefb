import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeNote, openClinic, outcome, TODAY, value, type Clinic } from "./test/clinic.ts";

const CHOICES = {
  to: "",
  awayFrom: null,
  awayTo: null,
  limits: "",
  question: "",
  withDiagnoses: false,
  withProblems: false,
  withMedications: false,
  withAllergies: false,
  referral: null,
} as const;

describe.each(databaseKinds)("letters on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  const templates = async () => value(await clinic.call("letterTemplates", {}, { as: clinic.ma }));
  const excuse = async () =>
    must((await templates()).find((one) => one.kind === "work-excuse" && one.language === "en"));

  /** A draft that the medical assistant wrote about a visit. */
  async function draft() {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const { templateId } = await excuse();
    const ask = { templateId, patientId, encounterId, choices: CHOICES };
    const composed = value(await clinic.call("composeLetter", ask, { as: clinic.ma }));
    const letter = {
      letterId: clinic.kit.ids.next<"letter">(),
      patientId,
      encounterId,
      templateId,
      templateVersion: composed.templateVersion,
      to: "",
      title: composed.title,
      text: composed.text,
      baseVersion: 0,
    };
    value(await clinic.call("saveLetter", letter, { as: clinic.ma }));
    return letter;
  }
  const get = async ({ patientId, letterId }: { patientId: string; letterId: string }) =>
    value(await clinic.call("getLetter", { patientId, letterId }, { as: clinic.chen }));
  const sign = ({ patientId, letterId }: { patientId: string; letterId: string }, version = 1) =>
    clinic.call("signLetter", { patientId, letterId, version }, { as: clinic.chen });

  test("CHT-247 a work excuse of the record says when, and not why", async () => {
    const letter = await draft();
    expect(letter.text).toContain("Maria Lopez was seen in our office on November 23, 2026.");
    expect(letter.text).not.toMatch(/URI|respiratory|\{\{|On return/);
    const other = await completeNote(clinic, clinic.chen);
    const wrong = {
      templateId: letter.templateId,
      patientId: letter.patientId,
      encounterId: other.encounterId,
      choices: CHOICES,
    };
    expect(outcome(await clinic.call("composeLetter", wrong, { as: clinic.ma }))).toBe("not-found");
  });

  test("CHT-248 a draft is saved over the version that was seen; the same text again is saved already", async () => {
    const letter = await draft();
    expect(value(await clinic.call("saveLetter", letter, { as: clinic.ma })).version).toBe(1);
    const changed = { ...letter, text: "Other" };
    expect(outcome(await clinic.call("saveLetter", changed, { as: clinic.ma }))).toBe("stale-version");
    expect(value(await clinic.call("saveLetter", { ...changed, baseVersion: 1 }, { as: clinic.ma })).version).toBe(2);
    expect((await get(letter)).text).toBe("Other");
    // To whom it goes is a change, and so is the title.
    const addressed = { ...changed, to: "Acme Works", baseVersion: 2 };
    expect(value(await clinic.call("saveLetter", addressed, { as: clinic.ma })).version).toBe(3);
    const titled = { ...addressed, title: "To the employer", baseVersion: 3 };
    expect(value(await clinic.call("saveLetter", titled, { as: clinic.ma })).version).toBe(4);
    expect(await get(letter)).toMatchObject({ to: "Acme Works", title: "To the employer", version: 4 });
    // Nobody's letter is about another patient's visit.
    const { encounterId } = await completeNote(clinic, clinic.chen);
    const strange = { ...letter, letterId: clinic.kit.ids.next<"letter">(), encounterId };
    expect(await clinic.call("saveLetter", strange, { as: clinic.ma })).toMatchObject({
      error: { code: "not-found", field: "encounterId" },
    });
    // Nor under the number of another chart's letter, which stays as it was.
    const theirs = await draft();
    const taken = { ...theirs, letterId: letter.letterId, text: "Over theirs" };
    expect(await clinic.call("saveLetter", taken, { as: clinic.ma })).toMatchObject({
      error: { code: "not-found", field: "letterId" },
    });
    expect((await get(letter)).text).toBe("Other");
  });

  test("CHT-249 a provider signs it, what was read; it stands among the documents and does not change", async () => {
    const letter = await draft();
    const asMa = clinic.call(
      "signLetter",
      { patientId: letter.patientId, letterId: letter.letterId, version: 1 },
      { as: clinic.ma },
    );
    expect(outcome(await asMa)).toBe("not-allowed");
    expect(outcome(await sign(letter, 7))).toBe("stale-version");
    const { documentId } = value(await sign(letter));
    expect(outcome(await sign(letter))).toBe("letter-signed");
    expect(
      outcome(await clinic.call("saveLetter", { ...letter, text: "Else", baseVersion: 1 }, { as: clinic.ma })),
    ).toBe("letter-signed");
    const { content } = value(
      await clinic.call("documentContent", { documentId, patientId: letter.patientId }, { as: clinic.chen }),
    );
    const filed = new TextDecoder().decode(Uint8Array.fromBase64(content));
    expect(filed).toContain(letter.text);
    expect(filed).toContain("by Chen Test, MD");
    expect(await get(letter)).toMatchObject({ state: "signed", signedBy: "Chen Test, MD", documentId, sent: [] });
  });

  test("CHT-250 a signed letter waits at checkout until it went out; the front desk sees its kind alone", async () => {
    const letter = await draft();
    const desk = { ...clinic.ma, roles: ["front-desk" as const] };
    const { patientId, letterId } = letter;
    const toGive = async () => value(await clinic.call("papersToGive", { patientIds: [patientId] }, { as: desk }));
    const given = (more: object = {}) =>
      clinic.call(
        "recordLetterSent",
        { sendingId: clinic.kit.ids.next<"letter-sending">(), patientId, letterId, way: "hand", to: "", ...more },
        { as: desk },
      );
    expect(await toGive()).toEqual([{ patientId, letters: [], summaries: 1 }]);
    expect(outcome(await given())).toBe("letter-not-signed");
    value(await sign(letter));
    expect(await toGive()).toEqual([
      { patientId, letters: [{ letterId, kind: "work-excuse", language: "en" }], summaries: 1 },
    ]);
    expect(outcome(await clinic.call("getLetter", { patientId, letterId }, { as: desk }))).toBe("not-allowed");
    expect(outcome(await given({ way: "fax" }))).toBe("invalid-input");
    const sendingId = clinic.kit.ids.next<"letter-sending">();
    value(await given({ sendingId }));
    value(await given({ sendingId }));
    expect((await get(letter)).sent).toMatchObject([{ way: "hand", by: desk.name }]);
    expect((await toGive())[0]?.letters).toEqual([]);
    // That one went out says nothing of another.
    const other = await draft();
    value(await sign(other));
    const waiting = await clinic.call("papersToGive", { patientIds: [patientId, other.patientId] }, { as: desk });
    expect(value(waiting).flatMap(({ letters }) => letters.map((one) => one.letterId))).toEqual([other.letterId]);
  });

  test("CHT-251 entered in error it stays, with its document, and is not given any more", async () => {
    const letter = await draft();
    const { documentId } = value(await sign(letter));
    const { patientId, letterId } = letter;
    value(await clinic.call("strikeLetter", { patientId, letterId, reason: "Wrong employer" }, { as: clinic.chen }));
    value(await clinic.call("strikeLetter", { patientId, letterId, reason: "Second word" }, { as: clinic.chen }));
    expect(await get(letter)).toMatchObject({
      state: "entered-in-error",
      text: letter.text,
      struck: { reason: "Wrong employer" },
    });
    const filed = value(await clinic.call("getDocument", { documentId, patientId }, { as: clinic.chen }));
    expect(filed.struck?.reason).toBe("Wrong employer");
    const page = value(await clinic.call("letters", { patientId, before: null, limit: 10 }, { as: clinic.chen }));
    expect(page.letters.map((one) => one.state)).toEqual(["entered-in-error"]);
    const [papers] = value(await clinic.call("papersToGive", { patientIds: [patientId] }, { as: clinic.ma }));
    expect(papers?.letters).toEqual([]);
  });

  test("CHT-245 a template is saved over the version that was seen; a letter keeps the one it was made of", async () => {
    const letter = await draft();
    const { savedAt: _at, savedBy: _by, version, ...template } = await excuse();
    const save = (more: object = {}) =>
      clinic.call("saveLetterTemplate", { ...template, baseVersion: version, ...more }, { as: clinic.chen });
    const bad = await save({ body: "{{patient.name}} {{why}}" });
    expect(bad).toMatchObject({ error: { code: "invalid-input", field: "body" } });
    expect(
      outcome(await clinic.call("saveLetterTemplate", { ...template, baseVersion: version }, { as: clinic.ma })),
    ).toBe("not-allowed");
    expect(value(await save({ body: "{{patient.name}} came on {{visit.date}}." })).version).toBe(version + 1);
    expect(outcome(await save())).toBe("stale-version");
    expect((await get(letter)).templateVersion).toBe(version);
    const ask = {
      templateId: letter.templateId,
      patientId: letter.patientId,
      encounterId: letter.encounterId,
      choices: CHOICES,
    };
    expect(value(await clinic.call("composeLetter", ask, { as: clinic.ma })).text).toBe(
      "Maria Lopez came on November 23, 2026.",
    );
    expect(TODAY).toBe("2026-11-23");
  });
});
