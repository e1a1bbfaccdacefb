import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { folderInbox } from "./folder-inbox.ts";

const practice = {
  id: "00000000-0000-4000-8000-000000000001",
  slug: "bay",
  name: "Bay Family Practice",
  timeZone: "America/Los_Angeles",
} as const;
const folder = mkdtempSync(join(tmpdir(), "inbox-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("MSG-125: what a text gateway puts down is read in order, taken in once, and what can't be read is put aside", async () => {
  const inbox = folderInbox(folder);
  expect(await inbox.waiting(practice)).toEqual([]);
  const own = join(folder, "bay", "inbox");
  mkdirSync(own, { recursive: true });
  const put = (name: string, text: string) => writeFileSync(join(own, name), text);
  put("b.json", JSON.stringify({ from: "+16195550101", text: "no" }));
  put("a.json", JSON.stringify({ from: "+16195550101", text: "yes" }));
  put("c.json", "{ half a fi");
  put("d.json.part", "{}");
  const waiting = await inbox.waiting(practice);
  expect(waiting.map((one) => `${one.key} ${one.text}`)).toEqual(["a yes", "b no"]);
  await inbox.taken(practice, "a");
  expect((await inbox.waiting(practice)).map((one) => one.key)).toEqual(["b"]);
  expect([readdirSync(join(own, "done")), readdirSync(join(own, "unreadable"))]).toEqual([["a.json"], ["c.json"]]);
});
