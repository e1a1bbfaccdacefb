import { authBodies, type AuthEndpoint } from "@practicum/contracts/auth";
import { must } from "@practicum/kernel/assert";
import { addMinutes } from "@practicum/kernel/instant";
import { generate } from "otplib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openDoor, PASSWORD, type Browser, type Door } from "../test/door-kit.ts";

let door: Door;
beforeAll(async () => {
  door = await openDoor({
    boss: ["practice-manager"],
    second: ["practice-manager"],
    desk: ["front-desk"],
    biller: ["biller"],
    aide: ["medical-assistant"],
  });
});
afterAll(() => door.stop());
beforeEach(async () => {
  await door.sql.query("delete from attempt");
});

const refusal = (code: string) => ({ ok: false, error: { code } });
const signedIn = async (name: string) => {
  const browser = door.browser();
  expect(await browser.signIn(name)).toMatchObject({ ok: true, value: { session: {} } });
  return browser;
};
const toldTo = async (name: string) => {
  const { staffId } = door.person(name);
  return (await door.told()).filter((one) => (one as { staffId: string }).staffId === staffId);
};
/** The code of half minutes from now: each is taken once. */
const codeOf = (uri: unknown, halfMinutes = 0) => {
  const secret = must(new URL(String(uri)).searchParams.get("secret"));
  return generate({ secret, epoch: Math.floor(Date.now() / 1000) + 30 * halfMinutes });
};
const setPolicy = async (roles: readonly string[], graceDays: number) => {
  const [row] = (await door.sql.query<{ version: number }>("select version from sign_in_policy")).rows;
  const saved = await door.ask(
    "saveSignInPolicy",
    { roles, graceDays, version: row?.version ?? null },
    door.person("boss"),
  );
  expect(saved).toMatchObject({ ok: true });
  if (saved.ok && (saved.value as { waits: boolean }).waits) await agree("second");
};
/** What asks for less waits for another manager (IDN-122). */
const agree = async (name: string) => {
  const list = await door.ask("listAccountRequests", {}, door.person(name));
  const open = (list.ok ? (list.value as { requestId: string; status: string }[]) : []).filter(
    (one) => one.status === "open",
  );
  for (const { requestId } of open)
    expect(await door.ask("decideAccountRequest", { requestId, approve: true }, door.person(name))).toMatchObject({
      ok: true,
    });
};

