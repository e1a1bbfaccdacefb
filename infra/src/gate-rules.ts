/* The gate `rules`: each numbered rule of each SPEC.md is cited by a test, and each number that is cited anywhere is a rule. */
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "@practicum/tooling/paths";
import { disagreements, type Source } from "./rule-citations.ts";

const isTest = (file: string) => /\.(test|spec)\.tsx?$|-suite\.ts$/.test(file);

async function read(pattern: string): Promise<readonly Source[]> {
  const sources: Source[] = [];
  for await (const file of glob(pattern, { cwd: repositoryRoot, exclude: ["**/node_modules", "**/dist", ".data"] }))
    sources.push({ file, text: await readFile(join(repositoryRoot, file), "utf8") });
  return sources;
}

const specs = await read("{packages,services,apps}/*/SPEC.md");
const code = await read("{packages,services,apps,infra,e2e}/**/*.{ts,tsx}");
const tests = code.filter(({ file }) => isTest(file));
const others = [...code.filter(({ file }) => !isTest(file)), ...(await read("*.md"))];
const faults = disagreements(specs, tests, others);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
