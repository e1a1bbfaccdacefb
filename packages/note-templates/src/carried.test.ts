import type { CarriedLine } from "@practicum/contracts/charting/notes";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  carriedState,
  carryOver,
  earnedMarks,
  followMarks,
  joinMarks,
  linesToCarry,
  takeBack,
  untouched,
  type CarrySource,
  type Marked,
} from "./carried.ts";
import { textWords } from "./text-words.ts";

const from: CarrySource = {
  encounterId: "019ab000-0000-7000-8000-000000000001",
  section: "exam",
  serviceDate: "2026-10-03",
  author: "Chen, MD",
};
const source = "Lungs clear on both sides.\n\nHeart regular, no murmur.\nAbdomen soft, not tender.";
const all = linesToCarry(source);
const empty: Marked = { text: "", carried: [] };
const edited = (before: Marked, text: string): Marked => ({ text, carried: followMarks(before, text) });
/** "2 carried" a mark: the line of the text and what its mark says. */
const says = (marked: Marked) =>
  earnedMarks(marked).map((mark) => `${mark.at} ${carriedState(mark, marked.text.split("\n")[mark.at] ?? "")}`);

describe("CHT-361 a mark of a line that was taken over", () => {
  test("names the line of the other note, below what stands there; what stands there already is not put there again", () => {
    expect(all.map((one) => one.line)).toEqual([0, 2, 3]);
    const one = carryOver({ text: "Typed.\n", carried: [] }, from, all);
    expect(one.text).toBe("Typed.\nLungs clear on both sides.\nHeart regular, no murmur.\nAbdomen soft, not tender.");
    expect(one.carried.map(({ at, line, text }) => [at, line, text])).toEqual([
      [1, 0, "Lungs clear on both sides."],
      [2, 2, "Heart regular, no murmur."],
      [3, 3, "Abdomen soft, not tender."],
    ]);
    expect(carryOver(one, from, all)).toEqual(one);
    // What a hand wrote in the same words was not taken over.
    expect(says(carryOver({ text: "Heart regular, no murmur.", carried: [] }, from, all))).toEqual([
      "1 carried",
      "2 carried",
    ]);
  });

  test("says changed from while half of the line's words are left, and nothing below that", () => {
    const line = (text: string) => carriedState({ text: "Heart regular, no murmur." }, text);
    expect(line("Heart regular, no murmur.")).toBe("carried");
    expect(line("Heart regular, no murmur")).toBe("changed");
    expect(line("Heart regular, soft systolic")).toBe("changed");
    expect(line("Heart irregular, soft systolic")).toBeNull();
    expect(line("heart")).toBe("changed");
    // Each word counts once for each time that it stands there.
    expect(line("no no no")).toBeNull();
    expect(line("")).toBeNull();
  });

  test("stays with its line while others come, go and change; a deleted one is gone, and a new line has none", () => {
    const begun = carryOver(empty, from, all);
    const [lungs = "", heart = "", abdomen = ""] = begun.text.split("\n");
    expect(says(edited(begun, `Seen today.\n${begun.text}\nNew.`))).toEqual(["1 carried", "2 carried", "3 carried"]);
    const less = edited(begun, `${lungs}\n${abdomen}`);
    expect(less.carried.map(({ at, line }) => [at, line])).toEqual([
      [0, 0],
      [1, 3],
    ]);
    expect(says(edited(begun, `${lungs}\nHeart regular, systolic murmur.\n${abdomen}`))).toEqual([
      "0 carried",
      "1 changed",
      "2 carried",
    ]);
    // Emptied, the line's mark does not come back with other words.
    const emptied = edited(edited(begun, `${lungs}\n\n${abdomen}`), `${lungs}\n${heart}\n${abdomen}`);
    expect(says(emptied)).toEqual(["0 carried", "2 carried"]);
  });

  test("comes back to a line that is typed anew letter by letter, and stays with both halves of one that is parted", () => {
    const begun = carryOver(empty, from, [{ line: 3, text: "Pain 5/10" }]);
    const steps = ["Pain 5/1", "Pain 5/", "Pain 5", "Pain ", "Pain 3", "Pain 3/", "Pain 3/1", "Pain 3/10"];
    const walked = steps.map((text) => text).reduce(edited, begun);
    expect(says(walked)).toEqual(["0 changed"]);
    // In the middle of it more is new than old.
    expect(says(steps.slice(0, 7).reduce(edited, begun))).toEqual([]);
    const parted = edited(carryOver(empty, from, all.slice(0, 1)), "Lungs clear\non both sides.");
    expect(says(parted)).toEqual(["0 changed", "1 changed"]);
  });

  test("is joined where two people's texts are: each keeps those of the own lines", () => {
    const mine = carryOver(empty, from, all.slice(0, 1));
    const theirs = carryOver(empty, { ...from, section: "plan" }, [{ line: 7, text: "Return in a month." }]);
    const text = `${mine.text}\n${theirs.text}\nTyped.`;
    expect(joinMarks(text, mine, theirs).map(({ at, section }) => [at, section])).toEqual([
      [0, "exam"],
      [1, "plan"],
    ]);
  });

  test("and its line are taken back in one step; what was written or changed meanwhile stays", () => {
    const begun = carryOver({ text: "Typed.", carried: [] }, from, all);
    expect(takeBack(begun, from, all)).toEqual({ text: "Typed.", carried: [] });
    expect(takeBack(carryOver(empty, from, all), from, all)).toEqual(empty);
    const later = edited(begun, `${begun.text.replace("no murmur", "soft murmur")}\nSeen today.`);
    const back = takeBack(later, from, all);
    expect(back.text).toBe("Typed.\nHeart regular, soft murmur.\nSeen today.");
    expect(says(back)).toEqual(["1 changed"]);
    expect(takeBack(begun, { ...from, section: "plan" }, all)).toEqual(begun);
  });

  test("property: whatever is done to the text, a line marked as taken over is a line of the note that it names, and no typed line is marked", () => {
    const word = fc.constantFrom("lungs", "clear", "heart", "regular", "murmur", "soft", "x");
    const lineOf = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" "));
    const sourceText = fc.array(fc.oneof(lineOf, fc.constant("")), { minLength: 1, maxLength: 5 });
    const step = fc.oneof(
      fc.record({ does: fc.constant("carry" as const), of: fc.nat(1), some: fc.nat(31) }),
      fc.record({ does: fc.constant("back" as const), of: fc.nat(1), some: fc.nat(31) }),
      // Letters out and in at any place, also over the ends of lines.
      fc.record({
        does: fc.constant("type" as const),
        at: fc.nat(120),
        out: fc.nat(30),
        put: fc.oneof(lineOf, fc.constantFrom("", "\n", "q", "q\n")),
      }),
      fc.record({ does: fc.constant("other" as const), text: fc.array(lineOf, { maxLength: 4 }) }),
    );
    fc.assert(
      fc.property(fc.tuple(sourceText, sourceText), fc.array(step, { maxLength: 25 }), (sources, steps) => {
        let marked = empty;
        for (const one of steps) {
          const { text } = marked;
          if (one.does === "type") {
            const at = Math.min(one.at, text.length);
            marked = edited(marked, `${text.slice(0, at)}${one.put}${text.slice(at + one.out)}`);
          } else if (one.does === "other") {
            // Another's text below: none of it was taken over.
            const theirs = [...(text === "" ? [] : [text]), "qq", ...one.text].join("\n");
            const lines = theirs.split("\n").length - one.text.length;
            marked = edited(marked, theirs);
            expect(marked.carried.filter(({ at }) => at >= lines)).toEqual([]);
          } else {
            const named = { ...from, section: one.of === 0 ? ("exam" as const) : ("plan" as const) };
            const chosen = linesToCarry((sources[one.of] ?? []).join("\n")).filter((_, i) => (one.some >> i) % 2 === 1);
            const before = untouched(marked).length;
            marked = one.does === "carry" ? carryOver(marked, named, chosen) : takeBack(marked, named, chosen);
            if (one.does === "back") expect(untouched(marked).length).toBeLessThanOrEqual(before);
          }
          const lines = marked.text.split("\n");
          const isOf = (mark: CarriedLine) => sources[mark.section === "exam" ? 0 : 1]?.[mark.line] === mark.text;
          for (const mark of marked.carried) expect(isOf(mark)).toBe(true);
          for (const mark of untouched(marked)) expect(lines[mark.at]).toBe(mark.text);
          const earned = earnedMarks(marked);
          expect(new Set(earned.map(({ at }) => at)).size).toBe(earned.length);
          // A line without a word in common has none, not even one that says nothing at the moment.
          for (const mark of marked.carried) {
            const words = new Set(textWords(mark.text));
            expect(textWords(lines[mark.at] ?? "").some((one) => words.has(one))).toBe(true);
          }
        }
      }),
    );
  });
});
