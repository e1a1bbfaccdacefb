import { expect, test } from "vitest";
import { defaultGate, FairGate } from "./fair-gate.ts";

/** Work that goes on until it is let go, and what has begun, in order. */
function works(gate: FairGate) {
  const begun: string[] = [];
  const open: (() => void)[] = [];
  const ask = (practice: string, person: string) =>
    gate.run({ practice, person }, async () => {
      begun.push(`${practice}/${person}`);
      await new Promise<void>((resolve) => open.push(resolve));
      return "done";
    });
  const end = async (count: number) => {
    for (let at = 0; at < count; at += 1) {
      open.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { begun, ask, end };
}

const small = { ...defaultGate, running: 4, runningOfPractice: 3, runningOfPerson: 2, waitingOfPerson: 50 };

test("GTW-45 one person who asks for a hundred things leaves places to others, and theirs come in turn", async () => {
  const { begun, ask, end } = works(new FairGate(small));
  const flood = Array.from({ length: 40 }, () => ask("north", "flood"));
  expect(begun).toEqual(["north/flood", "north/flood"]);
  // Another of the same practice goes on at once, and so does one of another practice.
  void ask("north", "ana");
  void ask("south", "bo");
  expect(begun.slice(2)).toEqual(["north/ana", "south/bo"]);
  // Now all places are taken: what comes goes by turns of practices, then of persons, not by who came first.
  for (let at = 0; at < 3; at += 1) void ask("north", "ana");
  for (let at = 0; at < 3; at += 1) void ask("south", "bo");
  await end(6);
  expect(begun.slice(4, 10).filter((who) => who === "south/bo").length).toBeGreaterThanOrEqual(2);
  expect(begun.slice(4, 10)).toContain("north/ana");
  await end(80);
  expect(await Promise.all(flood)).toEqual(flood.map(() => "done"));
  expect(begun.length).toBe(48);
});

test("GTW-46 beyond what may wait it is turned away at once, and only who waits too much", async () => {
  const { ask, end } = works(new FairGate({ ...small, waitingOfPerson: 5 }));
  const flood = Array.from({ length: 20 }, () => ask("north", "flood"));
  const other = ask("north", "ana");
  await end(40);
  const answers = await Promise.all(flood);
  expect(answers.filter((answer) => answer === null)).toHaveLength(13);
  expect(answers.slice(0, 7)).toEqual(Array(7).fill("done"));
  expect(await other).toBe("done");
});

test("GTW-46 what would wait too long is turned away, and leaves nothing behind", async () => {
  const gate = new FairGate({ ...small, running: 1, waitMs: 5 });
  const { ask, end } = works(gate);
  const first = ask("north", "ana");
  expect(await ask("north", "bo")).toBeNull();
  await end(1);
  expect(await first).toBe("done");
  expect(gate.crowded).toBe(false);
  const next = ask("north", "bo");
  await end(1);
  expect(await next).toBe("done");
});

test("GTW-47 it is crowded while something waits", async () => {
  const gate = new FairGate(small);
  const { ask, end } = works(gate);
  void ask("north", "ana");
  expect(gate.crowded).toBe(false);
  void ask("north", "ana");
  void ask("north", "ana");
  expect(gate.crowded).toBe(true);
  await end(3);
  expect(gate.crowded).toBe(false);
});
