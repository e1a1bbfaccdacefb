import { must } from "@practicum/kernel/assert";
import { addMinutes } from "@practicum/kernel/instant";
import { generate } from "otplib";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openDoor, PASSWORD, type Browser, type Door } from "../test/door-kit.ts";
import { SoftAuthenticator } from "../test/soft-authenticator.ts";

const HERE = "https://north.example";
const names = ["boss", "second", "desk", "biller", "aide", "nurse", "doctor"] as const;
let door: Door;
beforeAll(async () => {
  door = await openDoor({
    boss: ["practice-manager"],
    second: ["practice-manager"],
    desk: ["front-desk"],
    biller: ["biller"],
    aide: ["medical-assistant"],
    nurse: ["front-desk"],
    doctor: ["biller"],
  });
});
afterAll(() => door.stop());
beforeEach(async () => {
  for (const statement of [
    "delete from attempt",
    "delete from passkey",
    "delete from auth_two_factor",
    "update auth_user set two_factor_enabled = false",
  ])
    await door.sql.query(statement);
});

const refusal = (code: string) => ({ ok: false, error: { code } });
const good = { ok: true };
type Options = { challenge: string; rpId?: string; rp: { id?: string }; allowCredentials?: { id: string }[] };
async function optionsOf(browser: Browser, name: "passkey-new" | "passkey-ask", body: object): Promise<Options> {
  const reply = await browser.post(name, body);
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value["options"] as Options;
}
const ask = (browser: Browser, purpose: "sign-in" | "second-step" | "confirm") =>
  optionsOf(browser, "passkey-ask", { purpose });
const signedIn = async (name: string) => {
  const browser = door.browser();
  expect(await browser.signIn(name)).toMatchObject({ ok: true, value: { session: {} } });
  return browser;
};
/** A person with a passkey, still signed in. */
async function withPasskey(name: (typeof names)[number], key = new SoftAuthenticator()) {
  const browser = await signedIn(name);
  key.userHandle = Buffer.from(door.person(name).staffId).toString("base64url");
  const created = key.create(await optionsOf(browser, "passkey-new", {}), HERE);
  expect(await browser.post("passkey-add", { name: "Blue key", created })).toMatchObject(good);
  return { browser, key };
}
async function signInBy(key: SoftAuthenticator, browser = door.browser()) {
  const shown = key.show(await ask(browser, "sign-in"), HERE);
  return { browser, shown, reply: await browser.post("passkey-sign-in", { purpose: "sign-in", shown }) };
}
const toldTo = async (name: string) => {
  const { staffId } = door.person(name);
  return (await door.told())
    .map((one) => one as { staffId: string; kind: string; detail: string })
    .filter((one) => one.staffId === staffId && one.kind.startsWith("passkey"))
    .map(({ kind, detail }) => `${kind} ${detail}`);
};
const trail = async (operation: string) =>
  (
    await door.sql.query<{ actor_name: string; outcome: string }>(
      "select actor_name, outcome from audit_entry where operation = $1 order by sequence",
      [operation],
    )
  ).rows.map((row) => `${row.actor_name}: ${row.outcome}`);

