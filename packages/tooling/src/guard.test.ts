import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { alive, gone, sleep } from "./child.ts";

/** A program that starts a long sleep under guard and tells its process id. */
const PARENT = `
import { spawn } from "node:child_process";
import { guard } from ${JSON.stringify(new URL("guard.ts", import.meta.url).href)};
const child = spawn("sleep", ["600"], { detached: true, stdio: "ignore" });
guard(child);
console.log(child.pid);
setInterval(() => {}, 1000);
`;

it.skipIf(process.platform === "win32")(
  "ends a child when its parent is killed",
  async () => {
    const parent = spawn(process.execPath, ["--input-type=module", "-e", PARENT], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const pid = await new Promise<number>((resolve) => {
      createInterface({ input: parent.stdout }).once("line", (line) => resolve(Number(line)));
    });
    expect(alive(pid)).toBe(true);
    parent.kill("SIGKILL");
    await gone(parent);
    for (let waitedMs = 0; alive(pid) && waitedMs < 20_000; waitedMs += 20) await sleep(20);
    expect(alive(pid)).toBe(false);
  },
  60_000,
);
