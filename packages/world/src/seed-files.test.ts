import { expect, test } from "vitest";
import { filesOf } from "./seed-files.ts";

const BLOCK = 512;

function entry(name: string, type: "0" | "5", content = ""): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write(content.length.toString(8).padStart(11, "0"), 124);
  header.write(type, 156);
  header.write("ustar", 257);
  const padded = Buffer.alloc(Math.ceil(content.length / BLOCK) * BLOCK);
  padded.write(content);
  return Buffer.concat([header, padded]);
}

const end = Buffer.alloc(2 * BLOCK);
const archive = Buffer.concat([
  entry("/base", "5"),
  entry("/base/1259", "0", "x".repeat(700)),
  entry("/PG_VERSION", "0", "18\n"),
  entry("/empty", "0"),
  end,
]);

test("files and folders by their names, each with its content", () => {
  const found = [...filesOf(archive)].map(({ name, content }) => [name, content && Buffer.from(content).toString()]);
  expect(found).toEqual([
    ["base", null],
    ["base/1259", "x".repeat(700)],
    ["PG_VERSION", "18\n"],
    ["empty", ""],
  ]);
});

test("a content is the part of the archive itself, not a copy", () => {
  const contents = [...filesOf(archive)].flatMap(({ content }) => content ?? []);
  expect(contents).toHaveLength(3);
  expect(contents.every((content) => content.buffer === archive.buffer)).toBe(true);
});

test("an archive that ends early, or is none, is refused", () => {
  const shorter = archive.subarray(0, archive.length - end.length - 2 * BLOCK - 1);
  expect(() => [...filesOf(shorter)]).toThrow("not that of the build");
  expect(() => [...filesOf(archive.subarray(0, 3 * BLOCK))]).toThrow("not that of the build");
  expect(() => [...filesOf(Buffer.from("<!doctype html>".repeat(100)))]).toThrow("not that of the build");
});
