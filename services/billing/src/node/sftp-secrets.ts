import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import ssh2 from "ssh2";
import { CourierFault, type KeyKind } from "../exchange/ports/courier.ts";

/** What the practice signs in with at its clearinghouse: files that their owner alone may read, never in the database or a log. */

/**
 * Beside the practices' folders: what a backup or an export takes along does not sign in, so that an installation that was restored
 * somewhere else carries nothing by itself.
 */
export function sftpSecretsFolder(root: string, practiceId: string): string {
  return path.join(root, ".sftp", practiceId);
}

type KeyPair = ReturnType<typeof ssh2.utils.generateKeyPairSync>;

/** Stands behind the public half, so that the other side knows whose it is. */
const COMMENT = "practicum";

/** The private half. @throws {CourierFault} where none was made here. */
export async function ourKey(folder: string, way: KeyKind): Promise<string> {
  const key = await textOf(path.join(folder, way));
  if (key === null) throw new CourierFault("no-key");
  return key;
}

/** @throws {CourierFault} where none was put here. */
export async function ourPassword(folder: string): Promise<string> {
  const password = await textOf(path.join(folder, "password"));
  if (password === null) throw new CourierFault("no-password");
  return password;
}

/** Puts the password, or takes it away. */
export async function keepPassword(folder: string, password: string | null): Promise<void> {
  if (password === null) await rm(path.join(folder, "password"), { force: true });
  else await writeSecret(folder, "password", password);
}

export async function publicHalf(folder: string, way: KeyKind): Promise<string | null> {
  return textOf(path.join(folder, `${way}.pub`));
}

/** Makes a key in place of the one before, which is kept beside it if there was one. */
export async function makeKey(folder: string, way: KeyKind): Promise<void> {
  let pair = await newPair(way);
  // The library writes some keys of this kind wrong, about one in a hundred: nobody could sign in by it.
  while (!isWhole(pair)) pair = await newPair(way);
  const before = await pairOf(folder, way);
  if (before !== null) await writePair(folder, `${way}.before`, before);
  await writePair(folder, way, pair);
}

function newPair(way: KeyKind): Promise<KeyPair> {
  return new Promise((resolve, reject) => {
    const made = (error: Error | null, result: KeyPair) => (error === null ? resolve(result) : reject(error));
    if (way === "rsa") ssh2.utils.generateKeyPair("rsa", { bits: 4096, comment: COMMENT }, made);
    else ssh2.utils.generateKeyPair("ed25519", { comment: COMMENT }, made);
  });
}

/** Both halves can be read, and are of one key. */
function isWhole(pair: Pair): boolean {
  const [secret, open] = [ssh2.utils.parseKey(pair.private), ssh2.utils.parseKey(pair.public)];
  return !(secret instanceof Error) && !(open instanceof Error) && secret.getPublicSSH().equals(open.getPublicSSH());
}

/** Takes the key before the last into use again. @returns false where there is none. */
export async function takeKeyBack(folder: string, way: KeyKind): Promise<boolean> {
  const before = await pairOf(folder, `${way}.before`);
  if (before === null) return false;
  await writePair(folder, way, before);
  return true;
}

type Pair = Pick<KeyPair, "private" | "public">;

async function pairOf(folder: string, name: string): Promise<Pair | null> {
  const [secret, open] = [await textOf(path.join(folder, name)), await textOf(path.join(folder, `${name}.pub`))];
  return secret === null || open === null ? null : { private: secret, public: open };
}

/** The private half first: a public half alone would be handed out and fit nothing. */
async function writePair(folder: string, name: string, pair: Pair): Promise<void> {
  await writeSecret(folder, name, pair.private);
  await writeSecret(folder, `${name}.pub`, pair.public);
}

async function writeSecret(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const hidden = path.join(folder, `.${name}.part`);
  await rm(hidden, { force: true });
  await writeFile(hidden, text, { flag: "wx", mode: 0o600, flush: true });
  await rename(hidden, path.join(folder, name));
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
