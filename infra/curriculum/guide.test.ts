import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { lessons } from "@practicum/curriculum/lessons";
import { repositoryRoot } from "@practicum/tooling/paths";
import { expect, test } from "vitest";

/** Marks that no lesson names: whoever looks for the way to a page is shown them. */
const OF_THE_WAY = ["find", "more-tabs"];

/** Every mark of the application, as often as it stands there. */
async function marks(): Promise<readonly string[]> {
  const files = await Array.fromAsync(glob(join(repositoryRoot, "packages/web-app/src/**/*.tsx")));
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return texts.flatMap((text) => [...text.matchAll(/(?:data-)?guide="([^"]+)"/g)].map(([, id = ""]) => id));
}

test("CUR-62: each mark that a lesson points at stands once in the application, and none stands there for nothing", async () => {
  const there = await marks();
  const named = lessons.flatMap((lesson) =>
    lesson.outcomes.flatMap((one) => (one.guide ?? []).map((place) => place.at)),
  );
  expect(named.length).toBeGreaterThan(20);
  expect([...new Set(named)].filter((id) => !there.includes(id))).toEqual([]);
  expect(there.filter((id, index) => there.indexOf(id) !== index)).toEqual([]);
  expect(there.filter((id) => !named.includes(id) && !OF_THE_WAY.includes(id))).toEqual([]);
  for (const { id, outcomes } of lessons)
    for (const { guide = [] } of outcomes) for (const { says } of guide) expect(says.length, id).toBeGreaterThan(10);
});
