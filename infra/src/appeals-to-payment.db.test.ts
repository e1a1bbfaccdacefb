import { openClinic, type Clinic, type NoteMore } from "@practicum/billing/testing/clinic";
import { must } from "@practicum/kernel/assert";
import { addDays } from "@practicum/kernel/local-date";
import { ClearinghouseSimulator } from "@practicum/simulators/clearinghouse/simulator";
import { payerByElectronicId } from "@practicum/simulators/payer/payers";
import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";

/**
 * SIM-20, BIL-187: from a refusal to its payment by appeal, with the simulated payers at the other end: the letter goes, days pass, the
 * payer answers by letter, and its new remittance pays. The day of each follows from the seed.
 */

const DAY_MS = 86_400_000;
const START = "2026-11-23T17:00:00.000Z";
const procedure = (code: string) => ({ code, label: `Service ${code}`, modifiers: [], units: 1, pointers: [1] });
const NOTE = JSON.stringify({
  serviceDate: "2026-11-20",
  provider: { name: "Chen, Ana MD" },
  sections: {
    reason: "Palpitations",
    hpi: "Two spells of a racing heart.",
    assessment: "Palpitations",
    plan: "ECG today.",
  },
  diagnoses: [{ code: "M54.50", label: "Low back pain" }],
  procedures: [{ code: "93000", label: "ECG" }],
  signed: { at: "2026-11-20T18:00:00.000Z", by: "Chen, Ana MD" },
});
const seal = createHash("sha256").update(NOTE).digest("hex");

let clinic: Clinic;
let now = Date.parse(START);
const simulator = new ClearinghouseSimulator({ seed: "appeals", dayMs: DAY_MS, mistakes: false });
beforeAll(async () => {
  clinic = await openClinic("pglite");
  const prices = ["94060", "93000"].map((code) => ({ code, price: 20_000 }));
  await clinic.call("savePrices", { from: "2024-01-01", prices });
});
afterAll(() => clinic.stop());

const today = () => new Date(now).toISOString().slice(0, 10);

/** What we sent goes to the payers; days pass, and what they answer is taken in as it comes. @returns the kinds of what came. */
const pass = async (days: number) => {
  await clinic.kit.settle();
  for (const file of clinic.exchange.outbound()) {
    simulator.receive(file, new Date(now).toISOString());
    clinic.exchange.take(file.name);
  }
  now += days * DAY_MS;
  clinic.kit.clock.moveTo(new Date(now).toISOString());
  const kinds: string[] = [];
  for (const file of simulator.due(new Date(now).toISOString())) {
    const taken = await clinic.call("receiveFile", { fileId: clinic.kit.ids.next(), ...file });
    if (taken.ok) kinds.push(taken.value.kind);
  }
  await clinic.kit.settle();
  return kinds;
};

/** A visit that a payer refused. */
async function refused(electronicId: string, memberId: string, note: NoteMore) {
  const rules = must(payerByElectronicId(electronicId));
  const payerId = clinic.kit.ids.next<"payer">();
  const { name, kind, claimFiling, memberIdPattern } = rules;
  const saved = await clinic.call("savePayer", {
    payerId,
    name,
    electronicId,
    kind,
    claimFiling,
    memberIdPattern,
    filingDays: 900,
    capitated: false,
    active: true,
    version: null,
  });
  expect(saved).toMatchObject({ ok: true });
  const patientId = await clinic.addPatient();
  await clinic.cover(patientId, { payerId, memberId, from: "2024-01-01" });
  const { claimId, number } = await clinic.sentClaim(patientId, { seal, serviceDate: addDays(today(), -3), ...note });
  await pass(40);
  const listed = await clinic.call("listDenials", { open: true, text: number, before: null, limit: 5 });
  return { patientId, claimId, denial: must(listed.ok ? listed.value.denials[0] : null, "a denial") };
}

const appealOf = async (appealId: string) => {
  const reply = await clinic.call("getAppeal", { appealId });
  return must(reply.ok ? reply.value : null);
};

