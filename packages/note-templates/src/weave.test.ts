import fc from "fast-check";
import { expect, test } from "vitest";
import { addBelow, changedSince, isBehind, keepByHand, weave, type Woven } from "./weave.ts";

const says = (...lines: readonly (readonly [line: string, text: string])[]) =>
  lines.map(([line, text]) => ({ line, text }));
const begin: Woven = { text: "", generated: [] };

test("CHT-350 a generated line follows its field, in its place, and goes with it", () => {
  const one = weave({ ...begin, text: "Typed before." }, says(["0", "Fever."], ["2", "Cough."]));
  expect(one.text).toBe("Typed before.\nFever.\nCough.");
  const two = weave(one, says(["0", "Fever since Monday."], ["1", "Chills."], ["2", "Cough."]));
  expect(two.text).toBe("Typed before.\nFever since Monday.\nChills.\nCough.");
  expect(weave(two, says(["2", "Cough."])).text).toBe("Typed before.\nCough.");
});

test("CHT-350 what a person changed or took out is never written over; that its facts changed is told", () => {
  const one = weave(begin, says(["0", "Fever."], ["1", "Cough."]));
  const edited = { ...one, text: "Fever, she thinks.\nCough." };
  expect(changedSince(edited, says(["0", "Fever."], ["1", "Cough."]))).toEqual([]);
  const now = says(["0", "No fever."], ["1", "Dry cough."]);
  const two = weave(edited, now);
  expect(two.text).toBe("Fever, she thinks.\nDry cough.");
  const [changed, ...more] = changedSince(two, now);
  expect(more).toEqual([]);
  expect(changed).toEqual({ line: "0", was: "Fever.", now: "No fever." });
  if (!changed) return;
  expect(changedSince(keepByHand(two, changed), now)).toEqual([]);
  expect(keepByHand(two, changed).text).toBe(two.text);
  expect(addBelow(two, changed)).toMatchObject({ text: "Fever, she thinks.\nDry cough.\nNo fever." });
  // Taken out by hand it stays out, until its field says something else.
  expect(weave({ ...one, text: "Cough." }, says(["0", "Fever."], ["1", "Cough."])).text).toBe("Cough.");
  // The field is taken back, and the text speaks of it still.
  expect(changedSince(two, says(["1", "Dry cough."]))).toEqual([{ line: "0", was: "Fever.", now: "" }]);
});

test("CHT-350 what somebody else answered is behind until it is brought in", () => {
  const now = says(["0", "Fever."]);
  expect(isBehind(begin, now)).toBe(true);
  const there = weave(begin, now);
  expect(isBehind(there, now)).toBe(false);
  // Another screen wove the same.
  expect(weave({ text: "Fever.", generated: [] }, now).text).toBe("Fever.");
  // Taken out by hand is not behind.
  expect(isBehind({ ...there, text: "" }, now)).toBe(false);
});

test("CHT-350 property: no line that the fields did not write is changed, moved or lost", () => {
  const words = fc.constantFrom("typed A", "typed B", "");
  const generated = fc
    .uniqueArray(fc.record({ line: fc.constantFrom("0", "1", "2", "3"), text: fc.constantFrom("x", "y", "z", "w") }), {
      selector: ({ line }) => line,
    })
    // Two lines of one narrative never read alike here: which of them stands in the text could not be told.
    .map((lines) =>
      lines.map(({ line, text }) => ({ line, text: `${line}${text}` })).toSorted((a, b) => (a.line < b.line ? -1 : 1)),
    );
  const step = fc.oneof(fc.record({ now: generated }), fc.record({ at: fc.nat(6), typed: words }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let woven = begin;
      for (const one of steps) {
        if ("now" in one) {
          const before = woven.text.split("\n").filter((line) => line.startsWith("typed"));
          woven = weave(woven, one.now);
          expect(woven.text.split("\n").filter((line) => line.startsWith("typed"))).toEqual(before);
          // Done again it is the same.
          expect(weave(woven, one.now)).toEqual(woven);
        } else {
          const lines = woven.text.split("\n");
          woven = { ...woven, text: lines.with(Math.min(one.at, lines.length - 1), one.typed).join("\n") };
        }
      }
    }),
  );
});
