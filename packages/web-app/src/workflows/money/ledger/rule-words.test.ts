import { expect, test } from "vitest";
import { ruleWords } from "./rule-words.ts";

test("a rule is told in words, and one without words by its number", () => {
  expect(ruleWords("BIL-16")).toBe("charge released");
  expect(ruleWords("BIL-71")).toBe("passed on to the next payer");
  expect(ruleWords("BIL-50")).toBe("BIL-50");
});
