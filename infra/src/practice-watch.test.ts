import { expect, test } from "vitest";
import { PracticeProfiles } from "./practice-watch.ts";
import type { PracticeEntry } from "./practices.ts";

const entryOf = (id: string): PracticeEntry => ({ id, slug: id, name: "Old", timeZone: "UTC", database: id });

/** What was asked and which connections stand. */
function watched() {
  const asked: string[] = [];
  const open = new Set<string>();
  const profiles = new PracticeProfiles(({ id }) => {
    open.add(id);
    return {
      progress: async () => {
        asked.push(id);
        return { profile: { name: `${id} now`, timeZone: "America/Denver" }, founded: true };
      },
      close: async () => void open.delete(id),
    };
  });
  return { profiles, asked, open };
}

test("SVC-69 the profiles of a few practices are asked at each look, over connections that stay until the end", async () => {
  const { profiles, asked, open } = watched();
  const few = ["a", "b"].map(entryOf);
  for (let look = 0; look < 3; look += 1) expect([...(await profiles.look(few)).keys()].toSorted()).toEqual(["a", "b"]);
  expect(asked.toSorted()).toEqual(["a", "a", "a", "b", "b", "b"]);
  expect([...open]).toEqual(["a", "b"]);
  await profiles.close();
  expect([...open]).toEqual([]);
});

test("SVC-69 of many a few are asked at each look, all in turn, and no connection stays", async () => {
  const { profiles, asked, open } = watched();
  const many = ["a", "b", "c", "d", "e", "f"].map(entryOf);
  const first = await profiles.look(many);
  expect([...first.keys()]).toEqual(["a", "b", "c", "d"]);
  expect(first.get("a")).toEqual({ name: "a now", timeZone: "America/Denver" });
  await profiles.look(many);
  await profiles.look(many);
  expect(asked).toEqual(["a", "b", "c", "d", "e", "f", "a", "b", "c", "d", "e", "f"]);
  expect([...open]).toEqual([]);
  expect((await profiles.look([])).size).toBe(0);
});
