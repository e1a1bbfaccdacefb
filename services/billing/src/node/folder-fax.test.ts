import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folderFax } from "./folder-fax.ts";

let root = "";
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "fax-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

test("BIL-185: a fax is its pages and an order with the number; given again it is not sent twice", async () => {
  const line = folderFax(root, "practice");
  const pdf = Buffer.from("%PDF-1.7 pages").toString("base64");
  const outbound = path.join(root, "practice", "fax", "outbound");
  const fax = { name: "letter-1", to: "6195550199", pdf };
  await line.send(fax);
  expect((await readdir(outbound)).toSorted()).toEqual(["letter-1.json", "letter-1.pdf"]);
  expect(await readFile(path.join(outbound, "letter-1.pdf"), "utf8")).toBe("%PDF-1.7 pages");
  expect(JSON.parse(await readFile(path.join(outbound, "letter-1.json"), "utf8"))).toEqual({
    to: "6195550199",
    pages: "letter-1.pdf",
  });
  // The server has taken both.
  for (const name of await readdir(outbound)) await rm(path.join(outbound, name));
  await line.send(fax);
  expect(await readdir(outbound)).toEqual([]);
});
