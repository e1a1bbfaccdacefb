import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectNats } from "@practicum/bus/nats";
import { openPg } from "@practicum/db/pg";
import { testAuthority, type TestAuthority } from "@practicum/testing/certificates";
import { startNats, type TestNats } from "@practicum/testing/nats";
import { startPrivatePostgres, type PrivatePostgres } from "@practicum/testing/postgres";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkBroker, checkDatabase } from "./check-servers.ts";
import { loadSettings } from "./settings.ts";

let folder = "";
let authority: TestAuthority;
let postgres: PrivatePostgres;
let plain: PrivatePostgres;
const NAMES = ["DATABASE_URL", "NATS_URL"] as const;
const before = NAMES.map((name) => [name, process.env[name]] as const);

beforeAll(async () => {
  for (const name of NAMES) delete process.env[name];
  folder = await mkdtemp(join(tmpdir(), "practicum-tls-"));
  authority = await testAuthority();
  await writeFile(join(folder, "authority.pem"), authority.cert);
  await writeFile(join(folder, "other.pem"), (await testAuthority()).cert);
  const tls = await authority.issue({ names: ["localhost"] });
  [postgres, plain] = await Promise.all([startPrivatePostgres({ tls }), startPrivatePostgres()]);
});
afterAll(async () => {
  for (const [name, value] of before) if (value !== undefined) process.env[name] = value;
  await Promise.all([postgres.stop(), plain.stop()]);
  await rm(folder, { recursive: true, force: true });
});

const load = async (content: unknown) => {
  const file = join(folder, "practicum.json");
  await writeFile(file, JSON.stringify(content));
  return loadSettings(file);
};
const words = (work: Promise<unknown>) =>
  work.then(
    () => "nothing",
    (error: unknown) => (error instanceof Error ? error.message : "no Error"),
  );

describe("PostgreSQL by TLS", () => {
  const addressOf = async (server: PrivatePostgres, host: string, ca: string) => {
    const url = `postgresql://postgres:test@${host}:${server.port}/postgres`;
    const { database } = await load({ database: { url, tls: "verify", caFile: join(folder, ca) } });
    return database.url ?? "";
  };

  it("SVC-37 a service's transactions go by TLS, several statements at once and long ones too", async () => {
    const url = await addressOf(postgres, "localhost", "authority.pem");
    expect(await checkDatabase(url)).toMatch(/^18/);
    const db = openPg<object>({ url, schema: "public" });
    const row = await db.transact(async (tx) => {
      const [first] = await Promise.all([
        sql<{ version: string | null }>`select version from pg_stat_ssl where pid = pg_backend_pid()`.execute(tx),
        sql`select 1`.execute(tx),
        sql`select repeat('x', 200000)`.execute(tx),
      ]);
      return first.rows[0];
    });
    await db.close();
    expect(row?.version).toMatch(/^TLSv1\.[23]$/);
  });

  it("SVC-37 a server without TLS, of another authority or of another name is refused, with what to do", async () => {
    expect(await words(checkDatabase(await addressOf(plain, "localhost", "authority.pem")))).toContain("speaks no TLS");
    const foreign = await words(checkDatabase(await addressOf(postgres, "localhost", "other.pem")));
    expect(foreign).toContain("database.caFile");
    expect(await words(checkDatabase(await addressOf(postgres, "127.0.0.1", "authority.pem")))).toContain(
      "for another name",
    );
    const db = openPg<object>({ url: await addressOf(plain, "localhost", "authority.pem"), schema: "public" });
    await expect(db.transact(async (tx) => sql`select 1`.execute(tx))).rejects.toThrow();
    await db.close();
  });
});

describe("NATS by TLS", () => {
  const servers: TestNats[] = [];
  afterAll(async () => {
    for (const server of servers) await server.stop();
  });
  const start = async (names: readonly string[] | undefined, until?: Date) => {
    let configText = "";
    if (names !== undefined) {
      const issued = await authority.issue({ names, ...(until === undefined ? {} : { until, from: new Date(0) }) });
      const [cert, key] = ["nats.pem", "nats-key.pem"].map((file) => join(folder, file));
      await writeFile(cert ?? "", issued.cert);
      await writeFile(key ?? "", issued.key, { mode: 0o600 });
      configText = `tls { cert_file: ${JSON.stringify(cert)}, key_file: ${JSON.stringify(key)} }`;
    }
    const server = await startNats({ configText });
    servers.push(server);
    return server;
  };
  const brokerOf = async ({ port }: TestNats, ca: string) => {
    const url = `nats://localhost:${port}`;
    return (await load({ broker: { url, tls: "verify", caFile: join(folder, ca) } })).broker;
  };

  it("SVC-37 requests go by TLS; a plain server, another authority, another name and an ended certificate are refused", async () => {
    const server = await start(["localhost"]);
    const broker = await brokerOf(server, "authority.pem");
    await checkBroker(broker.url ?? "", broker);
    const bus = await connectNats({
      url: `nats://localhost:${server.port}`,
      name: "billing",
      tls: { caFile: broker.caFile },
    });
    await bus.serve("svc.billing.test", async (message) => message);
    expect(await bus.request("svc.billing.test", { a: 1 }, { timeoutMs: 2000 })).toEqual({ ok: true, value: { a: 1 } });
    await bus.close();
    const other = await brokerOf(server, "other.pem");
    expect(await words(checkBroker(other.url ?? "", other))).toContain("broker.caFile");
    const open = await brokerOf(await start(undefined), "authority.pem");
    expect(await words(checkBroker(open.url ?? "", open))).toContain("speaks no TLS");
    const named = await brokerOf(await start(["nats.example"]), "authority.pem");
    expect(await words(checkBroker(named.url ?? "", named))).toContain("for another name");
    const ended = await brokerOf(await start(["localhost"], new Date(Date.now() - 86_400_000)), "authority.pem");
    expect(await words(checkBroker(ended.url ?? "", ended))).toContain("has ended");
  }, 60_000);
});

describe("settings of TLS", () => {
  it.each([
    [{ web: { certificateFile: "a.pem" } }, "one is no use without the other"],
    [{ web: { certificateFile: "a.pem", keyFile: "b.pem" } }, "all of it https"],
    [{ web: { redirectPort: 80 } }, "nothing to send people on to"],
    [{ database: { tls: "verify" } }, "name that in database.url"],
    [{ broker: { url: "nats://h:1", caFile: "a.pem" } }, 'broker.tls "verify"'],
    [{ broker: { url: "nats://h:1", tls: "verify", caFile: "/nowhere.pem" } }, "no certificate of an authority"],
  ])("SVC-37 %j is refused with what to write", async (content, said) => {
    expect(await words(load(content))).toContain(said);
  });
});
