import {
  DOCTOR_NPI,
  openClinic,
  type Clinic,
  type CoverageMore,
  type NoteMore,
} from "@practicum/billing/testing/clinic";
import { denialSpot } from "@practicum/billing/denials/domain/denial-causes";
import { NO_FACTS } from "@practicum/billing/claims/domain/claim-facts";
import { must } from "@practicum/kernel/assert";
import { npiCheckDigit } from "@practicum/kernel/npi";
import { seededRandom } from "@practicum/kernel/random";
import { ClearinghouseSimulator } from "@practicum/simulators/clearinghouse/simulator";
import { type Cause, causeWords } from "@practicum/simulators/payer/causes";
import { enrol } from "@practicum/simulators/payer/member";
import { payerByElectronicId } from "@practicum/simulators/payer/payers";
import { memberKey } from "@practicum/simulators/payer/state";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

/**
 * SIM-8: every cause for which a simulated payer refuses has a field of ours, a place on a screen, a rule that catches it before it is
 * sent (once the payer's own rule is known here), and a way to payment. Each is worked through: sent, refused, mended, sent, paid.
 */

const DAY_MS = 86_400_000;
const START = "2026-11-23T17:00:00.000Z";
const VISIT = { code: "99213", label: "Visit", modifiers: [], units: 1, pointers: [1] };
const procedure = (code: string, more = {}) => ({ ...VISIT, code, label: `Service ${code}`, ...more });

interface Case {
  readonly payer: string;
  readonly memberId: string;
  readonly note?: NoteMore;
  /** What the payer answers: group, reason, remarks. */
  readonly answer: readonly [group: string, reason: string, ...remarks: string[]];
  /** Where its denial leads. */
  readonly leadsTo: string;
  /** The rule that catches it before, and how our payer's rules have to be for that; null where only the payer can know. */
  readonly rule: string | null;
  readonly rules?: object;
  readonly prepare?: (world: World) => Promise<void>;
  readonly mend: (world: World) => Promise<void>;
}

interface World {
  readonly clinic: Clinic;
  readonly patientId: string;
  readonly coverageId: string;
  readonly claimId: string;
  readonly payerId: string;
  readonly simulator: ClearinghouseSimulator;
}

const facts = (change: object) => async (world: World) => {
  const { version } = await claimOf(world);
  expect(
    await world.clinic.call("saveClaimFacts", { claimId: world.claimId, version, facts: { ...NO_FACTS, ...change } }),
  ).toMatchObject({ ok: true });
};
const line = (place: number, change: object) => async (world: World) => {
  const { lines } = await claimOf(world);
  const at = must(lines[place - 1]);
  const { chargeId, version, unitPrice } = must(at.charge);
  const { modifiers, units, pointers } = at;
  const charge = { chargeId, version, unitPrice, modifiers, units, pointers, ...change };
  expect(await world.clinic.call("updateCharge", charge)).toMatchObject({ ok: true });
};
const coverage = (change: CoverageMore & { secondaryReason?: string }) => async (world: World) => {
  const listed = await world.clinic.call("listCoverages", { patientId: world.patientId });
  const found = must(listed.ok ? listed.value.find((one) => one.coverageId === world.coverageId) : null);
  const { payerName: _n, payerKind: _k, priority: _p, eligibility: _e, ...kept } = found;
  expect(await world.clinic.call("updateCoverage", { ...kept, ...change } as typeof kept)).toMatchObject({ ok: true });
};
const doctorHas =
  (npi: string, version: number) =>
  async ({ clinic }: World) => {
    await clinic.kit.deliver("identity.staff-changed.v1", {
      staffId: clinic.ids.doctor,
      email: "a@clinic.example",
      roles: ["physician"],
      active: true,
      family: "Chen",
      given: "Ana",
      credential: "MD",
      npi,
      taxonomy: "207Q00000X",
      supervisorId: null,
      version,
    });
    await clinic.kit.settle();
  };
const PRACTICE_NPI = `123456789${npiCheckDigit("123456789")}`;
const BACK = { code: "M54.50", label: "Low back pain" };
const SPRAIN = { code: "S93.401A", label: "Sprained ankle" };