test("IDN-130 IDN-132 a passkey is added, listed, renamed, and signs in by itself; then the password alone signs nobody in", async () => {
  const { browser, key } = await withPasskey("desk");
  const list = async () => {
    const reply = await browser.post("passkeys", {});
    return reply.ok ? reply.value : {};
  };
  expect(await list()).toMatchObject({
    here: "north.example",
    passkeys: [{ name: "Blue key", host: "north.example", usedAt: null }],
  });
  expect(await browser.post("passkey-rename", { passkeyId: key.passkeyId, name: "Green key" })).toMatchObject(good);
  const { reply, browser: there } = await signInBy(key);
  expect(reply).toMatchObject({
    ok: true,
    value: { session: { staff: { email: "desk@example.test" }, twoFactor: true, authenticator: false } },
  });
  expect((await there.who())?.staff.email).toBe("desk@example.test");
  expect(await list()).toMatchObject({ passkeys: [{ name: "Green key", usedAt: expect.any(String) }] });
  const byPassword = door.browser();
  expect(await byPassword.signIn("desk")).toMatchObject({ ok: true, value: { twoFactor: true, code: false } });
  expect(await byPassword.who()).toBeNull();
  const shown = key.show(await ask(byPassword, "second-step"), HERE);
  expect(await byPassword.post("passkey-sign-in", { purpose: "second-step", shown })).toMatchObject(good);
  expect((await byPassword.who())?.staff.email).toBe("desk@example.test");
  expect(await toldTo("desk")).toEqual(["passkey-added Blue key"]);
  expect(await trail("passkey-add")).toEqual(["desk Diaz: ok"]);
});

test("IDN-130 another page, another name, somebody who did not unlock it, or another's passkey opens nothing; the right one beside them does", async () => {
  const { key } = await withPasskey("biller");
  for (const wrong of [
    { origin: "https://n0rth.example" },
    { origin: "http://north.example" },
    { rpId: "n0rth.example" },
    { verifies: false },
    { userHandle: Buffer.from(door.person("boss").staffId).toString("base64url") },
    { id: Buffer.from("nobody has this one") },
  ]) {
    const other = Object.assign(key.copy(), { userHandle: key.userHandle }, wrong);
    expect((await signInBy(other)).reply).toMatchObject(refusal("wrong-passkey"));
  }
  // The page's own address decides, whatever the passkey says: at another of ours it is another name's.
  const elsewhere = door.browser();
  elsewhere.origin = "https://other.example";
  const shown = key.show(await ask(elsewhere, "sign-in"), "https://other.example");
  expect(await elsewhere.post("passkey-sign-in", { purpose: "sign-in", shown })).toMatchObject(
    refusal("wrong-passkey"),
  );
  for (const nowhere of [null, "http://192.0.2.7:3400", "http://north.example", "https://[2001:db8::1]"]) {
    elsewhere.origin = nowhere;
    expect(await elsewhere.post("passkey-ask", { purpose: "sign-in" })).toMatchObject(refusal("no-passkeys-here"));
  }
  // A key that nobody made by our asking.
  const browser = await signedIn("nurse");
  const options = await optionsOf(browser, "passkey-new", {});
  for (const wrong of [{ origin: "https://n0rth.example" }, { rpId: "n0rth.example" }, { verifies: false }]) {
    const bad: SoftAuthenticator = Object.assign(new SoftAuthenticator(), wrong);
    const created = bad.create(options, HERE);
    expect(await browser.post("passkey-add", { name: "x", created })).toMatchObject(refusal("wrong-passkey"));
  }
  const taken = key.create(await optionsOf(browser, "passkey-new", {}), HERE);
  expect(await browser.post("passkey-add", { name: "x", created: taken })).toMatchObject(refusal("wrong-passkey"));
  expect((await signInBy(key)).reply).toMatchObject(good);
});

