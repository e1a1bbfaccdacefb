import { execFile } from "node:child_process";
import { mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { secretFrom } from "@practicum/identity/node/secret-file";
import { cacheRoot, repositoryRoot } from "@practicum/tooling/paths";
import { reachable, systemUserOrNew, type SystemUser } from "@practicum/tooling/system-users";
import { auditHeadFolder } from "./audit-heads.ts";
import type { RunAs } from "./run-as.ts";
import { SERVICES, type ServiceUser } from "./service-names.ts";
import { settings } from "./settings.ts";
import { paths } from "./state.ts";

/** What may have a user of its own. The demonstration's payers share a folder with billing, and its user. */
type Own = ServiceUser | "gateway" | "nats";
const OWN: readonly Own[] = [...SERVICES, "gateway", "nats"];

/** Below it Linux lets nobody listen but root, and who is given the right. */
const PORT_OF_EVERYBODY = 1024;

export type ServiceUsers = ReadonlyMap<string, SystemUser>;

/** Nobody has a user of its own. */
export const noUsers: ServiceUsers = new Map();

/**
 * A user of the system for each service, the gateway and NATS, where root starts them (IDN-190): whoever takes over one process reads no
 * other's keys, and not its memory. Not as root, or where users can't be made or can't reach the program, all run as who started them.
 *
 * @param say hears why, where root starts them and they have none.
 */
export async function serviceUsers(say: (message: string) => void): Promise<ServiceUsers> {
  if (process.getuid?.() !== 0 || settings().users === "one") return noUsers;
  const without = (why: string) => {
    say(`All services run as root, because ${why}: who takes over one could read the others' keys.`);
    return noUsers;
  };
  for (const folder of [repositoryRoot, process.execPath, paths.root])
    if (!(await reachable(folder))) return without(`${folder} can be entered by root alone`);
  const users = new Map<string, SystemUser>();
  for (const name of OWN) {
    const user = await systemUserOrNew(`practicum-${name}`);
    if (user === undefined) return without(`the user practicum-${name} could not be made`);
    users.set(name, user);
  }
  const { billing } = Object.fromEntries(users);
  return billing === undefined ? users : users.set("payers", billing);
}

/** The folder that a process alone writes; where it has no user of its own, that of everybody. */
export function ownFolder(users: ServiceUsers, name: string): string {
  return users.has(name) ? join(paths.root, "own", name) : paths.root;
}

/** Gives each of them what it writes. A folder that the settings name is its owner's to give: whether it can be used is looked at. */
export async function giveFolders(users: ServiceUsers, say: (message: string) => void): Promise<void> {
  if (users.size === 0) return;
  await secretFrom(join(paths.root, "identity.secret"));
  await mkdir(join(paths.root, "own"), { recursive: true, mode: 0o755 });
  for (const [name, user] of users) {
    if (name === "payers") continue;
    for (const folder of [ownFolder(users, name), compileCache(name)]) await give(folder, user);
  }
  const { folders } = settings();
  const written: readonly (readonly [Own, string, string | undefined])[] = [
    ["identity", join(paths.root, "identity.secret"), undefined],
    ["billing", join(paths.root, "clearinghouse"), folders.clearinghouse],
    ["messaging", join(paths.root, "outbox"), folders.messages],
    ["nats", paths.nats, undefined],
  ];
  for (const [name, ours, given] of written) {
    const user = users.get(name);
    if (user === undefined) continue;
    if (given === undefined) await give(ours, user);
    else if (!(await mayUse(given, user, 0o3)))
      say(`${given} cannot be written by ${user.name}: chown -R ${user.name} ${given}, or set "users": "one".`);
  }
  const identity = users.get("identity");
  const heads = auditHeadFolder();
  if (identity !== undefined && !(await mayUse(heads, identity, 0o5)))
    say(`${heads} cannot be read by ${identity.name}, who compares the audit trail with it: chmod o+rx ${heads}`);
}

/** What Node keeps of compiled programs: of each user apart, since who writes there says what the next start runs. */
function compileCache(name: string): string {
  return join(cacheRoot, `node-${name}`);
}

/** A file or folder is this user's, with all that is in it: a step that root ran may have put something there. */
async function give(path: string, { uid, gid }: SystemUser): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there === undefined) await mkdir(path, { recursive: true, mode: 0o700 });
  await promisify(execFile)("chown", ["-hR", `${uid}:${gid}`, path]);
}

/** Whether somebody has these rights (4 read, 2 write, 1 enter) on a folder that is there, and may come to it. */
async function mayUse(folder: string, { uid, gid }: SystemUser, wanted: number): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) return true;
  const rights = found.uid === uid ? found.mode >> 6 : found.gid === gid ? found.mode >> 3 : found.mode;
  return (rights & wanted) === wanted && (await reachable(dirname(folder)));
}

/** How a process is started; undefined: as who runs this. */
export function runAs(users: ServiceUsers, name: string): RunAs | undefined {
  const user = users.get(name);
  if (user === undefined) return undefined;
  const env = { HOME: ownFolder(users, name), USER: user.name, NODE_COMPILE_CACHE: compileCache(name) };
  return { ...user, env, opensLowPort: name === "gateway" && opensLowPort() };
}

function opensLowPort(): boolean {
  const { port, redirectPort } = settings().web;
  const isLow = (one: number | undefined) => one !== undefined && one > 0 && one < PORT_OF_EVERYBODY;
  return isLow(port) || isLow(redirectPort);
}
