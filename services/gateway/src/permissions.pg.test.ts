import { TEST_AS_HEADER } from "@practicum/api/batch";
import { operations } from "@practicum/api/operations";
import { operatorActor, type Actor } from "@practicum/contracts/actor";
import { ALWAYS_FRESH } from "@practicum/contracts/fresh";
import { allPermissions, bases, mayBeAdded, mayBeRemoved, rightsOf } from "@practicum/contracts/own-role";
import { mayDo, role, type Permission, type Role } from "@practicum/contracts/permission";
import { must } from "@practicum/kernel/assert";
import { seededRandom } from "@practicum/kernel/random";
import { callService } from "@practicum/service/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allServices } from "./testing/all-services.ts";
import { PASSWORD, startKit, type GatewayKit } from "./testing/gateway-kit.ts";
import { contracts, sampleInput, type Known } from "./testing/sample-input.ts";
import { codeOf, TestBrowser } from "./testing/test-browser.ts";

/**
 * Every operation of the API, as every role, as nobody, and as staff of another practice, against the permission table.
 * Generated from the contracts: an operation that is added is tested, or this fails because no input is found for it.
 */

const roles: readonly Role[] = role.options;
/** A patient's name that must never be seen by the other practice. */
const CANARY = "Zyxwvut";

let kit: GatewayKit;
const browsers = new Map<string, TestBrowser>();

beforeAll(async () => {
  // Hundreds of operations name records that nobody made: to wait for each one's event would take minutes, and tell nothing of permissions.
  kit = await startKit({ roles, modules: allServices(), publishedAfterMs: 0 });
  for (const person of kit.people) {
    const browser = new TestBrowser(kit.gateway);
    await browser.signIn(person.email, PASSWORD, person.practice.slug);
    browsers.set(`${person.practice.slug} ${person.role}`, browser);
  }
});
afterAll(() => kit.stop());

const as = (slug: string, who: Role) => must(browsers.get(`${slug} ${who}`));
const paths = [...operations.keys()];

describe("the permission table", () => {
  test("covers every operation with an input that its contract accepts", () => {
    for (const path of paths) expect(() => sampleInput(must(contracts.get(path)), {})).not.toThrow();
    expect(paths.length).toBeGreaterThan(100);
  });

  test.each(roles)(
    "%s: what the table denies is denied before the input is looked at, all else gets through",
    async (who) => {
      const browser = as("north", who);
      const outcomes: { [outcome: string]: number } = {};
      for (const path of paths) {
        const { permission, input } = must(contracts.get(path));
        const allowed = mayDo([who], permission);
        const valid = codeOf(await browser.call(path, sampleInput(must(contracts.get(path)), {})));
        const empty = codeOf(await browser.call(path, { nothing: "of the kind" }));
        if (allowed) {
          expect([path, valid]).not.toEqual([path, "not-allowed"]);
          for (const broken of ["internal", "try-again", "not-signed-in"])
            expect([path, valid]).not.toEqual([path, broken]);
          if (!input.safeParse({ nothing: "of the kind" }).success)
            expect([path, empty]).toEqual([path, "invalid-input"]);
        } else {
          expect([path, valid, empty]).toEqual([path, "not-allowed", "not-allowed"]);
        }
        outcomes[valid] = (outcomes[valid] ?? 0) + 1;
      }
      // The positive control: this role does get work done.
      expect(outcomes["ok"] ?? 0).toBeGreaterThan(who === "auditor" ? 5 : 15);
    },
    120_000,
  );

  test("nobody may do anything", async () => {
    for (const path of paths) {
      const input = sampleInput(must(contracts.get(path)), {});
      expect([path, codeOf(await new TestBrowser(kit.gateway).call(path, input))]).toEqual([path, "not-signed-in"]);
      const stranger = new TestBrowser(kit.gateway);
      stranger.cookies.set("practicum.practice", "north");
      stranger.cookies.set("practicum.session_token", `${"A".repeat(32)}.${"B".repeat(43)}%3D`);
      expect([path, codeOf(await stranger.call(path, input))]).toEqual([path, "not-signed-in"]);
    }
  }, 60_000);
});

