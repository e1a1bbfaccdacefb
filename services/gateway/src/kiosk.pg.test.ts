import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allServices } from "./testing/all-services.ts";
import { PASSWORD, startKit, type GatewayKit } from "./testing/gateway-kit.ts";
import { codeOf, TestBrowser, type Answered } from "./testing/test-browser.ts";

/** A tablet in a stranger's hands: codes that are guessed, used again, forged, and what else it might reach. */

let kit: GatewayKit;
let desk: TestBrowser;
let manager: TestBrowser;
let resourceId: string;
let visitTypeId: string;
beforeAll(async () => {
  kit = await startKit({ roles: ["front-desk", "practice-manager", "physician"], modules: allServices() });
  const signedIn = async (role: string) => {
    const browser = new TestBrowser(kit.gateway);
    expect((await browser.signIn(`${role}@north.test`, PASSWORD, "north")).status).toBe(200);
    return browser;
  };
  desk = await signedIn("front-desk");
  manager = await signedIn("practice-manager");
  const physician = must(kit.people.find((one) => one.practice.slug === "north" && one.role === "physician"));
  [resourceId, visitTypeId] = [crypto.randomUUID(), crypto.randomUUID()];
  const locationId = crypto.randomUUID();
  const column = { resourceId, kind: "provider", name: "Dr. Diaz", staffId: physician.staffId, locationId };
  await done(manager.call("scheduling.saveResource", { ...column, active: true, version: null }));
  const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "06:00", end: "23:30" }));
  await done(manager.call("scheduling.saveTemplate", { resourceId, from: "2020-01-01", hours }));
  const kind = { visitTypeId, name: "Follow-up", minutes: 20, newPatient: false, equipmentResourceId: null };
  await done(manager.call("scheduling.saveVisitType", { ...kind, active: true, version: null }));
});
afterAll(() => kit.stop());

async function done(call: Promise<Answered>): Promise<{ [key: string]: never }> {
  const answered = await call;
  expect([answered.text, codeOf(answered)]).toEqual([answered.text, "ok"]);
  return (answered.body as { result: { data: { [key: string]: never } } }).result.data;
}

let people = 0;
/** A patient with a visit today, and the code of a tablet for it. */
async function handedOver() {
  people += 1;
  const family = must(
    ["Abernathy", "Bolongaro", "Czerny", "Dvorak", "Eichel", "Furukawa", "Gomez", "Huang", "Ito"][people - 1],
  );
  const given = must(["Rosa", "Tom", "Wilhelmina", "Quentin", "Sy", "Umberto", "Vera", "Xia", "Yan"][people - 1]);
  const birthDate = `${1930 + people * 7}-0${people}-1${people}`;
  const name = { family, given, middle: null, suffix: null };
  const person = { name, birthDate, sex: "female", phone: null, email: null, address: null, language: "en" };
  const rest = { guarantor: null, emergencyContact: null, notDuplicateOf: [], source: null };
  const registered = await desk.call("scheduling.registerPatient", { ...person, ...rest });
  const patientId = String((await done(Promise.resolve(registered)))["patientId"]);
  const appointmentId = crypto.randomUUID();
  const soon = Temporal.Now.zonedDateTimeISO(must(kit.practices[0]).timeZone)
    .add({ minutes: 10 })
    .round({ smallestUnit: "minute", roundingIncrement: 5, roundingMode: "ceil" });
  const [date, start] = [soon.toPlainDate().toString(), soon.toPlainTime().toString().slice(0, 5)];
  await done(
    manager.call("scheduling.bookAppointment", {
      appointmentId,
      patientId,
      visitTypeId,
      providerResourceId: resourceId,
      roomResourceId: null,
      date,
      start,
      minutes: null,
      reason: "",
      overbookReason: people === 1 ? null : "a test",
    }),
  );
  const { code, handoverId } = await done(desk.call("scheduling.handOverTablet", { appointmentId }));
  return { patientId, appointmentId, birthDate, code: String(code), handoverId: String(handoverId) };
}