test.each([
  ["CO-197", "HNET1", "R10000001", "94060", { code: "J45.20", label: "Asthma" }, "authorization"],
  ["CO-50", "SHARP", "SHP1000005", "93000", { code: "M54.50", label: "Low back pain" }, "medical-necessity"],
] as const)(
  "%s is appealed, answered after days, and paid by the remittance that follows",
  async (code, payer, member, service, diagnosis, grounds) => {
    const { patientId, claimId, denial } = await refused(payer, member, {
      diagnoses: [diagnosis],
      procedures: [procedure(service)],
    });
    expect(`${denial.group}-${denial.reason}`).toBe(code);
    const appealId = clinic.kit.ids.next<"appeal">();
    await clinic.call("draftAppeal", { appealId, denialId: denial.denialId });
    const { version, body, papers, ...drafted } = await appealOf(appealId);
    expect(drafted.grounds).toBe(grounds);
    // First without what the payer wants to see, as a hurried biller would.
    const without = {
      body: body.replace(/\[[^\]]+\]/, "a number that follows"),
      papers: [...papers],
      authorization: null,
    };
    await clinic.call("saveAppeal", { appealId, version, grounds, ...without });
    const letter = { way: "electronic", fax: null, sentOn: null, because: null } as const;
    const send = async () => {
      const { version: seen } = await appealOf(appealId);
      return clinic.call("sendAppeal", { appealId, version: seen, letterId: clinic.kit.ids.next(), ...letter });
    };
    expect(await send()).toMatchObject({ value: { status: "sent" } });
    expect(await pass(11)).toEqual([]);
    expect(await pass(10)).toEqual(["appeal-answer"]);
    const asked = await appealOf(appealId);
    expect(asked).toMatchObject({ status: "information-requested", answers: [{ outcome: "information" }] });
    if (grounds === "authorization")
      await clinic.call("saveAppeal", {
        appealId,
        version: asked.version,
        grounds,
        ...without,
        authorization: "AUTH0001",
      });
    else
      expect(await clinic.call("attachNote", { appealId, version: asked.version, sealed: NOTE })).toMatchObject({
        ok: true,
      });
    expect(await send()).toMatchObject({ value: { status: "sent" } });
    expect(await pass(9)).toContain("appeal-answer");
    expect(await clinic.call("getDenial", { denialId: denial.denialId })).toMatchObject({
      value: { status: "appealed" },
    });
    expect(await appealOf(appealId)).toMatchObject({ status: "overturned" });
    expect(await pass(35)).toContain("835");
    expect(await appealOf(appealId)).toMatchObject({ status: "settled", outcome: "overturned" });
    expect(await clinic.call("getDenial", { denialId: denial.denialId })).toMatchObject({
      value: { status: "overturned" },
    });
    const claim = await clinic.call("getClaim", { claimId });
    const paid = must(claim.ok ? claim.value : null);
    expect(paid.status).toBe("paid");
    expect(paid.paid + paid.patientResponsibility).toBeGreaterThan(0);
    const account = await clinic.call("getAccount", { patientId });
    expect(account).toMatchObject({ value: { insurancePending: 0, patientDue: paid.patientResponsibility } });
  },
);

test("SIM-22: a withdrawn appeal is not answered, and the refusal is open again", async () => {
  const patients = await refused("BSCAP", "XEP100000001", {
    diagnoses: [{ code: "S93.401A", label: "Sprained ankle" }],
    procedures: [procedure("99213")],
  });
  const appealId = clinic.kit.ids.next<"appeal">();
  const { denialId } = patients.denial;
  await clinic.call("draftAppeal", { appealId, denialId });
  const drafted = await appealOf(appealId);
  const letter = { way: "electronic", fax: null, sentOn: null, because: null } as const;
  const sent = await clinic.call("sendAppeal", {
    appealId,
    version: drafted.version,
    letterId: clinic.kit.ids.next(),
    ...letter,
  });
  await pass(1);
  const version = sent.ok ? sent.value.version : 0;
  const withdrawn = {
    appealId,
    version,
    letterId: clinic.kit.ids.next<"letter">(),
    because: "It is corrected instead",
  };
  expect(await clinic.call("withdrawAppeal", withdrawn)).toMatchObject({ value: { status: "withdrawn" } });
  expect(await pass(60)).toEqual([]);
  expect(await clinic.call("getDenial", { denialId })).toMatchObject({ value: { status: "open" } });
});