const CASES: { readonly [P in Exclude<Cause["policy"], Elsewhere>]: Case } = {
  duplicate: {
    payer: "SHARP",
    memberId: "SHP1000001",
    note: { serviceDate: "2026-11-18" },
    answer: ["CO", "18"],
    leadsTo: "claim.facts.duplicateBecause",
    rule: "44",
    // The first of two is paid before; what is sent as no duplicate is refused as one all the same.
    prepare: async (world) => facts({ duplicateBecause: "Seen twice" })(world),
    mend: line(1, { modifiers: ["76"] }),
  },
  "coverage-not-started": {
    payer: "SHARP",
    memberId: "SHP1000002",
    answer: ["CO", "26"],
    leadsTo: "coverage.from",
    rule: "37",
    // The payer has the member from the day after the visit on.
    prepare: async ({ simulator }) => {
      const rules = must(payerByElectronicId("SHARP"));
      const person = { family: "LOPEZ", given: "MARIA", birthDate: "1981-03-04", sex: "F" as const };
      const member = enrol(rules, { ...person, memberId: "SHP1000002" }, "2026-11-20");
      simulator.snapshot().payers.members[memberKey("SHARP", "SHP1000002")] = { ...member, from: "2026-11-21" };
    },
    mend: async (world) => {
      const ppo = await payerSaved(world.clinic, "BSCAP", { filingDays: 900 });
      await coverage({ payerId: ppo, memberId: "XEP100000002" })(world);
    },
  },
  "coverage-ended": {
    payer: "SHARP",
    memberId: "SHP1000097",
    answer: ["CO", "27"],
    leadsTo: "coverage.to",
    rule: "37",
    mend: coverage({ memberId: "SHP1000003" }),
  },
  "wrong-primary-care": {
    payer: "SHARP",
    memberId: "SHP1000098",
    answer: ["CO", "242"],
    leadsTo: "coverage.pcpNpi",
    rule: null,
    mend: facts({ referral: "REF0001" }),
  },
  "other-payer-first": {
    payer: "SHARP",
    memberId: "SHP1000096",
    answer: ["CO", "22"],
    leadsTo: "coverage.priority",
    rule: null,
    mend: async (world) => {
      const other = await payerSaved(world.clinic, "BSCAP");
      await coverage({ payerId: other, memberId: "XEP100000003" })(world);
    },
  },
  "another-payers": {
    payer: "SHARP",
    memberId: "SHP1000095",
    answer: ["CO", "109"],
    leadsTo: "coverage.payerId",
    rule: null,
    mend: async (world) => {
      const other = await payerSaved(world.clinic, "BSCAP");
      await coverage({ payerId: other, memberId: "XEP100000004" })(world);
    },
  },
  "not-in-plan": {
    payer: "SHARP",
    memberId: "SHP1000094",
    note: { procedures: [procedure("94060")], diagnoses: [{ code: "J45.20", label: "Asthma" }] },
    answer: ["CO", "204"],
    leadsTo: "coverage.planName",
    rule: null,
    mend: async (world) => {
      const other = await payerSaved(world.clinic, "BSCAP");
      await coverage({ payerId: other, memberId: "XEP100000005" })(world);
    },
  },
  authorization: {
    payer: "HNET1",
    memberId: "R10000001",
    note: { diagnoses: [{ code: "J45.20", label: "Asthma" }], procedures: [procedure("94060")] },
    answer: ["CO", "197"],
    leadsTo: "claim.facts.authorization",
    rule: "24",
    rules: { authorizationFor: ["94060"] },
    mend: facts({ authorization: "AUTH0001" }),
  },
  referral: {
    payer: "SHARP",
    memberId: "SHP1000004",
    note: { diagnoses: [{ code: "L98.9", label: "Skin lesion" }], procedures: [procedure("11102")] },
    answer: ["CO", "197", "N489"],
    leadsTo: "claim.facts.referral",
    rule: "24",
    rules: { referralFor: ["111*"] },
    mend: facts({ referral: "REF0002" }),
  },
  "medical-necessity": {
    payer: "SHARP",
    memberId: "SHP1000005",
    note: {
      diagnoses: [BACK, { code: "I10", label: "High blood pressure" }],
      procedures: [procedure("93000")],
    },
    answer: ["CO", "50", "N115"],
    leadsTo: "charge.pointers",
    rule: null,
    mend: line(1, { pointers: [1, 2] }),
  },
  bundled: {
    payer: "SHARP",
    memberId: "SHP1000006",
    note: {
      diagnoses: [{ code: "J45.20", label: "Asthma" }],
      procedures: [procedure("94060"), procedure("94640")],
    },
    answer: ["CO", "97", "M15"],
    leadsTo: "charge.modifiers",
    // CMS's pairs say it once they are loaded (SCRUB-33); this payer's own pairs are its own.
    rule: null,
    mend: line(2, { modifiers: ["59"] }),
  },
  "missing-information": {
    payer: "SHARP",
    memberId: "SHP1000007",
    answer: ["CO", "16", "N290"],
    leadsTo: "staff.npi",
    rule: "9",
    prepare: doctorHas(PRACTICE_NPI, 2),
    mend: doctorHas(DOCTOR_NPI, 3),
  },
  "drug-number": {
    payer: "MCALS",
    memberId: "91000001A",
    note: { diagnoses: [{ code: "D51.0", label: "Anemia" }], procedures: [procedure("J3420")] },
    answer: ["CO", "16", "M119"],
    leadsTo: "charge.drug.ndc",
    rule: "38",
    rules: { drugNumber: true },
    mend: async (world) => {
      const { chargeId, version } = must((await claimOf(world)).lines[0]?.charge);
      const drug = { ndc: "00002143380", quantityThousandths: 1000, unit: "ML" as const };
      expect(await world.clinic.call("saveChargeDrug", { chargeId, version, drug })).toMatchObject({ ok: true });
    },
  },
  "ordering-provider": {
    payer: "MCRSD",
    memberId: "1EG4TE5MK73",
    note: { procedures: [procedure("80053")] },
    answer: ["CO", "16", "N265"],
    leadsTo: "claim.facts.ordering.npi",
    // Whoever rendered has ordered, where the rule is known: so nothing is missing any more, and the rule speaks of who has no NPI.
    rule: null,
    mend: facts({ ordering: { family: "Roe", given: "Ann", npi: "1234567893" } }),
  },
  accident: {
    payer: "BSCAP",
    memberId: "XEP100000001",
    note: { diagnoses: [SPRAIN] },
    answer: ["CO", "16", "N305"],
    leadsTo: "claim.facts.accident.on",
    rule: "23",
    rules: { accidentFor: ["S"] },
    mend: facts({ accident: { cause: "other", on: "2026-11-15", state: null, claimNumber: null } }),
  },
};