const tabletCall = (browser: TestBrowser, name: string, body: unknown, commandId: string = crypto.randomUUID()) =>
  browser.post(`/api/kiosk/${name}`, body, { "x-command-id": commandId });
const openWith = (
  browser: TestBrowser,
  { code, birthDate }: { readonly code: string; readonly birthDate: string },
  commandId?: string,
) => tabletCall(browser, "open", { practice: "north", code, birthDate }, commandId);
const none = { answer: "no-answer", items: [] };
const answers = {
  language: "en",
  seenVersion: 1,
  changes: { phone: "6195550999" },
  contact: [],
  coverages: [],
  newCoverage: null,
  history: { medications: none, allergies: none, conditions: none, phq2: null },
  consents: [],
};

describe("a tablet at check-in", () => {
  test("GTW-104, GTW-105, GTW-107: opens the own form, sends it once, and is nobody's after", async () => {
    const one = await handedOver();
    const { patientId, appointmentId } = one;
    const tablet = new TestBrowser(kit.gateway);
    expect((await openWith(tablet, one)).status).toBe(200);
    const form = await tabletCall(tablet, "form", {});
    expect(form.body).toMatchObject({ patientId, form: { record: { phone: null } }, coverages: [] });
    expect((form.body as { keys: { draft: string } }).keys.draft).toMatch(/^[\w+/]{43}=$/);
    const id = crypto.randomUUID();
    const held = tablet.cookieHeader;
    expect((await tabletCall(tablet, "submit", { patientId, answers }, id)).status).toBe(200);
    expect(tablet.cookies.has("practicum.kiosk")).toBe(false);
    expect(codeOf(await tabletCall(tablet, "form", {}))).toBe("kiosk-over");
    // Where the answer was lost the same is sent again, and is one form; another one is not taken.
    const again = { "x-command-id": id, cookie: held };
    expect((await tablet.post("/api/kiosk/submit", { patientId, answers }, again)).status).toBe(200);
    const other = { "x-command-id": crypto.randomUUID(), cookie: held };
    expect(codeOf(await tablet.post("/api/kiosk/submit", { patientId, answers }, other))).toBe("kiosk-over");
    const seen = await done(desk.call("scheduling.visitKiosk", { appointmentId }));
    expect(seen).toMatchObject({ handover: { state: "done" }, differences: [{ field: "phone", new: "6195550999" }] });
  });

  test("GTW-104: its token opens nothing else, and a session of staff opens no tablet", async () => {
    const one = await handedOver();
    const { code, patientId, appointmentId } = one;
    const tablet = new TestBrowser(kit.gateway);
    await openWith(tablet, one);
    for (const path of ["scheduling.getPatient", "scheduling.kioskForm", "charting.getChart", "scheduling.daySheet"])
      expect([path, codeOf(await tablet.call(path, { patientId }))]).toEqual([path, "not-signed-in"]);
    // Its token where a session's stands is none (IDN-139).
    const forged = new TestBrowser(kit.gateway);
    forged.cookies.set("practicum.practice", "north");
    forged.cookies.set("practicum.session_token", must(tablet.cookies.get("practicum.kiosk")));
    expect(codeOf(await forged.call("scheduling.getPatient", { patientId }))).toBe("not-signed-in");
    for (const name of ["form", "submit", "progress"]) {
      const asStaff = await tabletCall(desk, name, { patientId, step: "contact", language: "en", answers });
      expect([name, codeOf(asStaff)]).toEqual([name, "kiosk-over"]);
    }
    for (const name of ["handOverTablet", "session", "__proto__", "visitKiosk"])
      expect([name, (await tabletCall(tablet, name, { appointmentId })).status]).toEqual([name, 404]);
    expect(codeOf(await desk.call("scheduling.openHandover", { code, birthDate: one.birthDate }))).toBe("not-allowed");
  });

  test("GTW-105: another patient's id, a token that was changed, unknown keys: nothing is done", async () => {
    const [mine, theirs] = [await handedOver(), await handedOver()];
    const tablet = new TestBrowser(kit.gateway);
    await openWith(tablet, mine);
    expect(codeOf(await tabletCall(tablet, "submit", { patientId: theirs.patientId, answers }))).toBe("not-allowed");
    const more = { patientId: mine.patientId, answers: { ...answers, role: "physician" } };
    expect(codeOf(await tabletCall(tablet, "submit", more))).toBe("invalid-input");
    const step = { patientId: mine.patientId, step: "contact", language: "en", practiceId: crypto.randomUUID() };
    expect(codeOf(await tabletCall(tablet, "progress", step))).toBe("invalid-input");
    const [body = "", signature = ""] = must(tablet.cookies.get("practicum.kiosk")).split(".");
    const content = Buffer.from(body, "base64url").toString();
    const changed = Buffer.from(content.replace(mine.patientId, theirs.patientId)).toString("base64url");
    const forged = new TestBrowser(kit.gateway);
    forged.cookies.set("practicum.kiosk", `${changed}.${signature}`);
    expect(codeOf(await tabletCall(forged, "form", {}))).toBe("kiosk-over");
    const seen = await done(desk.call("scheduling.visitKiosk", { appointmentId: theirs.appointmentId }));
    expect(seen).toMatchObject({ handover: { state: "waiting" }, differences: [] });
  });

  test("GTW-106: whoever of the staff was signed in at this browser is not any more", async () => {
    const one = await handedOver();
    const browser = new TestBrowser(kit.gateway);
    await browser.signIn("front-desk@north.test", PASSWORD, "north");
    const held = browser.cookieHeader;
    expect((await openWith(browser, one)).status).toBe(200);
    for (const cookie of [browser.cookieHeader, held])
      expect(codeOf(await browser.call("scheduling.listResources", {}, { cookie }))).toBe("not-signed-in");
    // Nobody else was signed out.
    expect(codeOf(await desk.call("scheduling.listResources", {}))).toBe("ok");
  });

  test("GTW-108: the desk took it back: no record and no key of what is typed", async () => {
    const one = await handedOver();
    const { handoverId } = one;
    const tablet = new TestBrowser(kit.gateway);
    await openWith(tablet, one);
    await done(desk.call("scheduling.endHandover", { handoverId }));
    const { body } = await tabletCall(tablet, "form", {});
    expect(body).toMatchObject({ form: null, coverages: [], keys: { draft: null, waiting: expect.any(String) } });
  });

  test("SCH-161: a code that is used at two tablets at once opens one", async () => {
    const one = await handedOver();
    const answered = await Promise.all(Array.from({ length: 6 }, () => openWith(new TestBrowser(kit.gateway), one)));
    expect(answered.map(codeOf).toSorted()).toEqual([...Array.from({ length: 5 }, () => "kiosk-code"), "ok"]);
  });

  test("IDN-136: whoever guesses codes is stopped, also with the right one, and no answer says which half was wrong", async () => {
    const one = await handedOver();
    const { code } = one;
    const guess = async (text: string, birthDate = one.birthDate) =>
      codeOf(await openWith(new TestBrowser(kit.gateway), { code: text, birthDate }));
    const outcomes = new Set([await guess(code, "1971-02-03")]);
    let stopped = "";
    for (let tried = 0; tried < 40 && stopped === ""; tried += 1) {
      const outcome = await guess("ABCDEF");
      if (outcome === "too-many-attempts") stopped = outcome;
      else outcomes.add(outcome);
    }
    expect([...outcomes]).toEqual(["kiosk-code"]);
    expect(stopped).toBe("too-many-attempts");
    expect(await guess(code)).toBe("too-many-attempts");
    // No code and no birth date is in a log.
    expect(kit.logged.filter((line) => line.includes(code) || line.includes(one.birthDate))).toEqual([]);
  });
});
