import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { guidePages } from "@practicum/curriculum/help/guide";
import { repositoryRoot } from "@practicum/tooling/paths";

const run = promisify(execFile);

/** Folders whose sources end up in a built app: the sandbox holds the services too. */
const SOURCES = {
  web: ["packages"],
  sandbox: ["packages", "services", "infra/src/pack-sandbox.ts", "infra/src/packed-cache.ts"],
} as const;
/** The programs of an app, by the modes of its `vite.config.ts`: the first is the page. */
const PROGRAMS = { web: ["production"], sandbox: ["production", "worker", "boot", "offline"] } as const;

/**
 * Builds an app for the browser with Vite, when a source changed since the last time.
 *
 * @param app folder below `apps`.
 * @param finish what Vite leaves to do.
 * @returns the folder of static files.
 * @throws with Vite's words when the build fails.
 */
export async function buildApp(
  app: "web" | "sandbox",
  finish: (dist: string) => Promise<void> = async () => {},
): Promise<{ readonly dist: string; readonly built: boolean }> {
  const folder = join(repositoryRoot, "apps", app);
  const dist = join(folder, "dist");
  const stampFile = join(dist, ".stamp");
  const stamp = await sourceStamp([join("apps", app), ...SOURCES[app]]);
  if ((await readFile(stampFile, "utf8").catch(() => "")) === stamp) return { dist, built: false };
  const require = createRequire(join(folder, "package.json"));
  const vite = join(dirname(require.resolve("vite/package.json")), "bin", "vite.js");
  // Half a build is none.
  await rm(stampFile, { force: true });
  try {
    for (const mode of PROGRAMS[app])
      await run(process.execPath, [vite, "build", "--mode", mode], {
        cwd: folder,
        maxBuffer: 64 * 1024 * 1024,
        env: { ...process.env, NO_COLOR: "1" },
      });
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    // Where in the bundler's own code it happened helps nobody.
    const detail = said
      .split("\n")
      .filter((line) => !/^\s+at /.test(line))
      .slice(0, 20)
      .join("\n")
      .trim();
    throw new Error(`the build of apps/${app} failed`, { cause: detail });
  }
  await writeGuide(dist);
  await finish(dist);
  await writeFile(stampFile, stamp);
  return { dist, built: true };
}

/** The guide of each role beside the application, from the texts of its help. */
async function writeGuide(dist: string): Promise<void> {
  await mkdir(join(dist, "guide"), { recursive: true });
  for (const { file, html } of guidePages()) await writeFile(join(dist, file), html);
}

/** Changes when a source does, and not with its time: a build that the tests' cache put back is the one that was made of these. */
async function sourceStamp(folders: readonly string[]): Promise<string> {
  const hash = createHash("sha256").update(await readFile(join(repositoryRoot, "pnpm-lock.yaml")));
  for (const folder of folders)
    for (const file of (await sourcesOf(join(repositoryRoot, folder))).toSorted())
      hash.update(file.slice(repositoryRoot.length)).update(await readFile(file));
  return hash.digest("hex");
}

/** Installed packages, and what tests and builds leave behind. */
const LEFT_OUT = new Set(["node_modules", "dist", ".turbo", "test-results"]);

async function sourcesOf(path: string): Promise<string[]> {
  return (await stat(path)).isFile() ? [path] : sourcesBelow(path);
}

async function sourcesBelow(folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !LEFT_OUT.has(entry.name)) files.push(...(await sourcesBelow(path)));
    if (entry.isFile() && !/\.test\.tsx?$|\.md$/.test(entry.name)) files.push(path);
  }
  return files;
}