/** Worked below, each in a way of its own. */
type Elsewhere = "timely-filing" | "non-covered" | "payer-mistake" | "downcoded";

async function claimOf({ clinic, claimId }: Pick<World, "clinic" | "claimId">) {
  const reply = await clinic.call("getClaim", { claimId });
  return must(reply.ok ? reply.value : null, "a claim");
}

/** A simulated payer in our list, at first with nothing that it asks for. */
async function payerSaved(clinic: Clinic, electronicId: string, more: object = {}): Promise<string> {
  const rules = must(payerByElectronicId(electronicId));
  const payers = await clinic.call("listPayers", {});
  const known = payers.ok ? payers.value.find((one) => one.electronicId === electronicId) : undefined;
  const payerId = known?.payerId ?? clinic.kit.ids.next<"payer">();
  const corrections = rules.replacements ? ("replacement" as const) : ("new-claim" as const);
  const ordinary = { orderingProvider: false, drugNumber: false, secondaryReason: false, casualty: false };
  const lists = { authorizationFor: [], referralFor: [], accidentFor: [] };
  const saved = await clinic.call("savePayer", {
    payerId,
    name: rules.name,
    electronicId,
    kind: rules.kind,
    claimFiling: rules.claimFiling,
    filingDays: rules.filingDays,
    memberIdPattern: rules.memberIdPattern,
    capitated: false,
    active: true,
    rules: { corrections, ...ordinary, ...lists },
    tried: { replayId: null, because: "As its contract says" },
    version: known?.version ?? null,
    ...more,
  });
  expect(saved).toMatchObject({ ok: true });
  return payerId;
}

