import { createHash } from "node:crypto";
import { access, mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import net from "node:net";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { ClearinghouseLink, LinkFault } from "@practicum/contracts/billing/clearinghouse-link";
import SftpClient from "ssh2-sftp-client";
import { CourierFault, type Courier, type CourierVisit, type RemoteFile } from "../exchange/ports/courier.ts";
import { makeKey, ourKey, ourPassword, publicHalf, sftpSecretsFolder, takeKeyBack } from "./sftp-secrets.ts";

const CONNECT_MS = 20_000;
const VISIT_MS = 10 * 60_000;
/** Between two looks that find a file of theirs unchanged. */
const SETTLE_MS = 3000;
/** A name that stays inside its folder, as `folder-clearinghouse.ts` takes them. */
const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/;

export interface CourierOptions {
  readonly settleMs?: number;
  /** Called between the steps of sending, so that a test can cut it off there. */
  readonly step?: (name: string) => void;
}

/**
 * Carries what the exchange's folders hold, `<root>/<practiceId>/outbound` and `inbound`, to and from an SFTP server; what it
 * signs in with stands in `sftpSecretsFolder`.
 */
export function sftpCourier(root: string, practiceId: string, options: CourierOptions = {}): Courier {
  const secrets = sftpSecretsFolder(root, practiceId);
  const outbound = path.join(root, practiceId, "outbound");
  return {
    publicKey: (way) => publicHalf(secrets, way),
    makeKey: (way) => makeKey(secrets, way),
    takeKeyBack: (way) => takeKeyBack(secrets, way),
    waiting: () => namesIn(outbound),
    async visit(link, trusted, work, msMax = VISIT_MS) {
      const login =
        link.way === "password"
          ? { password: await ourPassword(secrets) }
          : { privateKey: await ourKey(secrets, link.way) };
      const socket = await connected(link);
      const timer = setTimeout(() => socket.destroy(), msMax);
      // What the library hears while nobody asks it anything would be printed, or end the process.
      const client = new SftpClient("courier", { error: () => socket.destroy(), end() {}, close() {} });
      try {
        await signIn(client, { link, trusted, socket, login });
        return await work(visitOf(client, { link, folder: path.join(root, practiceId), options }));
      } catch (error) {
        throw error instanceof CourierFault ? error : new CourierFault("broke-off", { cause: error });
      } finally {
        clearTimeout(timer);
        // What hangs would hang the good-bye too.
        if (!socket.destroyed) await Promise.race([client.end().catch(() => false), pause(2000)]);
        socket.destroy();
      }
    },
  };
}

async function connected({ host, port }: ClearinghouseLink): Promise<net.Socket> {
  const socket = net.connect({ host, port, noDelay: true });
  const late = setTimeout(() => socket.destroy(new Error("no answer in time")), CONNECT_MS);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("error", reject);
    });
    return socket;
  } catch (error) {
    const unknown = ["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL"].includes(String(codeOf(error)));
    throw new CourierFault(unknown ? "name-unknown" : "no-answer", { cause: error });
  } finally {
    clearTimeout(late);
  }
}

interface SignIn {
  readonly link: ClearinghouseLink;
  readonly trusted: string | null;
  readonly socket: net.Socket;
  readonly login: { readonly password: string } | { readonly privateKey: string };
}

