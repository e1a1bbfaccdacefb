import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MemoryBus } from "@practicum/bus/memory";
import { afterAll, beforeAll, expect, it } from "vitest";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "practicum-door-"));
  // Everything asks for it while it is loaded.
  process.env["PRACTICUM_DATA_DIR"] = folder;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it("the command line reaches services that share one process, as the operator, and only with the word of the file", async () => {
  const { openOperatorDoor, throughOperatorDoor } = await import("./operator-door.ts");
  const bus = new MemoryBus();
  await bus.serve("svc.identity.opsStatus", async (message, { signer }) => ({ message, signer }));
  const door = await openOperatorDoor(bus.askingAs({ signer: "operator" }));
  const ask = async () =>
    (await throughOperatorDoor()).request("svc.identity.opsStatus", { n: 1 }, { timeoutMs: 5000 });
  expect(await ask()).toEqual({ ok: true, value: { message: { n: 1 }, signer: "operator" } });
  const file = join(folder, "run", "operator.json");
  expect((await stat(file)).mode & 0o077).toBe(0);
  const kept: { port: number; token: string } = JSON.parse(await readFile(file, "utf8"));
  await writeFile(file, JSON.stringify({ ...kept, token: "another" }));
  expect(await ask()).toEqual({ ok: false, error: "closed" });
  await door.stop();
  expect(await ask()).toEqual({ ok: false, error: "no-responder" });
});