/** What each kind of actor that is not of the practice's staff may do about a patient it reaches. All else is refused. */
const WITHIN_REACH: { readonly [Kind in "patient" | "proxy" | "instructor"]: readonly string[] } = {
  // The tablet's own and a link's, of a session that is none: past the decision, and then refused as over.
  patient: [
    "billing.kioskCoverages",
    "charting.chartAccess",
    "scheduling.bookByLink",
    "scheduling.bookingByLink",
    "scheduling.cancelByLink",
    "scheduling.findSlots",
    "scheduling.findTogether",
    "scheduling.getContactChoices",
    "scheduling.getPatient",
    "scheduling.kioskForm",
    "scheduling.kioskProgress",
    "scheduling.moveByLink",
    "scheduling.patientAppointments",
    "scheduling.patientConsents",
    "scheduling.patientPharmacy",
    "scheduling.planSeries",
    "scheduling.sendKioskPicture",
    "scheduling.signedConsent",
    "scheduling.submitKiosk",
    "scheduling.timesByLink",
  ],
  proxy: [
    "charting.chartAccess",
    "scheduling.findSlots",
    "scheduling.findTogether",
    "scheduling.getContactChoices",
    "scheduling.getPatient",
    "scheduling.patientAppointments",
    "scheduling.patientConsents",
    "scheduling.patientPharmacy",
    "scheduling.planSeries",
    "scheduling.signedConsent",
  ],
  instructor: [
    "charting.chartAccess",
    "charting.chartSummary",
    "scheduling.findSlots",
    "scheduling.findTogether",
    "scheduling.getContactChoices",
    "scheduling.getPatient",
    "scheduling.patientAppointments",
    "scheduling.patientConsents",
    "scheduling.patientPharmacy",
    "scheduling.planSeries",
    "scheduling.signedConsent",
  ],
};

/** A signature is one of the practice's own people, whatever else an actor may: the handlers know who can sign. */
const STAFF_ALONE = new Set([
  "charting.signEncounter",
  "charting.cosignEncounter",
  "charting.returnNote",
  "charting.answerReturnedNote",
  "charting.signLetter",
  "charting.signOrder",
  "charting.orderInHouse",
  // Of two persons each is one who has a name.
  "identity.decideAccountRequest",
  "identity.resetSecondFactor",
]);

describe("every kind of actor", () => {
  const [mine, other] = [crypto.randomUUID(), crypto.randomUUID()];
  const session = { name: "Somebody", sessionId: "s" };
  const given = { patientIds: [mine], ...session };
  /** The operations that get past the pipeline's decision, asked over the bus as the gateway asks. */
  const allowedTo = async (actor: Actor, patientId: string) => {
    const allowed: string[] = [];
    for (const path of paths) {
      const contract = must(contracts.get(path));
      const reply = await callService(kit.bus, must(path.split(".")[0]), must(path.split(".")[1]), {
        practiceId: must(kit.practices[0]).id,
        actor,
        commandId: contract.kind === "command" ? crypto.randomUUID() : null,
        traceId: "t",
        input: sampleInput(contract, { patientId }),
      });
      if (reply.ok || reply.error.code !== "not-allowed") allowed.push(path);
    }
    return allowed.toSorted();
  };
  const ofPermission = (may: (permission: Permission) => boolean) =>
    paths.filter((path) => may(must(contracts.get(path)).permission)).toSorted();

  test.each<Actor>([
    { kind: "patient", patientId: mine, ...session },
    { kind: "proxy", proxyId: crypto.randomUUID(), ...given },
    { kind: "instructor", instructorId: crypto.randomUUID(), ...given },
  ])("$kind: of whom is reached, what was granted; of anybody else nothing", async (actor) => {
    expect(await allowedTo(actor, mine)).toEqual(WITHIN_REACH[actor.kind as keyof typeof WITHIN_REACH]);
    expect(await allowedTo(actor, other)).toEqual([]);
  });

  // The roles' own table is held above, role by role: here it is that a learner's roles count as a member of staff's do.
  const practised: readonly Role[] = ["front-desk", "physician", "owner"];
  test.each(practised)("a learner who practises as %s may what the role may", async (who) => {
    const learner: Actor = { kind: "learner", learnerId: crypto.randomUUID(), roles: [who], ...session };
    const ofRole = ofPermission((permission) => mayDo([who], permission)).filter((path) => !STAFF_ALONE.has(path));
    expect(await allowedTo(learner, mine)).toEqual(ofRole);
  });

  test("IDN-152, IDN-154 staff with own roles may what the table and those roles say, and no more", async () => {
    for (const seed of ["one", "two", "three"]) {
      const random = seededRandom(seed);
      const some = (max: number) => allPermissions.filter(() => random.next() < max);
      const own = bases
        .filter(() => random.next() < 0.4)
        .map((base) => ({ base, added: some(0.15), removed: some(0.3) }));
      const held = [...new Set([...own.map(({ base }) => base), "front-desk" as const])];
      const rights = { roles: held, ...rightsOf(held, own) };
      const actor: Actor = {
        kind: "staff",
        staffId: crypto.randomUUID(),
        verifiedAt: ALWAYS_FRESH,
        ...rights,
        ...session,
      };
      const may = (permission: Permission) =>
        (!own.some(({ base }) => base === "front-desk") && mayDo(["front-desk"], permission)) ||
        own.some(({ base, added, removed }) =>
          mayDo([base], permission)
            ? !(removed.includes(permission) && mayBeRemoved(base, permission))
            : added.includes(permission) && mayBeAdded(base, permission),
        );
      const allowed = ofPermission(may).filter((path) => !STAFF_ALONE.has(path));
      expect([seed, (await allowedTo(actor, mine)).filter((path) => !STAFF_ALONE.has(path))]).toEqual([seed, allowed]);
    }
  }, 120_000);

  test("IDN-160 who tries a role on may read what both allow, and do nothing", async () => {
    const as = { label: "Medical assistant", roles: ["medical-assistant" as const] };
    const actor: Actor = { kind: "staff", staffId: crypto.randomUUID(), roles: ["practice-manager"], as, ...session };
    const both = ofPermission((one) => mayDo(["practice-manager"], one) && mayDo(["medical-assistant"], one));
    expect(await allowedTo(actor, mine)).toEqual(both);
    for (const path of both.filter((one) => must(contracts.get(one)).kind === "command")) {
      const reply = await callService(kit.bus, must(path.split(".")[0]), must(path.split(".")[1]), {
        practiceId: must(kit.practices[0]).id,
        actor,
        commandId: crypto.randomUUID(),
        traceId: "t",
        input: sampleInput(must(contracts.get(path)), {}),
      });
      expect([path, reply]).toMatchObject([path, { ok: false, error: { code: "testing-role" } }]);
    }
  }, 60_000);

  test("an integration may what it was given; the service itself and the operator never ask here", async () => {
    const app: Actor = { kind: "integration", clientId: "app", name: "App", grants: ["chart.read", "payer.manage"] };
    const granted = ofPermission((permission) => app.grants.includes(permission));
    expect(granted.length).toBeGreaterThan(5);
    expect(await allowedTo(app, mine)).toEqual(granted);
    expect(await allowedTo({ ...app, grants: [] }, mine)).toEqual([]);
    expect(await allowedTo({ kind: "system", name: "billing-timer" }, mine)).toEqual([]);
    expect(await allowedTo(operatorActor, mine)).toEqual([]);
  });
});

