import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addMinutes } from "@practicum/kernel/instant";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fileAnchor } from "./file-anchor.ts";
import { keySigning, secretSigning, type HeadSigning } from "./head-signing.ts";
import { secretFrom } from "./secret-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "practicum-anchor-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const practice = { id: "00000000-0000-7000-8000-000000000001", slug: "p", name: "P", timeZone: "America/Los_Angeles" };
const other = { ...practice, id: "00000000-0000-7000-8000-000000000002" };
const anchorBy = (signing: HeadSigning) => fileAnchor({ folder: join(folder, "heads"), signing });
const anchorWith = (secret: string) => anchorBy(secretSigning(secret));
/** The head of an entry, kept an hour after the one before. */
const head = (sequence: number) => ({
  sequence,
  hash: String(sequence % 10).repeat(64),
  at: addMinutes("2026-11-23T16:00:00.000Z", sequence * 60),
});
const file = () => join(folder, "heads", `${practice.id}.jsonl`);
const newestFile = () => join(folder, "heads", `${practice.id}.newest.json`);
const nothing = { newest: null, oldest: null, cutShort: false, gone: [] };

test("IDN-24, IDN-28 the newest and the oldest head are kept, a practice apart from the other", async () => {
  const anchor = anchorWith("s".repeat(40));
  expect(await anchor.kept(practice)).toEqual(nothing);
  await anchor.save(practice, head(1));
  await anchor.save(practice, head(4));
  await anchor.save(practice, head(7));
  expect(await anchor.kept(practice)).toEqual({ newest: head(7), oldest: head(1), cutShort: false, gone: [] });
  expect(await anchor.kept(other)).toEqual(nothing);
});
test("IDN-24 of the heads of one hour the newest stays, and the file does not grow", async () => {
  const anchor = anchorWith("s".repeat(40));
  const soon = (n: number) => ({ ...head(n), at: addMinutes(head(1).at, n) });
  for (let n = 1; n <= 20; n += 1) await anchor.save(practice, soon(n));
  expect((await readFile(file(), "utf8")).trim().split("\n")).toHaveLength(1);
  expect(await anchor.kept(practice)).toEqual({ newest: soon(20), oldest: soon(1), cutShort: false, gone: [] });
});
test("IDN-24 who has the public key alone compares with heads and makes none", async () => {
  const pair = generateKeyPairSync("ed25519", {
    privateKeyEncoding: { format: "der", type: "pkcs8" },
    publicKeyEncoding: { format: "der", type: "spki" },
  });
  const publicKey = pair.publicKey.toString("base64url");
  await anchorBy(keySigning({ publicKey, privateKey: pair.privateKey.toString("base64url") })).save(practice, head(2));
  const service = anchorBy(keySigning({ publicKey }));
  expect(await service.kept(practice)).toMatchObject({ newest: head(2) });
  await expect(service.save(practice, head(3))).rejects.toThrow("no private key");
  await anchorWith("s".repeat(40)).save(practice, head(3));
  expect(await service.kept(practice)).toBe("tampered");
});
test("IDN-25 a head that is gone stays told, and newer ones are kept beside it", async () => {
  const anchor = anchorWith("s".repeat(40));
  const gone = { ...head(7), firstGone: 4 };
  await anchor.save(practice, head(7));
  await anchor.saveGone(practice, gone);
  expect(await anchor.kept(practice)).toMatchObject({ newest: null, gone: [gone] });
  await anchor.save(practice, head(9));
  expect(await anchor.kept(practice)).toMatchObject({ newest: head(9), oldest: head(7), gone: [gone] });
  const kept = await readFile(file(), "utf8");
  await writeFile(file(), kept.replace('"firstGone":4', '"firstGone":6'));
  // A changed line in the middle is no line of ours any more; the last ones have to be.
  expect(await anchor.kept(practice)).toMatchObject({ gone: [] });
  await writeFile(newestFile(), kept.split("\n")[0]!.replace('"sequence":7', '"sequence":8'));
  expect(await anchor.kept(practice)).toBe("tampered");
});
test("IDN-51 a head that somebody else wrote is not believed", async () => {
  const anchor = anchorWith("s".repeat(40));
  await anchor.save(practice, head(7));
  const kept = await readFile(file(), "utf8");
  await rm(newestFile());
  await writeFile(file(), kept.replace('"sequence":7', '"sequence":3'));
  expect(await anchor.kept(practice)).toBe("tampered");
  await writeFile(file(), `${kept.slice(0, 40)}\n`);
  expect(await anchor.kept(practice)).toBe("tampered");
  await writeFile(file(), kept);
  expect(await anchor.kept(practice)).toMatchObject({ newest: head(7) });
  expect(await anchorWith("t".repeat(40)).kept(practice)).toBe("tampered");
  await anchor.save(other, head(9));
  await writeFile(file(), await readFile(join(folder, "heads", `${other.id}.jsonl`), "utf8"));
  expect(await anchor.kept(practice)).toBe("tampered");
});
test("IDN-28 a head that was cut short in writing is left out, and the next one is kept", async () => {
  const anchor = anchorWith("s".repeat(40));
  await anchor.save(practice, head(3));
  await anchor.save(practice, head(5));
  const whole = await readFile(file(), "utf8");
  for (const lost of [1, 30, 200]) {
    await writeFile(file(), whole.slice(0, -lost));
    await rm(newestFile());
    expect(await anchor.kept(practice)).toMatchObject({ newest: head(3), oldest: head(3), cutShort: true });
    await anchor.save(practice, head(6));
    expect(await anchor.kept(practice)).toMatchObject({ newest: head(6), oldest: head(3), cutShort: false });
  }
  await writeFile(file(), whole.slice(0, 40));
  await rm(newestFile());
  expect(await anchor.kept(practice)).toEqual({ ...nothing, cutShort: true });
  await anchor.save(practice, head(8));
  expect(await anchor.kept(practice)).toMatchObject({ newest: head(8), oldest: head(8), cutShort: false });
});
test("the secret is made once, and too short a one is refused", async () => {
  const path = join(folder, "deep", "identity.secret");
  const made = await Promise.all([secretFrom(path), secretFrom(path)]);
  expect(made[0]).toBe(made[1]);
  expect(await secretFrom(path)).toBe(made[0]);
  expect((await stat(path)).mode & 0o077).toBe(0);
  await writeFile(path, "short");
  await expect(secretFrom(path)).rejects.toThrow("32");
});
