import { access, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { debianSystem, withPrivateApt } from "@practicum/tooling/private-apt";
import { cacheRoot, repositoryRoot } from "@practicum/tooling/paths";
import { run } from "./run.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * A Chromium for the browser tests: the system's, else Debian's package unpacked without root, else Playwright's own.
 *
 * @returns its path, or undefined when Playwright is to use the one it installed itself.
 * @throws when none can be had, with what to do.
 */
export async function findChromium(): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of NAMES) {
      const path = join(folder, name);
      if (folder !== "" && (await works(path))) return path;
    }
  }
  const unpacked = join(cacheRoot, "chromium", "chromium");
  if (await works(unpacked)) return unpacked;
  if (await unpackDebian(join(cacheRoot, "chromium"))) return unpacked;
  const playwright = join(repositoryRoot, "e2e", "node_modules", "@playwright", "test", "cli.js");
  const installed = await run(process.execPath, [playwright, "install", "chromium"], { live: true });
  if (installed.ok) return undefined;
  throw new Error(
    "No Chromium for the browser tests: none is on the PATH, Debian's package could not be used, and Playwright could not " +
      "fetch its own. Install one (Debian: `apt-get install chromium`) and run `npm test` again.",
  );
}

async function works(path: string): Promise<boolean> {
  const there = await access(path).then(
    () => true,
    () => false,
  );
  return there && (await run(path, ["--version", "--no-sandbox"])).ok;
}

/** Debian's package and those it needs that are not installed, unpacked side by side. */
async function unpackDebian(target: string): Promise<boolean> {
  const system = await debianSystem();
  if (system === undefined) return false;
  const tree = join(target, "tree");
  await rm(target, { recursive: true, force: true });
  await mkdir(cacheRoot, { recursive: true });
  try {
    await withPrivateApt(system, system.codename, cacheRoot, async (apt) => {
      await apt.unpack(await apt.wouldInstall("chromium"), tree);
    });
  } catch (error) {
    console.error(`Debian's Chromium could not be had: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
  // Its libraries lie beside it and not where the system looks, some in folders of their own (libpulse's common part).
  const folders = await foldersOfLibraries(join(tree, "usr", "lib"));
  const script = `#!/bin/sh\nLD_LIBRARY_PATH="${folders.join(":")}" exec "${join(tree, "usr", "lib", "chromium", "chromium")}" "$@"\n`;
  await writeFile(join(target, "chromium"), script, { mode: 0o755 });
  return works(join(target, "chromium"));
}

/** The folders below one that hold shared libraries, itself included. */
async function foldersOfLibraries(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const libraries = entries.filter((entry) => !entry.isDirectory() && /\.so(\.|$)/.test(entry.name));
  return [...new Set(libraries.map((entry) => entry.parentPath))].sort();
}
