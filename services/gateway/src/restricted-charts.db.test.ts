import { operations } from "@practicum/api/operations";
import { sensitiveClass } from "@practicum/contracts/charting/sensitive-classes";
import type { Operation } from "@practicum/contracts/operation";
import { mayDo, role, type Role } from "@practicum/contracts/permission";
import { services } from "@practicum/contracts/services";
import { memoryAnchor } from "@practicum/identity/ports/memory-anchor";
import { identityService } from "@practicum/identity/service";
import { must } from "@practicum/kernel/assert";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, type TestHost } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allServices } from "./testing/all-services.ts";
import { FACT_TABLES, factIds, plantMore, sayOfAll } from "./testing/planted-facts.ts";
import { checkIn, markTexts, patientInput, staffOf } from "./testing/planted-chart.ts";
import { contracts, sampleInput, type Json, type Known } from "./testing/sample-input.ts";

/**
 * Restricted charts (CHT-190, MSG-101), made from the contracts: a physician puts a word of its own into every text that can be written about a
 * patient, the chart is restricted to that physician, and then people of every role ask and send everything with the ids of all of it.
 * No word of the chart reaches them; what is asked about the chart is refused as restricted. The physician finds the words by the same calls.
 * An operation or a text that is added is tested.
 */

/** They tell nothing of what is in a chart. Who adds one says here what it tells. */
const TELLS_NO_CHART: { readonly [path: string]: string } = {
  "charting.alertReport": "sums of alerts by rule and person, of nobody's chart",
  "charting.alertRules": "how loud each rule is",
  "charting.replayAlertRule": "sums alone",
  "charting.setAlertRule": "how loud a rule is",
  "charting.chartAccess": "whether the chart opens, and by what",
  "charting.restrictChart": "nothing",
  "charting.liftRestriction": "nothing",
  "charting.breakGlass": "until when it is open",
  "charting.glassOfPatient": "who opened it; to who is shut out nothing, but to managers",
  "charting.glassEntries": "who opened which chart, to managers",
  "charting.getGlass": "who opened which chart, to managers",
  "charting.reviewGlass": "nothing",
  "charting.papersToGive": "kinds and languages of the papers to hand over",
  "charting.exportDowntimeCharts": "nothing: restricted charts are left out",
  "charting.listPrivacyRequests":
    "that the patient asked something about the own information, and by when it is answered",
  "charting.getPrivacyRequest": "what the patient asked about the own information, and the practice's answer",
  "charting.receivePrivacyRequest": "by when it is answered",
  "charting.workPrivacyRequest": "the version of the request",
};

const MARK = "Zr7";
/** People who read charts, and another physician. */
const readers = role.options.filter((one) => mayDo([one], "chart.read"));
const billed = role.options.filter((one) => mayDo([one], "note.billed") && !mayDo([one], "chart.read"));
/** Texts that are no part of the chart: whoever has a role in that reads them, restricted or not. */
const NOT_CHART = /^(charting\.(restrictChart|breakGlass)|messaging\.(saveCampaign|recordAttempt|importRoster))/;

interface Reply {
  readonly ok: boolean;
  readonly error?: { readonly code: string };
  readonly value?: unknown;
}

