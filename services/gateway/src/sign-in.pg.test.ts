import { openAuth } from "@practicum/identity/node/auth-options";
import { authBodies } from "@practicum/contracts/auth";
import { must } from "@practicum/kernel/assert";
import { staffActor } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PASSWORD, startKit, type GatewayKit } from "./testing/gateway-kit.ts";
import { codeOf, TestBrowser } from "./testing/test-browser.ts";
import { defaultLimits } from "./limits.ts";

let kit: GatewayKit;
beforeAll(async () => {
  kit = await startKit({
    roles: ["practice-manager", "front-desk"],
    limits: { ...defaultLimits, authPerAddress: { requests: 1000, seconds: 60 } },
  });
});
afterAll(() => kit.stop());

const MANAGER = "practice-manager@north.test";
const DESK = "front-desk@north.test";

async function signedIn(email = DESK): Promise<TestBrowser> {
  const browser = new TestBrowser(kit.gateway);
  expect(codeOf(await browser.signIn(email, PASSWORD, "north"))).toBe("ok");
  return browser;
}

describe("sign-in by HTTP", () => {
  test("the cookies are hidden from scripts and stay on this site", async () => {
    const browser = new TestBrowser(kit.gateway);
    const answer = await browser.signIn(DESK, PASSWORD, "north");
    const cookies = answer.headers.getSetCookie();
    expect(cookies.map((cookie) => cookie.split("=")[0] ?? "").toSorted()).toEqual([
      "practicum.device",
      "practicum.practice",
      "practicum.session_token",
    ]);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/HttpOnly/i);
      expect(cookie).toMatch(/SameSite=Strict/i);
      expect(cookie).toMatch(/Path=\//);
    }
    expect(answer.body).toMatchObject({
      session: { staff: { email: DESK }, practice: { slug: "north" }, idleMinutes: 15 },
    });
    expect(answer.text).not.toContain(must(browser.cookies.get("practicum.session_token")).slice(0, 20));
  });
  test("nobody has a session, and the answer says so without an error", async () => {
    expect((await new TestBrowser(kit.gateway).request("/api/auth/session")).body).toEqual({ session: null });
  });
  test("GTW-52 IDN-58 of several practices strangers are told none, and a browser the one that it knows", async () => {
    const practices = async (browser: TestBrowser) => (await browser.request("/api/auth/practices")).body;
    const stranger = new TestBrowser(kit.gateway);
    expect(await practices(stranger)).toEqual({ practices: [], others: true, founding: false });
    // Guessing the short name tells nobody whether there is such a practice.
    stranger.cookies.set("practicum.practice", "north");
    expect(await practices(stranger)).toEqual({ practices: [], others: true, founding: false });
    stranger.cookies.set("practicum.device", "A".repeat(32));
    expect(await practices(stranger)).toEqual({ practices: [], others: true, founding: false });
    const known = await signedIn();
    expect(await practices(known)).toEqual({
      practices: [{ slug: "north", name: "Practice north", demonstration: false }],
      others: true,
      founding: false,
    });
    await known.post("/api/auth/sign-out", {});
    expect(await practices(known)).toMatchObject({ practices: [{ slug: "north" }] });
    known.cookies.set("practicum.practice", "south");
    expect(await practices(known)).toEqual({ practices: [], others: true, founding: false });
  });
  test("limits count the address of the connection, whatever X-Forwarded-For says", async () => {
    const browser = new TestBrowser(kit.gateway);
    const codes: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      const body = { practice: "north", email: MANAGER, password: "wrong password here" };
      codes.push(
        codeOf(
          await browser.post("/api/auth/sign-in", body, {
            "x-forwarded-for": `198.51.100.${n}`,
            "x-real-ip": `198.51.100.${n}`,
          }),
        ),
      );
    }
    expect(codes).toEqual([
      ...Array.from({ length: 5 }, () => "bad-credentials"),
      "too-many-attempts",
      "too-many-attempts",
    ]);
    expect(codeOf(await browser.signIn(MANAGER, PASSWORD, "north"))).toBe("too-many-attempts");
    // Only this person is held up, not the colleagues at the same address.
    expect(codeOf(await browser.signIn(DESK, PASSWORD, "north"))).toBe("ok");
  });
  test("GTW-12 IDN-48 of better-auth nothing is reachable under its own names, and no other endpoint answers", async () => {
    const { auth, close } = openAuth({
      databaseUrl: "postgres://127.0.0.1:1/none",
      secret: "x".repeat(40),
      secureCookies: false,
      idleMinutes: 15,
    });
    const names = Object.values(auth.api).flatMap((endpoint) =>
      "path" in endpoint && typeof endpoint.path === "string" ? [endpoint.path.slice(1)] : [],
    );
    await close();
    expect(names.length).toBeGreaterThan(20);
    const ours = new Set<string>(Object.keys(authBodies));
    const browser = await signedIn();
    for (const name of [...names, "provision", "resolve", "auth-provision", "practices/..", "__proto__", ""]) {
      if (ours.has(name)) continue;
      expect([name, (await browser.request(`/api/auth/${name}`)).status]).toEqual([name, 404]);
      expect([name, (await browser.post(`/api/auth/${name}`, {})).status]).toEqual([name, 404]);
    }
    expect([...ours].filter((name) => names.includes(name)).toSorted()).toEqual(["change-password", "sign-out"]);
  });
  test("GTW-12 our own endpoints take POST alone, JSON alone, and no more than they ask for", async () => {
    const browser = await signedIn();
    for (const name of Object.keys(authBodies)) {
      expect([name, (await browser.request(`/api/auth/${name}`)).status]).toEqual([name, 405]);
      const form = {
        method: "POST",
        body: "a=1",
        headers: { origin: browser.origin, "content-type": "application/x-www-form-urlencoded" },
      };
      expect([name, (await browser.request(`/api/auth/${name}`, form)).status]).toEqual([name, 415]);
      expect([name, codeOf(await browser.post(`/api/auth/${name}`, { surprise: 1 }))]).toEqual([name, "invalid-input"]);
    }
  });
});

