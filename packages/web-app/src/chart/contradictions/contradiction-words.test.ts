import { expect, test } from "vitest";
import { linkTo } from "./contradiction-words.ts";

const at = (place: Parameters<typeof linkTo>[1]["at"], encounterId: string | null = null) =>
  ({ at: place, encounterId, field: "diagnoses", of: null }) as const;

test("CHT-230 each side leads to where it is mended; what a note shows beside it is mended without leaving the note", () => {
  expect(linkTo("p1", at("note", "e2"), "e1")).toEqual({ to: "/p/p1/visit/e2", search: { field: "diagnoses" } });
  expect(linkTo("p1", at("problems"), undefined).to).toBe("/p/p1/chart");
  expect(linkTo("p1", at("problems"), "e1").to).toBe("/p/p1/visit/e1");
  expect(linkTo("p1", at("medications"), undefined).to).toBe("/p/p1/meds");
  expect(linkTo("p1", at("registration"), "e1").to).toBe("/p/p1/summary");
});
