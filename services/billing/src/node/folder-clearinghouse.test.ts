import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { UnusableFile } from "../exchange/ports/clearinghouse.ts";
import { folderClearinghouse, type FolderOptions } from "./folder-clearinghouse.ts";

describe("BIL-60: a clearinghouse behind folders", () => {
  let root = "";
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), "practicum-clearinghouse-"));
  });
  afterEach(() => rm(root, { recursive: true }));
  const at = (...parts: string[]) => path.join(root, "practice-1", ...parts);
  const open = (options: FolderOptions = {}) => folderClearinghouse(root, "practice-1", { settleMs: 0, ...options });

  test("a file is sent whole, once, even after the other side took it", async () => {
    const exchange = open();
    await exchange.send({ name: "837P-1.x12", content: "ISA~" });
    await exchange.send({ name: "837P-1.x12", content: "ISA~" });
    expect(await readdir(at("outbound"))).toEqual(["837P-1.x12"]);
    expect(await readFile(at("outbound", "837P-1.x12"), "utf8")).toBe("ISA~");
    await rm(at("outbound", "837P-1.x12"));
    await open().send({ name: "837P-1.x12", content: "ISA~" });
    expect(await readdir(at("outbound"))).toEqual([]);
  });
  test("what was sent before there were two archives is not sent again", async () => {
    await mkdir(at("archive"), { recursive: true });
    await writeFile(at("archive", "837P-1.x12"), "ISA~");
    await open().send({ name: "837P-1.x12", content: "ISA~" });
    expect(await readdir(at("outbound"))).toEqual([]);
  });
  test("a file that came in under the name of one of ours does not make it count as sent", async () => {
    const exchange = open();
    await exchange.list();
    await writeFile(at("inbound", "837P-1.x12"), "THEIRS~");
    await writeFile(at("archive", "837P-2.x12"), "THEIRS, BEFORE THERE WERE TWO ARCHIVES~");
    await exchange.list();
    await exchange.archive("837P-1.x12");
    for (const name of ["837P-1.x12", "837P-2.x12"]) {
      await exchange.send({ name, content: "OURS~" });
      expect(await readFile(at("outbound", name), "utf8")).toBe("OURS~");
    }
  });
  test("another file under a name that was sent is refused, not taken for sent", async () => {
    const exchange = open();
    await exchange.send({ name: "837P-1.x12", content: "ISA~" });
    await expect(exchange.send({ name: "837P-1.x12", content: "OTHER~" })).rejects.toThrow("another file");
  });

  test("BIL-63: what waits comes oldest first; hidden and half-written names are left alone", async () => {
    const exchange = open();
    await exchange.list();
    await writeFile(at("inbound", "b.835"), "B");
    await writeFile(at("inbound", "a.999"), "A");
    for (const name of [".c.part", "d.835.part", "e.tmp", "f.835.FILEPART"]) await writeFile(at("inbound", name), "C");
    await utimes(at("inbound", "b.835"), 1, 1);
    expect(await exchange.list()).toEqual(["b.835", "a.999"]);
    expect(await exchange.fetch("b.835")).toBe("B");
    await exchange.archive("b.835");
    await exchange.archive("b.835");
    expect(await exchange.list()).toEqual(["a.999"]);
    expect(await readFile(at("archive", "in", "b.835"), "utf8")).toBe("B");
  });
  test("a name that comes again leaves what came before it in the archive", async () => {
    const exchange = open();
    for (const content of ["ONE", "TWO"]) {
      await exchange.list();
      await writeFile(at("inbound", "era.835"), content);
      await exchange.list();
      await exchange.archive("era.835");
    }
    const kept = (await readdir(at("archive", "in"))).map((name) => readFile(at("archive", "in", name), "utf8"));
    expect((await Promise.all(kept)).toSorted()).toEqual(["ONE", "TWO"]);
  });
  test("BIL-63: a file that is still uploaded is not listed, and is not read where it grows after it was", async () => {
    const exchange = open({ settleMs: 40 });
    const pause = () => new Promise((resolve) => setTimeout(resolve, 60));
    await exchange.list();
    await writeFile(at("inbound", "a.835"), "ISA*");
    expect(await exchange.list()).toEqual([]);
    await pause();
    await appendFile(at("inbound", "a.835"), "00*");
    expect(await exchange.list()).toEqual([]);
    await pause();
    expect(await exchange.list()).toEqual(["a.835"]);
    await appendFile(at("inbound", "a.835"), "~");
    await expect(exchange.fetch("a.835")).rejects.toThrow("has changed");
    await exchange.archive("a.835");
    expect(await readdir(at("inbound"))).toEqual(["a.835"]);
    expect(await exchange.list()).toEqual([]);
    await pause();
    expect(await exchange.list()).toEqual(["a.835"]);
    expect(await exchange.fetch("a.835")).toBe("ISA*00*~");
  });
  test("BIL-63: a link is left alone and told of once; no link is followed", async () => {
    const told: string[] = [];
    const exchange = open({ onLink: (name) => told.push(name) });
    await exchange.list();
    await writeFile(path.join(root, "secret"), "SECRET");
    await symlink(path.join(root, "secret"), at("inbound", "a.835"));
    expect(await exchange.list()).toEqual([]);
    expect(await exchange.list()).toEqual([]);
    expect(told).toEqual(["a.835"]);
    await expect(exchange.fetch("a.835")).rejects.toThrow("ELOOP");
    await symlink(path.join(root, "secret"), at("outbound", ".837P-1.x12.part"));
    await exchange.send({ name: "837P-1.x12", content: "ISA~" });
    expect(await readFile(path.join(root, "secret"), "utf8")).toBe("SECRET");
  });
  test("BIL-62: a file that is too large is not read: its start says what it is", async () => {
    const exchange = open({ bytesMax: 1024 * 1024 });
    await exchange.list();
    await writeFile(at("inbound", "a.835"), "ISA*00");
    await truncate(at("inbound", "a.835"), 5 * 1024 * 1024);
    const failure = await exchange.fetch("a.835").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UnusableFile);
    expect(failure).toMatchObject({ problem: expect.stringContaining("5 MB; at most 1 MB") });
    expect(failure instanceof UnusableFile && failure.start.slice(0, 6)).toBe("ISA*00");
  });
  test("a name that leads out of the folder is refused", async () => {
    const exchange = open();
    await expect(exchange.fetch("../secret")).rejects.toThrow("not allowed");
    await expect(exchange.send({ name: "../x", content: "" })).rejects.toThrow("not allowed");
  });
});