describe("sessions end", () => {
  test("on sign-out, at once, for every copy of the cookie", async () => {
    const browser = await signedIn();
    const copy = new TestBrowser(kit.gateway);
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
    expect(codeOf(await copy.call("identity.listStaff", {}))).toBe("ok");
    await browser.post("/api/auth/sign-out", {});
    expect(codeOf(await copy.call("identity.listStaff", {}))).toBe("not-signed-in");
    expect(codeOf(await browser.call("identity.listStaff", {}))).toBe("not-signed-in");
  });
  test("on a password change, elsewhere; here it goes on", async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    const next = "another long password";
    const change = (from: string, to: string) =>
      here.post("/api/auth/change-password", { currentPassword: from, newPassword: to });
    expect(codeOf(await there.call("identity.listStaff", {}))).toBe("ok");
    expect(codeOf(await change(PASSWORD, next))).toBe("ok");
    expect(codeOf(await there.call("identity.listStaff", {}))).toBe("not-signed-in");
    expect(codeOf(await here.call("identity.listStaff", {}))).toBe("ok");
    expect(codeOf(await change(next, PASSWORD))).toBe("ok");
  });
  test("for who is made inactive, and roles that were taken away are gone, at the next call", async () => {
    const desk = await signedIn();
    const list = await desk.call("identity.listStaff", {});
    const people = (list.body as { result: { data: { email: string; version: number }[] } }).result.data;
    const person = must(people.find((each) => each.email === DESK));
    const actor = staffActor(["practice-manager"]);
    const save = async (input: object) => {
      const request = {
        practiceId: must(kit.practices[0]).id,
        actor,
        commandId: crypto.randomUUID(),
        traceId: "t",
        input: JSON.parse(JSON.stringify(input)),
      };
      expect(await kit.bus.request("svc.identity.saveStaff", request, { timeoutMs: 5000 })).toMatchObject({
        ok: true,
        value: { ok: true },
      });
      await kit.host.settle();
    };
    await save({ ...person, roles: ["biller"] });
    expect(codeOf(await desk.call("identity.verifyAuditChain", {}))).toBe("not-allowed");
    expect((await desk.request("/api/auth/session")).body).toMatchObject({ session: { staff: { roles: ["biller"] } } });
    await save({ ...person, active: false, version: person.version + 1 });
    expect(codeOf(await desk.call("identity.listStaff", {}))).toBe("not-signed-in");
    await save({ ...person, version: person.version + 2 });
  });
  test("GTW-3 queries do not keep a session alive, commands and reported activity do", async () => {
    const browser = await signedIn();
    const expiresAt = async () =>
      ((await browser.request("/api/auth/session")).body as { session: { expiresAt: string } }).session.expiresAt;
    const first = await expiresAt();
    // The remembered answer of the gateway is let go, so that each look is a real one.
    const forget = () =>
      kit.bus.broadcast(must(kit.practices[0]).id, {
        name: "identity.staff-changed.v1",
        keys: { staffId: must(kit.people.find((p) => p.email === DESK)).staffId },
      });
    forget();
    for (let n = 0; n < 5; n += 1) expect(codeOf(await browser.call("identity.listStaff", {}))).toBe("ok");
    forget();
    expect(await expiresAt()).toBe(first);
    await browser.post("/api/auth/activity", {});
    forget();
    expect((await expiresAt()) > first).toBe(true);
  });
});
