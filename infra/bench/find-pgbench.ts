import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { must } from "@practicum/kernel/assert";
import { cacheRoot } from "@practicum/tooling/paths";
import { debianSystem, withPrivateApt } from "@practicum/tooling/private-apt";
import { run } from "../src/run.ts";

/**
 * PostgreSQL's own load generator, which the embedded PostgreSQL does not bring: the one on the PATH, else that of Debian's
 * package, unpacked without root.
 *
 * @returns undefined where none can be had.
 */
export async function findPgbench(): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, "pgbench");
    if (folder !== "" && (await works(path))) return path;
  }
  const target = join(cacheRoot, "pgbench");
  const path = join(target, "pgbench");
  if (await works(path)) return path;
  try {
    await unpackDebian(target, path);
  } catch (error) {
    console.error(`Debian's pgbench could not be had: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
  return (await works(path)) ? path : undefined;
}

async function works(path: string): Promise<boolean> {
  return (await run(path, ["--version"])).ok;
}

/** It is part of the server's package; of what that needs, the libraries are enough, and LLVM is the server's alone. */
const NEEDED = /^(postgresql-\d+$|lib(?!llvm))/;

async function unpackDebian(target: string, path: string): Promise<void> {
  const system = await debianSystem();
  if (system === undefined) throw new Error("this is not a Debian or Ubuntu system");
  const tree = join(target, "tree");
  await rm(target, { recursive: true, force: true });
  await mkdir(cacheRoot, { recursive: true });
  await withPrivateApt(system, system.codename, cacheRoot, async (apt) => {
    const names = await apt.wouldInstall("postgresql");
    await apt.unpack(
      names.filter((name) => NEEDED.test(name)),
      tree,
    );
  });
  const versions = join(tree, "usr", "lib", "postgresql");
  const binary = join(versions, must((await readdir(versions)).at(-1)), "bin", "pgbench");
  const architecture = process.arch === "arm64" ? "aarch64" : "x86_64";
  // Its libraries lie beside it and not where the system looks.
  const libraries = join(tree, "usr", "lib", `${architecture}-linux-gnu`);
  await writeFile(path, `#!/bin/sh\nLD_LIBRARY_PATH="${libraries}" exec "${binary}" "$@"\n`, { mode: 0o755 });
}
