import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { onceARun, SHARED_FOLDER } from "./once-a-run.ts";

let folder = "";
const before = process.env[SHARED_FOLDER];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "practicum-once-"));
  process.env[SHARED_FOLDER] = folder;
});
afterEach(async () => {
  if (before === undefined) delete process.env[SHARED_FOLDER];
  else process.env[SHARED_FOLDER] = before;
  await rm(folder, { recursive: true });
});

const bytes = (text: string) => async () => new TextEncoder().encode(text);
const text = (content: Uint8Array) => new TextDecoder().decode(content);

test("the tests of this run have a folder that they share", () => {
  expect(before).toBeDefined();
});

test("what a run shares is made once, and each name is its own", async () => {
  expect(text(await onceARun("one", bytes("first")))).toBe("first");
  expect(text(await onceARun("one", bytes("second")))).toBe("first");
  expect(text(await onceARun("other", bytes("third")))).toBe("third");
});

test("who makes it at the same time goes on with the one that was there first, and leaves nothing behind", async () => {
  const slow = Promise.withResolvers<Uint8Array>();
  const second = onceARun("one", () => slow.promise);
  expect(text(await onceARun("one", bytes("first")))).toBe("first");
  slow.resolve(await bytes("second")());
  expect(text(await second)).toBe("first");
  expect(await readdir(folder)).toEqual(["one"]);
});

test("what could not be made is made by the next who asks", async () => {
  await expect(onceARun("one", async () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(text(await onceARun("one", bytes("then")))).toBe("then");
});

test("without a run each makes its own", async () => {
  delete process.env[SHARED_FOLDER];
  expect(text(await onceARun("one", bytes("mine")))).toBe("mine");
  expect(await readdir(folder)).toEqual([]);
});
