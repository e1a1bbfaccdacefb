import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { expect, test } from "vitest";
import { goodClaim } from "../../testing/claim.ts";
import { defaultTradingPartner } from "../../exchange/domain/trading-partner.ts";
import { eligibilityQuestion, traceOf } from "./eligibility-question.ts";

const { billing, patient: person } = goodClaim();
function fail(): never {
  throw new Error("the good claim has everything");
}
const practice = {
  ...(billing ?? fail()),
  billingAddress: person.address ?? fail(),
  timeZone: "America/Los_Angeles",
  version: 1,
};
const out = {
  partner: defaultTradingPartner(practice),
  practice,
  controlNumber: 7,
  now: "2026-11-23T16:00:00.000Z",
  timeZone: practice.timeZone,
};
const patient = { ...person } as unknown as Patient;
const JOSE = { family: "Lopez", given: "José", middle: "A", suffix: "Jr" };

const ask = (subscriber: Coverage["subscriber"], of: Partial<Patient> = {}) =>
  eligibilityQuestion(out, {
    trace: traceOf("0192-ab-cd"),
    serviceDate: "2026-11-30",
    patient: { ...patient, ...of },
    coverage: { memberId: "CF1234567", subscriber } as Coverage,
    payer: { name: "Care First", electronicId: "CFHP1" },
  });
const self: Coverage["subscriber"] = { relationship: "self", name: null, birthDate: null, sex: null };

test("BIL-8: a patient who is the subscriber is asked about once: general benefits and office visits of the day", () => {
  expect(ask(self)).toEqual({
    controlNumber: "0001",
    referenceId: "270-000000007",
    date: "2026-11-23",
    time: "08:00",
    purpose: "13",
    inquiries: [
      {
        source: {
          role: "PR",
          name: { kind: "organization", name: "CARE FIRST" },
          id: { qualifier: "PI", value: "CFHP1" },
        },
        receiver: {
          role: "1P",
          name: { kind: "organization", name: "MISSION BAY FAMILY PRACTICE" },
          id: { qualifier: "XX", value: practice.npi },
        },
        subscriber: {
          name: { kind: "person", last: "LOPEZ", first: "MARIA" },
          birthDate: "1981-03-04",
          sex: "F",
          id: { qualifier: "MI", value: "CF1234567" },
        },
        traces: [{ type: "1", number: "0192abcd", originatorId: "9330123456" }],
        dates: [{ qualifier: "291", from: "2026-11-30", to: "2026-11-30" }],
        requests: [{ serviceTypes: ["30", "98"] }],
      },
    ],
  });
});

test("BIL-8: the payer finds the patient by the name that it has, and without a sex that nobody knows", () => {
  const subscriber = ask({ ...self, name: JOSE }, { sex: "unknown" }).inquiries[0]?.subscriber;
  expect(subscriber?.name).toEqual({ kind: "person", last: "LOPEZ", first: "JOSE", middle: "A", suffix: "JR" });
  expect(subscriber).not.toHaveProperty("sex");
  expect(subscriber?.birthDate).toBe("1981-03-04");
});

test.each([
  ["spouse", "01"],
  ["child", "19"],
  ["other", "34"],
] as const)(
  "BIL-8: a patient who is the subscriber's %s is asked about as a dependent (%s), by who holds the card",
  (relationship, code) => {
    const [inquiry] = ask({ relationship, name: JOSE, birthDate: "1979-01-02", sex: "male" }).inquiries;
    expect(inquiry?.subscriber).toEqual({
      name: { kind: "person", last: "LOPEZ", first: "JOSE", middle: "A", suffix: "JR" },
      birthDate: "1979-01-02",
      sex: "M",
      id: { qualifier: "MI", value: "CF1234567" },
    });
    expect(inquiry?.dependent).toEqual({
      name: { kind: "person", last: "LOPEZ", first: "MARIA" },
      birthDate: "1981-03-04",
      sex: "F",
      relationship: code,
    });
    const unknown = ask({ relationship, name: null, birthDate: null, sex: null }).inquiries[0]?.subscriber;
    expect(unknown).toEqual({
      name: { kind: "person", last: "LOPEZ", first: "MARIA" },
      id: { qualifier: "MI", value: "CF1234567" },
    });
  },
);