describe("what a person is told", () => {
  test("IDN-118 of a sign-in from a browser that is not known, by the mark alone; not of the first, nor of one that is known", async () => {
    const first = await signedIn("desk");
    expect(await toldTo("desk")).toEqual([]);
    const mark = must(first.cookies.get("practicum.device"));
    // Nothing of the person, and nothing of the machine: another mark each time.
    expect(mark).toMatch(/^[\w-]{32}$/);
    expect(await first.signIn("desk")).toMatchObject({ ok: true });
    expect(await toldTo("desk")).toEqual([]);
    const other = await signedIn("desk");
    expect(other.cookies.get("practicum.device")).not.toBe(mark);
    expect(await toldTo("desk")).toMatchObject([
      { kind: "new-browser", by: "", detail: "Firefox on Windows", emails: ["desk@example.test"] },
    ]);
    await other.signIn("desk");
    expect(await toldTo("desk")).toHaveLength(1);
    // Another person's browser, known as that, is new for this one.
    const shared = await signedIn("biller");
    await shared.signIn("desk");
    expect(await toldTo("desk")).toHaveLength(2);
    // Wrong passwords tell nobody.
    expect(await door.browser().signIn("desk", "wrong password here")).toMatchObject(refusal("bad-credentials"));
    expect(await toldTo("desk")).toHaveLength(2);
  });

  test("IDN-116 of a code that was made for the account, and of the password that was set by it", async () => {
    const boss = await signedIn("boss");
    const { staffId, email } = door.person("biller");
    const before = (await toldTo("biller")).length;
    const made = await boss.post("issue-code", { staffId });
    expect(made).toMatchObject({ ok: true });
    const code = made.ok ? made.value["code"] : "";
    const stranger = door.browser();
    const newPassword = "quiet violet lantern";
    expect(
      await stranger.post("set-password", { practice: "north", email, code: "AAAA-BBBB-CCCC", newPassword }),
    ).toMatchObject(refusal("bad-credentials"));
    expect(await stranger.post("set-password", { practice: "north", email, code, newPassword })).toMatchObject({
      ok: true,
    });
    expect((await toldTo("biller")).slice(before)).toMatchObject([
      { kind: "code-made", by: "boss Diaz" },
      { kind: "password-set", by: "" },
    ]);
    expect(JSON.stringify(await door.told())).not.toContain(String(code));
  });

  test("IDN-119 a manager ends a person's sessions, nobody else does, and the person is told", async () => {
    const victim = await signedIn("aide");
    const again = await signedIn("aide");
    const { staffId } = door.person("aide");
    const desk = await signedIn("desk");
    for (const name of ["person-sessions", "end-person-sessions"] as const) {
      const body = name === "person-sessions" ? { staffId } : { staffId, sessionId: null };
      expect(await desk.post(name, body)).toMatchObject(refusal("not-allowed"));
      expect(await door.browser().post(name, body)).toMatchObject(refusal("not-signed-in"));
    }
    const boss = await signedIn("boss");
    const listed = await boss.post("person-sessions", { staffId });
    const sessions = (listed.ok ? listed.value["sessions"] : []) as { sessionId: string; current: boolean }[];
    expect(sessions).toHaveLength(2);
    expect(sessions.every((one) => !one.current)).toBe(true);
    // A screen that was left open ends nothing.
    await door.sql.query("update auth_session set created_at = created_at - interval '11 minutes'");
    expect(await boss.post("end-person-sessions", { staffId, sessionId: null })).toMatchObject(
      refusal("confirm-identity"),
    );
    expect(await victim.who()).not.toBeNull();
    expect(await boss.post("confirm", { password: PASSWORD })).toMatchObject({ ok: true });
    const own = must((await victim.who())?.sessionId);
    expect(await boss.post("end-person-sessions", { staffId, sessionId: own })).toEqual({
      ok: true,
      value: { ended: 1 },
    });
    expect(await victim.who()).toBeNull();
    expect(await again.who()).not.toBeNull();
    expect(door.notes.at(-1)).toMatchObject({ name: "identity.sessions-ended", keys: { staffId } });
    // Another person's session under this person's name is none.
    const bosss = must((await desk.who())?.sessionId);
    expect(await boss.post("end-person-sessions", { staffId, sessionId: bosss })).toMatchObject(refusal("not-found"));
    expect(await desk.who()).not.toBeNull();
    expect(await boss.post("end-person-sessions", { staffId, sessionId: null })).toMatchObject({ value: { ended: 1 } });
    expect(await again.who()).toBeNull();
    expect((await toldTo("aide")).filter((one) => (one as { kind: string }).kind === "sessions-ended")).toHaveLength(2);
    const entered = await door.sql.query(
      "select outcome, about_staff_id from audit_entry where operation = 'end-person-sessions' order by sequence",
    );
    expect(entered.rows).toEqual([
      { outcome: "denied", about_staff_id: staffId },
      { outcome: "ok", about_staff_id: staffId },
      { outcome: "not-found", about_staff_id: staffId },
      { outcome: "ok", about_staff_id: staffId },
    ]);
  });
});

test("IDN-40 a session that was put into a browser before signing in is not the one that signing in begins", async () => {
  // Who attacks has an account of the own, and leaves the own cookies in the browser of the other.
  const attacker = await signedIn("aide");
  const victim = door.browser();
  for (const [name, value] of attacker.cookies) victim.cookies.set(name, value);
  expect(await victim.who()).toMatchObject({ staff: { staffId: door.person("aide").staffId } });
  expect(await victim.signIn("second")).toMatchObject({ ok: true });
  expect(await victim.who()).toMatchObject({ staff: { staffId: door.person("second").staffId } });
  const token = "practicum.session_token";
  expect(victim.cookies.get(token)).not.toBe(attacker.cookies.get(token));
  // The one that was there is over, for who put it there too.
  expect(await attacker.who()).toBeNull();
  // A value that is nobody's session does not become one.
  const planted = door.browser();
  planted.cookies.set(token, `${"A".repeat(32)}.${"B".repeat(43)}%3D`);
  const chosen = planted.cookies.get(token);
  expect(await planted.signIn("second")).toMatchObject({ ok: true });
  expect(planted.cookies.get(token)).not.toBe(chosen);
  const again = door.browser();
  again.cookies.set(token, String(chosen));
  expect(await again.who()).toBeNull();
  expect(await planted.who()).toMatchObject({ staff: { staffId: door.person("second").staffId } });
});

