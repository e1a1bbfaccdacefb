import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppRouter } from "@practicum/api/router-types";
import { createTRPCClient, httpLink, TRPCClientError } from "@trpc/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { must } from "@practicum/kernel/assert";
import { PASSWORD, startKit, type GatewayKit } from "./testing/gateway-kit.ts";
import { codeOf, TestBrowser } from "./testing/test-browser.ts";

let kit: GatewayKit;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "practicum-gateway-"));
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), `<meta property="csp-nonce" nonce="__CSP_NONCE__"><div id="root"></div>`);
  await writeFile(join(folder, "assets", "main-AbCd1234.js"), `console.log(${JSON.stringify("x".repeat(3000))})`);
  await writeFile(join(folder, "icon.svg"), "<svg/>");
  await writeFile(join(folder, "..", "outside.txt"), "outside");
  kit = await startKit({ roles: ["practice-manager", "front-desk"], staticDir: folder });
}, 60_000);
afterAll(async () => {
  await kit.stop();
  await rm(folder, { recursive: true, force: true });
});

function browser(): TestBrowser {
  return new TestBrowser(kit.gateway);
}

async function signedIn(role = "practice-manager", practice = "north"): Promise<TestBrowser> {
  const made = browser();
  const answer = await made.signIn(`${role}@${practice}.test`, PASSWORD, practice);
  expect(answer.status).toBe(200);
  return made;
}