describe("a role that is tried on, at the door", () => {
  const header = (value: unknown) => ({ [TEST_AS_HEADER]: encodeURIComponent(JSON.stringify(value)) });
  const desk = { label: "Front desk", roles: ["front-desk"] };
  const ask = async (who: Role, path: string, value?: unknown) =>
    codeOf(await as("north", who).call(path, {}, value === undefined ? {} : header(value)));

  test("GTW-125 goes with the request alone, takes rights away and gives none, and is the manager's to do", async () => {
    expect(await ask("practice-manager", "identity.listSignIns", desk)).toBe("not-allowed");
    expect(await ask("practice-manager", "identity.listStaff", desk)).toBe("ok");
    // The same session without the header is oneself.
    expect(await ask("practice-manager", "identity.listSignIns")).toBe("ok");
    expect(await ask("practice-manager", "charting.contradictions", { label: "Physician", roles: ["physician"] })).toBe(
      "not-allowed",
    );
    expect(await ask("front-desk", "identity.listStaff", desk)).toBe("not-allowed");
    expect(await ask("front-desk", "identity.listStaff")).toBe("ok");
    for (const wrong of [{ ...desk, label: "" }, { ...desk, roles: ["boss"] }, { ...desk, staffId: "x" }, "x"])
      expect(await ask("practice-manager", "identity.listStaff", wrong)).toBe("invalid-input");
    expect(await ask("practice-manager", "identity.readAccountNotices", desk)).toBe("testing-role");
  });
});

describe("another practice", () => {
  test("sees and changes nothing of this one, whatever ids it names", async () => {
    const known = await fillNorth();
    const seenAtHome: string[] = [];
    for (const path of paths) {
      const contract = must(contracts.get(path));
      const input = sampleInput(contract, known);
      const who = roles.find((each) => mayDo([each], contract.permission));
      // A tablet's own: nobody of any practice may, which the table above says.
      if (who === undefined) continue;
      const abroad = await as("south", who).call(path, input);
      expect([path, abroad.text.includes(CANARY)]).toEqual([path, false]);
      if (contract.kind === "query" && (await as("north", who).call(path, input)).text.includes(CANARY))
        seenAtHome.push(path);
    }
    // The positive control: the same questions do show the patient at home.
    expect(seenAtHome).toEqual(
      expect.arrayContaining([
        "scheduling.searchPatients",
        "scheduling.getPatient",
        "scheduling.getAppointment",
        "scheduling.patientAppointments",
        "scheduling.daySheet",
        "scheduling.flowBoard",
        "charting.getEncounter",
        "messaging.listThreads",
        "messaging.listTasks",
      ]),
    );
    // And nothing at home was changed from there.
    const patient = (await as("north", "front-desk").call("scheduling.getPatient", { patientId: known["patientId"] }))
      .body;
    expect(patient).toMatchObject({ result: { data: { version: 1, name: { family: CANARY } } } });
  }, 120_000);
});

