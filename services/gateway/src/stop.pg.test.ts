import { request } from "node:http";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD, startKit, type GatewayKit } from "./testing/gateway-kit.ts";
import { TestBrowser } from "./testing/test-browser.ts";

let kit: GatewayKit;
let isStopped = false;
beforeAll(async () => {
  kit = await startKit({ roles: ["practice-manager"] });
});
afterAll(() => (isStopped ? undefined : kit.stop()));

/** A request on a connection of its own, that is not kept for another. Resolves with the status once all of the answer is there. */
function once(me: TestBrowser, method: string, path: string, body = ""): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      cookie: me.cookieHeader,
      origin: me.origin,
      "content-type": "application/json",
      "x-command-id": crypto.randomUUID(),
    };
    const sent = request(
      { host: "127.0.0.1", port: kit.gateway.port, agent: false, method, path, headers },
      (response) => {
        response.resume();
        response.once("close", () => resolve(response.statusCode ?? 0));
      },
    );
    sent.once("error", reject);
    sent.end(body);
  });
}

test("GTW-40 on a stop it takes no new request, ends live connections, finishes what it has, and goes", async () => {
  const me = new TestBrowser(kit.gateway);
  expect((await me.signIn("practice-manager@north.test", PASSWORD, "north")).status).toBe(200);
  // A service that takes its time.
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let reached = () => {};
  const arrived = new Promise<void>((resolve) => (reached = resolve));
  await kit.bus.serve("svc.billing.listPayers", async () => {
    reached();
    await held;
    return null;
  });
  const { staffId } = must(kit.people.find((one) => one.practice.slug === "north"));
  const live = once(me, "GET", `/api/trpc/live.changes?input=${encodeURIComponent(JSON.stringify({ staffId }))}`);
  const slow = once(me, "POST", "/api/trpc/billing.listPayers", "{}");
  await arrived;

  const stopping = kit.stop();
  isStopped = true;
  expect(await live).toBe(200);
  await expect(once(me, "GET", "/health")).rejects.toThrow(/ECONNREFUSED/);
  release();
  // Whatever the service said, its answer came.
  expect(await slow).toBeGreaterThanOrEqual(200);
  await stopping;
});
