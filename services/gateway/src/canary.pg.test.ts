import { must } from "@practicum/kernel/assert";
import type { LiveNote } from "@practicum/bus/bus";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allServices } from "./testing/all-services.ts";
import { PASSWORD, startKit, type GatewayKit } from "./testing/gateway-kit.ts";
import { codeOf, TestBrowser, type Answered } from "./testing/test-browser.ts";

/**
 * Every text of a patient carries a word that occurs nowhere else. It must come back to the screen that asks for it, and
 * show up nowhere else: not in logs, not in errors, not in live notes, not in the audit trail.
 */
const WORD = "qanaryq";
const canary = (n: number) => `${WORD}${n}`;

let kit: GatewayKit;
const notes: LiveNote[] = [];
beforeAll(async () => {
  kit = await startKit({ roles: ["front-desk", "practice-manager", "physician"], modules: allServices() });
  await kit.bus.listen((_, note) => notes.push(note));
});
afterAll(() => kit.stop());

async function signedIn(role: string): Promise<TestBrowser> {
  const browser = new TestBrowser(kit.gateway);
  expect(codeOf(await browser.signIn(`${role}@north.test`, PASSWORD, "north"))).toBe("ok");
  return browser;
}

const person = {
  name: { family: canary(1), given: canary(2), middle: canary(3), suffix: null },
  birthDate: "1961-08-17",
  sex: "female",
  phone: "6195550147",
  email: `${canary(4)}@example.test`,
  address: { line1: canary(5), line2: canary(6), city: canary(7), state: "CA", zip: "921010001" },
  language: "en",
  guarantor: {
    name: { family: canary(8), given: canary(9), middle: null, suffix: null },
    relationship: "spouse",
    birthDate: "1960-01-02",
    address: null,
    phone: "6195550148",
  },
  emergencyContact: { name: canary(10), relationship: canary(11), phone: "6195550149" },
  notDuplicateOf: [],
  source: null,
};

test("what is private to a patient shows up for who asks, and nowhere else", async () => {
  const desk = await signedIn("front-desk");
  const physician = await signedIn("physician");
  const answers: Answered[] = [];
  const refused = async (answer: Promise<Answered>) => {
    const got = await answer;
    expect(got.status).toBeGreaterThanOrEqual(400);
    answers.push(got);
  };

  const registered = await desk.call("scheduling.registerPatient", person);
  expect(codeOf(registered)).toBe("ok");
  const { patientId } = (registered.body as { result: { data: { patientId: string } } }).result.data;
  await kit.host.settle();
  const shown = await desk.call("scheduling.getPatient", { patientId });
  for (let n = 1; n <= 11; n += 1) expect(shown.text).toContain(canary(n));

  const thread = {
    threadId: crypto.randomUUID(),
    messageId: crypto.randomUUID(),
    patientId,
    subject: canary(12),
    body: canary(13),
    ownerId: null,
    pool: null,
    dueAt: null,
  };
  expect(codeOf(await desk.call("messaging.startThread", thread))).toBe("ok");
  const task = {
    taskId: crypto.randomUUID(),
    title: canary(14),
    detail: canary(15),
    patientId,
    ownerId: null,
    pool: null,
    dueOn: null,
    priority: "normal",
    about: null,
  };
  expect(codeOf(await desk.call("messaging.createTask", task))).toBe("ok");
  const problem = { problemId: crypto.randomUUID(), patientId, code: "E11.9", label: canary(16), onsetOn: null };
  await physician.call("charting.addProblem", problem);
  await desk.call("scheduling.searchPatients", { text: canary(1), limit: 10 });
  await kit.host.settle();
  expect((await physician.call("messaging.listThreads", { patientId, open: true })).text).toContain(canary(13));

  // Failures of every kind, with the word in what was sent.
  await refused(desk.call("scheduling.registerPatient", person));
  await refused(
    desk.call("scheduling.registerPatient", { ...person, birthDate: canary(17), sex: canary(18), [canary(19)]: 1 }),
  );
  await refused(
    desk.call("scheduling.updatePatient", {
      ...person,
      notDuplicateOf: undefined,
      source: undefined,
      patientId,
      version: 99,
    }),
  );
  await refused(desk.call("messaging.startThread", thread));
  await refused(
    desk.call("messaging.startThread", { ...thread, threadId: crypto.randomUUID(), patientId: crypto.randomUUID() }),
  );
  await refused(desk.call("charting.addProblem", problem));
  await refused(desk.post("/api/trpc/scheduling.getPatient", canary(20)));
  await refused(
    desk.request("/api/trpc/scheduling.getPatient", {
      method: "POST",
      body: `{"${canary(21)}`,
      headers: { origin: desk.origin, "content-type": "application/json" },
    }),
  );
  await refused(new TestBrowser(kit.gateway).call("scheduling.registerPatient", person));
  await refused(new TestBrowser(kit.gateway).signIn(`${canary(22)}@example.test`, canary(23), "north"));
  await kit.host.settle();

  for (const answer of answers) {
    expect(withoutFieldNames(answer.text)).not.toContain(WORD);
    expect([...answer.headers].join()).not.toContain(WORD);
  }
  expect(kit.logged.length).toBeGreaterThan(20);
  expect(kit.logged.join("\n")).not.toContain(WORD);
  expect(kit.logged.join("\n")).not.toMatch(/6195550147|1961-08-17/);
  expect(notes.length).toBeGreaterThan(3);
  expect(JSON.stringify(notes)).not.toContain(WORD);

  const manager = await signedIn("practice-manager");
  const year = { from: "2020-01-01T00:00:00.000Z", to: "2099-01-01T00:00:00.000Z" };
  const trail = await manager.call("identity.auditTrail", {
    patientId,
    staffId: null,
    ...year,
    before: null,
    limit: 200,
  });
  const { entries } = (trail.body as { result: { data: { entries: { operation: string; outcome: string }[] } } }).result
    .data;
  expect(entries.map((entry) => entry.operation)).toEqual(
    expect.arrayContaining(["registerPatient", "getPatient", "startThread", "createTask", "listThreads"]),
  );
  expect(trail.text).not.toContain(WORD);
  const everything = await manager.call("identity.auditTrail", {
    patientId: null,
    staffId: null,
    ...year,
    before: null,
    limit: 200,
  });
  expect(everything.text).not.toContain(WORD);
  expect(must(entries[0]).outcome).toBeTypeOf("string");
}, 60_000);

/** The name of a field that does not exist is repeated to who sent it; it stands in `fields` alone. */
function withoutFieldNames(text: string): string {
  const body: unknown = JSON.parse(text);
  return JSON.stringify(body, (key, value: unknown) => (key === "fields" || key === "field" ? undefined : value));
}
