import { describe, expect, test } from "vitest";
import { changeOf, sittingsOf, type NoteVersion } from "./sittings.ts";

const saved = (version: number, text: string, at: string, savedBy = "Chen"): NoteVersion => ({
  version,
  text,
  savedAt: `2026-11-23T18:${at}.000Z`,
  savedBy,
});

describe("the sittings of a section", () => {
  test("CHT-33 what one person saved without a pause is one, with its last text and what stood there before", () => {
    const versions = [
      saved(5, "Cough, dry, at night", "31:00"),
      saved(4, "Cough, dry", "06:00", "Park"),
      saved(3, "Cough, wet", "05:30"),
      saved(2, "Cough", "00:40"),
      saved(1, "Cou", "00:00"),
    ];
    expect(
      sittingsOf(versions).map(({ version, by, before, text, saves }) => [version, by, before, text, saves]),
    ).toEqual([
      [5, "Chen", "Cough, dry", "Cough, dry, at night", 1],
      [4, "Park", "Cough, wet", "Cough, dry", 1],
      [3, "Chen", "", "Cough, wet", 3],
    ]);
    expect(sittingsOf(versions)[2]).toMatchObject({ from: "2026-11-23T18:00:00.000Z", to: "2026-11-23T18:05:30.000Z" });
    expect(sittingsOf([])).toEqual([]);
  });
  test("CHT-33 after a pause the same person's next is one of its own", () => {
    expect(sittingsOf([saved(2, "b", "05:01"), saved(1, "a", "00:00")]).map((one) => one.version)).toEqual([2, 1]);
  });
});

test("CHT-33 a change is told by words, spaces and lines included, and makes both texts", () => {
  const [before, after] = ["Lungs clear.\nNo murmur.", "Lungs clear.\nSoft murmur,  new."];
  const change = changeOf(before, after) ?? [];
  const without = (kind: string) =>
    change
      .filter((one) => one.kind !== kind)
      .map((one) => one.text)
      .join("");
  expect([without("added"), without("removed")]).toEqual([before, after]);
  expect(change.find((one) => one.kind === "removed")?.text).toBe("No");
  expect(changeOf("", "x")).toEqual([{ kind: "added", text: "x" }]);
});
