import { createReadStream, createWriteStream } from "node:fs";
import { cp, mkdir, mkdtemp, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { postgresInstallation } from "@practicum/tooling/postgres-binaries";
import { Decrypter, Encrypter } from "age-encryption";
import { auditHeadFolder } from "../audit-heads.ts";
import { clearinghouseFolder } from "../service-config.ts";
import { settings } from "../settings.ts";
import { paths, runningInstance } from "../state.ts";
import type { BackupKey } from "./key.ts";
import { backupName } from "./kept.ts";
import { archiveOf, readArchive, type Source } from "./archive.ts";
import { databaseFiles, everythingBelow } from "./sources.ts";

export interface BackupDone {
  readonly file: string;
  readonly files: number;
  readonly bytes: number;
  readonly seconds: number;
}

/** Single files beside the database without which it is of no use. */
const FILES = ["identity.secret", "secrets.json", "practices.json", "operator.ndjson", "practicum.json"];

/** Saves the installation that runs from this folder. */
export async function makeBackup(folder: string, key: BackupKey): Promise<BackupDone> {
  const instance = await runningInstance();
  if (instance === undefined || instance.url === "")
    throw new Error("Practicum does not run from this folder: a backup is made while it runs. Begin with `npm start`.");
  return saveInstallation(instance.databaseUrl, folder, key);
}

/**
 * Saves the whole installation while it runs: database, secrets and keys, heads of the audit chain, files of the clearinghouse and to
 * patients. Encrypted for the key, written under another name until it was read back and found whole.
 */
export async function saveInstallation(databaseUrl: string, folder: string, key: BackupKey): Promise<BackupDone> {
  const started = performance.now();
  if (settings().database.url !== undefined)
    throw new Error(
      "The database is on a server of your own: back it up with that server's own tools (pgBackRest, pg_basebackup), " +
        `and with it ${paths.root}, which holds the secrets and keys that it needs.`,
    );
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const left of await readdir(folder))
    if (/^\.practicum-.*\.part$/.test(left)) await rm(join(folder, left), { force: true });
  const name = backupName(new Date());
  const partial = join(folder, `.${name}.part`);
  const scratch = await mkdtemp(join(tmpdir(), "practicum-backup-"));
  try {
    const { dataDir } = await postgresInstallation(paths.postgres);
    const files = await sealArchive(sources(databaseUrl, dataDir, scratch), { partial, file: join(folder, name) }, key);
    const { size } = await stat(join(folder, name));
    return { file: join(folder, name), files, bytes: size, seconds: (performance.now() - started) / 1000 };
  } finally {
    await rm(partial, { force: true });
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * One encrypted archive of what the sources give. It gets its name when it was read back and found whole.
 *
 * @returns how many files it holds.
 */
export async function sealArchive(
  from: AsyncIterable<Source>,
  { partial, file }: { readonly partial: string; readonly file: string },
  key: BackupKey,
): Promise<number> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(key.recipient);
  const plain = Readable.from(archiveOf(from)).pipe(createGzip({ level: 3 }));
  const sealed = await encrypter.encrypt(Readable.toWeb(plain) as ReadableStream<Uint8Array>);
  await pipeline(
    Readable.fromWeb(sealed as Parameters<typeof Readable.fromWeb>[0]),
    createWriteStream(partial, { mode: 0o600 }),
  );
  await flush(partial);
  const files = await openBackup(partial, key.identity, undefined);
  await rename(partial, file);
  return files;
}

/**
 * Reads a backup to its end and checks all of it.
 *
 * @param into gets the files; without it they are only checked.
 * @returns how many files it holds.
 * @throws in words, when the key is another one or anything in it was changed.
 */
export async function openBackup(file: string, identity: string, into: string | undefined): Promise<number> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const sealed = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
  try {
    const plain = Readable.fromWeb((await decrypter.decrypt(sealed)) as Parameters<typeof Readable.fromWeb>[0]);
    const unzipped = createGunzip();
    plain.on("error", (error) => unzipped.destroy(error));
    const files = await readArchive(plain.pipe(unzipped), into);
    // What follows the archive's end is checked as well: age seals the last piece.
    for await (const _ of unzipped) continue;
    return files;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    if (/no identity matched/i.test(message))
      throw new Error(`${file} was made for another key: it cannot be opened with this one.`, { cause: error });
    throw new Error(`${file} is not a whole backup (${message || "unreadable"}): nothing of it was taken over.`, {
      cause: error,
    });
  }
}

/**
 * The order is what makes the parts fit. Heads of the audit chain and what waits to be read from the clearinghouse come from before the
 * database's moment: the chain has each head, and a file read twice is posted once. What went out comes from after it: nothing that
 * was sent is sent again.
 */
async function* sources(databaseUrl: string, dataDir: string, scratch: string): AsyncGenerator<Source> {
  await copyIfThere(auditHeadFolder(), join(scratch, "heads"));
  for (const practice of await foldersIn(clearinghouseFolder()))
    await copyIfThere(
      join(clearinghouseFolder(), practice, "inbound"),
      join(scratch, "clearinghouse", practice, "inbound"),
    );
  yield* databaseFiles(databaseUrl, dataDir, {
    async write(name, text) {
      const path = join(scratch, name);
      await writeFile(path, text, { mode: 0o600 });
      return path;
    },
  });
  for (const name of FILES) yield { path: join(paths.root, name), name };
  yield* everythingBelow(join(paths.root, "keys"), "keys");
  yield* everythingBelow(join(scratch, "heads"), "heads");
  yield* everythingBelow(settings().folders.messages ?? join(paths.root, "outbox"), "outbox");
  yield { path: clearinghouseFolder(), name: "clearinghouse" };
  for (const practice of await foldersIn(clearinghouseFolder())) {
    const at = join(clearinghouseFolder(), practice);
    const name = `clearinghouse/${practice}`;
    yield* everythingBelow(join(scratch, "clearinghouse", practice, "inbound"), `${name}/inbound`);
    yield* everythingBelow(join(at, "outbound"), `${name}/outbound`);
    yield* everythingBelow(join(at, "archive"), `${name}/archive`);
    yield { path: join(at, "payers.json"), name: `${name}/payers.json` };
  }
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function copyIfThere(from: string, to: string): Promise<void> {
  if ((await stat(from).catch(() => undefined)) !== undefined) await cp(from, to, { recursive: true });
}

async function flush(path: string): Promise<void> {
  const file = await open(path, "r+");
  await file.sync();
  await file.close();
}
