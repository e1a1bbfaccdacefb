import { connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { stubGateway, type StubGateway } from "./testing/stub-gateway.ts";
import { codeOf, TestBrowser } from "./testing/test-browser.ts";

let stub: StubGateway;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await stub.stop();
});

/** On Linux all of 127.0.0.0/8 is this machine, so one machine can come from two addresses. */
function open(localAddress: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port: stub.gateway.port, localAddress });
    sockets.push(socket);
    socket.on("error", reject);
    socket.once("connect", () => resolve(socket));
  });
}

const openNow = () => sockets.filter((socket) => !socket.destroyed && !socket.readableEnded).length;
const ended = (socket: Socket) => new Promise<void>((resolve) => socket.once("close", () => resolve()).resume());

test.skipIf(process.platform !== "linux")(
  "GTW-48 thousands of idle connections from one address keep nobody else out, nor who works from that address",
  async () => {
    stub = await stubGateway();
    await stub.bus.serve("svc.messaging.counters", async () => ({ ok: true, value: {} }));
    const work = async (person: number) => {
      const browser = new TestBrowser(stub.gateway);
      return codeOf(await browser.call("messaging.counters", {}, { cookie: stub.cookieOf(1, person) }));
    };
    for (let at = 0; at < 3000; at += 1) {
      const socket = await open("127.0.0.7");
      socket.resume();
      if (at % 300 === 0) expect(await work(1)).toBe("ok");
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    // The oldest went as newer ones came: one address holds no more than it may.
    expect(openNow()).toBeLessThanOrEqual(600);
    expect(openNow()).toBeGreaterThan(500);
    expect(await work(2)).toBe("ok");
    const fromThere = await open("127.0.0.7");
    const answer = new Promise<string>((resolve) => fromThere.once("data", (chunk) => resolve(String(chunk))));
    fromThere.write(`GET /api/nothing HTTP/1.1\r\nHost: 127.0.0.1:${stub.gateway.port}\r\n\r\n`);
    expect(await answer).toMatch(/^HTTP\/1\.1 404/);
  },
  60_000,
);

test.skipIf(process.platform !== "linux")(
  "GTW-48 where all connections are taken, who has most of them makes room",
  async () => {
    stub = await stubGateway({ sockets: { perAddress: 600, total: 40 } });
    for (let at = 0; at < 60; at += 1) (await open("127.0.0.7")).resume();
    const other = await open("127.0.0.8");
    const answer = new Promise<string>((resolve) => other.once("data", (chunk) => resolve(String(chunk))));
    other.write(`GET /api/nothing HTTP/1.1\r\nHost: 127.0.0.1:${stub.gateway.port}\r\n\r\n`);
    expect(await answer).toMatch(/^HTTP\/1\.1 404/);
    expect(openNow()).toBeLessThanOrEqual(40);
  },
);

test("GTW-49 who sends nothing, half a head or half a body is let go; who finishes is answered", async () => {
  stub = await stubGateway({ timeouts: { headersMs: 300, requestMs: 600, checkMs: 50 } });
  const head = `POST /api/auth/sign-in HTTP/1.1\r\nHost: 127.0.0.1:${stub.gateway.port}\r\nOrigin: http://127.0.0.1:${stub.gateway.port}\r\nContent-Type: application/json\r\nContent-Length: 20\r\n`;
  const silent = await open("127.0.0.1");
  const half = await open("127.0.0.1");
  half.write(head);
  const dripping = await open("127.0.0.1");
  dripping.write(`${head}\r\n{`);
  const drip = setInterval(() => dripping.write(" "), 100);
  dripping.on("error", () => {});
  await Promise.all([ended(silent), ended(half), ended(dripping)]);
  clearInterval(drip);
  const browser = new TestBrowser(stub.gateway);
  expect((await browser.request("/api/auth/session")).status).toBe(200);
});

test("GTW-50 live connections are counted by session, whatever else stands in the cookie", async () => {
  stub = await stubGateway();
  const stop = new AbortController();
  const input = encodeURIComponent(JSON.stringify({ staffId: stub.staffIdOf(1, 1) }));
  const live = async (cookie: string, person = input) => {
    const response = await fetch(`http://127.0.0.1:${stub.gateway.port}/api/trpc/live.changes?input=${person}`, {
      headers: { cookie },
      signal: stop.signal,
    });
    const reader = response.body?.getReader();
    let text = "";
    while (!/live\.here|serialized-error/.test(text)) {
      const part = await reader?.read();
      if (part?.done !== false) break;
      text += new TextDecoder().decode(part.value);
    }
    return text.includes("too-many-attempts") ? "refused" : "open";
  };
  const outcomes: string[] = [];
  for (let at = 0; at < 34; at += 1) outcomes.push(await live(`other=${at}; ${stub.cookieOf(1, 1)}; more=${at}`));
  expect(outcomes.filter((outcome) => outcome === "open")).toHaveLength(30);
  const another = encodeURIComponent(JSON.stringify({ staffId: stub.staffIdOf(1, 2) }));
  expect(await live(stub.cookieOf(1, 2), another)).toBe("open");
  stop.abort();
});
