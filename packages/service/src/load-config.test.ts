import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ConfigError, loadConfig } from "./load-config.ts";

const good = {
  service: "billing",
  practices: [
    {
      id: "00000000-0000-7000-8000-000000000001",
      slug: "mission-bay",
      name: "Mission Bay",
      timeZone: "America/Los_Angeles",
    },
  ],
  nats: { url: "nats://127.0.0.1:4222", keys: { own: { keyId: "k", privateKey: "secret" }, trusted: [] } },
  dataDir: "/data",
};
let folder = "";
const before = process.env["PRACTICUM_CONFIG"];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "config-"));
});
afterAll(async () => {
  if (before === undefined) delete process.env["PRACTICUM_CONFIG"];
  else process.env["PRACTICUM_CONFIG"] = before;
  await rm(folder, { recursive: true, force: true });
});
async function load(text: string) {
  const path = join(folder, "config.json");
  await writeFile(path, text);
  process.env["PRACTICUM_CONFIG"] = path;
  return loadConfig();
}
const faultOf = async (change: object) =>
  load(JSON.stringify({ ...good, ...change })).then(
    () => null,
    (thrown: unknown) => (thrown instanceof ConfigError ? thrown.message : thrown),
  );

test("what the launcher says is taken, with what need not be said", async () => {
  expect(await load(JSON.stringify(good))).toEqual({
    ...good,
    practices: [{ ...good.practices[0], demonstration: false, paused: false }],
    poolMax: 8,
    clockAheadMs: 0,
    logLevel: "info",
    checkReplies: false,
    settings: {},
  });
  expect(await load(JSON.stringify({ ...good, http: { port: 0 } }))).toMatchObject({
    http: { host: "127.0.0.1", port: 0 },
  });
});

test("a fault is named by its place, and no value of the file is told", async () => {
  expect(await faultOf({ service: "" })).toMatch(/^the configuration is not valid: service: /);
  const [practice] = good.practices;
  const zone = await faultOf({ practices: [{ ...practice, timeZone: "Nowhere/Secret" }], poolMax: 0 });
  expect(zone).toContain("practices.0.timeZone: not an IANA time zone; poolMax: ");
  expect(zone).not.toContain("Secret");
  for (const wrong of [
    { practices: [] },
    { practices: [{ ...practice, slug: "Mission Bay" }] },
    { practices: [{ ...practice, slug: "x/mission" }] },
    { practices: [{ ...practice, slug: "mission/x" }] },
    { practices: [{ ...practice, name: "" }] },
    { practices: [{ ...practice, databaseUrl: "" }] },
    { poolMax: 101 },
    { http: { port: -1 } },
    { http: { port: 65_536 } },
    { http: { port: 1, host: "" } },
    { nats: { ...good.nats, url: "" } },
    { nats: { ...good.nats, user: "" } },
    { nats: { ...good.nats, keys: { ...good.nats.keys, own: { keyId: "", privateKey: "x" } } } },
    { dataDir: "" },
    { logLevel: "loud" },
    { other: 1 },
  ])
    expect(await faultOf(wrong), JSON.stringify(wrong)).toMatch(/^the configuration is not valid: /);
});

test("a file that is not there, is no JSON, or is not named", async () => {
  await expect(load("{")).rejects.toThrow("the file that PRACTICUM_CONFIG names cannot be read as JSON");
  await expect(load("[]")).rejects.toThrow("(root): ");
  process.env["PRACTICUM_CONFIG"] = join(folder, "gone.json");
  await expect(loadConfig()).rejects.toThrow("cannot be read as JSON");
  for (const nothing of ["", undefined]) {
    if (nothing === undefined) delete process.env["PRACTICUM_CONFIG"];
    else process.env["PRACTICUM_CONFIG"] = nothing;
    await expect(loadConfig()).rejects.toThrow("PRACTICUM_CONFIG names no file: a service is started by the launcher");
    await expect(loadConfig()).rejects.toMatchObject({ name: "ConfigError" });
  }
});