describe("restricted charts", () => {
  let kit: TestHost;
  let known: Known;
  let draft = "";
  let signed = "";
  const places = new Map<string, string>();
  const treating = "00000000-0000-7000-8000-0000000000c1";
  const others = new Map<Role, string>();
  let patientId = "";

  const person = (staffId: string, as: Role) => ({
    kind: "staff" as const,
    staffId,
    name: `Person ${as}`,
    roles: [as],
    sessionId: "s",
  });
  type Person = ReturnType<typeof person>;
  const chen = person(treating, "physician");
  const other = (as: Role) => person(must(others.get(as)), as);

  const ask = async (path: string, input: Json, as: Person): Promise<Reply> => {
    const [service = "", name = ""] = path.split(".");
    const call = kit.caller(service, Reflect.get(services, service));
    return (await call(name as never, input as never, { as })) as Reply;
  };
  const done = async (path: string, input: Json, as: Person = chen) => {
    const reply = await ask(path, input, as);
    expect([path, reply]).toMatchObject([path, { ok: true }]);
    await kit.settle();
    return reply.value as { [key: string]: never };
  };
  const mark = (where: string) => {
    const word = `${MARK}${places.size}z`;
    places.set(word, where);
    return word;
  };

  beforeAll(async () => {
    const identity = serviceModule(identityService, { auditAnchor: memoryAnchor() });
    kit = await testHost({ database: "pglite", modules: [identity, ...allServices()] });
    await kit.deliver("identity.staff-changed.v1", staffOf(treating, "physician"));
    for (const one of role.options) {
      const staffId = kit.ids.next<"staff">();
      others.set(one, staffId);
      await kit.deliver("identity.staff-changed.v1", { ...staffOf(staffId, one), email: `other-${one}@example.org` });
    }
    await kit.settle();
    const registered = await done("scheduling.registerPatient", patientInput, other("front-desk"));
    patientId = String(registered["patientId"]);
    [draft, signed] = [kit.ids.next<"encounter">(), kit.ids.next<"encounter">()];
    for (const encounterId of [draft, signed])
      await kit.deliver("scheduling.patient-checked-in.v1", checkIn(encounterId, patientId, treating));
    await kit.settle();
    for (const encounterId of [draft, signed])
      for (const section of ["reason", "hpi", "assessment", "plan"]) {
        const text = mark(encounterId === signed ? "signed note" : "draft note");
        await done("charting.saveNoteSection", { encounterId, section, text, baseVersion: 0 });
      }
    const coding = {
      diagnoses: [{ code: "J06.9", label: "x" }],
      procedures: [{ code: "99213", label: "x", modifiers: [], units: 1, pointers: [1] }],
    };
    await done("charting.saveCoding", { encounterId: signed, baseVersion: 0, ...coding });
    await done("charting.signEncounter", { encounterId: signed, patientId, supervisorId: null });
    await plant();
    const restriction = { class: "vip", shuts: "others", staffIds: [], roles: [], reason: mark("restriction reason") };
    await done(
      "charting.restrictChart",
      { restrictionId: kit.ids.next<"restriction">(), patientId, ...restriction, replaces: null },
      other("practice-manager"),
    );
  });
  afterAll(() => kit.stop());

  /** Every command of charting and messaging that a physician may give, with a word of its own in each of its texts. */
  async function plant(): Promise<void> {
    const took: string[] = [];
    const ids = {
      documentId: "document",
      vitalsId: "vitals",
      allergyId: "allergy",
      threadId: "thread",
      taskId: "task",
    };
    const made: Record<string, string> = Object.fromEntries(
      Object.keys(ids).map((name) => [name, crypto.randomUUID()]),
    );
    known = { patientId, patientIds: [patientId], encounterId: draft, providerId: treating, ...made };
    const to = { pool: "physician", ownerId: null };
    for (const [path, { kind }] of operations) {
      if (kind !== "command" || !/^(charting|messaging)\./.test(path)) continue;
      const contract = must(contracts.get(path));
      if (!mayDo(["physician"], contract.permission)) continue;
      if (/sign|reopen|complete|assign|route|strike|end|restrict/i.test(path)) continue;
      const input = sampleInput(contract, { ...known, ...to });
      markTexts(mark, input, (value) => contract.input.safeParse(value).success, input, path);
      if ((await ask(path, input, chen)).ok) took.push(path);
      await kit.settle();
    }
    expect(took).toEqual(
      expect.arrayContaining([
        "charting.addAllergy",
        "charting.orderMedication",
        "messaging.startThread",
        "messaging.createTask",
      ]),
    );
  }

  /** Inputs of an operation with the ids of all that there is, for each of the two visits and each list. */
  function inputsOf(contract: Operation): Json[] {
    const tries = [draft, signed].flatMap((encounterId) =>
      ["patient", "all", "pool"].map((scope) => ({ ...known, encounterId, scope })),
    );
    const page = { section: "hpi", date: "2026-11-23", onDate: "2026-11-23", text: "", before: null, limit: 50 };
    const inputs = tries.map((one) => JSON.stringify(sampleInput(contract, { ...one, ...page, open: true })));
    return [...new Set(inputs)].map((one) => JSON.parse(one) as Json);
  }

  const wordsIn = (reply: Reply) => [...JSON.stringify(reply).matchAll(/Zr7\d+z/g)].map(([word]) => word);

  async function seenBy(as: Person, kinds: readonly string[], of = /^(charting|messaging|scheduling|billing)\./) {
    const seen = new Set<string>();
    for (const [path, { kind }] of operations) {
      if (!kinds.includes(kind) || !of.test(path)) continue;
      const contract = must(contracts.get(path));
      for (const input of inputsOf(contract))
        for (const word of wordsIn(await ask(path, input, as))) seen.add(`${places.get(word)} by ${path}`);
    }
    return [...seen].filter((where) => !NOT_CHART.test(where));
  }

  test("who says that an operation tells nothing of a chart says what it tells", () => {
    const said = [...contracts].filter(([, contract]) => contract.tellsNoChart).map(([path]) => path);
    expect(said.toSorted()).toEqual(Object.keys(TELLS_NO_CHART).toSorted());
  });

  test("CHT-190 who treats finds the words: they are there", async () => {
    const seen = (await seenBy(chen, ["query"])).join("\n");
    for (const where of ["signed note", "addAllergy", "draft note", "orderMedication", "startThread", "createTask"])
      expect(seen).toContain(where);
  }, 120_000);

  test.each([...readers, ...billed, "front-desk" as const, "owner" as const])(
    "CHT-190, MSG-101 another %s finds not one word of the chart, by no query of any service",
    async (as) => {
      expect((await seenBy(other(as), ["query"])).filter((where) => !where.startsWith("restriction reason"))).toEqual(
        [],
      );
    },
    120_000,
  );

  test.each([...readers, ...billed])(
    "CHT-190 whatever another %s asks of the chart is refused as restricted",
    async (as) => {
      const wrong: string[] = [];
      let refused = 0;
      for (const [path] of operations) {
        const contract = must(contracts.get(path));
        if (!path.startsWith("charting.") || contract.tellsNoChart || !mayDo([as], contract.permission)) continue;
        for (const input of inputsOf(contract)) {
          const about = contract.about?.(contract.input.parse(input)) ?? [];
          const touches =
            about.includes(patientId) || (typeof input === "object" && input !== null && "encounterId" in input);
          const reply = await ask(path, input, other(as));
          if (wordsIn(reply).length > 0) wrong.push(`${path} tells`);
          if (!touches) continue;
          refused += 1;
          if (reply.error?.code !== "chart-restricted") wrong.push(`${path}: ${reply.error?.code ?? "answered"}`);
        }
      }
      expect(wrong).toEqual([]);
      expect(refused).toBeGreaterThan(as === "practice-manager" || as === "biller" ? 1 : 20);
    },
    120_000,
  );

  test("CHT-190 nothing of all that changed the chart", async () => {
    const chart = JSON.stringify(await ask("charting.getChart", { patientId }, chen));
    const note = JSON.stringify(await ask("charting.getEncounter", { encounterId: draft }, chen));
    expect(`${chart}${note}`).not.toContain("Person medical-assistant");
  });

  test("CHT-191 why it does not open, and the reason of the restriction, are the manager's to read and not another's", async () => {
    const why = async (as: Person) => wordsIn(await ask("charting.chartAccess", { patientId }, as)).length;
    for (const as of [...readers, "front-desk" as const, "biller" as const]) expect(await why(other(as))).toBe(0);
    expect([await why(other("practice-manager")), await why(chen)]).toEqual([1, 1]);
  });

  const planting = () => ({ kit, patientId, draft, mark, ask, done, chen, manager: other("practice-manager") });

  /** What of a chart is no fact that bears a class: whoever reads charts reads it. */
  const NO_FACT = /recordVitals|tellCritical|Contradiction|answerPreventiveCare|restriction|glass|Threads?\b|Task/i;

  test("CHT-285, CHT-286, CHT-290 of facts of a class no operation tells a word to who does not see it, and one by one they open", async () => {
    const standing = await ask("charting.chartAccess", { patientId }, other("practice-manager"));
    const [{ restrictionId }] = (standing.value as { restrictions: [{ restrictionId: string }] }).restrictions;
    const lift = { restrictionId, patientId, reason: "x" };
    await done("charting.liftRestriction", lift, other("practice-manager"));
    await plantMore(planting());
    // The visits are of yesterday then: nobody sees them by today's.
    await kit.advanceTo("2026-11-24T17:00:00.000Z");
    const facts = await factIds(kit, patientId);
    expect([...new Set(facts.map((one) => one.kind))].toSorted()).toEqual(Object.keys(FACT_TABLES).toSorted());
    for (const of of sensitiveClass.options) {
      await sayOfAll(planting(), facts, of, "set");
      expect((await seenBy(chen, ["query"])).filter((where) => !NO_FACT.test(where)).length).toBeGreaterThan(10);
      for (const as of role.options) {
        if (mayDo([as], `sensitive.${of}`)) continue;
        const seen = (await seenBy(other(as), ["query"], /^charting\./)).filter((where) => !NO_FACT.test(where));
        expect([of, as, seen]).toEqual([of, as, []]);
      }
      const reader = role.options.find((one) => mayDo([one], `sensitive.${of}`));
      if (reader) expect(await seenBy(other(reader), ["query"], /^charting\./)).not.toEqual([]);
      // Commands neither: what names a hidden fact is answered as if there were none.
      const told: string[] = [];
      for (const [path] of operations) {
        const contract = must(contracts.get(path));
        if (!path.startsWith("charting.") || of !== "substance-use" || contract.kind === "query") continue;
        for (const input of inputsOf(contract).slice(0, 1))
          if (wordsIn(await ask(path, input, other("nurse-practitioner"))).length > 0) told.push(path);
      }
      expect(told).toEqual([]);
      await sayOfAll(planting(), facts, of, "lifted");
    }
  }, 400_000);
});