describe("a second factor by role", () => {
  test("IDN-125 IDN-126 days of grace from the first sign-in that asks, given once; other roles go on without", async () => {
    await setPolicy(["medical-assistant"], 3);
    const meOf = async (name: string) => {
      const reply = await door.ask("me", {}, door.person(name));
      return reply.ok ? (reply.value as { factorDue: string | null }).factorDue : reply.error.code;
    };
    await door.sql.query(
      `insert into practice_profile (name, npi, tax_id, taxonomy, billing_address, phone, time_zone, version)
       values ('north', '1000000004', '123456789', '261Q00000X', '{"line1":"1 Main St","line2":null,"city":"San Diego","state":"CA","zip":"921010001"}', '6195550100', 'America/Los_Angeles', 1)
       on conflict do nothing`,
    );
    const began = door.clock.now();
    await signedIn("aide");
    expect(await meOf("aide")).toBe(addMinutes(began, 3 * 24 * 60));
    expect(await meOf("desk")).toBeNull();
    door.moveClock(addMinutes(began, 2 * 24 * 60));
    await signedIn("aide");
    expect(await meOf("aide")).toBe(addMinutes(began, 3 * 24 * 60));
    door.moveClock(addMinutes(began, 3 * 24 * 60));
    expect(await door.browser().signIn("aide")).toEqual({ ok: true, value: { enrol: true } });
    await signedIn("desk");
    // Given up and asked for again: what was given is not given twice.
    await setPolicy([], 3);
    await signedIn("aide");
    await setPolicy(["medical-assistant"], 3);
    expect(await door.browser().signIn("aide")).toEqual({ ok: true, value: { enrol: true } });
    await setPolicy([], 7);
  });

  /** Everything at the door that asks for a session, with a body that its contract takes. */
  const locked: { readonly [Name in AuthEndpoint]?: object } = {
    "change-password": { currentPassword: PASSWORD, newPassword: "quiet violet lantern" },
    "issue-code": { staffId: "00000000-0000-7000-8000-000000000001" },
    "totp-stop": { password: PASSWORD },
    confirm: { password: PASSWORD },
    sessions: {},
    "end-session": { sessionId: null },
    "person-sessions": { staffId: "00000000-0000-7000-8000-000000000001" },
    "end-person-sessions": { staffId: "00000000-0000-7000-8000-000000000001", sessionId: null },
    activity: {},
    "passkey-rename": { passkeyId: "AAAA", name: "Mine" },
    "passkey-remove": { passkeyId: "AAAA" },
  };
  const OPEN: readonly string[] = [
    "sign-in",
    "verify-totp",
    "verify-backup-code",
    "sign-out",
    "set-password",
    "totp-start",
    "totp-confirm",
    // One's own: none yet, where one is to be set up.
    "passkeys",
    "passkey-new",
    "passkey-add",
    "passkey-ask",
    "passkey-sign-in",
    "found-open",
    "found-state",
    "found-practice",
    "found-manager",
  ];

  test("IDN-127 IDN-128 the password alone opens nothing but the setting up; then one is signed in, and it stays on", async () => {
    await setPolicy(["practice-manager"], 0);
    expect(new Set([...Object.keys(locked), ...OPEN])).toEqual(new Set(Object.keys(authBodies)));
    const thief = door.browser();
    expect(await thief.signIn("second")).toEqual({ ok: true, value: { enrol: true } });
    expect(await thief.who()).toBeNull();
    for (const [name, body] of Object.entries(locked))
      expect([name, await thief.post(name as AuthEndpoint, body)]).toMatchObject([name, refusal("not-signed-in")]);
    expect(await thief.post("totp-start", { password: "wrong password here" })).toMatchObject(
      refusal("bad-credentials"),
    );
    expect(thief.cookies.has("practicum.device")).toBe(false);

    const person: Browser = door.browser();
    await person.signIn("second");
    const started = await person.post("totp-start", { password: PASSWORD });
    expect(started).toMatchObject({ ok: true });
    const uri = started.ok ? started.value["uri"] : "";
    expect(await person.post("totp-confirm", { code: "000000" })).toMatchObject(refusal("wrong-code"));
    expect(await person.who()).toBeNull();
    const done = await person.post("totp-confirm", { code: await codeOf(uri) });
    expect(done).toMatchObject({ ok: true, value: { session: { twoFactor: true } } });
    expect(await person.who()).toMatchObject({ staff: { staffId: door.person("second").staffId }, twoFactor: true });
    // Who only had the password has nothing by it, then or later.
    expect(await thief.who()).toBeNull();
    expect(await thief.post("totp-confirm", { code: await codeOf(uri, -1) })).toMatchObject({ ok: false });
    expect(await thief.post("totp-start", { password: PASSWORD })).toMatchObject({ ok: false });
    expect(await thief.who()).toBeNull();

    expect(await person.post("totp-stop", { password: PASSWORD })).toMatchObject(refusal("second-factor-needed"));
    expect(await person.who()).toMatchObject({ twoFactor: true });
    // The usual second step from now on, and who has no such role signs in as before.
    const later = door.browser();
    expect(await later.signIn("second")).toEqual({ ok: true, value: { twoFactor: true, code: true } });
    expect(await later.post("verify-totp", { code: await codeOf(uri, 1) })).toMatchObject({
      ok: true,
      value: { session: {} },
    });
    await signedIn("desk");
    await setPolicy([], 7);
    expect(await person.post("totp-stop", { password: PASSWORD })).toMatchObject({ ok: true });
  });
});
