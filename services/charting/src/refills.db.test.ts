import type { Actor } from "@practicum/contracts/actor";
import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { testNow } from "@practicum/service/test-kit";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  completeNote,
  encounter,
  openClinic,
  outcome,
  patient,
  patientEvent,
  value,
  type Clinic,
} from "./test/clinic.ts";

type Staff = Extract<Actor, { kind: "staff" }>;

describe.each(databaseKinds)("refills on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());
  // Each test looks at the requests of its own.
  afterEach(async () => {
    for (const one of (await work()).refills) value(await decide(one, { kind: "denied", reason: "The test is over" }));
    for (const one of (await work("to-answer")).refills)
      if (one.pharmacy === null) value(await answer(one, clinic.chen));
    await later(10);
  });

  let now = testNow;
  const later = async (minutes: number) => {
    now = addMinutes(now, minutes);
    await clinic.kit.advanceTo(now);
  };
  const next = <K extends string>() => clinic.kit.ids.next<K>();
  const work = async (show: "waiting" | "to-answer" | "ended" = "waiting", as: Staff = clinic.chen) =>
    value(await clinic.call("refillWork", { show, before: null, limit: 50 }, { as }));
  const counts = async (as: Staff = clinic.chen) => value(await clinic.call("refillCounts", {}, { as }));

  interface Request {
    readonly requestId: string;
    readonly patientId: string;
  }
  /** A drug that was prescribed in a visit of today, with its line on the list. */
  const prescribed = async ({ name = "Cetirizine 10 mg tablet", daysSupply = 30, visitOn = "2026-11-23" } = {}) => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    await clinic.kit.rows(
      "charting",
      `update encounter set service_date = '${visitOn}' where encounter_id = '${encounterId}'`,
    );
    const orderId = next<"order">();
    const order = {
      orderId,
      encounterId,
      rxnorm: null,
      name,
      directions: "1 tablet a day",
      quantity: 30,
      quantityUnit: "tablets",
      daysSupply,
      refills: 2,
      substitution: true,
      overrideReason: null,
      answeredAlerts: [],
    };
    value(await clinic.call("orderMedication", order, { as: clinic.chen }));
    value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.chen }));
    const chart = value(await clinic.call("getChart", { patientId }, { as: clinic.chen }));
    const [listed] = chart.medications.entries;
    if (!listed) throw new Error("what was ordered is on the list");
    return { patientId, encounterId, orderId, medicationId: listed.medicationId };
  };
  /** A drug that the patient only says to take. */
  const listed = async (name: string, of?: string) => {
    const patientId = of ?? (await patient(clinic));
    const medicationId = next<"medication">();
    const entry = { medicationId, patientId, rxnorm: null, name, directions: "", startedOn: null };
    value(await clinic.call("addMedication", entry, { as: clinic.chen }));
    return { patientId, medicationId };
  };
  const ask = async (of: { patientId: string; medicationId: string }, more: object = {}, as: Staff = clinic.ma) => {
    const { patientId, medicationId } = of;
    const input = {
      requestId: next<"refill-request">(),
      patientId,
      medicationId,
      askedBy: "patient" as const,
      note: "",
    };
    const asked = { ...input, ...more };
    return { ...asked, reply: await clinic.call("requestRefill", asked, { as }) };
  };
  const decide = ({ requestId, patientId }: Request, step: object, more: object = {}, as: Staff = clinic.chen) =>
    clinic.call(
      "decideRefill",
      {
        requestId,
        patientId,
        stepId: next<"refill-step">(),
        step: step as { kind: "approved"; fills: number },
        ...more,
      },
      { as },
    );
  const record = ({ requestId, patientId }: Request, step: object, as: Staff = clinic.ma) =>
    clinic.call(
      "recordRefillStep",
      { requestId, patientId, stepId: next<"refill-step">(), step: step as { kind: "answered"; how: string } },
      { as },
    );
  const answer = (of: Request, as: Staff = clinic.ma) =>
    record(of, { kind: "answered", how: "By phone, to the pharmacist" }, as);
  const approved = { kind: "approved", fills: 3 };

  test("CHT-505 for who has died no refill is asked for or approved, and no preventive care is recommended", async () => {
    const drug = await prescribed();
    const { patientId } = drug;
    const waiting = await ask(drug);
    const other = await listed("Loratadine 10 mg tablet", patientId);
    const care = async () =>
      value(await clinic.call("preventiveCare", { patientId }, { as: clinic.chen })).items.length;
    const tell = async (version: number, death: object | null) => {
      const told = { ...patientEvent(patientId, "1981-03-04", "Lopez", version), death };
      await clinic.kit.deliver("scheduling.patient-changed.v1", told);
      await clinic.kit.settle();
    };
    expect(await care()).toBeGreaterThan(0);
    const said = { source: "family", saidBy: "A son", at: now, by: "Brooks", physicianId: null };
    await tell(2, { deathId: next<"death">(), date: "2026-11-20", ...said });
    expect([await care(), outcome((await ask(other)).reply), outcome(await decide(waiting, approved))]).toEqual([
      0,
      "patient-deceased",
      "patient-deceased",
    ]);
    await tell(3, null);
    expect(await care()).toBeGreaterThan(0);
    expect(outcome((await ask(other)).reply)).toBe("ok");
  });

  test("CHT-418 it is asked once, with who and when, beside the last prescription of it", async () => {
    const drug = await prescribed();
    const first = await ask(drug, { note: "Two tablets left" });
    expect(value(first.reply).state).toBe("waiting");
    expect(value(await clinic.call("requestRefill", requestOf(first), { as: clinic.ma })).state).toBe("waiting");
    expect(outcome((await ask(drug, { requestId: first.requestId, note: "Another" })).reply)).toBe("already-recorded");
    expect(outcome((await ask(drug)).reply)).toBe("refill-asked");
    expect(outcome((await ask({ ...drug, patientId: await patient(clinic) })).reply)).toBe("not-found");
    const { refills } = await work();
    expect(refills).toMatchObject([
      {
        requestId: first.requestId,
        orderId: drug.orderId,
        name: "Cetirizine 10 mg tablet",
        note: "Two tablets left",
        by: clinic.ma.name,
        lastPrescribed: { on: "2026-11-23", by: clinic.chen.name, quantity: 30, refills: 2 },
        lastVisit: "2026-11-23",
        fails: [],
        isRenewable: true,
      },
    ]);
  });
  const requestOf = ({ requestId, patientId, medicationId, askedBy, note }: Awaited<ReturnType<typeof ask>>) => ({
    requestId,
    patientId,
    medicationId,
    askedBy,
    note,
  });

  test("CHT-419, CHT-421 each rule that fails has its reason, and what is controlled or of others is not approved", async () => {
    const late = await ask(await prescribed({ visitOn: "2025-11-02" }));
    const tramadol = await ask(await listed("Tramadol 50 mg tablet"));
    const theirs = await ask(await listed("Zinc 50 mg tablet"));
    const fails = new Map((await work()).refills.map((one) => [one.requestId, one.fails]));
    expect(fails.get(late.requestId)).toEqual(["last visit 11/02/2025, more than 12 months ago"]);
    expect(fails.get(tramadol.requestId)).toEqual([
      "controlled substance, schedule IV",
      "no prescription of this practice",
      "no visit with a signed note",
    ]);
    expect(outcome(await decide(tramadol, approved))).toBe("refill-needs-prescription");
    expect(outcome(await decide(theirs, approved))).toBe("refill-needs-prescription");
    expect((await work()).refills).toHaveLength(3);
    expect(value(await decide(late, approved)).state).toBe("to-answer");
  });

  test("CHT-420, CHT-423 a provider decides once, an assistant tells who asked, and the last step alone is taken back", async () => {
    const request = await ask(await prescribed());
    expect(outcome(await decide(request, approved, {}, clinic.ma))).toBe("not-allowed");
    const stepId = next<"refill-step">();
    expect(value(await decide(request, approved, { stepId })).state).toBe("to-answer");
    expect(value(await decide(request, approved, { stepId })).state).toBe("to-answer");
    expect(outcome(await decide(request, { kind: "denied", reason: "Too early" }, { stepId }))).toBe(
      "already-recorded",
    );
    expect(outcome(await decide(request, { kind: "denied", reason: "Too early" }))).toBe("refill-decided");
    expect(outcome(await record(request, { kind: "taken-back", stepId }))).toBe("not-allowed");
    expect(value(await answer(request)).state).toBe("ended");
    const [ended] = (await work("ended")).refills;
    expect(ended).toMatchObject({ requestId: request.requestId, decision: { kind: "approved", fills: 3 } });
    expect(ended?.steps.map((one) => [one.step.kind, one.by])).toEqual([
      ["approved", clinic.chen.name],
      ["answered", clinic.ma.name],
    ]);
    expect(outcome(await record(request, { kind: "taken-back", stepId }, clinic.chen))).toBe("refill-decided");
    const told = ended?.steps.at(-1)?.stepId;
    expect(value(await record(request, { kind: "taken-back", stepId: told })).state).toBe("to-answer");
    expect(value(await record(request, { kind: "taken-back", stepId }, clinic.chen)).state).toBe("waiting");
    const [again] = (await work()).refills;
    expect(again).toMatchObject({ requestId: request.requestId, decision: null });
    expect(again?.steps.map((one) => one.takenBack)).toEqual([true, true, false, false]);
  });

  test("CHT-422 those that the protocol passes are approved together as last prescribed, and none where one fails", async () => {
    const [one, two, other] = [
      await ask(await prescribed()),
      await ask(await prescribed()),
      await ask(await prescribed({ visitOn: "2025-11-02" })),
    ];
    const together = (of: readonly Request[]) =>
      clinic.call(
        "approveRefills",
        { requests: of.map(({ requestId, patientId }) => ({ requestId, patientId, stepId: next<"refill-step">() })) },
        { as: clinic.chen },
      );
    expect(outcome(await together([one, two, other]))).toBe("refill-outside-protocol");
    expect((await work()).refills).toHaveLength(3);
    expect(value(await together([one, two])).approved).toBe(2);
    expect((await work("to-answer")).refills.map((refill) => refill.decision)).toEqual([
      { kind: "approved", fills: 3 },
      { kind: "approved", fills: 3 },
    ]);
  });

  test("CHT-425 the list goes on page after page, and has no restricted chart and no part that is kept apart", async () => {
    const program = { part2Program: true, minorsFrom: 12, minorsKinds: ["reproductive" as const], baseVersion: 0 };
    value(await clinic.call("saveSensitiveSettings", program));
    const treated = await encounter(clinic, clinic.chen);
    const [open, shut, apart] = [
      await ask(await prescribed()),
      await ask(await prescribed()),
      await ask(await listed("Methadone 10 mg tablet", treated.patientId), {}, clinic.chen),
    ];
    value(apart.reply);
    value(
      await clinic.call("restrictChart", {
        restrictionId: next<"restriction">(),
        patientId: shut.patientId,
        class: "staff-as-patient",
        shuts: "others",
        staffIds: [],
        roles: [],
        reason: "Works here",
        replaces: null,
      }),
    );
    await clinic.kit.settle();
    const seen = async (as: Staff) => (await work("waiting", as)).refills.map((one) => one.requestId);
    expect(await seen(clinic.other)).toEqual([open.requestId]);
    expect(await counts(clinic.other)).toMatchObject({ waiting: 1, toAnswer: 0 });
    expect((await seen(clinic.chen)).slice(0, 2)).toEqual([open.requestId, shut.requestId]);
    const page = value(
      await clinic.call("refillWork", { show: "waiting", before: null, limit: 1 }, { as: clinic.chen }),
    );
    const rest = value(
      await clinic.call("refillWork", { show: "waiting", before: page.next, limit: 1 }, { as: clinic.chen }),
    );
    expect([page, rest].map((one) => one.refills.map((refill) => refill.requestId))).toEqual([
      [open.requestId],
      [shut.requestId],
    ]);
    value(await decide(shut, { kind: "visit", reason: "" }));
    expect((await told()).at(-1)).toMatchObject({ isWanted: true, ownerId: clinic.chen.staffId });
  });
  const told = async () =>
    (await clinic.kit.events("charting", "charting.refill-visit.v1")).map((one) => one.payload as object);

  test("CHT-427 a visit that is wanted first is announced without the drug, and that it is not any more", async () => {
    const request = await ask(await prescribed());
    const stepId = next<"refill-step">();
    value(await decide(request, { kind: "visit", reason: "Blood pressure was high" }, { stepId }));
    const wanted = { key: stepId, requestId: request.requestId, patientId: request.patientId, ownerId: null };
    expect((await told()).at(-1)).toEqual({ ...wanted, isWanted: true, by: clinic.chen.name });
    value(await record(request, { kind: "taken-back", stepId }, clinic.chen));
    expect((await told()).at(-1)).toEqual({ ...wanted, isWanted: false, by: clinic.chen.name });
  });

  test("CHT-424, CHT-426 the pharmacy asks when the last fill runs out, and has the answer that still stands two minutes later", async () => {
    const pharmacyId = next<"pharmacy">();
    await clinic.kit.deliver("scheduling.pharmacy-changed.v1", {
      pharmacyId,
      name: "Bayside Drugs",
      address: { line1: "3705 Mission Blvd", line2: null, city: "San Diego", state: "CA", zip: "92109" },
      phone: null,
      fax: null,
      ncpdpId: "5699002",
      hours: "",
      active: true,
      version: 1,
    });
    await clinic.kit.settle();
    const drugs = [];
    // One of ten is out of stock; of several at least one is filled.
    for (const daysSupply of [30, 30, 30, 30, 10]) {
      const drug = await prescribed({ daysSupply });
      const { orderId, patientId } = drug;
      value(
        await clinic.call(
          "sendPrescription",
          { stepId: next<"order-step">(), orderId, patientId, pharmacyId },
          { as: clinic.ma },
        ),
      );
      drugs.push(drug);
    }
    await later(60 * 24 * 4);
    await later(60 * 24 * 76);
    expect((await work()).refills).toEqual([]);
    await later(60 * 24 * 10);
    const { refills } = await work();
    const [asked] = refills;
    expect(asked).toMatchObject({ askedBy: "pharmacy", pharmacy: "Bayside Drugs", by: "Simulated pharmacy" });
    // What lasts for ten days is not asked for again.
    const long = drugs.slice(0, 4).map((one) => one.orderId);
    expect(refills.filter((one) => !long.includes(one.orderId ?? ""))).toEqual([]);
    if (!asked) throw new Error("the pharmacy asked");
    const first = next<"refill-step">();
    value(await decide(asked, approved, { stepId: first }));
    await later(1);
    value(await record(asked, { kind: "taken-back", stepId: first }, clinic.chen));
    await later(5);
    expect((await work()).refills.map((one) => one.requestId)).toContain(asked.requestId);
    value(await decide(asked, { kind: "denied", reason: "Stopped by the cardiologist" }));
    expect(outcome(await answer(asked))).toBe("refill-decided");
    await later(3);
    const ended = (await work("ended")).refills.find((one) => one.requestId === asked.requestId);
    expect(ended?.steps.at(-1)).toMatchObject({
      step: { kind: "network", to: "Bayside Drugs" },
      by: "Pharmacy connection",
    });
    const sent = await clinic.kit.rows(
      "charting",
      `select message from refill_step where request_id = '${asked.requestId}' and message is not null`,
    );
    expect(sent).toMatchObject([
      { message: { kind: "renewal", answer: "denied", fills: null, reason: "Stopped by the cardiologist" } },
    ]);
  });
});
