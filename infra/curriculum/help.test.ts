import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { words } from "@practicum/curriculum/abbreviations";
import { guidePages } from "@practicum/curriculum/help/guide";
import { lessonNames } from "@practicum/curriculum/help/lesson-names";
import { namesOn } from "@practicum/curriculum/help/page";
import { helpPages } from "@practicum/curriculum/help/pages";
import { lessonById } from "@practicum/curriculum/lessons";
import { roleLabels } from "@practicum/contracts/permission";
import { repositoryRoot } from "@practicum/tooling/paths";
import { expect, test } from "vitest";

const WEB_APP = join(repositoryRoot, "packages", "web-app", "src");
/** What screens of every workflow are made of. */
const SHARED = ["chart", "forms", "patient", "lists", "states"];

async function programsBelow(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((one) => one.isFile() && /(?<!\.test)\.tsx?$/.test(one.name));
  return (await Promise.all(files.map((one) => readFile(join(one.parentPath, one.name), "utf8")))).join("\n");
}

/** Whether a name stands in a program as a person reads it: a whole text between quotes, or between tags. */
function stands(name: string, program: string): boolean {
  const pattern = name.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return new RegExp(`(?:["\`]|[>}] ?)${pattern}(?:["\`]| ?[<{])`).test(program);
}

const readable = (program: string): string =>
  program
    .replaceAll("&apos;", "'")
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/\s+/g, " ");

const shared = (await Promise.all(SHARED.map((name) => programsBelow(join(WEB_APP, name))))).join("\n");

test.each(helpPages.map((page) => [page.id, page] as const))(
  "CUR-41: what help says stands on %s stands there",
  async (_, page) => {
    const sources = await Promise.all(page.sources.map((name) => programsBelow(join(WEB_APP, "workflows", name))));
    const program = readable([...sources, shared].join(" "));
    expect(namesOn(page).filter((name) => !stands(name, program))).toEqual([]);
  },
);

test("CUR-42: help's words, rules and lessons are there, and a lesson's name is its own", async () => {
  const specs = [];
  for (const folder of ["services", "packages"])
    for (const name of await readdir(join(repositoryRoot, folder)))
      specs.push(await readFile(join(repositoryRoot, folder, name, "SPEC.md"), "utf8").catch(() => ""));
  const numbers = new Set(specs.join("\n").match(/\b[A-Z]{3}-\d+\b/g));
  for (const page of helpPages) {
    expect(page.purpose.join("").length, page.id).toBeGreaterThan(30);
    expect(page.tasks.length, page.id).toBeGreaterThan(0);
    expect(
      page.words.filter((word) => !Object.hasOwn(words, word)),
      page.id,
    ).toEqual([]);
    expect(
      page.rules.filter(({ number }) => !numbers.has(number)),
      page.id,
    ).toEqual([]);
    expect(
      page.lessons.filter((id) => !Object.hasOwn(lessonNames, id)),
      page.id,
    ).toEqual([]);
  }
  for (const [id, name] of Object.entries(lessonNames)) expect(lessonById(id).title, id).toBe(name);
});

test("CUR-43: each role has a guide of its screens, in which every link leads to a place that is there", () => {
  const pages = guidePages();
  expect(pages.map(({ file }) => file)).toEqual([
    "guide/index.html",
    "guide/learning.html",
    ...Object.keys(roleLabels).map((role) => `guide/${role}.html`),
  ]);
  for (const { file, html } of pages) {
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const [, to = ""] of html.matchAll(/href="([^"]+)"/g)) {
      if (to.startsWith("#")) expect(ids, file).toContain(to.slice(1));
      else
        expect(
          pages.map((one) => one.file),
          file,
        ).toContain(`guide/${to}`);
    }
    expect(html, file).not.toMatch(/<script|\*\*|https?:/);
  }
  const desk = pages.find(({ file }) => file === "guide/front-desk.html")?.html ?? "";
  expect(desk).toContain("Press <b>Add a coverage</b>");
  expect(desk).not.toContain("Break");
  expect(desk).not.toContain('id="audit"');
});

test("CUR-41: the rail calls a page by a word that stands on the page, so that who is sent there knows the place", async () => {
  const rail = [
    ...(await programsBelow(join(WEB_APP, "workflows"))).matchAll(
      /^ {4,6}\{?\s*label: "([^"]+)",\s+(?:syllables: \[([^\]]+)\],\s+)?icon: \w+,\s+to: "([^"]+)",\s+permission/gm,
    ),
  ];
  expect(rail.length).toBeGreaterThan(6);
  const strange: string[] = [];
  for (const [, label = "", syllables = `"${label}"`, to = ""] of rail) {
    // What is wider than the rail is cut off there, unless it may be divided.
    const parts = [...syllables.matchAll(/"([^"]+)"/g)].map(([, part = ""]) => part);
    if (parts.join("") !== label || parts.some((part) => part.length > 9)) strange.push(`${label} does not fit`);
    const page = helpPages.find((one) => one.at.includes(to));
    const program = (
      await Promise.all((page?.sources ?? []).map((name) => programsBelow(join(WEB_APP, "workflows", name))))
    ).join(" ");
    const said = [...program.matchAll(/(?:title=|<h\d>|label=)\{?["`]?([^"`<{}]*)/g)].map(([, words = ""]) =>
      words.toLowerCase(),
    );
    if (!said.some((words) => words.includes(label.toLowerCase()))) strange.push(`${label} of ${to}`);
  }
  expect(strange).toEqual([]);
});
