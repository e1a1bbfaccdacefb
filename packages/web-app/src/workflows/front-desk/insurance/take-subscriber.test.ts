import type { Coverage } from "@practicum/contracts/billing/coverage";
import { expect, test } from "vitest";
import { emptyCoverage, toCoverage } from "./coverage-values.ts";
import { takeSubscriber } from "./take-subscriber.ts";

const ana = {
  patientId: "p",
  name: { family: "Lopez", given: "Ana", middle: "Maria", suffix: null },
  birthDate: "1981-03-04",
  sex: "female" as const,
};
const card = (more: Partial<Coverage> = {}): Coverage => ({
  coverageId: "c",
  patientId: "p",
  payerId: "blue",
  payerName: "Blue",
  payerKind: "ppo",
  priority: 1,
  memberId: "BLU900",
  groupNumber: "77",
  planName: null,
  subscriber: { relationship: "self", name: null, birthDate: null, sex: null },
  from: "2026-01-01",
  to: null,
  pcpNpi: null,
  copay: null,
  secondaryReason: null,
  version: 1,
  ...more,
});
const TODAY = "2026-11-23";
const child = { ...emptyCoverage("2026-01-01"), relationship: "child" as const };

test("the subscriber is the patient who was picked, with the whole name, and the card is that patient's own", () => {
  const taken = takeSubscriber(child, ana, [card({ priority: 2, payerId: "gold" }), card()], TODAY);
  expect(toCoverage(taken)).toMatchObject({
    payerId: "blue",
    memberId: "BLU900",
    groupNumber: "77",
    subscriber: { relationship: "child", name: ana.name, birthDate: "1981-03-04", sex: "female" },
  });
});

test("what was typed stays: another payer, another number", () => {
  expect(takeSubscriber({ ...child, payerId: "gold" }, ana, [card()], TODAY)).toMatchObject({
    payerId: "gold",
    memberId: "",
  });
  expect(takeSubscriber({ ...child, payerId: "blue", memberId: "X1" }, ana, [card()], TODAY)).toMatchObject({
    payerId: "blue",
    memberId: "X1",
    groupNumber: "",
    subscriberFamily: "Lopez",
  });
});

test("no card is taken that ended, that another holds, or that covers nobody else", () => {
  const others = [
    card({ to: "2026-06-30" }),
    card({ payerKind: "medicare" }),
    card({ subscriber: { relationship: "spouse", name: ana.name, birthDate: null, sex: null } }),
  ];
  expect(takeSubscriber(child, ana, others, TODAY)).toMatchObject({
    payerId: null,
    memberId: "",
    subscriberGiven: "Ana",
  });
});

test("a member number that is typed in small letters is the one of the card", () => {
  const typed = { ...child, payerId: "blue", memberId: " xeh123456a " };
  expect(toCoverage(typed)).toMatchObject({ memberId: "XEH123456A" });
});