/** A request with headers that `fetch` would not send as they are. */
function raw(options: {
  method?: string;
  path: string;
  headers?: { [name: string]: string };
  body?: string;
}): Promise<number> {
  return new Promise((resolve, reject) => {
    const { body, ...rest } = options;
    const sent = httpRequest({ host: "127.0.0.1", port: kit.gateway.port, ...rest }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

describe("calls", () => {
  test("GTW-10 tRPC's own client is understood, values and errors", async () => {
    const me = await signedIn();
    const client = createTRPCClient<AppRouter>({
      links: [
        httpLink({
          url: `${me.origin}/api/trpc`,
          methodOverride: "POST",
          headers: ({ op }) => ({
            cookie: me.cookieHeader,
            origin: me.origin,
            ...(op.type === "mutation" ? { "x-command-id": crypto.randomUUID() } : {}),
          }),
        }),
      ],
    });
    const staff = await client.identity.listStaff.query({});
    expect(staff.map((person) => person.email).sort()).toEqual([
      "front-desk@north.test",
      "practice-manager@north.test",
    ]);
    const error = await client.identity.saveStaff
      .mutate({ ...must(staff[0]), version: 99 })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TRPCClientError);
    expect(error).toMatchObject({
      message: expect.stringMatching(/changed this/),
      data: { httpStatus: 409, domain: { code: "stale-version" } },
    });
  });
  test("GTW-10 no GET, no batch, nothing that is no operation", async () => {
    const me = await signedIn();
    expect((await me.request("/api/trpc/identity.listStaff?input={}")).status).toBe(405);
    expect((await me.call("identity.listStaff,identity.listLocations?batch=1", { 0: {}, 1: {} })).status).toBe(404);
    for (const path of [
      "identity.nothing",
      "identity",
      "",
      "identity.__proto__",
      "constructor.name",
      "identity.listStaff/x",
    ]) {
      expect(codeOf(await me.call(path, {}))).toBe("not-found");
    }
  });
  test("GTW-11 a command without an id is not sent on, and one sent twice is done once", async () => {
    const me = await signedIn();
    const list = (await me.call("identity.listStaff", {})).body as {
      result: { data: { family: string; version: number; email: string }[] };
    };
    const desk = must(list.result.data.find((person) => person.email.startsWith("front-desk")));
    const input = { ...desk, family: "Vega" };
    expect(codeOf(await me.post("/api/trpc/identity.saveStaff", input))).toBe("invalid-input");
    expect(codeOf(await me.call("identity.saveStaff", input, { "x-command-id": "7" }))).toBe("invalid-input");
    const id = crypto.randomUUID();
    const first = await me.call("identity.saveStaff", input, { "x-command-id": id });
    const again = await me.call("identity.saveStaff", input, { "x-command-id": id });
    expect(first.body).toMatchObject({ result: { data: { version: desk.version + 1 } } });
    expect(again.body).toEqual(first.body);
    expect(codeOf(await me.call("identity.saveStaff", { ...input, family: "Other" }, { "x-command-id": id }))).toBe(
      "command-id-reused",
    );
  });
  test("GTW-1 what is sent does not say who asks", async () => {
    const me = await signedIn("front-desk");
    const south = kit.practices[1]!.id;
    const forged = { practiceId: south, actor: { kind: "system", name: "me" }, input: {} };
    expect(codeOf(await me.call("identity.listStaff", forged))).toBe("invalid-input");
    expect(
      codeOf(await me.call("identity.verifyAuditChain", {}, { "x-practice-id": south, "x-actor": "system" })),
    ).toBe("not-allowed");
    me.cookies.set("practicum.practice", "south");
    expect(codeOf(await me.call("identity.listStaff", {}))).toBe("not-signed-in");
  });
  test("GTW-13 too long, not JSON, another type", async () => {
    const me = await signedIn();
    const long = await me.call("identity.listStaff", { text: "x".repeat(1_100_000) }).catch(() => ({ status: 413 }));
    expect(long.status).toBe(413);
    const send = (type: string, body: string) =>
      me.request("/api/trpc/identity.listStaff", {
        method: "POST",
        body,
        headers: { origin: me.origin, "content-type": type },
      });
    expect((await send("text/plain", "{}")).status).toBe(415);
    expect((await send("application/x-www-form-urlencoded", "a=1")).status).toBe(415);
    expect((await send("application/json", "{")).status).toBe(400);
    expect((await send("application/json; charset=utf-8", "{}")).status).toBe(200);
    expect(codeOf(await me.call("identity.listStaff", JSON.parse('{"__proto__": {"polluted": true}}')))).toBe(
      "invalid-input",
    );
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});

describe("from where", () => {
  test("GTW-20 GTW-21 only our own pages, under our own name", async () => {
    const me = await signedIn();
    const headers = {
      cookie: me.cookieHeader,
      "content-type": "application/json",
      host: `127.0.0.1:${kit.gateway.port}`,
    };
    const post = (more: { [name: string]: string }) =>
      raw({ method: "POST", path: "/api/trpc/identity.listStaff", headers: { ...headers, ...more }, body: "{}" });
    expect(await post({ origin: me.origin })).toBe(200);
    expect(await post({ "sec-fetch-site": "same-origin" })).toBe(200);
    expect(await post({})).toBe(403);
    expect(await post({ origin: "null" })).toBe(403);
    expect(await post({ origin: "https://evil.example" })).toBe(403);
    expect(await post({ origin: `${me.origin}.evil.example` })).toBe(403);
    expect(await post({ origin: me.origin, "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await post({ origin: me.origin, "sec-fetch-site": "same-site" })).toBe(403);
    expect(await post({ origin: "http://evil.example", host: "evil.example" })).toBe(421);
    expect(await raw({ path: "/", headers: { host: "evil.example" } })).toBe(421);
    const signIn = { method: "POST", path: "/api/auth/sign-in", body: "{}" };
    expect(await raw({ ...signIn, headers: { ...headers, origin: "https://evil.example" } })).toBe(403);
    expect(await raw({ path: "/api/trpc/live.changes", headers: { ...headers, "sec-fetch-site": "cross-site" } })).toBe(
      403,
    );
  });
});

describe("pages", () => {
  test("GTW-30 every answer is hard to misuse", async () => {
    const me = browser();
    for (const path of [
      "/",
      "/assets/main-AbCd1234.js",
      "/api/nothing",
      "/health",
      "/api/auth/session",
      "/nothing.js",
    ]) {
      const { headers } = await me.request(path);
      expect([path, headers.get("x-content-type-options")]).toEqual([path, "nosniff"]);
      expect([path, headers.get("x-frame-options")]).toEqual([path, "DENY"]);
      expect([path, headers.get("referrer-policy")]).toEqual([path, "no-referrer"]);
      expect([path, headers.get("x-powered-by")]).toEqual([path, null]);
      expect([path, headers.get("server")]).toEqual([path, null]);
    }
  });
  test("GTW-30 the page's policy allows no inline script and nothing foreign; its nonce is new each time", async () => {
    const [one, two] = [await browser().request("/"), await browser().request("/")];
    const policy = one.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "none";
    expect(one.text).toContain(`nonce="${nonce}"`);
    expect(two.text).not.toContain(nonce);
  });
  test("GTW-31 GTW-32 files with a hash are kept for good, addresses of the application get its page", async () => {
    const file = await browser().request("/assets/main-AbCd1234.js", { headers: { "accept-encoding": "br" } });
    expect(file.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(file.headers.get("content-encoding")).toBe("br");
    expect(file.text).toContain("xxx");
    const etag = must(file.headers.get("etag"));
    expect((await browser().request("/assets/main-AbCd1234.js", { headers: { "if-none-match": etag } })).status).toBe(
      304,
    );
    expect((await browser().request("/icon.svg")).headers.get("cache-control")).toBe("no-cache");
    const deep = await browser().request("/p/123/summary?tab=meds");
    expect(deep.headers.get("content-type")).toMatch(/text\/html/);
    expect(deep.headers.get("cache-control")).toBe("no-cache");
    for (const path of ["/metrics", "/fhir/metadata", "/.env", "/wp-login.php", "/adminer", "/p.txt"])
      expect([path, (await browser().request(path)).status]).toEqual([path, 404]);
    expect((await browser().request("/api/auth/session")).headers.get("cache-control")).toBe("no-store");
  });
  test("no address leads out of the folder", async () => {
    for (const path of [
      "/../outside.txt",
      "/assets/../../outside.txt",
      "/%2e%2e/outside.txt",
      "/..%2foutside.txt",
      "//outside.txt",
    ]) {
      const status = await raw({ path, headers: { host: `127.0.0.1:${kit.gateway.port}` } });
      expect([path, status]).toEqual([path, 404]);
    }
  });
  test("GTW-14 GTW-41 health says which service does not answer, and nothing of the machine", async () => {
    const { status, body, text } = await browser().request("/health");
    expect(status).toBe(503);
    expect(body).toMatchObject({ bus: true, status: "degraded", services: { billing: "away" } });
    expect(text).not.toContain(process.cwd());
  });
});

describe("live changes", () => {
  /** Reads server-sent events until one that is wanted. */
  async function* events(me: TestBrowser): AsyncGenerator<string> {
    const stop = new AbortController();
    const response = await fetch(`${me.origin}/api/trpc/live.changes`, {
      headers: { cookie: me.cookieHeader },
      signal: stop.signal,
    });
    const decoder = new TextDecoder();
    let text = "";
    try {
      for await (const chunk of must(response.body)) {
        text += decoder.decode(chunk, { stream: true });
        const parts = text.split("\n\n");
        text = parts.pop() ?? "";
        yield* parts;
      }
    } finally {
      stop.abort();
    }
  }
  const next = async (stream: AsyncGenerator<string>) => (await stream.next()).value as string | undefined;

  test("changes of one's own practice arrive, those of another do not", async () => {
    const stream = events(await signedIn());
    expect(await next(stream)).toContain("event: connected");
    kit.bus.broadcast(kit.practices[1]!.id, { name: "scheduling.schedule-changed.v1", keys: { other: "1" } });
    kit.bus.broadcast(kit.practices[0]!.id, { name: "scheduling.schedule-changed.v1", keys: { own: "1" } });
    expect(await next(stream)).toBe(`data: {"name":"scheduling.schedule-changed.v1","keys":{"own":"1"}}`);
    await stream.return(undefined);
  });
  test("GTW-4 nobody gets none, and sign-out ends it at once", async () => {
    expect(codeOf(await browser().request("/api/trpc/live.changes"))).toBe("not-signed-in");
    const me = await signedIn();
    const stream = events(me);
    expect(await next(stream)).toContain("event: connected");
    await me.post("/api/auth/sign-out", {});
    const last = await next(stream);
    expect(last).toContain("event: serialized-error");
    expect(last).toContain("not-signed-in");
    expect((await stream.next()).done).toBe(true);
  });
});
