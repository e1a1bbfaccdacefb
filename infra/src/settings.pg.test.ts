import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@practicum/testing/postgres";
import { freePort } from "@practicum/tooling/ports";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { explanation } from "../cli/config.ts";
import { checkBroker, checkDatabase } from "./check-servers.ts";
import { cookiesAreSecure } from "./settings-faults.ts";
import { loadSettings } from "./settings.ts";

const NAMES = ["DATABASE_URL", "NATS_URL", "PRACTICUM_PORT"] as const;
const before = NAMES.map((name) => [name, process.env[name]] as const);
let folder = "";
let file = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "practicum-settings-"));
  file = join(folder, "practicum.json");
});
beforeEach(() => {
  for (const name of NAMES) delete process.env[name];
});
afterAll(async () => {
  for (const [name, value] of before) if (value !== undefined) process.env[name] = value;
  await rm(folder, { recursive: true, force: true });
});

const load = async (content: unknown) => {
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  return loadSettings(file);
};

describe("the settings", () => {
  it("need no file, and the variables of the README go before it", async () => {
    expect(loadSettings(join(folder, "none.json")).web).toMatchObject({ listen: "127.0.0.1", port: 3000 });
    Object.assign(process.env, { PRACTICUM_PORT: "3104", NATS_URL: "memory" });
    expect(await load({ web: { port: 80 }, broker: { url: "nats://broker:4222" } })).toMatchObject({
      web: { port: 3104 },
      broker: { url: "memory" },
    });
  });

  it("take a password from a file", async () => {
    await writeFile(join(folder, "password"), "p@ss/word\n");
    const database = { url: "postgresql://practicum@db.example:5432/postgres", passwordFile: join(folder, "password") };
    expect((await load({ database })).database.url).toBe(
      "postgresql://practicum:p%40ss%2Fword@db.example:5432/postgres",
    );
    await expect(load({ database: { ...database, passwordFile: join(folder, "nowhere") } })).rejects.toThrow(
      "database.passwordFile",
    );
  });

  it("put it behind a name: cookies are for https alone then", async () => {
    const settings = await load({
      web: { listen: "0.0.0.0", publicOrigins: ["https://practice.example"], trustedProxies: 1 },
    });
    expect(cookiesAreSecure(settings)).toBe(true);
    expect(cookiesAreSecure(await load({}))).toBe(false);
  });

  it.each([
    [{ web: { prot: 3000 } }, "prot"],
    [{ web: { port: "three" } }, "web.port"],
    [{ web: { listen: "0.0.0.0" } }, "web.publicOrigins: name the addresses that people type"],
    [{ web: { publicOrigins: ["https://practice.example/app"] } }, "Write https://practice.example."],
    [{ web: { publicOrigins: ["http://practice.example"] } }, "in clear over the network"],
    [
      { database: { url: "mysql://db:s3cret@host/x" } },
      "database.url (DATABASE_URL): an address of mysql:// is of something else",
    ],
    [{ database: { url: "s3cret" } }, "database.url (DATABASE_URL): this is no address"],
    [{ broker: { url: "http://host" } }, "broker.url (NATS_URL)"],
    ["{ not json", "is not JSON"],
  ])("say what is wrong with %j", async (content, words) => {
    const said = await load(content).then(
      () => "nothing",
      (error: unknown) => String(error),
    );
    expect(said).toContain(words);
    expect(said).not.toContain("s3cret");
  });

  it("a port that is no number is noticed, wherever it comes from", () => {
    process.env["PRACTICUM_PORT"] = "31o4";
    expect(() => loadSettings(join(folder, "none.json"))).toThrow("web.port");
  });

  it("are explained, each of them", () => {
    const lines = explanation().split("\n");
    expect(lines).toContain("web.port (3000)");
    expect(lines.filter((line) => line.trim() === "").length).toBe(1);
  });
});

describe("a server that is named", () => {
  const words = (work: Promise<unknown>) =>
    work.then(
      () => "nothing",
      (error: unknown) => (error instanceof Error ? error.message : "no Error"),
    );

  it("PostgreSQL: a wrong password, no such database, a version that is too old, nobody there, no such machine", async () => {
    const { url } = await startPostgres();
    const changed = (change: (url: URL) => void) => {
      const other = new URL(url);
      change(other);
      return other.href;
    };
    expect(await checkDatabase(url)).toMatch(/^18/);
    const wrong = await words(checkDatabase(changed((other) => (other.password = "wr0ng"))));
    expect(wrong).toContain("refuses the user postgres: the password is wrong");
    expect(wrong).not.toContain("wr0ng");
    expect(await words(checkDatabase(changed((other) => (other.pathname = "/nowhere"))))).toContain(
      'no database "nowhere"',
    );
    expect(await words(checkDatabase(url, 990_000))).toMatch(
      /PostgreSQL 18\S* at \S+ is too old: Practicum needs 99 or newer/,
    );
    const port = await freePort();
    expect(await words(checkDatabase(`postgresql://a:b@127.0.0.1:${port}/x`))).toContain("nobody listens there");
    expect(await words(checkDatabase("postgresql://a:b@no-such-machine.invalid/x"))).toContain(
      "no machine has that name",
    );
  }, 120_000);

  it("NATS: nobody there, and a port of something else", async () => {
    const port = await freePort();
    expect(await words(checkBroker(`nats://127.0.0.1:${port}`))).toContain("nobody listens there");
    const other = createServer((socket) => socket.end("220 mail\r\n"));
    await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
    expect(await words(checkBroker(`nats://127.0.0.1:${port}`))).toContain(`NATS at 127.0.0.1:${port}`);
    other.close();
  }, 60_000);
});
