import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "@practicum/tooling/paths";
import { describe, expect, test } from "vitest";
import { attacks } from "./attacks.ts";

const ids = (letter: string, count: number) => Array.from({ length: count }, (_, at) => `${letter}${at + 1}`);

test("each of the forty and of the eleven groups is in the list, once", () => {
  const all = attacks.map(({ id }) => id);
  expect(all.toSorted()).toEqual([...ids("T", 40), ...ids("R", 11)].toSorted());
});

describe("GTW-90 an attack is tried by tests that are there, or says why there are none", () => {
  test.each(attacks)("$id $attack", async ({ tests, because }) => {
    expect(tests.length > 0).toBe(because === undefined);
    for (const { file, name } of tests) {
      const source = await readFile(join(repositoryRoot, file), "utf8");
      expect(source, `${file} has no test "${name}"`).toMatch(
        new RegExp(`\\b(test|it)(\\.(each|skipIf)\\([^]*?\\))?\\(\\s*"[^"\\n]*${RegExp.escape(name)}[^"\\n]*"`),
      );
    }
  });
});

test("SECURITY.md names what is open", async () => {
  const papers = await readFile(join(repositoryRoot, "SECURITY.md"), "utf8");
  for (const { id } of attacks.filter((one) => one.because?.startsWith("OPEN"))) expect(papers).toContain(`| ${id} |`);
});
