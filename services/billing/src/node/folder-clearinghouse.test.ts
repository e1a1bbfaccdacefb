import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { folderClearinghouse } from "./folder-clearinghouse.ts";

describe("BIL-60: a clearinghouse behind folders", () => {
  let root = "";
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), "practicum-clearinghouse-"));
  });
  afterEach(() => rm(root, { recursive: true }));
  const at = (...parts: string[]) => path.join(root, "practice-1", ...parts);

  test("a file is sent whole, once, even after the other side took it", async () => {
    const exchange = folderClearinghouse(root, "practice-1");
    await exchange.send({ name: "837P-1.x12", content: "ISA~" });
    await exchange.send({ name: "837P-1.x12", content: "ISA~" });
    expect(await readdir(at("outbound"))).toEqual(["837P-1.x12"]);
    await rm(at("outbound", "837P-1.x12"));
    await folderClearinghouse(root, "practice-1").send({ name: "837P-1.x12", content: "ISA~" });
    expect(await readdir(at("outbound"))).toEqual([]);
  });
  test("a sending that was cut off before the end is done again", async () => {
    const exchange = folderClearinghouse(root, "practice-1");
    await exchange.list();
    await writeFile(at("archive", ".837P-2.x12.part"), "IS");
    await exchange.send({ name: "837P-2.x12", content: "ISA~" });
    expect(await readFile(at("outbound", "837P-2.x12"), "utf8")).toBe("ISA~");
  });
  test("what waits comes oldest first; hidden and half-written names are left alone", async () => {
    const exchange = folderClearinghouse(root, "practice-1");
    await exchange.list();
    await writeFile(at("inbound", "b.835"), "B");
    await writeFile(at("inbound", "a.999"), "A");
    await writeFile(at("inbound", ".c.part"), "C");
    await utimes(at("inbound", "b.835"), 1, 1);
    expect(await exchange.list()).toEqual(["b.835", "a.999"]);
    expect(await exchange.fetch("b.835")).toBe("B");
    await exchange.archive("b.835");
    await exchange.archive("b.835");
    expect(await exchange.list()).toEqual(["a.999"]);
    expect(await readFile(at("archive", "b.835"), "utf8")).toBe("B");
  });
  test("a name that leads out of the folder is refused", async () => {
    const exchange = folderClearinghouse(root, "practice-1");
    await expect(exchange.fetch("../secret")).rejects.toThrow("not allowed");
    await expect(exchange.send({ name: "../x", content: "" })).rejects.toThrow("not allowed");
  });
});
