import type { FieldAnswer, TemplateContentInput } from "@practicum/contracts/charting/template-content";
import { databaseKinds } from "@practicum/db/test-databases";
import type { Id } from "@practicum/kernel/brand";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  checkIn,
  completeNote,
  encounter,
  openClinic,
  outcome,
  patient,
  value,
  write,
  type Clinic,
} from "./test/clinic.ts";

const cough: TemplateContentInput = {
  fields: [
    { key: "days", label: "Days", section: "hpi", kind: "number", min: 1, max: 99, unit: "days", rooming: true },
    { key: "fever", label: "Fever", section: "hpi", kind: "yes-no", required: true },
    {
      key: "since",
      label: "Fever since",
      section: "hpi",
      kind: "text",
      required: true,
      showIf: { match: "all", of: [{ field: "fever", is: "one-of", values: ["yes"] }] },
    },
  ],
  visitTypes: ["Follow-up"],
};
const yes = { kind: "yes-no", value: "yes" } as const;
const no = { kind: "yes-no", value: "no" } as const;
const days = (number: number): FieldAnswer => ({ kind: "number", number });
const monday: FieldAnswer = { kind: "text", text: "Monday" };

describe.each(databaseKinds)("templates of notes on %s", (database) => {
  let clinic: Clinic;
  let templateId: Id<"note-template">;
  beforeAll(async () => {
    clinic = await openClinic(database);
    templateId = await saved("Cough");
  });
  afterAll(async () => clinic.kit.stop());

  const saved = async (name: string, content = cough, more: object = {}): Promise<Id<"note-template">> => {
    const id = clinic.kit.ids.next<"note-template">();
    const template = { templateId: id, baseVersion: 0, name, content, active: true, ...more };
    value(await clinic.call("saveNoteTemplate", template as never, { as: clinic.chen }));
    return id;
  };
  const answer = async (encounterId: string, field: string, given: FieldAnswer | null, more: object = {}) => {
    const { as = clinic.chen, ...rest } = more as { as?: Clinic["chen"] };
    const input = { encounterId, templateId, field, answer: given, baseVersion: 0, ...rest };
    return clinic.call("saveNoteAnswer", input as never, { as });
  };
  const put = async (encounterId: string, id = templateId, as = clinic.ma) =>
    clinic.call("putNoteTemplate", { encounterId, templateId: id } as never, { as });
  const note = async (encounterId: string, as = clinic.chen) =>
    value(await clinic.call("getEncounter", { encounterId } as never, { as }));
  const gate = async (encounterId: string) =>
    value(await clinic.call("signGate", { encounterId } as never, { as: clinic.chen }));
  const items = async (encounterId: string, code: string) =>
    (await gate(encounterId)).items.filter((one) => one.code === code);

  test("CHT-340 CHT-347 a template with a fault is not saved, with its place; versions are kept and saved over what was seen", async () => {
    const id = clinic.kit.ids.next<"note-template">();
    const template = { templateId: id, baseVersion: 0, name: "Odd", content: cough, active: true };
    const circle = {
      ...cough,
      fields: [{ ...must(cough.fields[1]), showIf: { match: "all", of: [{ field: "fever", is: "answered" }] } }],
    };
    const refused = await clinic.call("saveNoteTemplate", { ...template, content: circle } as never, {
      as: clinic.chen,
    });
    expect(refused).toMatchObject({
      error: {
        code: "invalid-input",
        fields: [{ field: "content.fields.0.showIf", message: expect.stringContaining("circle") }],
      },
    });
    expect(outcome(await clinic.call("saveNoteTemplate", template, { as: clinic.ma }))).toBe("not-allowed");
    value(await clinic.call("saveNoteTemplate", template, { as: clinic.chen }));
    expect(outcome(await clinic.call("saveNoteTemplate", template, { as: clinic.chen }))).toBe("stale-version");
    value(await clinic.call("saveNoteTemplate", { ...template, baseVersion: 1, active: false }, { as: clinic.chen }));
    const ask = (version: number | null) =>
      clinic.call("getNoteTemplate", { templateId: id, version }, { as: clinic.ma });
    expect(value(await ask(null))).toMatchObject({
      version: 2,
      active: false,
      faults: [],
      versions: [{ version: 2 }, { version: 1, savedBy: "Chen Test, MD" }],
    });
    expect(value(await ask(1))).toMatchObject({ version: 1, active: true });
    expect(outcome(await ask(3))).toBe("not-found");
    const { encounterId } = await encounter(clinic, clinic.chen);
    expect(outcome(await put(encounterId, id))).toBe("not-found");
    await expect(clinic.kit.rows("charting", "update note_template set name = 'x'")).rejects.toMatchObject({
      code: "23001",
    });
  });

  test("CHT-345 what fits the visit and the age is proposed, first; what is out of use is not offered", async () => {
    const child = await saved("A child's cough", { ...cough, ages: { fromMonths: 0, beforeMonths: 24 } });
    const gone = await saved("Not in use", cough, { active: false });
    const { encounterId } = await encounter(clinic, clinic.chen);
    const small = await encounter(clinic, clinic.chen, await patient(clinic, "2025-11-23"));
    const offered = async (id: string) =>
      value(await clinic.call("templatesForNote", { encounterId: id } as never, { as: clinic.ma })).map(
        (one) => [one.templateId, one.proposed] as const,
      );
    expect((await offered(encounterId))[0]).toEqual([templateId, true]);
    expect(await offered(encounterId)).toContainEqual([child, false]);
    expect((await offered(small.encounterId)).filter(([, proposed]) => proposed).map(([id]) => id)).toContain(child);
    expect((await offered(encounterId)).map(([id]) => id)).not.toContain(gone);
  });

  test("CHT-348 a note keeps the version that it was made with; what is taken out comes back with its answers; four at most", async () => {
    const id = await saved("To be changed");
    const { encounterId } = await encounter(clinic, clinic.chen);
    expect(value(await put(encounterId, id)).version).toBe(1);
    const of = { encounterId, templateId: id };
    value(
      await clinic.call("saveNoteAnswer", { ...of, field: "fever", answer: no, baseVersion: 0 }, { as: clinic.chen }),
    );
    const shorter = { ...cough, fields: cough.fields.slice(0, 1) };
    value(
      await clinic.call(
        "saveNoteTemplate",
        { templateId: id, baseVersion: 1, name: "Changed", content: shorter, active: false } as never,
        { as: clinic.chen },
      ),
    );
    expect((await note(encounterId)).forms).toMatchObject([
      { name: "To be changed", version: 1, answers: [{ field: "fever", answer: no }] },
    ]);
    expect((await note(encounterId)).forms[0]?.content.fields.map((one) => one.key)).toEqual([
      "days",
      "fever",
      "since",
    ]);
    expect(outcome(await clinic.call("takeOutNoteTemplate", of, { as: clinic.ma }))).toBe("not-allowed");
    value(await clinic.call("takeOutNoteTemplate", of, { as: clinic.chen }));
    value(await clinic.call("takeOutNoteTemplate", of, { as: clinic.chen }));
    expect((await note(encounterId)).forms).toEqual([]);
    expect(
      outcome(
        await clinic.call(
          "saveNoteAnswer",
          { ...of, field: "fever", answer: yes, baseVersion: 1 },
          { as: clinic.chen },
        ),
      ),
    ).toBe("not-found");
    expect(value(await put(encounterId, id)).version).toBe(1);
    expect((await note(encounterId)).forms).toMatchObject([{ version: 1, answers: [{ field: "fever", answer: no }] }]);
    for (const name of ["b", "c", "d"]) value(await put(encounterId, await saved(name)));
    expect(value(await put(encounterId, id)).version).toBe(1);
    expect(outcome(await put(encounterId))).toBe("too-many-templates");
    expect((await note(encounterId)).forms.map((one) => one.name)).toEqual(["To be changed", "b", "c", "d"]);
  });

  test("CHT-346 CHT-349 CHT-351 a field is saved over what was seen, by who may, in its range; every answer stays", async () => {
    const { encounterId } = await encounter(clinic, clinic.chen);
    expect(outcome(await answer(encounterId, "days", days(3)))).toBe("not-found");
    value(await put(encounterId));
    expect(outcome(await answer(encounterId, "fever", yes, { as: clinic.ma }))).toBe("not-allowed");
    expect(value(await answer(encounterId, "days", days(3), { as: clinic.ma })).version).toBe(1);
    expect(value(await answer(encounterId, "days", days(3))).version).toBe(1);
    expect(outcome(await answer(encounterId, "days", days(4)))).toBe("stale-version");
    expect(await answer(encounterId, "days", days(100), { baseVersion: 1 })).toMatchObject({
      error: { code: "invalid-input", fields: [{ field: "answer", message: "“Days” takes 1 to 99 days." }] },
    });
    expect(outcome(await answer(encounterId, "weeks", days(3)))).toBe("not-found");
    value(await answer(encounterId, "days", null, { baseVersion: 1 }));
    expect((await note(encounterId)).forms[0]?.answers).toMatchObject([
      { field: "days", answer: null, version: 2, savedBy: "Chen Test, MD" },
    ]);
    const versions = value(await clinic.call("noteAnswerVersions", { encounterId } as never, { as: clinic.ma }));
    expect(versions).toMatchObject([
      { field: "days", version: 2, answer: null },
      { field: "days", version: 1, answer: days(3), savedBy: "Mora Test, MA" },
    ]);
  });

  test("CHT-349 CHT-351 what is answered at one visit is that visit's alone, also where the other has the same template", async () => {
    const one = await encounter(clinic, clinic.chen);
    const other = await encounter(clinic, clinic.chen, one.patientId);
    for (const { encounterId } of [one, other]) value(await put(encounterId));
    value(await answer(one.encounterId, "days", days(3)));
    value(await answer(other.encounterId, "fever", yes));
    const answered = async (encounterId: string) =>
      (await note(encounterId)).forms.flatMap((form) => form.answers.map((given) => given.field));
    expect([await answered(one.encounterId), await answered(other.encounterId)]).toEqual([["days"], ["fever"]]);
    const versions = async (encounterId: string) =>
      value(await clinic.call("noteAnswerVersions", { encounterId } as never, { as: clinic.ma })).map(
        (given) => given.field,
      );
    expect([await versions(one.encounterId), await versions(other.encounterId)]).toEqual([["days"], ["fever"]]);
    expect((await items(one.encounterId, "field-missing")).map((item) => item.target)).toEqual([
      `field:${templateId}.fever`,
    ]);
    expect((await items(other.encounterId, "field-missing")).map((item) => item.target)).toEqual([
      `field:${templateId}.since`,
    ]);
  });

  test("CHT-352 CHT-353 the gate names a required field that is shown and not answered, and text that is behind its fields", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    expect(await items(encounterId, "field-missing")).toEqual([]);
    value(await put(encounterId));
    expect(await items(encounterId, "field-missing")).toEqual([
      {
        severity: "stop",
        code: "field-missing",
        message: "History of present illness: “Fever” is not answered (Cough).",
        target: `field:${templateId}.fever`,
      },
    ]);
    value(await answer(encounterId, "fever", yes));
    expect((await items(encounterId, "field-missing")).map((one) => one.target)).toEqual([`field:${templateId}.since`]);
    const sign = () =>
      clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.chen });
    expect(outcome(await sign())).toBe("sign-gate");
    value(await answer(encounterId, "since", monday));
    expect(await items(encounterId, "field-missing")).toEqual([]);
    expect((await items(encounterId, "text-behind-fields")).map((one) => one.target)).toEqual(["section:hpi"]);
    const { text, version } = (await note(encounterId)).sections.hpi;
    const generated = [
      { line: `${templateId}:1`, text: "Fever: yes" },
      { line: `${templateId}:2`, text: "Fever since: Monday" },
    ];
    const woven = {
      encounterId,
      section: "hpi" as const,
      text: `${text}\nFever: yes\nFever since: Monday`,
      generated,
      baseVersion: version,
    };
    value(await clinic.call("saveNoteSection", woven, { as: clinic.chen }));
    value(await clinic.call("saveNoteSection", woven, { as: clinic.chen }));
    expect(outcome(await clinic.call("saveNoteSection", { ...woven, generated: [] }, { as: clinic.chen }))).toBe(
      "stale-version",
    );
    expect((await note(encounterId)).sections.hpi.generated).toEqual(generated);
    expect(await items(encounterId, "text-behind-fields")).toEqual([]);
    value(await answer(encounterId, "fever", no, { baseVersion: 1 }));
    expect(await items(encounterId, "text-behind-fields")).toHaveLength(1);
    value(await sign());
  });

  test("CHT-354 the seal holds what was shown and answered; nothing changes after it, and what was not shown is not told", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    value(await put(encounterId));
    value(await answer(encounterId, "fever", yes));
    value(await answer(encounterId, "since", monday));
    value(await answer(encounterId, "fever", no, { baseVersion: 1 }));
    value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.chen }));
    const { content } = value(await clinic.call("sealedNote", { encounterId }, { as: clinic.chen }));
    expect(JSON.parse(content)).toMatchObject({
      forms: [
        {
          templateId,
          version: 1,
          name: "Cough",
          answers: [{ field: "fever", label: "Fever", words: "no", answer: no, savedBy: "Chen Test, MD" }],
        },
      ],
    });
    expect(content).not.toContain("Monday");
    expect((await note(encounterId)).forms[0]?.answers.map((one) => one.field)).toEqual(["fever"]);
    expect(outcome(await answer(encounterId, "days", days(1)))).toBe("encounter-sealed");
    expect(outcome(await put(encounterId, await saved("Late")))).toBe("encounter-sealed");
    for (const statement of [
      "update note_answer set version = 9",
      "delete from note_form",
      "delete from note_answer_version",
    ])
      await expect(clinic.kit.rows("charting", statement)).rejects.toMatchObject({ code: "23001" });
  });

  test("CHT-355 what another provider answered is asked for at the signature, what rooming filled in is shown", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    value(await put(encounterId));
    value(await answer(encounterId, "days", days(3), { as: clinic.ma }));
    value(await answer(encounterId, "fever", no, { as: clinic.np }));
    const others = (await gate(encounterId)).others.filter((one) => one.key.startsWith("fields:"));
    expect(others.map(({ by, asks, target }) => [by, asks, target])).toEqual([
      ["Mora Test, MA", false, `field:${templateId}.days`],
      ["Nair Test, NP", true, `field:${templateId}.fever`],
    ]);
    const sign = (acceptedEntries: string[]) =>
      clinic.call(
        "signEncounter",
        { encounterId, patientId, supervisorId: null, acceptedEntries },
        { as: clinic.chen },
      );
    expect(outcome(await sign([]))).toBe("others-entries");
    const seen = others.map((one) => one.key);
    value(await answer(encounterId, "fever", { kind: "yes-no", value: "unknown" }, { as: clinic.np, baseVersion: 1 }));
    expect(outcome(await sign(seen))).toBe("others-entries");
    value(await sign((await gate(encounterId)).others.map((one) => one.key)));
  });

  test("CHT-3 CHT-349 a visit that is cancelled takes a template along, and not what somebody answered", async () => {
    const opened = async (answered: boolean) => {
      const visit = checkIn(clinic, await patient(clinic), clinic.chen);
      await clinic.kit.deliver("scheduling.patient-checked-in.v1", visit);
      await clinic.kit.settle();
      value(await put(visit.encounterId));
      if (answered) value(await answer(visit.encounterId, "days", days(2), { as: clinic.ma }));
      await clinic.kit.deliver("scheduling.appointment-changed.v1", {
        ...visit,
        status: "cancelled",
        version: 4,
        change: "cancelled",
      });
      await clinic.kit.settle();
      return outcome(await clinic.call("getEncounter", { encounterId: visit.encounterId }, { as: clinic.chen }));
    };
    expect(await opened(true)).toBe("ok");
    expect(await opened(false)).not.toBe("ok");
  });

  test("CHT-357 a pack is taken into use and out of it; what the practice changed stays, and so do notes", async () => {
    const pack = { pack: "urgent-care" };
    const install = (as = clinic.chen) => clinic.call("installNotePack", pack, { as });
    const remove = () => clinic.call("removeNotePack", pack, { as: clinic.chen });
    const inUse = async () =>
      value(await clinic.call("notePacks", {}, { as: clinic.chen }))
        .find((one) => one.pack === "urgent-care")
        ?.templates.map((one) => one.installed);
    expect(outcome(await install(clinic.ma))).toBe("not-allowed");
    expect(outcome(await clinic.call("installNotePack", { pack: "astrology" }, { as: clinic.chen }))).toBe("not-found");
    expect(await inUse()).toEqual([false, false]);
    expect(value(await install()).installed).toBe(2);
    expect(value(await install()).installed).toBe(0);
    expect(await inUse()).toEqual([true, true]);
    const wound = must(
      value(await clinic.call("noteTemplates", {}, { as: clinic.ma })).find((one) => one.name === "Wound"),
    );
    expect(wound).toMatchObject({ pack: "urgent-care", version: 1, active: true });
    const { encounterId } = await encounter(clinic, clinic.chen);
    value(await put(encounterId, wound.templateId));
    const own = { templateId: wound.templateId, baseVersion: 1, name: "Wound, our way", content: cough, active: true };
    value(await clinic.call("saveNoteTemplate", own as never, { as: clinic.chen }));
    expect(value(await remove()).removed).toBe(2);
    expect(await inUse()).toEqual([false, false]);
    expect((await note(encounterId)).forms).toMatchObject([{ name: "Wound", version: 1 }]);
    value(await install());
    const again = value(await clinic.call("getNoteTemplate", { templateId: wound.templateId }, { as: clinic.chen }));
    expect(again).toMatchObject({ name: "Wound, our way", version: 4, active: true, pack: "urgent-care" });
  });

  test("CHT-349 of two people who answer one field at once one is stored, and the other hears of it", async () => {
    const { encounterId } = await encounter(clinic, clinic.chen);
    value(await put(encounterId));
    const both = await Promise.all([
      answer(encounterId, "fever", yes),
      answer(encounterId, "fever", no, { as: clinic.np }),
    ]);
    expect(both.map(outcome).toSorted()).toEqual(["ok", "stale-version"]);
    await write(clinic, clinic.chen, encounterId, { hpi: "Text beside the fields." });
    expect((await note(encounterId)).sections.hpi).toMatchObject({ text: "Text beside the fields.", generated: [] });
  });
});
