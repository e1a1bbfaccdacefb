import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { abbreviations, words } from "@practicum/curriculum/abbreviations";
import { glossary } from "@practicum/curriculum/glossary";
import { lessons } from "@practicum/curriculum/lessons";
import { orientation } from "@practicum/curriculum/orientation";
import { staff } from "@practicum/seed/practice";
import { repositoryRoot } from "@practicum/tooling/paths";
import { expect, test } from "vitest";

const SCREENS = ["packages/web-app/src", "packages/ui/src", "apps/sandbox/src"];

/** Written in capitals, and no abbreviation that a person reads: states, codes of claims, keys, units, names of the program's own. */
const NOT_READ = new Set(
  (
    "FILE AAAA ABCD AES AM PM BIL CA CT ET MT PT CH CSS DD MM YYYY DEJE NUEVA NEW STOP E11 Z23 N265 ENT F1 F2 F8 F9 FIELDS FM FNP FP GET POST GR HEIGHT " +
    "WIDTH HM MB MC INPUT SELECT JSON L6 ME ML UN MINUTES NFD PAGE PATH PREFIX SHOWN T00 T12 T14 UI UTC SHOWN_MAX"
  ).split(" "),
);

/** Texts of the screens' programs: what stands between quotes or tags. Comments and imports are not read by anybody. */
async function texts(): Promise<readonly { readonly file: string; readonly text: string }[]> {
  const found: { file: string; text: string }[] = [];
  for (const folder of SCREENS) {
    const entries = await readdir(join(repositoryRoot, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (!/(?<!\.test)\.tsx?$/.test(entry.name)) continue;
      const file = join(entry.parentPath, entry.name);
      const source = (await readFile(file, "utf8"))
        .replaceAll(/\/\*[\s\S]*?\*\//g, "")
        .replaceAll(/^\s*\/\/.*$/gm, "")
        .replaceAll(/^import .*$/gm, "");
      for (const [, quoted, template, between] of source.matchAll(/"([^"\n]*)"|`([^`]*)`|>([^<>{}=;]+)</g))
        found.push({ file, text: quoted ?? template ?? between ?? "" });
    }
  }
  return found;
}

const TOKEN = /(?<![A-Za-z0-9_$.-])([A-Z][A-Z0-9]{1,6})(?![A-Za-z0-9_=(])/g;

test("CUR-30: every abbreviation on any screen can be looked up", async () => {
  const missing = new Set<string>();
  let seen = 0;
  for (const { file, text } of await texts())
    for (const [, token = ""] of text.replaceAll(/\$\{[^}]*\}/g, " ").matchAll(TOKEN)) {
      seen += 1;
      if (!NOT_READ.has(token) && entryOf(token) === undefined)
        missing.add(`${token} (${file.slice(repositoryRoot.length)})`);
    }
  expect([...missing]).toEqual([]);
  expect(seen).toBeGreaterThan(100);
});

test("CUR-30: no word is explained twice, and each explanation says more than its word", () => {
  expect(Object.keys(abbreviations).filter((word) => Object.hasOwn(glossary, word))).toEqual([]);
  for (const [word, meaning] of Object.entries(words)) expect(meaning.length, word).toBeGreaterThan(word.length + 5);
});

test("CUR-31: the orientation's words can be looked up, and it leads to people and pages that there are", async () => {
  const routes = (await texts()).filter(({ text }) => text.startsWith("/")).map(({ text }) => text);
  for (const part of orientation.flatMap((chapter) => chapter.parts)) {
    expect(
      (part.words ?? []).filter((word) => !Object.hasOwn(words, word)),
      part.title,
    ).toEqual([]);
    if (part.see === undefined) continue;
    expect(
      staff.map((one) => one.key),
      part.title,
    ).toContain(part.see.as);
    expect([...routes, "/inbox/tasks"], part.title).toContain(part.see.route);
  }
  const ids = orientation.map((chapter) => chapter.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("CUR-35: the README says as many lessons as there are", async () => {
  const readme = await readFile(join(repositoryRoot, "README.md"), "utf8");
  expect(/(\d+) lessons begin there/.exec(readme)?.[1]).toBe(String(lessons.length));
});

/** The entry that explains a token of a screen: by its own name, as one of several, or by its beginning, as SBR05 by SBR. */
function entryOf(token: string): string | undefined {
  const beginning = token.replace(/\d+$/, "");
  return Object.keys(words).find((word) =>
    word.split(/, | or |-/).some((one) => one === token || (/^[A-Z]{2,3}$/.test(one) && one === beginning)),
  );
}