async function signIn(client: SftpClient, { link, trusted, socket, login }: SignIn): Promise<void> {
  let shown: string | null = null;
  // What hangs up before it has said what it is makes the library wait for ever.
  const hungUp = new Promise<never>((_, reject) => {
    socket.once("close", () => reject(new Error("the other end hung up")));
  });
  hungUp.catch(() => undefined);
  const signedIn = client.connect({
    sock: socket,
    username: link.user,
    ...login,
    readyTimeout: CONNECT_MS,
    keepaliveInterval: 15_000,
    keepaliveCountMax: 4,
    retries: 0,
    hostVerifier(key: Buffer) {
      shown = `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
      return shown === trusted;
    },
  });
  try {
    await Promise.race([signedIn, hungUp]);
  } catch (error) {
    if (shown === null) throw new CourierFault("not-ssh", { cause: error });
    if (trusted === null) throw new CourierFault("host-key-unknown", { shown, cause: error });
    if (shown !== trusted) throw new CourierFault("host-key-changed", { shown, cause: error });
    const refused = /authentication/i.test(error instanceof Error ? error.message : "");
    throw new CourierFault(refused ? "sign-in-refused" : "broke-off", { cause: error });
  }
}

interface Visiting {
  readonly link: ClearinghouseLink;
  readonly folder: string;
  readonly options: CourierOptions;
}

function visitOf(client: SftpClient, { link, folder, options }: Visiting): CourierVisit {
  const { settleMs = SETTLE_MS, step } = options;
  const there = (place: string, name: string) => `${place.replace(/\/+$/, "")}/${name}`;
  const listed = async () => {
    const files = await orFault("not-readable", link.inbound, () => client.list(link.inbound));
    return files.filter(({ type, name }) => type === "-" && !/^\.|\.(part|filepart|tmp)$/i.test(name));
  };
  const rightName = async (partial: string, right: string, bytes: number) => {
    const before = await client.exists(right);
    // This protocol gives no name twice. What has ours, and as many bytes, is ours.
    if (before !== false) {
      if ((await client.stat(right)).size !== bytes) throw new CourierFault("name-taken", { about: right });
      await client.delete(partial, true);
    } else await orFault("not-writable", right, () => client.rename(partial, right));
  };
  return {
    async check() {
      for (const [fault, place] of [
        ["no-outbound", link.outbound],
        ["no-inbound", link.inbound],
      ] as const)
        if ((await client.exists(place)) !== "d") throw new CourierFault(fault, { about: place });
      await listed();
    },
    /*
     * The mark here says that the whole file lies there under its passing name, and only the right name is still to be given. So with the mark
     * and without the passing name it was given; and without the mark nothing there is known to be whole, and it is written anew.
     */
    async send(name) {
      const local = path.join(folder, "outbound", name);
      const right = there(link.outbound, name);
      const partial = `${right}.part`;
      const mark = path.join(folder, "outbound", `.${name}.carried`);
      const { size } = await stat(local);
      if (link.upload === "direct") await orFault("not-writable", right, () => client.put(local, right));
      else if (await isThere(mark)) {
        if ((await client.exists(partial)) !== false) await rightName(partial, right, size);
      } else {
        await orFault("not-writable", partial, () => client.put(local, partial));
        step?.("written");
        await writeFile(mark, "", { mode: 0o600, flush: true });
        step?.("marked");
        await rightName(partial, right, size);
      }
      step?.("named");
      await rm(local, { force: true });
      step?.("removed");
      await rm(mark, { force: true });
    },
    async list() {
      const before = new Map((await listed()).map((file) => [file.name, file]));
      if (before.size === 0) return [];
      await pause(settleMs);
      return (await listed())
        .filter(({ name, size, modifyTime }) => {
          const seen = before.get(name);
          return seen?.size === size && seen.modifyTime === modifyTime;
        })
        .map(({ name, size, modifyTime }): RemoteFile => ({ name, bytes: size, changedAt: modifyTime }))
        .toSorted((a, b) => a.changedAt - b.changedAt || (a.name < b.name ? -1 : 1));
    },
    async take({ name }) {
      const inbound = path.join(folder, "inbound");
      await mkdir(inbound, { recursive: true, mode: 0o700 });
      const ours = await freeName(inbound, safeName(name));
      const hidden = path.join(inbound, `.${ours}.part`);
      const from = there(link.inbound, name);
      await orFault("not-readable", from, () => client.get(from, hidden, { writeStreamOptions: { mode: 0o600 } }));
      await rename(hidden, path.join(inbound, ours));
    },
    async remove({ name, bytes, changedAt }) {
      const from = there(link.inbound, name);
      // Another file that came under this name since is the next turn's.
      const now = (await client.exists(from)) === false ? null : await client.stat(from);
      if (now === null || now.size !== bytes || now.modifyTime !== changedAt) return;
      await orFault("not-deletable", from, () => client.delete(from, true));
    },
  };
}

/** A server says no by a status: without the right, or without the file. Anything else is a line that broke off. */
async function orFault<T>(fault: LinkFault, about: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!SAID_NO.has(String(codeOf(error)))) throw error;
    throw new CourierFault(fault, { about, cause: error });
  }
}

/** SSH_FX_NO_SUCH_FILE, SSH_FX_PERMISSION_DENIED and SSH_FX_FAILURE (SFTP version 3, section 7), and how the library calls them. */
const SAID_NO: ReadonlySet<string> = new Set([
  "2",
  "3",
  "4",
  "ENOENT",
  "EACCES",
  "EPERM",
  "ERR_BAD_PATH",
  "ERR_GENERIC_CLIENT",
]);

/** As the exchange takes names: any other letter becomes a line below. */
function safeName(name: string): string {
  const safe = name.replaceAll(/[^A-Za-z0-9._-]/g, "_").slice(0, 100);
  return SAFE_NAME.test(safe) ? safe : `x${safe}`;
}

/** A name that came again while the one before it still waits here gets a number. */
async function freeName(folder: string, name: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${name}.${number}`;
    if (!(await isThere(path.join(folder, free)))) return free;
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  });
  return names.filter((name) => SAFE_NAME.test(name)).toSorted();
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
