import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { sourcesFor } from "./apt-sources.ts";

const run = promisify(execFile);
const TIMEOUT_MS = 300_000;

/** What a Debian-like system calls itself. */
export interface DebianSystem {
  readonly family: "debian" | "ubuntu";
  /** Of the installed release: "bookworm". */
  readonly codename: string;
}

/** apt with lists and downloads in a scratch folder: nothing is installed, no root is needed, the system is left as it is. */
export interface PrivateApt {
  /** Names of the packages that an installation would bring, the wanted ones and what they need and is missing. */
  wouldInstall(...packages: readonly string[]): Promise<readonly string[]>;
  /** Downloads packages, checked with the machine's own keys, and unpacks them all below one folder. */
  unpack(packages: readonly string[], target: string): Promise<void>;
}

/** Undefined on a system that is not of Debian's family. */
export async function debianSystem(): Promise<DebianSystem | undefined> {
  const release = await osRelease();
  const ids = [release.ID, ...(release.ID_LIKE ?? "").split(" ")];
  const family = (["ubuntu", "debian"] as const).find((known) => ids.includes(known));
  const codename = release.VERSION_CODENAME;
  return family === undefined || codename === undefined ? undefined : { family, codename };
}

/**
 * Works with apt on the sources of a release, the installed one or another: the machine's own mirrors and keys, pointed at it.
 *
 * @throws with apt's own reason when a step fails.
 */
export async function withPrivateApt<T>(
  system: DebianSystem,
  release: string,
  scratchParent: string,
  work: (apt: PrivateApt) => Promise<T>,
): Promise<T> {
  const scratch = await mkdtemp(join(scratchParent, "apt-"));
  try {
    const sources = sourcesFor(await sourceFiles(), system.codename, release);
    if (sources.list === "" && sources.deb822 === "") throw new Error("the apt sources do not name this release");
    return await work(await openApt(scratch, sources));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function openApt(scratch: string, sources: { list: string; deb822: string }): Promise<PrivateApt> {
  const parts = join(scratch, "parts");
  await mkdir(join(scratch, "lists", "partial"), { recursive: true });
  await mkdir(join(scratch, "archives", "partial"), { recursive: true });
  await mkdir(parts);
  await writeFile(join(parts, "release.list"), sources.list);
  await writeFile(join(parts, "release.sources"), sources.deb822);
  const settings = {
    "Dir::Etc::sourcelist": "/dev/null",
    "Dir::Etc::sourceparts": parts,
    "Dir::State::Lists": join(scratch, "lists"),
    "Dir::Cache": scratch,
    "APT::Sandbox::User": process.getuid?.() === 0 ? "root" : "",
    "Acquire::Languages": "none",
    "Acquire::Retries": "3",
    "Acquire::http::Timeout": "30",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  const apt = (args: readonly string[], cwd?: string) => aptGet([...options, "-q", ...args], cwd);
  // A mirror that lacks the release makes update fail; whether the package can be had is what counts.
  await apt(["update"]).catch(() => undefined);
  return {
    async wouldInstall(...packages) {
      const simulated = await apt(["--no-install-recommends", "-s", "install", ...packages]);
      return [...simulated.matchAll(/^Inst (\S+)/gm)].map(([, name = ""]) => name);
    },
    async unpack(packages, target) {
      const folder = await mkdtemp(join(scratch, "packages-"));
      await apt(["download", ...packages], folder);
      await mkdir(target, { recursive: true });
      for (const archive of await readdir(folder)) await run("dpkg", ["-x", join(folder, archive), target]);
    },
  };
}

async function aptGet(args: readonly string[], cwd?: string): Promise<string> {
  try {
    const { stdout } = await run("apt-get", [...args], { timeout: TIMEOUT_MS, maxBuffer: 16 * 1024 * 1024, cwd });
    return stdout;
  } catch (error) {
    const text = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    throw new Error(text.split("\n").find((line) => line.startsWith("E:")) ?? text.split("\n")[0] ?? "apt-get failed", {
      cause: error,
    });
  }
}

async function sourceFiles(): Promise<{ name: string; text: string }[]> {
  const parts = await readdir("/etc/apt/sources.list.d").catch(() => []);
  const paths = ["/etc/apt/sources.list", ...parts.map((name) => join("/etc/apt/sources.list.d", name))];
  return Promise.all(paths.map(async (name) => ({ name, text: await readFile(name, "utf8").catch(() => "") })));
}

/** os-release(5): `NAME=value`, the value in quotes when it has spaces. */
async function osRelease(): Promise<Partial<Record<string, string>>> {
  const text = await readFile("/etc/os-release", "utf8").catch(() => "");
  const entries = [...text.matchAll(/^(\w+)=(.*)$/gm)];
  return Object.fromEntries(entries.map(([, name, value = ""]) => [name, value.replaceAll(/^["']|["']$/g, "")]));
}
