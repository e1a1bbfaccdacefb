import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fileAnchor } from "./file-anchor.ts";
import { secretFrom } from "./secret-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "practicum-anchor-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const practice = { id: "00000000-0000-7000-8000-000000000001", slug: "p", name: "P", timeZone: "America/Los_Angeles" };
const other = { ...practice, id: "00000000-0000-7000-8000-000000000002" };
const at = "2026-11-23T16:00:00.000Z";
const anchorWith = (secret: string) => fileAnchor({ folder: join(folder, "heads"), secret });
const head = (sequence: number) => ({ sequence, hash: String(sequence % 10).repeat(64) });
const dated = (sequence: number) => ({ ...head(sequence), at });
const file = () => join(folder, "heads", `${practice.id}.jsonl`);
const nothing = { newest: null, oldest: null, cutShort: false };

test("IDN-24, IDN-28 the newest and the oldest head are kept, a practice apart from the other, for the owner's eyes alone", async () => {
  const anchor = anchorWith("s".repeat(40));
  expect(await anchor.kept(practice)).toEqual(nothing);
  await anchor.save(practice, dated(1));
  await anchor.save(practice, dated(4));
  await anchor.save(practice, dated(7));
  expect(await anchor.kept(practice)).toEqual({ newest: head(7), oldest: dated(1), cutShort: false });
  expect(await anchor.kept(other)).toEqual(nothing);
  expect((await stat(file())).mode & 0o077).toBe(0);
});
test("IDN-24 a head that somebody else wrote is not believed", async () => {
  const anchor = anchorWith("s".repeat(40));
  await anchor.save(practice, dated(7));
  const kept = await readFile(file(), "utf8");
  await writeFile(file(), kept.replace('"sequence":7', '"sequence":3'));
  expect(await anchor.kept(practice)).toBe("tampered");
  await writeFile(file(), `${kept.slice(0, 40)}\n`);
  expect(await anchor.kept(practice)).toBe("tampered");
  await writeFile(file(), kept);
  expect(await anchor.kept(practice)).toMatchObject({ newest: head(7) });
  expect(await anchorWith("t".repeat(40)).kept(practice)).toBe("tampered");
  await anchor.save(other, dated(9));
  await writeFile(file(), await readFile(join(folder, "heads", `${other.id}.jsonl`), "utf8"));
  expect(await anchor.kept(practice)).toBe("tampered");
});
test("IDN-28 a head that was cut short in writing is left out, and the next one is kept", async () => {
  const anchor = anchorWith("s".repeat(40));
  await anchor.save(practice, dated(3));
  await anchor.save(practice, dated(5));
  const whole = await readFile(file(), "utf8");
  for (const lost of [1, 30, 200]) {
    await writeFile(file(), whole.slice(0, -lost));
    expect(await anchor.kept(practice)).toEqual({ newest: head(3), oldest: dated(3), cutShort: true });
    await anchor.save(practice, dated(6));
    expect(await anchor.kept(practice)).toEqual({ newest: head(6), oldest: dated(3), cutShort: false });
  }
  await writeFile(file(), whole.slice(0, 40));
  expect(await anchor.kept(practice)).toEqual({ ...nothing, cutShort: true });
  await anchor.save(practice, dated(8));
  expect(await anchor.kept(practice)).toEqual({ newest: head(8), oldest: dated(8), cutShort: false });
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