test("IDN-132 a challenge counts once, for its purpose, its session and five minutes", async () => {
  const { key, browser } = await withPasskey("aide");
  const { shown, reply } = await signInBy(key);
  expect(reply).toMatchObject(good);
  expect(await door.browser().post("passkey-sign-in", { purpose: "sign-in", shown })).toMatchObject(
    refusal("wrong-passkey"),
  );
  // What was signed to show again who one is signs nobody in, and the other way round.
  const forConfirm = key.show(await ask(browser, "confirm"), HERE);
  expect(await door.browser().post("passkey-sign-in", { purpose: "sign-in", shown: forConfirm })).toMatchObject(
    refusal("wrong-passkey"),
  );
  const forSignIn = key.show(await ask(browser, "sign-in"), HERE);
  expect(await browser.post("confirm", { passkey: forSignIn })).toMatchObject(refusal("wrong-passkey"));
  // Of another session of the same person.
  const { browser: there } = await signInBy(key);
  const theirs = key.show(await ask(there, "confirm"), HERE);
  expect(await browser.post("confirm", { passkey: theirs })).toMatchObject(refusal("wrong-passkey"));
  // After the password of somebody else, one's own passkey is no second step.
  const other = await withPasskey("doctor");
  const between = door.browser();
  expect(await between.signIn("doctor")).toMatchObject({ ok: true, value: { twoFactor: true } });
  const asked = await ask(between, "second-step");
  expect(asked.allowCredentials?.map(({ id }) => id)).toEqual([other.key.passkeyId]);
  expect(await between.post("passkey-sign-in", { purpose: "second-step", shown: key.show(asked, HERE) })).toMatchObject(
    refusal("wrong-passkey"),
  );
  expect(await door.browser().post("passkey-ask", { purpose: "second-step" })).toMatchObject(
    refusal("sign-in-expired"),
  );
  // A stranger who asks learns nobody's.
  expect((await ask(door.browser(), "sign-in")).allowCredentials ?? []).toEqual([]);
  const late = door.browser();
  const options = await ask(late, "sign-in");
  door.moveClock(addMinutes(door.clock.now(), 6));
  expect(await late.post("passkey-sign-in", { purpose: "sign-in", shown: key.show(options, HERE) })).toMatchObject(
    refusal("wrong-passkey"),
  );
  expect((await signInBy(key)).reply).toMatchObject(good);
});

test("IDN-131 who left the screen open adds and removes none; a passkey shows again who one is, and its person is told of both", async () => {
  const { browser, key } = await withPasskey("nurse");
  await door.sql.query("update auth_session set created_at = created_at - interval '11 minutes'");
  expect(await browser.post("passkey-new", {})).toMatchObject(refusal("confirm-identity"));
  const gone = { passkeyId: key.passkeyId };
  expect(await browser.post("passkey-remove", gone)).toMatchObject(refusal("confirm-identity"));
  const passkey = key.show(await ask(browser, "confirm"), HERE);
  expect(await browser.post("confirm", { passkey })).toMatchObject(good);
  // Another's is not found, to remove or to rename.
  const boss = await signedIn("boss");
  expect(await boss.post("passkey-remove", gone)).toMatchObject(refusal("not-found"));
  expect(await boss.post("passkey-rename", { ...gone, name: "mine" })).toMatchObject(refusal("not-found"));
  expect(await browser.post("passkey-remove", gone)).toMatchObject(good);
  expect((await signInBy(key)).reply).toMatchObject(refusal("wrong-passkey"));
  // The control: with none left the password is enough again, where nobody asks for more.
  await signedIn("nurse");
  expect(await toldTo("nurse")).toEqual(["passkey-added Blue key", "passkey-removed Blue key"]);
  expect(await trail("passkey-remove")).toEqual(["boss Diaz: not-found", "nurse Diaz: ok"]);
});

test("IDN-134 an authenticator that did not count on is a copy: it opens nothing, and its person is told; the other goes on", async () => {
  const { key } = await withPasskey("nurse");
  const copy = Object.assign(key.copy(), { userHandle: key.userHandle });
  expect((await signInBy(key)).reply).toMatchObject(good);
  expect((await signInBy(copy)).reply).toMatchObject(refusal("wrong-passkey"));
  expect((await toldTo("nurse")).at(-1)).toBe("passkey-copied Blue key");
  expect((await trail("passkey-sign-in")).at(-1)).toBe("nurse Diaz: passkey-copied");
  expect((await signInBy(key)).reply).toMatchObject(good);
  // One that never counts stays at nought.
  const silent = new SoftAuthenticator();
  const { browser } = await signInBy(key);
  silent.userHandle = key.userHandle;
  const created = silent.create(await optionsOf(browser, "passkey-new", {}), HERE);
  expect(await browser.post("passkey-add", { name: "Telephone", created })).toMatchObject(good);
  for (const _ of [1, 2]) {
    silent.counter = -1;
    expect((await signInBy(silent)).reply).toMatchObject(good);
  }
});

