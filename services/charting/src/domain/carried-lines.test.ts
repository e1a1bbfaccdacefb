import type { CarriedLine } from "@practicum/contracts/charting/notes";
import { describe, expect, test } from "vitest";
import { decideCarried, untouchedLines, type CarrySourceNote } from "./carried-lines.ts";

const target = { encounterId: "now", patientId: "p", serviceDate: "2026-11-23" } as const;
const note: CarrySourceNote = {
  encounterId: "then",
  patientId: "p",
  serviceDate: "2026-10-03",
  status: "signed",
  providerName: "Chen, MD",
  texts: { exam: "Lungs clear.\n\nHeart regular, no murmur.", plan: "Return in a month." },
};
const from = (at: number, line: number, more: object = {}) =>
  ({ at, encounterId: "then", section: "exam", line, ...more }) as never;
const decide = (text: string, carried: readonly never[], sources = [note], kept: readonly CarriedLine[] = []) => {
  const decided = decideCarried({ text, carried }, target, kept, sources);
  return decided.ok
    ? decided.value.map(({ at, text: was, serviceDate, author }) => [at, was, serviceDate, author])
    : `${decided.error.code} ${decided.error.fields?.map((one) => `${one.field}: ${one.message}`).join()}`;
};

describe("CHT-360 where a line was taken over from", () => {
  test("is read in the note that it names, with its date and author", () => {
    expect(decide("Typed.\nHeart regular, no murmur.\nLungs clear.", [from(2, 0), from(1, 2)])).toEqual([
      [1, "Heart regular, no murmur.", "2026-10-03", "Chen, MD"],
      [2, "Lungs clear.", "2026-10-03", "Chen, MD"],
    ]);
    expect(decide("Heart regular, soft murmur.", [from(0, 2)])).toEqual([
      [0, "Heart regular, no murmur.", "2026-10-03", "Chen, MD"],
    ]);
  });

  const refused = "invalid-input carried.0: Line 1 does not stand in that note. Take it over again, or write it.";
  test.each([
    ["of another patient", { patientId: "other" }],
    ["of an open note, which may still change", { status: "open" }],
    ["of a later visit", { serviceDate: "2026-11-24" }],
    ["of the note itself", { encounterId: "now" }],
  ] as const)("is not believed %s", (_, more) => {
    const source = { ...note, ...more } as CarrySourceNote;
    expect(decide("Lungs clear.", [from(0, 0, { encounterId: source.encounterId })], [source])).toBe(refused);
  });

  test("is not believed of a line that shares too little, that is not there, that says nothing, or that has a mark", () => {
    expect(decide("Wheezing on the left.", [from(0, 0)])).toBe(refused);
    expect(decide("Lungs clear.", [from(0, 9)])).toBe(refused);
    expect(decide("", [from(0, 1)])).toBe(refused);
    expect(decide("Lungs clear.", [from(0, 0, { section: "hpi" })])).toBe(refused);
    expect(decide("Lungs clear.", [from(0, 0, { encounterId: "unknown" })])).toBe(refused);
    expect(decide("Lungs clear.", [from(4, 0)])).toMatch(/^invalid-input carried.0: Line 5/);
    expect(decide("Lungs clear.", [from(0, 0), from(0, 0)])).toMatch(/^invalid-input carried.1/);
  });

  test("stays what it is once it is kept, whatever became of the other note since", () => {
    const kept: CarriedLine = {
      ...(from(5, 0) as CarriedLine),
      text: "Lungs clear.",
      serviceDate: "2026-10-03",
      author: "Chen, MD",
    };
    expect(decide("Lungs clear.", [from(0, 0)], [], [kept])).toEqual([[0, "Lungs clear.", "2026-10-03", "Chen, MD"]]);
    expect(decide("Lungs clear.", [from(0, 2)], [], [kept])).toBe(refused);
  });
});

test("CHT-364 lines that nobody touched are counted by section; changed ones are not among them", () => {
  const none = { text: "", carried: [] };
  const mark = (at: number, text: string) => ({ ...(from(at, 0) as CarriedLine), text });
  const exam = {
    text: "Lungs clear.\nHeart regular.",
    carried: [mark(0, "Lungs clear."), mark(1, "Heart irregular.")],
  };
  expect(
    untouchedLines({ reason: none, hpi: none, ros: none, exam, assessment: none, plan: { ...exam, text: "x" } }),
  ).toEqual([{ section: "exam", label: "Exam", lines: 1 }]);
});
