import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "@practicum/tooling/paths";
import { run, tool, type Ran } from "./run.ts";

/** A check that reads the sources and runs nothing of ours. */
export interface Gate {
  readonly name: string;
  /** How a person mends it. */
  readonly mend: string;
  run(): Promise<Ran>;
}

const node = process.execPath;
const CODE = ["packages", "services", "apps", "infra", "e2e"];

export const GATES: readonly Gate[] = [
  {
    name: "format",
    mend: "npm run format",
    run: () => run("oxfmt", ["--check", "."]),
  },
  {
    name: "lint",
    mend: "each finding names its rule; the rules are in .oxlintrc.json",
    run: () => run("oxlint", ["--type-aware", "--quiet"]),
  },
  {
    name: "types",
    mend: "the errors are TypeScript's own",
    // Two programs at a time; more checkers in each would do the same work again.
    run: () => run("tsc", ["--build", "--builders", "2", "--checkers", "1"]),
  },
  {
    name: "walls",
    mend: "the rules and their reasons are in .dependency-cruiser.cjs",
    run: () =>
      run(node, [
        tool("dependency-cruiser", "bin", "dependency-cruiser.mjs"),
        "--config",
        ".dependency-cruiser.cjs",
        "-T",
        "err-long",
        ...CODE,
      ]),
  },
  {
    name: "unused",
    mend: "delete what nobody uses, or say in knip.jsonc who uses it",
    run: () => run(node, [tool("knip", "bin", "knip.js"), "--no-progress"]),
  },
  { name: "versions", mend: "one version of a library in all package.json files", run: sameVersions },
];

/** One version of a library everywhere, pinned exactly: two copies of zod or React are two different things at run time. */
async function sameVersions(): Promise<Ran> {
  const seen = new Map<string, Map<string, string[]>>();
  const faults: string[] = [];
  for await (const file of glob(
    ["package.json", "{apps,services,packages}/*/package.json", "{infra,e2e}/package.json"],
    { cwd: repositoryRoot },
  )) {
    const manifest: Manifest = JSON.parse(await readFile(join(repositoryRoot, file), "utf8"));
    for (const [library, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      if (version.startsWith("workspace:")) continue;
      if (!/^\d/.test(version)) faults.push(`${file}: ${library} is not pinned exactly (${version})`);
      const versions = seen.get(library) ?? new Map<string, string[]>();
      seen.set(library, versions);
      versions.set(version, [...(versions.get(version) ?? []), file]);
    }
  }
  for (const [library, versions] of seen) {
    if (versions.size < 2) continue;
    faults.push(
      `${library}: ${[...versions].map(([version, files]) => `${version} in ${files.join(", ")}`).join("; ")}`,
    );
  }
  return {
    ok: faults.length === 0,
    output: faults.join("\n"),
    failure: faults.length === 0 ? undefined : "versions differ",
  };
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * Runs gates one after the other (each uses all cores) and shows each outcome as it comes.
 *
 * @returns the names of those that failed.
 */
export async function runGates(gates: readonly Gate[] = GATES): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const gate of gates) {
    const startedMs = performance.now();
    const { ok, output, failure } = await gate.run();
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    console.error(`${ok ? "✔" : "✖"} ${gate.name} (${seconds} s)`);
    if (ok) continue;
    failed.push(gate.name);
    console.error(`${lastLines(output, 80)}\n  ${gate.name} failed (${failure ?? "unknown"}). To mend: ${gate.mend}\n`);
  }
  return failed;
}

function lastLines(text: string, count: number): string {
  const lines = text.trimEnd().split("\n");
  const cut = lines.length > count ? [`  ... ${lines.length - count} lines before`] : [];
  return [...cut, ...lines.slice(-count)].join("\n");
}