/** A patient with a visit, a conversation and a task, and the ids of all. */
async function fillNorth(): Promise<Known> {
  const desk = as("north", "front-desk");
  const registered = await desk.call("scheduling.registerPatient", {
    name: { family: CANARY, given: "Ada", middle: null, suffix: null },
    birthDate: "1970-02-03",
    sex: "female",
    phone: "6195550123",
    email: null,
    address: null,
    language: "en",
    guarantor: null,
    emergencyContact: null,
    notDuplicateOf: [],
    source: null,
  });
  const { patientId } = (registered.body as { result: { data: { patientId: string } } }).result.data;
  const ids = { patientId, threadId: crypto.randomUUID(), messageId: crypto.randomUUID(), taskId: crypto.randomUUID() };
  const visit = await bookVisit(patientId);
  await kit.host.settle();
  const nobody = { ownerId: null, pool: null };
  const thread = {
    ...nobody,
    threadId: ids.threadId,
    messageId: ids.messageId,
    patientId,
    subject: CANARY,
    body: CANARY,
    dueAt: null,
  };
  expect(codeOf(await desk.call("messaging.startThread", thread))).toBe("ok");
  const task = {
    ...nobody,
    taskId: ids.taskId,
    title: CANARY,
    detail: "",
    patientId,
    dueOn: null,
    priority: "normal",
    about: null,
  };
  expect(codeOf(await desk.call("messaging.createTask", task))).toBe("ok");
  await kit.host.settle();
  return { ...ids, ...visit, text: CANARY, scope: "patient", open: true };
}

/** The least that a visit needs: a site, a physician with hours, a kind of visit. */
async function bookVisit(patientId: string): Promise<Known> {
  const manager = as("north", "practice-manager");
  const physician = must(kit.people.find((person) => person.practice.slug === "north" && person.role === "physician"));
  const [locationId, resourceId, visitTypeId, appointmentId] = Array.from({ length: 4 }, () => crypto.randomUUID());
  const address = { line1: "1 Main St", line2: null, city: "San Diego", state: "CA", zip: "921010001" };
  const location = {
    locationId,
    name: "Main",
    address,
    phone: "6195550100",
    npi: null,
    placeOfService: "11",
    active: true,
    version: null,
  };
  expect(codeOf(await manager.call("identity.saveLocation", location))).toBe("ok");
  await kit.host.settle();
  const resource = {
    resourceId,
    kind: "provider",
    name: "Dr. Diaz",
    staffId: physician.staffId,
    locationId,
    active: true,
    version: null,
  };
  expect(codeOf(await manager.call("scheduling.saveResource", resource))).toBe("ok");
  const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "06:00", end: "20:00" }));
  expect(codeOf(await manager.call("scheduling.saveTemplate", { resourceId, from: "2020-01-01", hours }))).toBe("ok");
  const visitType = {
    visitTypeId,
    name: "Follow-up",
    minutes: 20,
    newPatient: false,
    equipmentResourceId: null,
    active: true,
    version: null,
  };
  expect(codeOf(await manager.call("scheduling.saveVisitType", visitType))).toBe("ok");
  const soon = Temporal.Now.zonedDateTimeISO(must(kit.practices[0]).timeZone).add({ minutes: 10 });
  const date = soon.toPlainDate().toString();
  const start = soon
    .round({ smallestUnit: "minute", roundingIncrement: 5, roundingMode: "ceil" })
    .toPlainTime()
    .toString()
    .slice(0, 5);
  const desk = as("north", "front-desk");
  const visit = {
    appointmentId,
    patientId,
    visitTypeId,
    providerResourceId: resourceId,
    roomResourceId: null,
    date,
    start,
    minutes: null,
    reason: CANARY,
    overbookReason: null,
  };
  const booked = await desk.call("scheduling.bookAppointment", visit);
  expect(codeOf(booked)).toBe("ok");
  const done = { done: true, skippedBecause: null };
  const skipped = { done: false, skippedBecause: "no card with her" };
  const checkIn = {
    appointmentId,
    version: 1,
    identifiers: ["name", "birth-date"],
    coverageReview: skipped,
    consent: done,
    copay: done,
  };
  const arrived = await desk.call("scheduling.checkIn", checkIn);
  expect(codeOf(arrived)).toBe("ok");
  const { encounterId } = (arrived.body as { result: { data: { encounterId: string } } }).result.data;
  return { date, appointmentId: must(appointmentId), locationId: must(locationId), encounterId };
}
