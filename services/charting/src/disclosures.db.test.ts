import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeNote, openClinic, outcome, patient, value, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("what went out of a chart on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  async function signed() {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const template = must(
      value(await clinic.call("letterTemplates", {}, { as: clinic.ma })).find((one) => one.kind === "work-excuse"),
    );
    const letter = {
      letterId: clinic.kit.ids.next<"letter">(),
      patientId,
      encounterId,
      templateId: template.templateId,
      templateVersion: template.version,
      to: "",
      title: "Work excuse",
      text: "Was here.",
      baseVersion: 0,
    };
    value(await clinic.call("saveLetter", letter, { as: clinic.chen }));
    value(await clinic.call("signLetter", { letterId: letter.letterId, patientId, version: 1 }, { as: clinic.chen }));
    return letter;
  }

  test("CHT-281 each sending of a letter is written down once, with to whom and by which way, the newest first", async () => {
    const { letterId, patientId } = await signed();
    const sending = { sendingId: clinic.kit.ids.next<"letter-sending">(), patientId, letterId };
    const fax = { ...sending, way: "fax" as const, to: "6195550100" };
    for (let time = 0; time < 2; time += 1) value(await clinic.call("recordLetterSent", fax, { as: ["front-desk"] }));
    const hand = { ...sending, sendingId: clinic.kit.ids.next<"letter-sending">(), way: "hand" as const, to: "" };
    value(await clinic.call("recordLetterSent", hand, { as: ["front-desk"] }));
    const ask = { patientId, before: null, limit: 1 };
    const first = value(await clinic.call("listDisclosures", ask));
    expect(first.disclosures).toMatchObject([
      { disclosureId: hand.sendingId, to: "The patient", way: "hand", sourceId: letterId, what: "Work excuse" },
    ]);
    const second = value(await clinic.call("listDisclosures", { ...ask, before: first.next, limit: 50 }));
    expect(second.disclosures).toMatchObject([
      { disclosureId: fax.sendingId, patientId, kind: "letter", to: "6195550100", way: "fax", classes: [] },
    ]);
    expect(second.next).toBeNull();
    const other = { ...ask, patientId: await patient(clinic) };
    expect(value(await clinic.call("listDisclosures", other)).disclosures).toEqual([]);
    expect(outcome(await clinic.call("listDisclosures", ask, { as: ["front-desk"] }))).toBe("not-allowed");
    await expect(
      clinic.kit.rows("charting", `update disclosure set recipient = 'x' where patient_id = '${patientId}'`),
    ).rejects.toThrow("only added to");
  });
});
