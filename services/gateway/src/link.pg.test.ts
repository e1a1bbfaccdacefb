import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { allServices } from "./testing/all-services.ts";
import { PASSWORD, startKit, type GatewayKit } from "./testing/gateway-kit.ts";
import { codeOf, TestBrowser, type Answered } from "./testing/test-browser.ts";

/** A patient's link in a stranger's hands, and in the patient's. */

/** What was sent, by its key. */
const sent = new Map<string, string>();
const notifier = { send: async (_: object, { key, text }: { key: string; text: string }) => void sent.set(key, text) };
let kit: GatewayKit;
let desk: TestBrowser;
let owner: TestBrowser;
const visitTypeId = crypto.randomUUID();
beforeAll(async () => {
  kit = await startKit({ roles: ["front-desk", "practice-manager", "physician"], modules: allServices(notifier) });
  const signedIn = async (role: string) => {
    const browser = new TestBrowser(kit.gateway);
    expect((await browser.signIn(`${role}@north.test`, PASSWORD, "north")).status).toBe(200);
    return browser;
  };
  desk = await signedIn("front-desk");
  owner = await signedIn("practice-manager");
  const physician = must(kit.people.find((one) => one.practice.slug === "north" && one.role === "physician"));
  const [resourceId, locationId] = [crypto.randomUUID(), crypto.randomUUID()];
  const column = { resourceId, kind: "provider", name: "Dr. Diaz", staffId: physician.staffId, locationId };
  await done(owner.call("scheduling.saveResource", { ...column, active: true, version: null }));
  const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "06:00", end: "23:30" }));
  await done(owner.call("scheduling.saveTemplate", { resourceId, from: "2020-01-01", hours }));
  const kind = { visitTypeId, name: "Follow-up", minutes: 20, newPatient: false, equipmentResourceId: null };
  await done(owner.call("scheduling.saveVisitType", { ...kind, active: true, version: null }));
});
afterAll(() => kit.stop());

async function done<T>(call: Promise<Answered>): Promise<T> {
  const answered = await call;
  expect([answered.text, codeOf(answered)]).toEqual([answered.text, "ok"]);
  return (answered.body as { result: { data: T } }).result.data;
}