describe("SIM-8: from each cause of a refusal to payment", () => {
  let clinic: Clinic;
  let now = Date.parse(START);
  let simulator = new ClearinghouseSimulator({ seed: "causes", dayMs: DAY_MS, mistakes: false });
  // Each case has a practice and payers of its own: what one did to a member's year is not another's.
  beforeEach(async () => {
    now = Date.parse(START);
    simulator = new ClearinghouseSimulator({ seed: "causes", dayMs: DAY_MS, mistakes: false });
    clinic = await openClinic("pglite");
    const prices = ["94060", "94640", "11102", "93000", "J3420", "80053", "99384"].map((code) => ({
      code,
      price: 20_000,
    }));
    await clinic.call("savePrices", { from: "2024-01-01", prices });
    await clinic.call("savePrices", { from: "2024-01-01", prices: [{ code: "99213", price: 15_000 }] });
  });
  afterEach(() => clinic.stop());

  /** What we sent goes to the payers; forty days on, all that they answer is taken in. */
  const exchange = async () => {
    await clinic.kit.settle();
    for (const file of clinic.exchange.outbound()) {
      simulator.receive(file, new Date(now).toISOString());
      clinic.exchange.take(file.name);
    }
    now += 40 * DAY_MS;
    await clinic.kit.advanceTo(new Date(now).toISOString());
    for (const file of simulator.due(new Date(now).toISOString()))
      await clinic.call("receiveFile", { fileId: clinic.kit.ids.next(), name: file.name, content: file.content });
    await clinic.kit.settle();
  };
  const send = async (claimId: string) => {
    await clinic.call("refreshClaim", { claimId });
    const sent = await clinic.call("submitClaims", { claimIds: [claimId] });
    expect(sent).toMatchObject({ value: { submitted: [claimId], left: [] } });
  };
  const open = async (electronicId: string, memberId: string, note: NoteMore): Promise<World> => {
    const payerId = await payerSaved(clinic, electronicId, { filingDays: 900 });
    const patientId = await clinic.addPatient();
    const coverageId = await clinic.cover(patientId, { payerId, memberId, from: "2024-01-01" });
    return { clinic, simulator, patientId, coverageId, payerId, claimId: await release(patientId, note) };
  };
  const release = async (patientId: string, note: NoteMore) => {
    const encounterId = await clinic.sign(patientId, { procedures: [VISIT], ...note });
    const released = await clinic.call("releaseCharges", { encounterIds: [encounterId] });
    return must(released.ok ? released.value.released[0]?.claimId : null, "released");
  };
  const denialOf = async (claimId: string) => {
    const listed = await clinic.call("listDenials", { open: true, before: null, limit: 200 });
    return must(listed.ok ? listed.value.denials.find((one) => one.claimId === claimId) : null, "a denial");
  };
  const correct = async (claimId: string) => {
    const { denialId, version } = await denialOf(claimId);
    expect(await clinic.call("resolveDenial", { denialId, version, action: "correct", note: "Mended" })).toMatchObject({
      ok: true,
    });
  };

  test.each(Object.entries(CASES))("%s", async (policy, one) => {
    let world = await open(one.payer, one.memberId, one.note ?? {});
    if (policy === "duplicate") {
      await send(world.claimId);
      await exchange();
      world = { ...world, claimId: await release(world.patientId, one.note ?? {}) };
    }
    if (one.rule !== null && policy === "duplicate")
      expect((await claimOf(world)).findings.map((each) => each.rule)).toContain(one.rule);
    await one.prepare?.(world);
    await send(world.claimId);
    await exchange();
    const denial = await denialOf(world.claimId);
    const [group, reason, ...remarks] = one.answer;
    expect([denial.group, denial.reason, ...denial.remarks.map((each) => each.split(":")[0])]).toEqual(one.answer);
    const spot = denialSpot(group, reason, remarks);
    expect(`${spot.screen}.${spot.field}`).toBe(one.leadsTo);
    expect(denial.lineage.filter((step) => step.mends)).toMatchObject([{ field: spot.field }]);
    // Once the payer's rule is known here, the same claim does not leave the house.
    if (one.rules) {
      await payerSaved(clinic, one.payer, {
        filingDays: 900,
        rules: { ...(await rulesOf(world.payerId)), ...one.rules },
      });
      const { claimId } = await open2(world, one);
      const errors = (await claimOf({ clinic, claimId })).findings.filter((each) => each.severity === "error");
      expect(errors.map((each) => [each.rule, `${each.source.screen}.${each.source.field}`])).toEqual([
        [one.rule, expect.stringMatching(/^(claim\.facts|charge\.drug)\./)],
      ]);
    }
    await correct(world.claimId);
    await one.mend(world);
    await send(world.claimId);
    await exchange();
    const claim = await claimOf(world);
    expect(claim.status).toBe("paid");
    expect(claim.paid + claim.patientResponsibility).toBeGreaterThan(0);
    expect(await clinic.call("getDenial", { denialId: denial.denialId })).toMatchObject({
      value: { status: "overturned" },
    });
  });

  test("non-covered: PR-96 is billed to the patient, who pays it", async () => {
    const note = { procedures: [procedure("99384")] };
    const world = await open("MCRSD", "1EG4TE5MK74", note);
    await send(world.claimId);
    await exchange();
    const denial = await denialOf(world.claimId);
    expect(denial).toMatchObject({ group: "PR", reason: "96", recommendedAction: "bill-patient" });
    const spot = denialSpot("PR", "96", ["N130"]);
    expect(`${spot.screen}.${spot.field}`).toBe("coverage.planName");
    const { denialId, version } = denial;
    await clinic.call("resolveDenial", { denialId, version, action: "bill-patient", note: "Not covered" });
    const { patientId } = world;
    const payment = { patientId, amount: 20_000, method: "card", reference: null, purpose: "balance" } as const;
    await clinic.call("takePayment", { ...payment, paymentId: clinic.kit.ids.next(), appointmentId: null });
    expect(await clinic.call("getAccount", { patientId })).toMatchObject({ value: { patientDue: 0, unapplied: 0 } });
  });

  test("timely-filing: the first one, accepted in time, is proof; with it the appeal is paid", async () => {
    const world = await open("BSCAP", "XEP100000009", { diagnoses: [SPRAIN] });
    await send(world.claimId);
    await exchange();
    // Refused for want of the accident (CO-16), and worked on for half a year: the replacement comes too late.
    await correct(world.claimId);
    await facts({ accident: { cause: "other", on: "2026-11-15", state: null, claimNumber: null } })(world);
    now += 400 * DAY_MS;
    await send(world.claimId);
    await exchange();
    const denial = await denialOf(world.claimId);
    expect(denial).toMatchObject({ group: "CO", reason: "29", recommendedAction: "appeal" });
    expect(denialSpot("CO", "29", [])).toMatchObject({ screen: "claim", guard: expect.stringContaining("SCRUB-37") });
    appeal("timely-filing", ["277CA"]);
    await exchange();
    expect((await claimOf(world)).status).toBe("paid");
  });

  test("BIL-134: Medicare after another payer is asked for the reason before it is sent, is told it, and pays", async () => {
    const first = await payerSaved(clinic, "BSCAP");
    const medicare = await payerSaved(clinic, "MCRSD", { filingDays: 900 });
    await payerSaved(clinic, "MCRSD", { rules: { ...(await rulesOf(medicare)), secondaryReason: true } });
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId, { payerId: first, memberId: "XEP100000011", from: "2024-01-01" });
    const second = { payerId: medicare, memberId: "1EG4TE5MK75", priority: 2, from: "2024-01-01" };
    const coverageId = await clinic.cover(patientId, second);
    const claimId = await release(patientId, {});
    await send(claimId);
    await exchange();
    const later = must((await claimOf({ clinic, claimId })).payers.find((one) => one.order === 2));
    const world = { clinic, simulator, patientId, coverageId, payerId: medicare, claimId: later.claimId };
    expect((await claimOf(world)).findings).toMatchObject([
      { rule: "40", severity: "error", source: { screen: "coverage", field: "secondaryReason", id: coverageId } },
    ]);
    await coverage({ secondaryReason: "12" })(world);
    await send(later.claimId);
    await exchange();
    expect((await claimOf(world)).status).toBe("paid");
  });

  test.each(["downcoded", "payer-mistake"] as const)(
    "SIM-10, SIM-18: %s, the payer's own mistake, is appealed and paid",
    async (policy) => {
      const [payer, memberId, code] =
        policy === "downcoded" ? ["60055", "P100000001", "99214"] : ["SHARP", "SHP1000008", "99213"];
      const world = await open(payer, memberId, { procedures: [procedure(code)] });
      const { number } = await claimOf(world);
      // A seed with which this payer makes this mistake on this very claim.
      const [salt, oneIn] = policy === "downcoded" ? ["downcode", 12] : ["mistake", 60];
      const seed = must(
        Array.from({ length: 5000 }, (_, at) => `s${at}`).find(
          (one) => seededRandom(`${one}/${salt}/${number}`).next() < 1 / oneIn,
        ),
      );
      simulator = new ClearinghouseSimulator({ seed, dayMs: DAY_MS, mistakes: true });
      await send(world.claimId);
      await exchange();
      expect(simulator.explain(number).causes.map((one) => one.policy)).toContain(policy);
      const before = await claimOf(world);
      expect(before.status).toBe("paid");
      const waiting = await clinic.call("listUnderpayments", { open: true, payerId: null, before: null, limit: 10 });
      const rows = waiting.ok ? waiting.value.underpayments : [];
      expect(rows.map((one) => [one.billedCode, one.paidCode, one.announced])).toEqual(
        policy === "downcoded" ? [["99214", "99213", false]] : [],
      );
      appeal("payer-mistake", ["contract"]);
      await exchange();
      const after = await claimOf(world);
      expect(after.paid).toBeGreaterThan(before.paid);
      expect(after.lines[0]?.paidAs).toBeNull();
      const left = await clinic.call("listUnderpayments", { open: true, payerId: null, before: null, limit: 10 });
      expect(left).toMatchObject({ value: { underpayments: [] } });
    },
  );

  test("every cause that the simulators know is worked through above, and each names a field", () => {
    const elsewhere: readonly Elsewhere[] = ["timely-filing", "non-covered", "payer-mistake", "downcoded"];
    expect([...Object.keys(CASES), ...elsewhere].toSorted()).toEqual(Object.keys(causeWords).toSorted());
    for (const { field } of Object.values(causeWords)) expect(field).not.toBe("");
  });

  /** An appeal as the payers' own intake takes it. */
  const appeal = (grounds: string, attachments: string[]) => {
    const decided = must(Object.values(simulator.snapshot().payers.claims).at(-1));
    const content = JSON.stringify({
      payerId: decided.payerId,
      claimNumber: decided.payerClaimNumber,
      grounds,
      authorization: null,
      attachments,
    });
    simulator.receive({ name: `appeal-${decided.payerClaimNumber}.json`, content }, new Date(now).toISOString());
  };
  const rulesOf = async (payerId: string) => {
    const payers = await clinic.call("listPayers", {});
    return must(payers.ok ? payers.value.find((one) => one.payerId === payerId)?.rules : null);
  };
  /** The same visit of somebody else, who is never sent. */
  const open2 = async (world: World, one: Case) => {
    const patientId = await clinic.addPatient();
    const memberId = one.memberId.replace(/\d{2}(?=[A-Z]?$)/, "77");
    await clinic.cover(patientId, { payerId: world.payerId, memberId, from: "2024-01-01" });
    return { claimId: await release(patientId, one.note ?? {}) };
  };
});
