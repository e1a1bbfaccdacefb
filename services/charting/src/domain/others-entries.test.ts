import { describe, expect, test } from "vitest";
import { codedByAfter, needsOwnSignature, othersEntries, unaccepted, type WrittenNote } from "./others-entries.ts";

const chen = { staffId: "chen", name: "Chen Test, MD" };
const byChen = { id: "chen", name: chen.name, at: "2026-11-23T16:00:00.000Z" };
const byAlvarez = { id: "alvarez", name: "Alvarez Test, MD", at: "2026-11-23T16:05:00.000Z" };
const visit = { code: "99213", label: "Visit", modifiers: [], units: 1, pointers: [1] };
const cough = { code: "R05.9", label: "Cough" };
const keyOfVisit = "procedure:99213 x 1";

describe("CHT-113 a line keeps who put it in", () => {
  const before = { "diagnosis:R05.9": byChen, [keyOfVisit]: byChen };
  test("while it stays what it is, whoever saves, and wherever it is moved to", () =>
    expect(
      codedByAfter(
        before,
        { diagnoses: [{ code: "I10", label: "" }, cough], procedures: [{ ...visit, pointers: [2] }] },
        byAlvarez,
      ),
    ).toEqual({ "diagnosis:I10": byAlvarez, ...before }));

  test("with other units or modifiers it is the line of who made it so", () => {
    const change = (more: object) =>
      codedByAfter(before, { diagnoses: [cough], procedures: [{ ...visit, ...more }] }, byAlvarez);
    expect(change({ units: 3 })["procedure:99213 x 3"]).toBe(byAlvarez);
    expect(change({ modifiers: ["25"] })["procedure:99213-25 x 1"]).toBe(byAlvarez);
  });

  test("a second line of the same code is the second's", () =>
    expect(codedByAfter(before, { diagnoses: [], procedures: [visit, visit] }, byAlvarez)).toEqual({
      [keyOfVisit]: byChen,
      [`${keyOfVisit} #2`]: byAlvarez,
    }));
});

const empty = { text: "", version: 0, savedBy: null, savedById: null, savedAt: null };
const written = (id: string | null, savedBy: string) => ({ ...empty, text: "x", version: 2, savedBy, savedById: id });
const note: WrittenNote = {
  sections: {
    reason: written("mora", "Mora Test, MA"),
    hpi: written("chen", chen.name),
    ros: empty,
    exam: written("alvarez", byAlvarez.name),
    assessment: empty,
    plan: empty,
  },
  inHouse: [],
  worksheet: { version: 0, savedBy: null, savedById: null, savedAt: null },
  diagnoses: [cough],
  procedures: [visit],
  codedBy: { "diagnosis:R05.9": byChen, [keyOfVisit]: byAlvarez },
  orders: [
    {
      orderId: "o",
      name: "Oxycodone",
      quantity: 90,
      quantityUnit: "tablets",
      orderedBy: byAlvarez.name,
      orderedById: "alvarez",
      orderedAt: byAlvarez.at,
    },
  ],
};

describe("CHT-114 what others put in", () => {
  test("is told by name, and asked for all but the reason for the visit", () =>
    expect(othersEntries(note, chen).map((one) => [one.key, one.by, one.asks])).toEqual([
      ["section:reason@2", "Mora Test, MA", false],
      ["section:exam@2", "Alvarez Test, MD", true],
      [keyOfVisit, "Alvarez Test, MD", true],
      ["order:o", "Alvarez Test, MD", true],
    ]));

  test("somebody of the same name is somebody else", () => {
    const twin = { ...note, codedBy: { ...note.codedBy, [keyOfVisit]: { ...byAlvarez, name: chen.name } } };
    expect(othersEntries(twin, chen).map((one) => one.key)).toContain(keyOfVisit);
  });

  test("a line of which nobody knows whose it is, is not the signer's", () =>
    expect(othersEntries({ ...note, codedBy: {} }, chen).map((one) => one.key)).toContain("diagnosis:R05.9"));

  test("what came up after the list was read is asked for again", () => {
    const others = othersEntries(note, chen);
    const read = others.map((one) => one.key);
    expect(unaccepted(others, read)).toEqual([]);
    const later = othersEntries(
      { ...note, procedures: [{ ...visit, units: 9 }], codedBy: { "procedure:99213 x 9": byAlvarez } },
      chen,
    );
    expect(unaccepted(later, read).map((one) => one.key)).toContain("procedure:99213 x 9");
  });
});

test.each([
  ["a controlled substance, whoever wrote it", 2, { roles: ["physician"], active: true }, true],
  ["a drug by a physician", null, { roles: ["physician"], active: true }, false],
  ["a drug by who may not prescribe", null, { roles: ["medical-assistant"], active: true }, true],
  ["a drug by a physician who has left", null, { roles: ["physician"], active: false }, true],
  ["a drug of before authors were kept", null, undefined, false],
] as const)("CHT-115 %s", (_, schedule, writer, needed) => expect(needsOwnSignature(schedule, writer)).toBe(needed));