let people = 0;
/** A patient with a link, as the text message has it. */
async function sentLink() {
  people += 1;
  const family = must(["Abernathy", "Bolongaro", "Czerny", "Dvorak", "Eichel", "Furukawa"][people - 1]);
  const given = must(["Rosa", "Tom", "Wilhelmina", "Quentin", "Sy", "Umberto"][people - 1]);
  const birthDate = `${1930 + people * 7}-0${people}-1${people}`;
  const name = { family, given, middle: null, suffix: null };
  const phone = `61955501${people}0`;
  const person = { name, birthDate, sex: "female", phone, email: null, address: null, language: "en" };
  const rest = { guarantor: null, emergencyContact: null, notDuplicateOf: [], source: null };
  const { patientId } = await done<{ patientId: string }>(
    desk.call("scheduling.registerPatient", { ...person, ...rest }),
  );
  const linkId = crypto.randomUUID();
  const what = { visitTypeId, visitTypeName: "Follow-up", channel: "sms", for: null };
  await done(desk.call("messaging.sendBookingLink", { linkId, patientId, ...what }));
  const text = await vi.waitFor(() => must(sent.get(linkId)), { timeout: 20_000 });
  const [, practice = "", token = ""] = must(/#([a-z0-9-]+)\.(\w{26}) /.exec(text));
  return { patientId, linkId, birthDate, practice, token };
}
type Link = Awaited<ReturnType<typeof sentLink>>;

const post = (browser: TestBrowser, name: string, body: unknown, commandId: string = crypto.randomUUID()) =>
  browser.post(`/api/book/${name}`, body, { "x-command-id": commandId });
const openWith = (
  browser: TestBrowser,
  { practice, token, birthDate }: Pick<Link, "practice" | "token" | "birthDate">,
) => post(browser, "open", { practice, token, birthDate });
interface Times {
  readonly value: {
    readonly days: readonly { date: string; times: readonly { start: string; providerResourceId: string }[] }[];
  };
}
const aTime = async (phone: TestBrowser, day: number) => {
  const { value } = (await post(phone, "times", { from: null })).body as Times;
  const { date, times } = must(value.days[day]);
  return { date, start: must(times[0]).start, providerResourceId: must(times[0]).providerResourceId };
};

describe("a patient's link at the gateway", () => {
  test("SCH-265 to SCH-268: from the message to the booked visit, moved and cancelled, as the patient", async () => {
    const one = await sentLink();
    const phone = new TestBrowser(kit.gateway);
    expect((await openWith(phone, one)).status).toBe(200);
    expect((await post(phone, "look", {})).body).toMatchObject({
      practiceName: "Practice north",
      value: { state: "choose" },
    });
    const [time, later] = [await aTime(phone, 2), await aTime(phone, 3)];
    const id = crypto.randomUUID();
    const booking = { ...time, appointmentId: id };
    expect(codeOf(await post(phone, "book", booking, id))).toBe("ok");
    expect(codeOf(await post(phone, "book", booking, id))).toBe("ok");
    expect((await post(phone, "look", {})).body).toMatchObject({
      value: { state: "booked", visit: { date: time.date, start: time.start } },
    });
    expect(codeOf(await post(phone, "move", later))).toBe("ok");
    const visits = await done<readonly object[]>(
      desk.call("scheduling.patientAppointments", { patientId: one.patientId }),
    );
    expect(visits).toMatchObject([{ appointmentId: id, date: later.date, start: later.start, status: "booked" }]);
    expect(codeOf(await post(phone, "cancel", {}))).toBe("ok");
    await vi.waitFor(
      async () => {
        const links = await done<readonly object[]>(desk.call("messaging.bookingLinks", { patientId: one.patientId }));
        expect(links).toMatchObject([{ state: "cancelled", sending: "sent" }]);
        const span = { from: "2020-01-01T00:00:00.000Z", to: "2120-01-01T00:00:00.000Z" };
        const asked = { patientId: one.patientId, staffId: null, ...span, before: null, limit: 200 };
        const { entries } = await done<{
          entries: readonly { operation: string; actorKind: string; actorName: string }[];
        }>(owner.call("identity.auditTrail", asked));
        const who = (operation: string) => entries.filter((entry) => entry.operation === operation);
        expect(who("openBookingLink")).toMatchObject([
          { actorKind: "integration", actorName: "Door of patients' links" },
        ]);
        for (const operation of ["bookByLink", "moveByLink", "cancelByLink"])
          expect(must(who(operation)[0])).toMatchObject({ actorKind: "patient", actorName: "Patient by link" });
      },
      { timeout: 20_000, interval: 300 },
    );
    expect(kit.logged.filter((line) => line.includes(one.token) || line.includes(one.birthDate))).toEqual([]);
  });

  test("SCH-267: it opens nothing else, is nobody else's, and what is sent cannot say whose it is", async () => {
    const [mine, theirs] = [await sentLink(), await sentLink()];
    const phone = new TestBrowser(kit.gateway);
    await openWith(phone, mine);
    const session = must(phone.cookies.get("practicum.link"));
    for (const path of [
      "scheduling.getPatient",
      "scheduling.bookingByLink",
      "scheduling.findSlots",
      "charting.getChart",
    ])
      expect([path, codeOf(await phone.call(path, { patientId: mine.patientId }))]).toEqual([path, "not-signed-in"]);
    for (const [cookie, address] of [
      ["practicum.session_token", "/api/trpc/scheduling.getPatient"],
      ["practicum.kiosk", "/api/kiosk/form"],
    ] as const) {
      const forged = new TestBrowser(kit.gateway);
      forged.cookies.set("practicum.practice", "north");
      forged.cookies.set(cookie, session);
      const asked = await forged.post(address, { patientId: mine.patientId }, { "x-command-id": crypto.randomUUID() });
      expect([address, asked.status === 200]).toEqual([address, false]);
    }
    for (const name of ["look", "times", "book"]) expect(codeOf(await post(desk, name, {}))).toBe("link-over");
    for (const name of ["session", "__proto__", "openBookingLink"])
      expect([name, (await post(phone, name, {})).status]).toEqual([name, 404]);
    // The other's id in what is sent changes nothing: it is booked for whose link it is.
    const id = crypto.randomUUID();
    const time = await aTime(phone, 4);
    expect(codeOf(await post(phone, "book", { ...time, appointmentId: id, patientId: theirs.patientId }, id))).toBe(
      "ok",
    );
    const of = async ({ patientId }: Link) =>
      (await done<readonly object[]>(desk.call("scheduling.patientAppointments", { patientId }))).length;
    expect([await of(mine), await of(theirs)]).toEqual([1, 0]);
    const [body = "", signature = ""] = session.split(".");
    const content = Buffer.from(body, "base64url").toString();
    phone.cookies.set(
      "practicum.link",
      `${Buffer.from(content.replace(mine.patientId, theirs.patientId)).toString("base64url")}.${signature}`,
    );
    expect(codeOf(await post(phone, "look", {}))).toBe("link-over");
    expect(
      codeOf(await desk.call("scheduling.openBookingLink", { mark: "0".repeat(64), birthDate: mine.birthDate })),
    ).toBe("not-allowed");
  });

  test("SCH-261, SCH-267: a wrong date, a wrong link and a wrong practice read alike; who guesses is stopped", async () => {
    const one = await sentLink();
    const tried = async (of: Partial<Link>) => {
      const { status, text } = await openWith(new TestBrowser(kit.gateway), { ...one, ...of });
      return `${status} ${text}`;
    };
    const answers = new Set([
      await tried({ birthDate: "1971-02-03" }),
      await tried({ token: "a".repeat(26) }),
      await tried({ practice: "south" }),
      await tried({ practice: "nowhere" }),
    ]);
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain("booking-link");
    let stopped = "";
    for (let tries = 0; tries < 40 && stopped === ""; tries += 1) {
      const answer = await tried({ token: "b".repeat(26) });
      if (answer.includes("too-many-attempts")) stopped = answer;
    }
    expect(stopped).not.toBe("");
    expect(await tried({})).toContain("too-many-attempts");
  });
});
