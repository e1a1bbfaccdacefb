// Runs on any Node from 18 with npm alone. It brings what is pinned (pnpm, Node, PostgreSQL, every library) and then
// hands over to src/<command>.ts on the pinned Node. Nothing here may import anything but Node's own modules.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [command, ...rest] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
/** Every script of the manifest that comes here is a command: a second list would forget one. */
const COMMANDS = Object.keys(manifest.scripts).filter((name) =>
  manifest.scripts[name].startsWith(`node infra/bootstrap.mjs ${name}`),
);
const windows = process.platform === "win32";
const node = join(root, "node_modules", "node", "bin", windows ? "node.exe" : "node");
const stampFile = join(root, "node_modules", ".practicum-installed");

/** Says what went wrong and what a person can do about it, and ends. */
function giveUp(what, todo) {
  console.error(`\n✖ ${what}\n  ${todo}\n`);
  process.exit(1);
}

/** Changes when anything that decides what gets installed does. */
function fingerprint() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch} ${manifest.packageManager}`);
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"]) {
    hash.update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

function installed(wanted) {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === wanted && existsSync(node);
}

/** One installation at a time: two terminals must not write node_modules together. */
function withLock(work) {
  const lock = join(root, ".data", "install.lock");
  mkdirSync(dirname(lock), { recursive: true });
  for (let waitedMs = 0; ; waitedMs += 500) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      const ageMs = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      if (ageMs > 900_000) rmSync(lock, { recursive: true, force: true });
      if (waitedMs === 0) console.error("Another installation is under way in this folder; waiting for it.");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    }
  }
  // Ctrl-C reaches npm too, which then ends; the lock goes with us either way.
  const unlock = () => rmSync(lock, { recursive: true, force: true });
  process.once("exit", unlock);
  try {
    work();
  } finally {
    unlock();
    process.removeListener("exit", unlock);
  }
}

function install(wanted) {
  if (installed(wanted)) return;
  const startedMs = Date.now();
  const pnpm = String(manifest.packageManager);
  console.error(
    `Installing what is pinned (${pnpm}, Node, PostgreSQL, libraries). The first time takes a minute or two.`,
  );
  const args = [
    "--yes",
    pnpm,
    "install",
    "--frozen-lockfile",
    `--reporter=${process.stderr.isTTY ? "default" : "append-only"}`,
  ];
  // Its words go to our error stream: a command's own output, such as JSON, must stay alone on the other.
  const options = { cwd: root, shell: windows, stdio: ["ignore", process.stderr, process.stderr] };
  const result = spawnSync(windows ? "npx.cmd" : "npx", args, options);
  if (result.error !== undefined) {
    giveUp(
      `npx could not be started: ${result.error.message}`,
      "npm comes with Node: check that `npx --version` works.",
    );
  }
  if (result.status !== 0) {
    giveUp(
      `The installation failed (${result.signal ?? `exit code ${result.status}`}).`,
      `The reason is above. Mostly it is the network, a proxy or a full disk; then run \`npm run ${command}\` again.`,
    );
  }
  if (!existsSync(node)) {
    giveUp(
      `The installation ended well but left no Node for ${process.platform} ${process.arch}.`,
      "Delete node_modules and try again; if it stays so, this platform has no prebuilt Node in the npm registry.",
    );
  }
  writeFileSync(`${stampFile}.new`, wanted);
  renameSync(`${stampFile}.new`, stampFile);
  console.error(`Installed in ${Math.round((Date.now() - startedMs) / 1000)} s.`);
}

/** Our parent and its parent: npm starts us through a shell, and either may be the one that is killed. */
function ancestors() {
  try {
    // proc(5): the parent is the second field after the command's name in brackets.
    const stat = readFileSync(`/proc/${process.ppid}/stat`, "utf8");
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]}`;
  } catch {
    return String(process.ppid);
  }
}

/** Hands over. Ctrl-C goes to the whole terminal group, so the child gets it by itself; we wait for its end. */
function handOver() {
  const script = join(root, "infra", "src", `${command}.ts`);
  // The child watches for our death, and we for npm's: a killed launcher leaves nothing behind.
  const env = {
    ...process.env,
    PRACTICUM_PARENT_PID: String(process.pid),
    NODE_COMPILE_CACHE: join(root, ".data", "cache", "node"),
    PATH: `${dirname(node)}${windows ? ";" : ":"}${process.env.PATH ?? ""}`,
  };
  // The launcher stays for as long as the practice runs, and holds little.
  const flags = command === "start" ? ["--max-semi-space-size=2", "--max-old-space-size=128", "--expose-gc"] : [];
  const child = spawn(node, [...flags, script, ...rest], { cwd: process.cwd(), stdio: "inherit", env });
  process.on("SIGINT", () => {});
  const before = ancestors();
  if (process.env.npm_lifecycle_event !== undefined) {
    setInterval(() => ancestors() !== before && child.kill("SIGTERM"), 500).unref();
  }
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.once("error", (error) =>
    giveUp(`Node could not be started: ${error.message}`, `Delete node_modules and try again.`),
  );
  child.once("exit", (code, signal) => {
    // The system's loader: a library that Node needs is not there.
    if (code === 127)
      giveUp(
        "The pinned Node could not be started; the reason is above.",
        "Mostly it is a small library that slim systems leave out: on Debian and Ubuntu `apt-get install libatomic1`, on Fedora `dnf install libatomic`.",
      );
    if (signal === null) process.exit(code ?? 1);
    process.exit({ SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 }[signal] ?? 1);
  });
}

if (!COMMANDS.includes(command)) {
  giveUp(
    `There is no command "${command ?? ""}".`,
    `Use one of: ${COMMANDS.map((name) => `npm run ${name}`).join(", ")}.`,
  );
}
if (Number(process.versions.node.split(".")[0]) < 18) {
  giveUp(`Node ${process.versions.node} is too old.`, "Install Node 18 or newer; everything else comes by itself.");
}
const wanted = fingerprint();
if (!installed(wanted)) withLock(() => install(wanted));
handOver();
