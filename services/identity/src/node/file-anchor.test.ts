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
const clock = { now: () => "2026-11-23T16:00:00.000Z" };
const anchorWith = (secret: string) => fileAnchor({ folder: join(folder, "heads"), secret, clock });
const head = (sequence: number) => ({ sequence, hash: String(sequence % 10).repeat(64) });
const file = () => join(folder, "heads", `${practice.id}.jsonl`);

test("IDN-24 the newest head is kept, a practice apart from the other, for the owner's eyes alone", async () => {
  const anchor = anchorWith("s".repeat(40));
  expect(await anchor.latest(practice)).toBeNull();
  await anchor.save(practice, head(1));
  await anchor.save(practice, head(7));
  expect(await anchor.latest(practice)).toEqual(head(7));
  expect(await anchor.latest(other)).toBeNull();
  expect((await stat(file())).mode & 0o077).toBe(0);
});
test("IDN-24 a head that somebody else wrote is not believed", async () => {
  const anchor = anchorWith("s".repeat(40));
  await anchor.save(practice, head(7));
  const kept = await readFile(file(), "utf8");
  await writeFile(file(), kept.replace('"sequence":7', '"sequence":3'));
  expect(await anchor.latest(practice)).toBe("tampered");
  await writeFile(file(), kept.slice(0, 40));
  expect(await anchor.latest(practice)).toBe("tampered");
  await writeFile(file(), kept);
  expect(await anchor.latest(practice)).toEqual(head(7));
  expect(await anchorWith("t".repeat(40)).latest(practice)).toBe("tampered");
  await anchor.save(other, head(9));
  await writeFile(file(), await readFile(join(folder, "heads", `${other.id}.jsonl`), "utf8"));
  expect(await anchor.latest(practice)).toBe("tampered");
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
