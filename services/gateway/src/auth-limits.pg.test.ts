import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultLimits } from "./limits.ts";
import { PASSWORD, startKit, type GatewayKit } from "./testing/gateway-kit.ts";
import { codeOf, TestBrowser } from "./testing/test-browser.ts";

const ATTEMPTS = 4;
let kit: GatewayKit;
beforeAll(async () => {
  kit = await startKit({
    roles: ["front-desk"],
    limits: { ...defaultLimits, authPerAddress: { requests: ATTEMPTS, seconds: 60 } },
  });
});
afterAll(() => kit.stop());

test("GTW-117 the pages of a whole practice ask who is signed in, and nobody is kept out for it; attempts to get in are counted", async () => {
  const browser = new TestBrowser(kit.gateway);
  const signIn = (password = PASSWORD) => browser.signIn("front-desk@north.test", password, "north");
  expect(codeOf(await signIn())).toBe("ok");
  for (let page = 0; page < 5 * ATTEMPTS; page += 1) {
    expect((await browser.request("/api/auth/practices")).status).toBe(200);
    expect((await browser.request("/api/auth/session")).body).toMatchObject({
      session: { staff: { email: "front-desk@north.test" } },
    });
  }
  for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) expect(codeOf(await signIn())).toBe("ok");
  expect(codeOf(await signIn())).toBe("too-many-attempts");
  // Who is in stays in.
  expect((await browser.request("/api/auth/session")).body).not.toEqual({ session: null });
});
