import { request as httpRequest, type ClientRequest, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allServices } from "./testing/all-services.ts";
import { PASSWORD, startKit, type GatewayKit } from "./testing/gateway-kit.ts";
import { codeOf, TestBrowser } from "./testing/test-browser.ts";

const FILE_BYTES = 7_900_000;

let kit: GatewayKit;
let biller: TestBrowser;

beforeAll(async () => {
  kit = await startKit({ roles: ["practice-manager", "biller", "front-desk"], modules: allServices() });
  biller = await signedIn("biller");
});
afterAll(() => kit.stop());

async function signedIn(role: string): Promise<TestBrowser> {
  const browser = new TestBrowser(kit.gateway);
  expect((await browser.signIn(`${role}@north.test`, PASSWORD, "north")).status).toBe(200);
  return browser;
}

interface Upload {
  readonly sent: ClientRequest;
  /** The status, as soon as it is there, however much of the body was sent by then. */
  readonly answered: Promise<{ readonly status: number; readonly text: string }>;
}

/** Begins to post a file and goes on only when told. */
function begin(
  browser: TestBrowser,
  length: string | null = String(FILE_BYTES),
  operation = "billing.receiveFile",
): Upload {
  const sent = httpRequest({
    host: "127.0.0.1",
    port: kit.gateway.port,
    path: `/api/trpc/${operation}`,
    method: "POST",
    headers: {
      cookie: browser.cookieHeader,
      origin: browser.origin,
      "content-type": "application/json",
      "x-command-id": crypto.randomUUID(),
      ...(length === null ? { "transfer-encoding": "chunked" } : { "content-length": length }),
    },
  });
  sent.flushHeaders();
  const answered = new Promise<{ status: number; text: string }>((resolve, reject) => {
    sent.on("error", reject);
    sent.on("response", (response: IncomingMessage) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
    });
  });
  // What is left of a body after its answer has nowhere to go, and some of these tests let an upload break off.
  answered.catch(() => {});
  return { sent, answered };
}

describe("GTW-13 bodies of a file's size", () => {
  test.each([String(FILE_BYTES), null])(
    "who may not send a file is told so before any of it is sent (length %s), and the attempt is in the trail",
    async (length) => {
      const desk = await signedIn("front-desk");
      const { sent, answered } = begin(desk, length);
      const { status, text } = await answered;
      sent.destroy();
      expect(status).toBe(403);
      expect(text).toContain("not-allowed");
      await kit.host.settle();
      const now = new Date();
      const manager = await signedIn("practice-manager");
      const trail = await manager.call("identity.auditTrail", {
        patientId: null,
        staffId: must(kit.people.find((one) => one.email === "front-desk@north.test")).staffId,
        from: new Date(now.getTime() - 600_000).toISOString(),
        to: new Date(now.getTime() + 600_000).toISOString(),
        before: null,
        limit: 10,
      });
      expect(trail.text).toMatch(/"operation":"receiveFile"[^}]*"outcome":"denied"/);
    },
  );

  test("three are read at once, the next is told to try again; ordinary calls and small files go on; who breaks off gives the place back", async () => {
    const three = [begin(biller), begin(biller), begin(biller, null)];
    for (const { sent } of three) sent.write('{"fileId":');
    await sleep(200);
    const fourth = begin(biller);
    expect((await fourth.answered).status).toBe(503);
    expect((await fourth.answered).text).toContain("try-again");
    fourth.sent.destroy();
    expect(codeOf(await biller.call("billing.workQueues", {}))).toBe("ok");
    const small = { fileId: crypto.randomUUID(), name: "small.txt", content: "no X12 at all" };
    expect(codeOf(await biller.call("billing.receiveFile", small))).toBe("ok");
    for (const { sent } of three) sent.destroy();
    await sleep(200);
    const content = `no X12 either ${"x".repeat(2_000_000)}`;
    const large = { fileId: crypto.randomUUID(), name: "large.txt", content };
    expect(codeOf(await biller.call("billing.receiveFile", large))).toBe("ok");
  });

  test("no other operation takes one", async () => {
    const { sent, answered } = begin(biller, String(FILE_BYTES), "billing.listClaims");
    expect((await answered).status).toBe(413);
    sent.destroy();
  });
});
