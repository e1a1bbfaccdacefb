/*
 * The gate `manifests`: one version of a library everywhere, pinned exactly (two copies of zod or React are two different things at
 * run time); in each package the scripts by which Turborepo finds its tests (one that is forgotten would be tests that never run); and no
 * source that git ignores, which no gate would see.
 */
import { glob, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { repositoryRoot } from "@practicum/tooling/paths";
import { run } from "./run.ts";

interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const faults: string[] = [];
const versions = new Map<string, Map<string, string[]>>();
const packages = ["{apps,services,packages}/*/package.json", "{infra,e2e}/package.json"];
for await (const file of glob(["package.json", ...packages], { cwd: repositoryRoot })) {
  const manifest: Manifest = JSON.parse(await readFile(join(repositoryRoot, file), "utf8"));
  notePinned(file, manifest);
  if (file !== "package.json") await checkScripts(file, manifest.scripts ?? {});
}
for (const [library, found] of versions) {
  if (found.size < 2) continue;
  faults.push(`${library}: ${[...found].map(([version, files]) => `${version} in ${files.join(", ")}`).join("; ")}`);
}
await checkIgnored();
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;

function notePinned(file: string, manifest: Manifest): void {
  for (const [library, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
    if (version.startsWith("workspace:")) continue;
    if (!/^\d/.test(version)) faults.push(`${file}: ${library} is not pinned exactly (${version})`);
    const found = versions.get(library) ?? new Map<string, string[]>();
    versions.set(library, found);
    found.set(version, [...(found.get(version) ?? []), file]);
  }
}

async function checkScripts(file: string, scripts: Readonly<Record<string, string>>): Promise<void> {
  const folder = dirname(file);
  const config = `${"../".repeat(folder.split("/").length)}vitest.config.ts`;
  if (scripts["lint"] !== "oxlint --type-aware --quiet")
    faults.push(`${file}: the script "lint" must be "oxlint --type-aware --quiet"`);
  const isTested = await any(`${folder}/**/*.test.{ts,tsx}`);
  const test = scripts["test"];
  if (isTested && !test?.startsWith(`vitest run --config ${config}`))
    faults.push(`${file}: the package has tests, so the script "test" must be "vitest run --config ${config}"`);
  if (!isTested && test !== undefined) faults.push(`${file}: a script "test" and no test`);
}

/** Source folders have common names, and a line of .gitignore may fit one of them; and what is installed must not be landed. */
async function checkIgnored(): Promise<void> {
  const files = async (...args: readonly string[]) => {
    // Without git there is nothing to ask, and nothing to land either.
    const { ok, output } = await run("git", ["ls-files", "--ignored", "--exclude-standard", ...args]);
    return ok ? output.split("\n").filter((line) => line !== "") : [];
  };
  for (const file of await files("--others", "--", ":(glob)*/*/src/**")) faults.push(`${file}: git ignores it`);
  for (const file of await files("--cached")) faults.push(`${file}: git keeps it, and .gitignore names it`);
}

async function any(pattern: string): Promise<boolean> {
  for await (const file of glob(pattern, { cwd: repositoryRoot, exclude: ["**/node_modules/**"] }))
    return file.length > 0;
  return false;
}
