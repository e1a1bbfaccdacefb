import { beforeEach, expect, test } from "vitest";
import {
  closeVault,
  drop,
  dropEverything,
  dropStale,
  dropTabDrafts,
  keep,
  openVault,
  readKept,
  settled,
  watchOtherTabs,
  type DraftKey,
} from "./draft-vault.ts";

const keyOf = (fill: number, week = 10): DraftKey => ({
  week,
  key: btoa(String.fromCharCode(fill).repeat(32)),
});
const chen = [keyOf(1), keyOf(2, 9)];
const alvarez = [keyOf(3), keyOf(4, 9)];
const MARKER = "HIV positive";
const name = "note:e1:hpi";

/** All that lies in this browser, as text. */
const stored = () => [localStorage, sessionStorage].map((one) => JSON.stringify({ ...one })).join("\n");

beforeEach(async () => {
  await closeVault();
  dropEverything();
  localStorage.clear();
  sessionStorage.clear();
});

test("CHT-119 what is typed lies in the browser encrypted, with nothing that tells what or of whom", async () => {
  await openVault("chen", chen);
  keep(name, MARKER, "browser");
  keep("form:registration:Lopez:Maria", MARKER, "tab");
  await settled();
  expect(localStorage).toHaveLength(1);
  expect(sessionStorage).toHaveLength(1);
  for (const word of [MARKER, "HIV", "Lopez", "note:e1", chen[0]?.key ?? "", btoa(MARKER).slice(0, 8)])
    expect(stored()).not.toContain(word);
});

test("CHT-119 keys that come after the screens say that there is more than they know; what was typed meanwhile stays", async () => {
  await openVault("chen", chen);
  keep(name, "of yesterday", "browser");
  keep("form:x", "of yesterday", "tab");
  await settled();
  await closeVault();
  expect(await openVault("chen", [])).toBe(false);
  keep(name, "of today", "browser");
  expect(await openVault("chen", chen)).toBe(true);
  expect([readKept(name), readKept("form:x")]).toEqual(["of today", "of yesterday"]);
  expect(await openVault("chen", chen)).toBe(false);
});

test("CHT-119 after a crash the same person has it back, word by word; another person has nothing", async () => {
  await openVault("chen", chen);
  for (const text of ["a", "ab", "abc"]) keep(name, text, "browser");
  keep("form:x", "half", "tab");
  await settled();
  await closeVault();
  expect(readKept(name)).toBeNull();
  await openVault("alvarez", alvarez);
  for (const kept of [name, "form:x"]) expect(readKept(kept)).toBeNull();
  // The tab's form was of a session that is over.
  expect(sessionStorage).toHaveLength(0);
  await closeVault();
  await openVault("chen", chen);
  expect(readKept(name)).toBe("abc");
});

test("CHT-119 another person's keys under one's own name open nothing, and a changed letter is not taken", async () => {
  await openVault("chen", chen);
  keep(name, MARKER, "browser");
  await settled();
  await closeVault();
  const [slot = "", kept = ""] = Object.entries({ ...localStorage })[0] ?? [];
  await openVault("chen", alvarez);
  expect(readKept(name)).toBeNull();
  await closeVault();
  const { data, ...rest } = JSON.parse(kept);
  localStorage.setItem(slot, JSON.stringify({ ...rest, data: `${data[0] === "A" ? "B" : "A"}${data.slice(1)}` }));
  await openVault("chen", chen);
  expect(readKept(name)).toBeNull();
});

test("CHT-119 a draft of last week is read, and kept on with this week's key", async () => {
  await openVault("chen", [keyOf(2, 9)]);
  keep(name, "last week", "browser");
  await settled();
  await closeVault();
  await openVault("chen", chen);
  expect(readKept(name)).toBe("last week");
  keep(name, "this week", "browser");
  await settled();
  await closeVault();
  await openVault("chen", [keyOf(1)]);
  expect(readKept(name)).toBe("this week");
});

test("CHT-120 drafts are dropped after a week, also of who never comes back", async () => {
  await openVault("chen", chen);
  keep(name, "x", "browser");
  await settled();
  dropStale(Date.now() + 6 * 86_400_000);
  expect(localStorage).toHaveLength(1);
  dropStale(Date.now() + 8 * 86_400_000);
  expect(localStorage).toHaveLength(0);
});

test("CHT-119 what is dropped while it is encrypted does not come back", async () => {
  await openVault("chen", chen);
  keep(name, "x", "browser");
  drop(name);
  await settled();
  expect(localStorage).toHaveLength(0);
  keep("form:x", "half", "tab");
  dropTabDrafts();
  await settled();
  expect(sessionStorage).toHaveLength(0);
});

test("CHT-119 without keys nothing is kept in the browser, and what was typed is kept as soon as they come", async () => {
  await openVault("chen", []);
  keep(name, "typed", "browser");
  await settled();
  expect(localStorage).toHaveLength(0);
  await openVault("chen", chen);
  await settled();
  expect(readKept(name)).toBe("typed");
  expect(localStorage).toHaveLength(1);
});

test("CHT-119 what an earlier version left readable is taken over, and others' is removed", async () => {
  localStorage.setItem("practicum.note:chen:e1:hpi", MARKER);
  localStorage.setItem("practicum.note:alvarez:e2:hpi", MARKER);
  await openVault("chen", chen);
  await settled();
  expect(readKept(name)).toBe(MARKER);
  expect(stored()).not.toContain(MARKER);
});

test("CHT-119 another tab's draft is heard of, and its end", async () => {
  const unwatch = watchOtherTabs();
  await openVault("chen", chen);
  keep(name, "theirs", "browser");
  await settled();
  const [slot = "", kept = ""] = Object.entries({ ...localStorage })[0] ?? [];
  drop(name);
  const told = (newValue: string | null) =>
    dispatchEvent(new StorageEvent("storage", { key: slot, newValue, storageArea: localStorage }));
  told(kept);
  await expect.poll(() => readKept(name)).toBe("theirs");
  told(null);
  expect(readKept(name)).toBeNull();
  unwatch();
});
