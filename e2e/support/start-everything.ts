import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { chosenWorlds } from "./chosen-worlds.ts";
import { aheadMs } from "./working-day.ts";
import { serveFolder } from "./static-server.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const dataDir = join(root, ".data", "e2e");
/** Seeding the demonstration on a slow machine included. */
const START_MS_MAX = 300_000;

/** Playwright's global set-up: a fresh practice on real services, the built sandbox on a plain file server, or both. */
export default async function startEverything(): Promise<() => Promise<void>> {
  const stops: (() => Promise<void>)[] = [];
  const worlds = chosenWorlds(process.argv);
  if (worlds.includes("clinic") && process.env["PRACTICUM_URL"] === undefined) {
    // The tests' browsers stand at the same moment: see `clinic/clinic.ts`.
    process.env["PRACTICUM_CLOCK_AHEAD_MS"] = String(aheadMs());
    const clinic = await startClinic();
    process.env["PRACTICUM_URL"] = clinic.url;
    stops.push(clinic.stop);
  }
  if (worlds.includes("sandbox") && process.env["SANDBOX_URL"] === undefined) {
    const sandbox = await serveFolder(join(root, "apps", "sandbox", "dist"));
    process.env["SANDBOX_URL"] = sandbox.url;
    stops.push(sandbox.stop);
  }
  return async () => {
    for (const stop of stops) await stop();
  };
}

/** The same launcher as `npm start`, on data of its own, with a small demonstration and payers in a hurry. */
async function startClinic(): Promise<{ url: string; stop: () => Promise<void> }> {
  await rm(dataDir, { recursive: true, force: true });
  const said: string[] = [];
  const child = spawn(process.execPath, [join(root, "infra", "src", "start.ts")], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PRACTICUM_DATA_DIR: dataDir,
      PRACTICUM_PORT: "0",
      PRACTICUM_DEMO: "small",
      PRACTICUM_PAYER_DAY_MS: "100",
      // A payment that is taken back a moment later is right, and not what these tests are about.
      PRACTICUM_PAYER_MISTAKES: "off",
      PRACTICUM_CLOCK_AHEAD_MS: process.env["PRACTICUM_CLOCK_AHEAD_MS"],
      PRACTICUM_PARENT_PID: String(process.pid),
    },
  });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => said.push(text.toString()));
  const stop = () => end(child);
  try {
    return { url: await whenReady(child), stop };
  } catch (error) {
    await stop();
    throw new Error(`the clinic did not start:\n${said.join("").slice(-4000)}`, { cause: error });
  }
}

/** The launcher writes down its address once everything is up. */
async function whenReady(child: ChildProcess): Promise<string> {
  for (let waitedMs = 0; waitedMs < START_MS_MAX; waitedMs += 200) {
    if (child.exitCode !== null) throw new Error(`the launcher ended with exit code ${child.exitCode}`);
    const text = await readFile(join(dataDir, "instance.json"), "utf8").catch(() => "{}");
    const { url = "" }: { url?: string } = JSON.parse(text);
    if (url !== "") return url;
    await wait(200);
  }
  throw new Error(`not ready within ${START_MS_MAX / 1000} s`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}
