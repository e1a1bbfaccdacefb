/*
 * Part of `npm run format`: lowers the ceilings of .oxlintrc.json to what there is. A function may have 120 lines and a complexity of 20.
 * Files that had more when the ceiling was drawn have one of their own, which only goes down: who makes such a function shorter
 * makes it so for good. Nothing here raises one; that would be a change by hand, for all to see.
 */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "@practicum/tooling/paths";
import { run } from "./run.ts";

const RULES = ["max-lines-per-function", "complexity"] as const;
type Rule = (typeof RULES)[number];

/** `{ "files": ["a.ts"], "rules": { "complexity": ["error", 31] } }` */
interface Override {
  readonly files: readonly [string];
  readonly rules: { readonly [rule in Rule]?: readonly ["error", number] };
}

interface Finding {
  readonly code: string;
  readonly message: string;
  readonly filename: string;
}

const config = join(repositoryRoot, ".oxlintrc.json");
const text = await readFile(config, "utf8");
const begins = text.indexOf("\n", text.indexOf("// Ceilings:")) + 1;
const ends = text.indexOf("\n  ]", begins);
if (begins === 0 || ends < 0) throw new Error(".oxlintrc.json has no list of ceilings");
const kept: readonly Override[] = JSON.parse(`[${text.slice(begins, ends).trim().replace(/,$/, "")}]`);

const above = await measured(kept.map(({ files: [file] }) => file));
const lowered = kept.flatMap(({ files, rules }): Override[] => {
  const still = RULES.flatMap((rule) => {
    const ceiling = Math.min(rules[rule]?.[1] ?? 0, above.get(`${files[0]} ${rule}`) ?? 0);
    return ceiling > 0 ? [[rule, ["error", ceiling]] as const] : [];
  });
  return still.length > 0 ? [{ files, rules: Object.fromEntries(still) }] : [];
});
if (JSON.stringify(lowered) !== JSON.stringify(kept)) {
  const list = lowered.map((one) => `    ${JSON.stringify(one)}`).join(",\n");
  await writeFile(config, text.slice(0, begins) + list + text.slice(ends));
  console.log(`.oxlintrc.json: ceilings lowered, ${lowered.length} files are left above the limit`);
}

/** What is above the limits: the highest number of each file and rule. A file that is gone has none. */
async function measured(files: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const there = files.filter((file) => existsSync(join(repositoryRoot, file)));
  if (there.length === 0) return new Map();
  const { output } = await run("oxlint", ["--config", "infra/limits.oxlintrc.json", "--format", "json", ...there]);
  const { diagnostics }: { readonly diagnostics: readonly Finding[] } = JSON.parse(output);
  const highest = new Map<string, number>();
  for (const { code, message, filename } of diagnostics) {
    const rule = RULES.find((one) => code.includes(one));
    const number = Number(/\((\d+)\)|complexity of (\d+)/.exec(message)?.slice(1).find(Boolean));
    const key = `${filename} ${rule}`;
    highest.set(key, Math.max(number, highest.get(key) ?? 0));
  }
  return highest;
}
