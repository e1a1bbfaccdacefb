import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { addMinutes } from "@practicum/kernel/instant";
import { read270 } from "@practicum/x12/eligibility/read-270";
import type { Benefit271, Rejection271 } from "@practicum/x12/eligibility/types";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DOCTOR_NPI, openClinic, type Clinic } from "../../testing/clinic.ts";
import { answer271 } from "../../testing/payer-files.ts";

const ACTIVE: Benefit271[] = [
  { kind: "1", serviceTypes: ["30"], insuranceType: "HM", planDescription: "HMO GOLD" },
  { kind: "B", coverageLevel: "IND", serviceTypes: ["98"], period: "27", amount: 2500, inNetwork: "Y" },
  { kind: "A", coverageLevel: "IND", serviceTypes: ["98"], percent: 0.2, inNetwork: "Y" },
  { kind: "C", coverageLevel: "IND", serviceTypes: ["30"], period: "29", amount: 50_000, inNetwork: "Y" },
];
const pcp = (id: string): Benefit271 => ({
  kind: "L",
  serviceTypes: ["30"],
  entities: [{ role: "P3", name: { kind: "person", last: "CHEN", first: "ANA" }, id: { qualifier: "XX", value: id } }],
});

describe.each(databaseKinds)("BIL-8: eligibility on %s", (database) => {
  let clinic: Clinic;
  let patientId = "";
  let coverageId = "";
  let answers = 0;
  beforeAll(async () => {
    clinic = await openClinic(database, "eligibility");
    patientId = await clinic.addPatient();
    coverageId = await clinic.cover(patientId);
  });
  afterAll(() => clinic.stop());

  const ask = async (who = patientId, which = coverageId, serviceDate = "2026-11-23") => {
    // The kit's clock stands still: without a step two questions would be asked at the same moment.
    await clinic.kit.advanceTo(addMinutes(clinic.kit.clock.now(), 1));
    const eligibilityId = clinic.kit.ids.next<"eligibility">();
    const asked = await clinic.call("checkEligibility", {
      eligibilityId,
      coverageId: which,
      patientId: who,
      serviceDate,
    });
    expect(asked).toEqual({ ok: true, value: { eligibilityId, status: "pending" } });
    await clinic.kit.settle();
    return must(clinic.exchange.outbound().findLast((file) => file.name.startsWith("270-"))).content;
  };
  const answer = async (question: string, benefits: Benefit271[], rejections: Rejection271[] = []) => {
    clinic.exchange.deliver({
      name: `a${(answers += 1)}.271`,
      content: answer271(question, benefits, rejections, answers),
    });
    await clinic.kit.settle();
    const files = await clinic.call("listFiles", { kind: "271", before: null, limit: 50 });
    expect(files.ok ? files.value.files.map((file) => file.problem).filter(Boolean) : null).toEqual([]);
  };
  const last = async () => {
    const listed = await clinic.call("listCoverages", { patientId });
    return must(listed.ok ? listed.value[0]?.eligibility : null);
  };

  test("the 270 asks for the patient, the payer and the day", async () => {
    const read = read270(await ask());
    expect(read.findings.filter((one) => one.severity === "error")).toEqual([]);
    expect(read.value[0]?.transactions[0]?.inquiries[0]).toMatchObject({
      requests: [{ serviceTypes: ["30", "98"] }],
      source: { id: { qualifier: "PI", value: "CFHP1" } },
      subscriber: {
        id: { qualifier: "MI", value: "CF1234567" },
        name: { last: "LOPEZ", first: "MARIA" },
        birthDate: "1981-03-04",
      },
      dates: [{ qualifier: "291", from: "2026-11-23" }],
    });
  });
  test("BIL-9: the answer for a named day goes before a newer one for another day", async () => {
    await ask(patientId, coverageId, "2026-11-30");
    const dayOf = async (day?: string) => {
      const listed = await clinic.call("listCoverages", { patientId, ...(day === undefined ? {} : { day }) });
      return must(listed.ok ? listed.value[0]?.eligibility : null).serviceDate;
    };
    expect([await dayOf(), await dayOf("2026-11-23"), await dayOf("2026-12-24")]).toEqual([
      "2026-11-30",
      "2026-11-23",
      "2026-11-30",
    ]);
  });
  test("the 270 leaves out a sex that is not known, and is sent all the same", async () => {
    const unknown = await clinic.addPatient({ family: "Quill", sex: "unknown" });
    const covered = await clinic.cover(unknown);
    const read = read270(await ask(unknown, covered));
    expect(read.findings.filter((one) => one.severity === "error")).toEqual([]);
    const { subscriber } = must(read.value[0]?.transactions[0]?.inquiries[0]);
    expect(subscriber).toMatchObject({ name: { last: "QUILL" }, birthDate: "1981-03-04" });
    expect(subscriber?.sex).toBeUndefined();
  });
  test("active, with what the visit costs", async () => {
    await answer(await ask(), [...ACTIVE, pcp(DOCTOR_NPI)]);
    expect(await last()).toMatchObject({
      status: "active",
      planName: "HMO GOLD",
      copay: 2500,
      coinsurancePercent: 20,
      deductibleRemaining: 50_000,
      retryAt: null,
    });
    expect(await clinic.kit.events("billing", "billing.eligibility-answered.v1")).not.toEqual([]);
  });
  test("wrong PCP: an HMO's member is assigned elsewhere", async () => {
    await answer(await ask(), [...ACTIVE, pcp("1245319599")]);
    expect(await last()).toMatchObject({ status: "wrong-pcp", pcpNpi: "1245319599" });
  });
  test("BIL-82: inactive only when the payer says so", async () => {
    await answer(await ask(), [{ kind: "6", serviceTypes: ["30"] }]);
    expect(await last()).toMatchObject({ status: "inactive" });
  });
  test("BIL-85: a rejection is unknown, with what to mend", async () => {
    await answer(await ask(), [], [{ valid: true, reason: "72", followUp: "C" }]);
    expect(await last()).toMatchObject({
      status: "unknown",
      findings: ["The member number is not one of the payer's."],
      retryAt: null,
    });
  });
  test("BIL-83, BIL-85: silence is unknown after ten minutes, is asked again, and a late answer counts", async () => {
    const question = await ask();
    const started = clinic.kit.clock.now();
    await clinic.kit.advanceTo(addMinutes(started, 9));
    expect(await last()).toMatchObject({ status: "pending" });
    await clinic.kit.advanceTo(addMinutes(started, 11));
    expect(await last()).toMatchObject({ status: "unknown", findings: ["The payer did not answer."] });
    const trace = must(read270(question).value[0]?.transactions[0]?.inquiries[0]?.traces?.[0]).number;
    const asked = () => clinic.exchange.outbound().filter((file) => file.content.includes(trace)).length;
    expect(asked()).toBe(1);
    await clinic.kit.advanceTo(addMinutes(started, 41));
    expect(asked()).toBe(2);
    await answer(question, [...ACTIVE, pcp(DOCTOR_NPI)]);
    expect(await last()).toMatchObject({ status: "active" });
  });
  test("BIL-160: the desk sees the answer for the very day, the payer's copay before the card's, and each patient's own balance", async () => {
    const stranger = await clinic.addPatient({ family: "Selfpay" });
    const facts = async (
      day: string,
      as: readonly "front-desk"[] | readonly "medical-assistant"[] = ["front-desk"],
    ) => {
      const reply = await clinic.call("deskFacts", { day, patientIds: [stranger, patientId] }, { as: [...as] });
      return new Map((reply.ok ? reply.value : []).map((fact) => [fact.patientId, fact]));
    };
    await answer(await ask(), [...ACTIVE, pcp(DOCTOR_NPI)]);
    const today = await facts("2026-11-23");
    expect(today.get(patientId)?.coverage).toMatchObject({ eligibility: "active", copay: 2500 });
    expect(today.get(stranger)).toEqual({ patientId: stranger, coverage: null, selfPay: false, patientDue: 0 });
    // About another day nobody was asked: the card's copay, and no answer.
    const later = await facts("2027-01-15");
    expect(later.get(patientId)?.coverage).toMatchObject({ eligibility: null, copay: 2000 });
    expect((await facts("2026-11-23", ["medical-assistant"])).get(patientId)?.patientDue).toBeNull();
  });
  test("BIL-9: a booked visit asks by itself; BIL-7: nobody is asked about self-pay", async () => {
    const before = clinic.exchange.outbound().length;
    await clinic.kit.deliver("scheduling.appointment-booked.v1", clinic.visitOf(patientId));
    await clinic.kit.settle();
    expect(clinic.exchange.outbound().length).toBe(before + 1);
    const uninsured = await clinic.addPatient({ family: "Nobody" });
    await clinic.kit.deliver("scheduling.appointment-booked.v1", clinic.visitOf(uninsured));
    await clinic.kit.settle();
    expect(clinic.exchange.outbound().length).toBe(before + 1);
  });
});
