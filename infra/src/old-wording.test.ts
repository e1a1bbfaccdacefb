import { describe, expect, test } from "vitest";
import { localStates, oldWording } from "./old-wording.ts";

describe("GTW-80: labels are the field's, and our old ones do not come back", () => {
  test("a label, a text between tags and a message are each found, with the line and the field's word", () => {
    const source = `const a = 1;\n<TextInput label="Family name" />\n<b>\n  Take back\n</b>\nsay("The payer has no electronic id.");`;
    expect(oldWording(source).map(({ line, found }) => [line, found])).toEqual([
      [2, "Family name"],
      [4, "Take back"],
      [6, "electronic id"],
    ]);
    expect(oldWording(source)[0]?.field).toContain("Last name");
  });

  test("the field's words pass, and so do comments and names of the code", () => {
    const source = `/* The family name is first.\n of the day of service */\nconst electronicId = of.takenBack; // Taken back\n<Button>Reverse</Button>`;
    expect(oldWording(source)).toEqual([]);
  });

  test("an address in a text is no comment: what follows it is read", () => {
    expect(oldWording(`say("https://example.org Start afresh")`).map(({ found }) => found)).toEqual(["Start afresh"]);
  });
});

test("GTW-102: a screen that keeps words and colours of states for itself is found; what is no map of states passes", () => {
  const map = `const states = {\n  waiting: { word: "Waits", tone: "warn" },\n  "set-aside": { word: "Set aside", tone: "info" },\n};`;
  expect(localStates(map)).toEqual([2, 3]);
  expect(
    localStates(`flags.push({ word: "Forms", tone: "warn" });\n<StateChip kind="claim" state={one.status} />`),
  ).toEqual([]);
});
