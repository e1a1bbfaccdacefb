import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect as connectHttp2, type ClientHttp2Session } from "node:http2";
import { request as requestHttps } from "node:https";
import { request as requestHttp } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { testAuthority, type TestAuthority, type TestPair } from "@practicum/testing/certificates";
import { freePort } from "@practicum/tooling/ports";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CertificateKeeper, judgeFiles, type CertificateFiles } from "./certificate.ts";
import { stubGateway, type StubGateway } from "./testing/stub-gateway.ts";

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

let authority: TestAuthority;
let good: TestPair;
let folder = "";
let files: CertificateFiles;
beforeAll(async () => {
  authority = await testAuthority();
  good = await authority.issue({ names: ["localhost"], until: inDays(90) });
  folder = await mkdtemp(join(tmpdir(), "practicum-certificate-"));
  files = { certificateFile: join(folder, "certificate.pem"), keyFile: join(folder, "key.pem") };
});
beforeEach(() => put(good));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function put({ cert, key }: { cert: string; key: string }): Promise<void> {
  await writeFile(files.certificateFile, cert);
  await writeFile(files.keyFile, key);
}

describe("a pair of certificate and key", () => {
  const judged = async (pair: { cert: string; key: string }, hosts = ["localhost"]) => {
    await put(pair);
    const found = await judgeFiles(files, hosts, new Date());
    return found.ok ? found.state : found.why;
  };

  it("GTW-113 is good, ends within 21 days, or has ended", async () => {
    expect(await judged(good)).toBe("ok");
    expect(await judged(await authority.issue({ names: ["localhost"], until: inDays(22) }))).toBe("ok");
    expect(await judged(await authority.issue({ names: ["localhost"], until: inDays(20) }))).toBe("ends-soon");
    const ended = await authority.issue({ names: ["localhost"], from: inDays(-9), until: inDays(-1) });
    expect(await judged(ended)).toBe("ended");
  });

  it("GTW-111 is refused with what is wrong: another's key, another's name, not begun, no PEM, no file", async () => {
    const other = await authority.issue({ names: ["localhost"] });
    expect(await judged({ cert: good.cert, key: other.key })).toContain("of two different pairs");
    expect(await judged(good, ["localhost", "practice.example"])).toBe("the certificate is not for practice.example");
    const early = await authority.issue({ names: ["localhost"], from: inDays(1), until: inDays(9) });
    expect(await judged(early)).toContain("and not before");
    expect(await judged({ cert: "nothing", key: good.key })).toContain("no certificate in PEM");
    expect(await judged({ cert: good.cert, key: "nothing" })).toContain("no private key in PEM");
    await rm(files.keyFile);
    const found = await judgeFiles(files, ["localhost"], new Date());
    expect(found.ok ? "" : found.why).toContain(`${files.keyFile} cannot be read`);
  });

  it("GTW-111 an ended one does not take the place of one that is good for longer; a good one is taken after it", async () => {
    const taken: string[] = [];
    const refused: string[] = [];
    const keeper = await CertificateKeeper.start({
      files,
      hosts: ["localhost"],
      onNew: (pair) => taken.push(pair.cert),
      onRefused: (why) => refused.push(why),
    });
    await put(await authority.issue({ names: ["localhost"], from: inDays(-9), until: inDays(-1) }));
    await keeper.look();
    await keeper.look();
    expect(taken).toEqual([]);
    expect(refused).toHaveLength(1);
    expect(keeper.health()).toMatchObject({ state: "ok", newRefused: true });
    expect(keeper.pair.cert).toBe(good.cert);
    const next = await authority.issue({ names: ["localhost"], until: inDays(60) });
    await put(next);
    await keeper.look();
    expect(taken).toEqual([next.cert]);
    expect(keeper.health()).toMatchObject({ state: "ok", newRefused: false });
    keeper.stop();
  });
});

