import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppRouter } from "@practicum/api/router-types";
import { createTRPCClient, httpBatchLink, httpBatchStreamLink, httpLink, TRPCClientError } from "@trpc/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { must } from "@practicum/kernel/assert";
import { PASSWORD, startKit, type GatewayKit } from "./testing/gateway-kit.ts";
import { codeOf, TestBrowser } from "./testing/test-browser.ts";

let kit: GatewayKit;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "practicum-gateway-"));
  await mkdir(join(folder, "assets"));
  await writeFile(
    join(folder, "index.html"),
    `<meta property="csp-nonce" nonce="__CSP_NONCE__"><meta name="practicum-screens" content="__SCREENS__"><div id="root"></div>`,
  );
  await writeFile(join(folder, "assets", "main-AbCd1234.js"), `console.log(${JSON.stringify("x".repeat(3000))})`);
  await writeFile(join(folder, "icon.svg"), "<svg/>");
  await writeFile(join(folder, "..", "outside.txt"), "outside");
  kit = await startKit({ roles: ["practice-manager", "front-desk"], staticDir: folder });
});
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
  test("GTW-10 no GET, no input in an address, nothing that is no operation", async () => {
    const me = await signedIn();
    expect((await me.request("/api/trpc/identity.listStaff?input={}")).status).toBe(400);
    expect((await me.request("/api/trpc/identity.listStaff")).status).toBe(405);
    expect((await me.request("/api/trpc/identity.listStaff,identity.me?batch=1")).status).toBe(405);
    for (const search of ["?input={}", "?batch=1&input={}", "?batch=0", "?", "?lastEventId=1"])
      expect([search, codeOf(await me.call(`identity.listStaff${search}`, {}))]).toEqual([search, "invalid-input"]);
    for (const path of [
      "identity.nothing",
      "identity",
      "",
      "identity.__proto__",
      "constructor.name",
      "identity.listStaff/x",
      "identity.listStaff,identity.listLocations",
    ]) {
      expect([path, codeOf(await me.call(path, {}))]).toEqual([path, "not-found"]);
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
    const long = await me.call("identity.listStaff", { text: "x".repeat(120_000) }).catch(() => ({ status: 413 }));
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

describe("batches", () => {
  const paths = ["identity.listStaff", "identity.verifyAuditChain", "identity.listLocations", "identity.nothing"];
  const inputs = Object.fromEntries(paths.map((_, index) => [index, {}]));

  test("GTW-10 each call of a batch is answered by itself: what is forbidden or unknown spoils no other", async () => {
    const desk = await signedIn("front-desk");
    const whole = await desk.call(`${paths.join(",")}?batch=1`, inputs);
    expect(whole.status).toBe(207);
    expect(whole.headers.get("cache-control")).toContain("no-store");
    expect(whole.headers.get("x-content-type-options")).toBe("nosniff");
    expect(codesOf(whole.body)).toEqual(["ok", "not-allowed", "ok", "not-found"]);
  });
  test("GTW-10 tRPC's own batching clients are understood", async () => {
    const desk = await signedIn("front-desk");
    const headers = { cookie: desk.cookieHeader, origin: desk.origin };
    const options = { url: `${desk.origin}/api/trpc`, methodOverride: "POST", headers } as const;
    for (const link of [httpBatchLink(options), httpBatchStreamLink(options)]) {
      const client = createTRPCClient<AppRouter>({ links: [link] });
      const [staff, chain, sites] = await Promise.allSettled([
        client.identity.listStaff.query({}),
        client.identity.verifyAuditChain.query({}),
        client.identity.listLocations.query({}),
      ]);
      expect(staff).toMatchObject({ status: "fulfilled" });
      expect(sites).toMatchObject({ status: "fulfilled" });
      expect(chain).toMatchObject({ status: "rejected", reason: { data: { domain: { code: "not-allowed" } } } });
    }
  });
  test("GTW-10 a batch has at most twenty calls, of one kind, however its commas are written", async () => {
    const me = await signedIn();
    const many = (count: number, comma = ",") => Array.from({ length: count }, () => "identity.listStaff").join(comma);
    const body = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [index, {}]));
    expect((await me.call(`${many(20)}?batch=1`, body)).status).toBe(200);
    expect(codeOf(await me.call(`${many(21)}?batch=1`, body))).toBe("invalid-input");
    expect(codeOf(await me.call(`${many(21, "%2C")}?batch=1`, body))).toBe("invalid-input");
    expect(codeOf(await me.call(`${many(2, "%252C")}?batch=1`, body))).toBe("invalid-input");
    expect((await me.call("identity.listStaff,identity.saveStaff?batch=1", body)).status).toBe(400);
    expect((await me.call("live.changes,identity.listStaff?batch=1", body)).status).toBe(400);
  });
  test("GTW-11 each command of a batch is done by its own id, once; where one lacks its id none is done", async () => {
    const me = await signedIn();
    const site = (name: string) => ({
      locationId: crypto.randomUUID(),
      name,
      address: { line1: "1 Main St", line2: null, city: "San Diego", state: "CA", zip: "921010001" },
      phone: "6195550100",
      npi: null,
      placeOfService: "11",
      active: true,
      version: null,
    });
    const [one, two] = [site("Harbor"), site("Uptown")];
    const both = "identity.saveLocation,identity.saveLocation?batch=1";
    const ids = `${crypto.randomUUID()}, ${crypto.randomUUID()}`;
    const first = await me.call(both, { 0: one, 1: two }, { "x-command-id": ids });
    expect(first.body).toMatchObject([{ result: { data: { version: 1 } } }, { result: { data: { version: 1 } } }]);
    const again = await me.call(both, { 0: one, 1: two }, { "x-command-id": ids });
    expect(again.body).toEqual(first.body);
    const swapped = await me.call(both, { 0: two, 1: one }, { "x-command-id": ids });
    expect(codesOf(swapped.body)).toEqual(["command-id-reused", "command-id-reused"]);
    for (const lacking of ["", crypto.randomUUID(), `${ids},${crypto.randomUUID()}`]) {
      const refused = await me.call(both, { 0: site("A"), 1: site("B") }, { "x-command-id": lacking });
      expect(codesOf(refused.body)).toEqual(["invalid-input", "invalid-input"]);
    }
    const names = await me.call("identity.listLocations", {});
    expect(names.text).toContain("Harbor");
    expect(names.text).not.toContain('"name":"A"');
  });
  test("GTW-13 GTW-20 a batch passes the same doors as one call", async () => {
    const me = await signedIn();
    expect((await me.call(`${paths.join(",")}?batch=1`, { 0: { text: "x".repeat(120_000) } })).status).toBe(413);
    const send = (headers: { [name: string]: string }, body = "{}") =>
      me.request("/api/trpc/identity.listStaff,identity.listStaff?batch=1", { method: "POST", body, headers });
    expect((await send({ origin: me.origin, "content-type": "text/plain" })).status).toBe(415);
    expect((await send({ origin: "https://evil.example", "content-type": "application/json" })).status).toBe(403);
    expect((await send({ origin: me.origin, "content-type": "application/json" }, "{")).status).toBe(400);
    expect(codeOf(await browser().call("identity.listStaff,identity.listStaff?batch=1", { 0: {}, 1: {} }))).toBe(
      "not-signed-in",
    );
  });
});

function codesOf(body: unknown): string[] {
  return (body as { error?: { data: { domain: { code: string } } } }[]).map(
    (each) => each.error?.data.domain.code ?? "ok",
  );
}

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
  interface Told {
    readonly event: string;
    readonly id: string;
    readonly data: unknown;
  }

  /** Reads server-sent events. */
  async function* events(me: TestBrowser, input: object): AsyncGenerator<Told> {
    const stop = new AbortController();
    const response = await fetch(
      `${me.origin}/api/trpc/live.changes?input=${encodeURIComponent(JSON.stringify(input))}`,
      { headers: { cookie: me.cookieHeader }, signal: stop.signal },
    );
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(response.headers.get("cache-control")).toContain("no-store");
    const decoder = new TextDecoder();
    let text = "";
    try {
      for await (const chunk of must(response.body)) {
        text += decoder.decode(chunk, { stream: true });
        const parts = text.split("\n\n");
        text = parts.pop() ?? "";
        for (const part of parts) if (part.trim() !== "") yield readEvent(part);
      }
    } finally {
      stop.abort();
    }
  }
  function readEvent(part: string): Told {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(part)?.[1] ?? "";
    const data = field("data");
    return { event: field("event"), id: field("id"), data: data === "" ? null : JSON.parse(data) };
  }
  const next = async (stream: AsyncGenerator<Told>) => must((await stream.next()).value as Told | undefined);
  const staffIdOf = (email: string) => must(kit.people.find((one) => one.email === email)).staffId;
  const mine = { staffId: "" };
  beforeAll(() => (mine.staffId = staffIdOf("practice-manager@north.test")));
  const tell = (practice: number, n: string) =>
    kit.bus.broadcast(must(kit.practices[practice]).id, { name: "scheduling.schedule-changed.v1", keys: { n } });

  test("changes of one's own practice arrive, those of another do not", async () => {
    const stream = events(await signedIn(), mine);
    expect(await next(stream)).toMatchObject({ event: "connected", data: { reconnectAfterInactivityMs: 45_000 } });
    // GTW-100: the page that is served now can tell by it that it is as old as the stream.
    const [, screens] =
      /name="practicum-screens" content="([\w-]{22})"/.exec(await (await fetch(kit.gateway.url)).text()) ?? [];
    expect(screens).toBeDefined();
    expect((await next(stream)).data).toEqual({ name: "live.here", keys: { screens } });
    tell(1, "abroad");
    tell(0, "own");
    let told = await next(stream);
    // What was told in the half minute before is told again.
    while ((told.data as { keys: object }).keys !== undefined && !JSON.stringify(told.data).includes("own"))
      told = await next(stream);
    expect(told.data).toEqual({ name: "scheduling.schedule-changed.v1", keys: { n: "own" }, stale: ["scheduling"] });
    await stream.return(undefined);
  });
  test("GTW-15 who was away goes on after the last position; where that is unknown it is told as missed", async () => {
    const me = await signedIn();
    const stream = events(me, mine);
    await next(stream);
    tell(0, "before");
    let last = await next(stream);
    while (!JSON.stringify(last.data).includes("before")) last = await next(stream);
    await stream.return(undefined);
    tell(0, "one");
    tell(0, "two");
    const resumed = events(me, { ...mine, lastEventId: last.id });
    await next(resumed);
    expect((await next(resumed)).data).toMatchObject({ keys: { n: "one" } });
    expect((await next(resumed)).data).toMatchObject({ keys: { n: "two" } });
    await resumed.return(undefined);
    const foreign = events(me, { ...mine, lastEventId: "elsewhere.1.3" });
    await next(foreign);
    expect((await next(foreign)).data).toEqual({
      name: "live.missed",
      keys: { screens: expect.any(String) },
    });
    await foreign.return(undefined);
  });
  test("GTW-4 nobody gets none, nor does somebody in another person's name, and sign-out ends it at once", async () => {
    const me = await signedIn();
    const other = { staffId: staffIdOf("front-desk@north.test") };
    for (const refused of [events(browser(), mine), events(me, other)]) {
      expect((await next(refused)).event).toBe("connected");
      const end = await next(refused);
      expect(end).toMatchObject({ event: "serialized-error", data: { data: { domain: { code: "not-signed-in" } } } });
      expect((await refused.next()).done).toBe(true);
    }
    const stream = events(me, mine);
    expect((await next(stream)).event).toBe("connected");
    await me.post("/api/auth/sign-out", {});
    let last = await next(stream);
    while (last.event !== "serialized-error") last = await next(stream);
    expect(last.data).toMatchObject({ data: { domain: { code: "not-signed-in" } } });
    expect((await stream.next()).done).toBe(true);
  });
  test("GTW-14 what cannot be read is refused without being repeated", async () => {
    const me = await signedIn();
    for (const input of [{}, { staffId: "Mary" }, { ...mine, patient: "Mary" }, { ...mine, lastEventId: 7 }]) {
      const refused = events(me, input);
      await next(refused);
      const end = await next(refused);
      expect(end).toMatchObject({ event: "serialized-error", data: { data: { domain: { code: "invalid-input" } } } });
      expect(JSON.stringify(end.data)).not.toContain("Mary");
      await refused.return(undefined);
    }
    expect((await me.call("live.changes", mine)).status).toBe(405);
  });
});
