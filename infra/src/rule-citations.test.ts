import { expect, test } from "vitest";
import { disagreements } from "./rule-citations.ts";

const spec = { file: "a/SPEC.md", text: "# Rules\n- **ABC-1** One. As ABC-2.\n- ABC-2 Two.\n" };
const source = (file: string, text: string) => ({ file, text });

test("each rule is cited by a test, by its whole number", () => {
  expect(disagreements([spec], [source("a.test.ts", "ABC-1, ABC-2")], [])).toEqual([]);
  expect(disagreements([spec], [source("a.test.ts", "ABC-1 to 2, ABC-21")], [])).toEqual([
    "a.test.ts: there is no rule ABC-21",
    "a/SPEC.md: no test cites ABC-2",
  ]);
});

test("a range names what lies in it", () => {
  const four = source("a/SPEC.md", ["ABC-1", "ABC-2", "ABC-4", "ABC-11"].map((id) => `- **${id}** Text.\n`).join(""));
  expect(disagreements([four], [source("a.test.ts", "ABC-1 to ABC-4")], [])).toEqual([
    "a/SPEC.md: no test cites ABC-11",
  ]);
});

test("what is cited in the product counts for no test, and must be there", () => {
  const others = [source("b.ts", "// ABC-2, ABC-3, UTF-8")];
  expect(disagreements([spec], [source("a.test.ts", "ABC-1")], others)).toEqual([
    "b.ts: there is no rule ABC-3",
    "a/SPEC.md: no test cites ABC-2",
  ]);
});

test("a number is given once", () => {
  const twice = source("b/SPEC.md", "- **ABC-2** Again.");
  expect(disagreements([spec, twice], [source("a.test.ts", "ABC-1 ABC-2")], [])).toEqual([
    "b/SPEC.md: ABC-2 is there twice (a/SPEC.md)",
  ]);
});