describe("HTTPS of the gateway's own", () => {
  let stub: StubGateway;
  let origin = "";
  const sessions: ClientHttp2Session[] = [];
  afterEach(async () => {
    for (const session of sessions.splice(0)) session.destroy();
    await stub.stop();
  });

  const start = async (options: Partial<Parameters<typeof stubGateway>[0]> = {}) => {
    const port = await freePort();
    origin = `https://localhost:${port}`;
    stub = await stubGateway({
      port,
      publicOrigins: [origin],
      tls: { ...files, redirectPort: 0, lookMs: 20 },
      ...options,
    });
    await stub.bus.serve("svc.messaging.counters", async () => ({ ok: true, value: {} }));
  };
  const session = () => {
    const opened = connectHttp2(origin, { ca: authority.cert });
    opened.on("error", () => {});
    sessions.push(opened);
    return opened;
  };
  const call = (over: ClientHttp2Session, cookie: string, body = "{}") => {
    const stream = over.request({
      ":path": "/api/trpc/messaging.counters",
      ":method": "POST",
      "content-type": "application/json",
      origin,
      cookie,
    });
    return answerOf(stream.end(body));
  };
  const answerOf = (stream: ReturnType<ClientHttp2Session["request"]>) =>
    new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
      let headers: Record<string, unknown> = {};
      let body = "";
      stream.setEncoding("utf8");
      stream.on("response", (got) => (headers = got));
      stream.on("data", (text: string) => (body += text));
      stream.on("end", () => resolve({ status: Number(headers[":status"] ?? 0), headers, body }));
      stream.on("error", reject);
    });
  const overHttp1 = (path: string, headers: Record<string, string> = {}, body?: string) =>
    new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
      const options = {
        ca: authority.cert,
        servername: "localhost",
        headers,
        agent: false,
        method: body === undefined ? "GET" : "POST",
      };
      const asked = requestHttps(`${origin}${path}`, options, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => (text += part));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      });
      asked.on("error", reject);
      asked.end(body);
    });
  /** The certificate that a new connection is shown. */
  const shown = () =>
    new Promise<string>((resolve, reject) => {
      const { port } = new URL(origin);
      const socket = connectTls({ host: "localhost", port: Number(port), ca: authority.cert, servername: "localhost" });
      socket.once("secureConnect", () => {
        resolve(socket.getPeerX509Certificate()?.toString().trim() ?? "");
        socket.destroy();
      });
      socket.once("error", reject);
    });
  const leafOf = ({ cert }: TestPair) => `${cert.split("-----END CERTIFICATE-----")[0] ?? ""}-----END CERTIFICATE-----`;
  const until = async (check: () => Promise<boolean>) => {
    for (let tries = 0; tries < 400 && !(await check()); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
  };

  it("GTW-110 answers by HTTP/2 and by HTTP/1.1, with HSTS; a cookie, an origin and a host count as ever", async () => {
    await start();
    const cookie = stub.cookieOf(1, 1);
    const newer = await call(session(), cookie);
    expect([newer.status, JSON.parse(newer.body)]).toEqual([200, { result: { data: {} } }]);
    expect(newer.headers["strict-transport-security"]).toContain("max-age=63072000");
    const older = await overHttp1(
      "/api/trpc/messaging.counters",
      { cookie, origin, "content-type": "application/json" },
      "{}",
    );
    expect([older.status, older.headers["strict-transport-security"]]).toEqual([
      200,
      expect.stringContaining("max-age"),
    ]);
    expect((await overHttp1("/api/auth/session", { host: "other.example" })).status).toBe(421);
    const foreign = session().request({ ":path": "/api/auth/session", ":authority": "other.example" });
    expect((await answerOf(foreign)).status).toBe(421);
    const elsewhere = session().request({
      ":path": "/api/trpc/messaging.counters",
      ":method": "POST",
      "content-type": "application/json",
      origin: "https://other.example",
      cookie,
    });
    expect((await answerOf(elsewhere.end("{}"))).status).toBe(403);
  });

  it("GTW-110 forty streams of changes stay open over one connection, and calls are answered beside them", async () => {
    await start();
    const one = session();
    const open: Promise<string>[] = [];
    for (let person = 1; person <= 40; person += 1) {
      const input = encodeURIComponent(JSON.stringify({ staffId: stub.staffIdOf(1, person) }));
      const stream = one.request({
        ":path": `/api/trpc/live.changes?input=${input}`,
        cookie: stub.cookieOf(1, person),
      });
      stream.setEncoding("utf8");
      open.push(new Promise((resolve) => stream.once("data", (text: string) => resolve(text))));
    }
    for (const text of await Promise.all(open)) expect(text).not.toContain("serialized-error");
    expect((await call(one, stub.cookieOf(1, 1))).status).toBe(200);
  });

  it("GTW-110 batches are answered by HTTP/2, and TLS below 1.2 is refused", async () => {
    await start();
    const stream = session().request({
      ":path": "/api/trpc/messaging.counters,messaging.counters?batch=1",
      ":method": "POST",
      "content-type": "application/json",
      origin,
      cookie: stub.cookieOf(1, 1),
    });
    const answer = await answerOf(stream.end('{"0":{},"1":{}}'));
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      200,
      [{ result: { data: {} } }, { result: { data: {} } }],
    ]);
    const old = connectTls({
      host: "localhost",
      port: Number(new URL(origin).port),
      ca: authority.cert,
      minVersion: "TLSv1",
      maxVersion: "TLSv1.1",
      ciphers: "DEFAULT@SECLEVEL=0",
    });
    await expect(
      new Promise((resolve, reject) => old.once("secureConnect", resolve).once("error", reject)),
    ).rejects.toThrow();
  });

  it("GTW-111 a pair that is put in place under load is shown to who comes then; no request is lost and no connection ends", async () => {
    await start();
    const next = await authority.issue({ names: ["localhost"], until: inDays(200) });
    const cookie = stub.cookieOf(1, 1);
    const lasting = session();
    let isOver = false;
    let done = 0;
    const statuses = new Set<number>();
    const work = async (ask: () => Promise<{ status: number }>) => {
      while (!isOver) {
        statuses.add((await ask()).status);
        done += 1;
      }
    };
    const workers = [
      work(() => call(lasting, cookie)),
      work(() => call(lasting, cookie)),
      work(() => overHttp1("/api/auth/session", { cookie })),
    ];
    expect(await shown()).toBe(leafOf(good).trim());
    const before = done;
    // The certificate first: for a moment the files are of two pairs.
    await writeFile(files.certificateFile, next.cert);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await shown()).toBe(leafOf(good).trim());
    expect(JSON.parse((await overHttp1("/health")).body)).toMatchObject({ certificate: { newRefused: true } });
    await writeFile(files.keyFile, next.key);
    await until(async () => (await shown()) === leafOf(next).trim());
    expect(await shown()).toBe(leafOf(next).trim());
    const after = done;
    await until(async () => done > after + 20);
    isOver = true;
    await Promise.all(workers);
    expect([...statuses]).toEqual([200]);
    expect(done).toBeGreaterThan(before + 20);
    expect(lasting.closed).toBe(false);
    expect(stub.logged.filter((line) => line.includes("certificate-taken"))).toHaveLength(1);
    expect(stub.logged.join("\n")).not.toContain(folder);
  });

  it("GTW-112 one that has ended is served at the start, and health says so; one that cannot be served opens no door", async () => {
    await put(await authority.issue({ names: ["localhost"], from: inDays(-9), until: inDays(-1) }));
    await start();
    const { port } = new URL(origin);
    const error = await new Promise<string>((resolve) => {
      connectTls({ host: "localhost", port: Number(port), ca: authority.cert }).once("error", (failed) =>
        resolve("code" in failed ? String(failed.code) : failed.message),
      );
    });
    expect(error).toBe("CERT_HAS_EXPIRED");
    const health = await new Promise<string>((resolve, reject) => {
      const asked = requestHttps(`${origin}/health`, { rejectUnauthorized: false, agent: false }, (response) => {
        let text = "";
        response.on("data", (part: Buffer) => (text += part.toString())).on("end", () => resolve(text));
      });
      asked.on("error", reject).end();
    });
    expect(JSON.parse(health)).toMatchObject({ certificate: { state: "ended", newRefused: false } });
    await writeFile(files.keyFile, good.key);
    await expect(stubGateway({ publicOrigins: [origin], tls: files })).rejects.toThrow("of two different pairs");
  });

  it("GTW-114 the plain port sends on who reads, to our own name alone, and refuses what would send something", async () => {
    await start();
    const ask = (method: string, host: string, path = "/schedule?day=1") =>
      new Promise<{ status: number; location: string | undefined }>((resolve, reject) => {
        const at = {
          host: "127.0.0.1",
          port: stub.gateway.redirectPort,
          method,
          path,
          headers: { host },
          agent: false,
        };
        const asked = requestHttp(at, (response) => {
          response.resume();
          resolve({ status: response.statusCode ?? 0, location: response.headers.location });
        });
        asked.on("error", reject).end();
      });
    expect(await ask("GET", "localhost")).toEqual({ status: 308, location: `${origin}/schedule?day=1` });
    expect(await ask("GET", "localhost:8080")).toEqual({ status: 308, location: `${origin}/schedule?day=1` });
    expect(await ask("GET", "other.example")).toEqual({ status: 421, location: undefined });
    expect(await ask("POST", "localhost")).toEqual({ status: 403, location: undefined });
    expect(await ask("GET", "localhost", "//other.example/")).toEqual({
      status: 308,
      location: `${origin}//other.example/`,
    });
  });

  it("GTW-115 half a body over HTTP/2 ends its own request alone; a connection that asks for nothing is let go", async () => {
    await start({ timeouts: { headersMs: 300, requestMs: 400, checkMs: 50 } });
    const silent = session();
    const gone = new Promise<void>((resolve) => silent.once("close", () => resolve()));
    const raw = connectTls({ host: "localhost", port: Number(new URL(origin).port), ca: authority.cert });
    raw.on("error", () => {});
    const rawGone = new Promise<void>((resolve) => raw.once("close", () => resolve()).resume());
    const one = session();
    const half = one.request({
      ":path": "/api/trpc/messaging.counters",
      ":method": "POST",
      "content-type": "application/json",
      origin,
      cookie: stub.cookieOf(1, 1),
    });
    half.write("{");
    half.on("error", () => {});
    await new Promise<void>((resolve) => half.once("close", () => resolve()));
    expect(half.rstCode).not.toBe(0);
    expect((await call(one, stub.cookieOf(1, 1))).status).toBe(200);
    await Promise.all([gone, rawGone]);
  });

  it("GTW-42 a body that is too long is refused over HTTP/2 too, and the connection goes on", async () => {
    await start();
    const one = session();
    const answer = await call(one, stub.cookieOf(1, 1), JSON.stringify({ much: "x".repeat(300_000) })).catch(
      (error: unknown) => error,
    );
    expect(answer).toMatchObject({ status: 413 });
    expect((await call(one, stub.cookieOf(1, 1))).status).toBe(200);
  });

  it("GTW-48 connections over TLS are counted: whose requests are being answered is not closed for a new one", async () => {
    await start({ sockets: { perAddress: 3, total: 40 } });
    const busy = session();
    const input = encodeURIComponent(JSON.stringify({ staffId: stub.staffIdOf(1, 1) }));
    const live = busy.request({ ":path": `/api/trpc/live.changes?input=${input}`, cookie: stub.cookieOf(1, 1) });
    await new Promise<void>((resolve) => live.once("data", () => resolve()));
    for (let at = 0; at < 6; at += 1) expect((await call(session(), stub.cookieOf(1, 2))).status).toBe(200);
    expect(busy.closed || busy.destroyed).toBe(false);
    expect(sessions.filter((one) => !one.closed && !one.destroyed).length).toBeLessThanOrEqual(4);
  });
});
