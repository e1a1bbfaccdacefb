import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { takesWrite } from "./takes-write.ts";

test("GTW-70 a folder that takes a write says so and keeps nothing; one that cannot be written does not", async () => {
  const folder = await mkdtemp(join(tmpdir(), "takes-write-"));
  try {
    expect(await takesWrite(folder, "billing")).toBe(true);
    expect(await readdir(folder)).toEqual([]);
    await writeFile(join(folder, "file"), "");
    expect(await takesWrite(join(folder, "file"), "billing")).toBe(false);
    expect(await takesWrite(join(folder, "gone"), "billing")).toBe(false);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
