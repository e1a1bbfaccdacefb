import { IconCalendarPlus } from "@tabler/icons-react";
import { expect, test } from "vitest";
import type { PaletteVerb } from "../../app/workflow.ts";
import { isClaimNumber, readPalette } from "./read-palette.ts";

const book: PaletteVerb = {
  id: "book",
  label: "Book a visit",
  words: ["book", "schedule"],
  icon: IconCalendarPlus,
  permission: "appointment.book",
  to: "/desk",
  toWithPatient: null,
};
const read = (text: string) => readPalette(text, [book], "2026-11-22");

test("a name and a birth date look a patient up, or make one", () => {
  expect(read("Lopez 3/4/81")).toEqual({
    verb: null,
    search: "Lopez 03/04/1981",
    newPatient: { family: "Lopez", given: "", birthDate: "1981-03-04" },
  });
  expect(read("lopez, maria 3/4/81").newPatient).toEqual({ family: "Lopez", given: "Maria", birthDate: "1981-03-04" });
  expect(read("o'brien anne-marie").newPatient).toEqual({ family: "O'Brien", given: "Anne-Marie", birthDate: null });
});

test("a verb takes the rest as the patient", () => {
  expect(read("book maria")).toMatchObject({ verb: { id: "book" }, search: "maria" });
  expect(read("book")).toMatchObject({ verb: { id: "book" }, search: "", newPatient: null });
});

test("numbers are looked up and make nobody", () => {
  expect(read("100042")).toEqual({ verb: null, search: "100042", newPatient: null });
  expect(read("619-555-0142")).toEqual({ verb: null, search: "619-555-0142", newPatient: null });
  expect(read("")).toEqual({ verb: null, search: "", newPatient: null });
});

test("a name written with care keeps its letters", () => {
  expect(read("McDonald Ronald").newPatient).toMatchObject({ family: "McDonald", given: "Ronald" });
});

test("what may be a claim's number is looked up as one, and a name or a date is not", () => {
  for (const number of ["C10", "c1043 ", "CLM-104"]) expect(isClaimNumber(number)).toBe(true);
  for (const other of ["Lopez", "100042", "3/4/81", "Lopez 3/4/81", "619-555-0142", ""])
    expect(isClaimNumber(other)).toBe(false);
});
