import { spawn } from "node:child_process";
import { alive, sleep } from "@practicum/tooling/child";
import { expect, it } from "vitest";
import { supervise } from "./supervise.ts";

const sleeper = () => spawn("sleep", ["600"], { stdio: "ignore" });

async function until(holds: () => boolean): Promise<void> {
  for (let waitedMs = 0; !holds() && waitedMs < 20_000; waitedMs += 10) await sleep(10);
  expect(holds()).toBe(true);
}

it("starts again what was killed, and says so", async () => {
  const said: string[] = [];
  const pids: (number | undefined)[] = [];
  const supervised = await supervise({
    name: "sleeper",
    start: async () => sleeper(),
    onChange: (message) => {
      said.push(message);
      // Whoever hears of it looks up who runs now.
      pids.push(supervised.pid);
    },
  });
  const first = supervised.pid ?? 0;
  process.kill(first, "SIGKILL");
  await until(() => supervised.pid !== undefined && supervised.pid !== first);
  expect(said).toEqual(["sleeper ended (signal SIGKILL); starting it again", "sleeper is back"]);
  const second = supervised.pid ?? 0;
  expect(pids).toEqual([undefined, second]);
  await supervised.stop();
  expect(alive(second)).toBe(false);
});

it("goes on trying when a start fails, and stops when told to", async () => {
  let starts = 0;
  const said: string[] = [];
  const supervised = await supervise({
    name: "sleeper",
    onChange: (message) => said.push(message),
    start: async () => {
      starts++;
      if (starts === 2) throw new Error("no room");
      return sleeper();
    },
  });
  process.kill(supervised.pid ?? 0, "SIGKILL");
  await until(() => starts === 3 && supervised.pid !== undefined);
  expect(said).toContain("sleeper did not start (attempt 1): no room");
  await supervised.stop();
  expect(supervised.pid).toBeUndefined();
  expect(starts).toBe(3);
});

it("fails when the first start fails: then somebody is looking", async () => {
  const start = () => Promise.reject(new Error("no such program"));
  await expect(supervise({ name: "x", start, onChange: () => {} })).rejects.toThrow("no such program");
});