test("IDN-133 a passkey is a second factor by role, set up at sign-in; the last one stays; beside an authenticator either goes", async () => {
  const setPolicy = (roles: string[], version: number | null) =>
    door.ask("saveSignInPolicy", { roles, graceDays: 0, version }, door.person("boss"));
  expect(await setPolicy(["practice-manager"], null)).toMatchObject(good);
  const browser = door.browser();
  expect(await browser.signIn("second")).toMatchObject({ ok: true, value: { enrol: true } });
  expect(await browser.who()).toBeNull();
  const key = new SoftAuthenticator();
  key.userHandle = Buffer.from(door.person("second").staffId).toString("base64url");
  const created = key.create(await optionsOf(browser, "passkey-new", {}), HERE);
  expect(await browser.post("passkey-add", { name: "Key", created })).toMatchObject({
    ok: true,
    value: { session: {} },
  });
  expect((await browser.who())?.twoFactor).toBe(true);
  const gone = { passkeyId: key.passkeyId };
  expect(await browser.post("passkey-remove", gone)).toMatchObject(refusal("second-factor-needed"));
  // An authenticator beside it: then it may go, and then the authenticator may not.
  const started = await browser.post("totp-start", { password: PASSWORD });
  const secret = must(new URL(String(started.ok && started.value["uri"])).searchParams.get("secret"));
  // Begun and not shown, it is none.
  expect(await browser.post("passkey-remove", gone)).toMatchObject(refusal("second-factor-needed"));
  expect(await browser.post("totp-confirm", { code: await generate({ secret }) })).toMatchObject(good);
  const again = door.browser();
  expect(await again.signIn("second")).toMatchObject({ ok: true, value: { twoFactor: true, code: true } });
  expect(await browser.post("totp-stop", { password: PASSWORD })).toMatchObject(good);
  // Off, and the passkey is asked for on.
  expect(await door.browser().signIn("second")).toMatchObject({ ok: true, value: { twoFactor: true, code: false } });
  expect((await browser.who())?.authenticator).toBe(false);
  expect(await browser.post("passkey-remove", gone)).toMatchObject(refusal("second-factor-needed"));
  expect((await signInBy(key)).reply).toMatchObject(good);
});

test("IDN-135 two persons' help ends the passkeys too; a closed account's opens nothing", async () => {
  const { key } = await withPasskey("biller");
  expect((await signInBy(key)).reply).toMatchObject(good);
  const { staffId } = door.person("biller");
  const ended = await door.ask("resetSecondFactor", { staffId }, door.person("boss"));
  expect(ended).toMatchObject({ ok: true, value: { waits: true } });
  expect((await signInBy(key)).reply).toMatchObject(good);
  const list = await door.ask("listAccountRequests", {}, door.person("second"));
  const { requestId } = must(
    (list.ok ? (list.value as { requestId: string; status: string }[]) : []).find((one) => one.status === "open"),
  );
  expect(await door.ask("decideAccountRequest", { requestId, approve: true }, door.person("second"))).toMatchObject(
    good,
  );
  expect((await signInBy(key)).reply).toMatchObject(refusal("wrong-passkey"));
  // The control: the password, which was not lost, signs in and another is added; until the account is closed.
  const { key: next } = await withPasskey("biller");
  expect((await signInBy(next)).reply).toMatchObject(good);
  const person = door.person("biller");
  expect(await door.ask("saveStaff", { ...person, active: false }, door.person("boss"))).toMatchObject(good);
  expect((await signInBy(next)).reply).toMatchObject(refusal("wrong-passkey"));
});
