import type { Eligibility } from "@practicum/contracts/billing/eligibility";
import { expect, test } from "vitest";
import { differencesOf } from "./differences.ts";

const answer: Eligibility = {
  eligibilityId: "e",
  coverageId: "c",
  patientId: "p",
  serviceDate: "2026-11-23",
  status: "active",
  askedAt: "2026-11-23T15:58:00.000Z",
  answeredAt: "2026-11-23T15:59:00.000Z",
  findings: [],
  planName: "HMO GOLD",
  copay: 3000,
  deductibleRemaining: null,
  coinsurancePercent: null,
  pcpName: "Elena Alvarez",
  pcpNpi: "1992000010",
  retryAt: null,
};
const card = { copay: 2000, planName: "HMO Gold", pcpNpi: "1992000010" };
const here = new Set(["1992000010", "1992000099"]);
const names = (npi: string) => `NPI ${npi}`;

test("a copay of $20.00 on the card against the payer's $30.00, with what taking over writes; equal things are none", () => {
  expect(differencesOf(card, answer, names, here)).toEqual([
    { name: "Copay", card: "$20.00", payer: "$30.00", taken: { copay: 3000 } },
  ]);
});

test("what is not on record is a difference, what the payer did not say is none", () => {
  const empty = { copay: null, planName: null, pcpNpi: null };
  expect(differencesOf(empty, answer, names, here).map((one) => [one.name, one.card, one.payer])).toEqual([
    ["Copay", "none on record", "$30.00"],
    ["Plan", "none on record", "HMO GOLD"],
    ["PCP", "none on record", "Elena Alvarez"],
  ]);
  expect(differencesOf(card, { ...answer, copay: null, planName: null, pcpNpi: null }, names, here)).toEqual([]);
});

test("the practice's own number beside its physician's is one PCP; another practice's is a difference", () => {
  expect(differencesOf({ ...card, copay: 3000, pcpNpi: "1992000099" }, answer, names, here)).toEqual([]);
  expect(differencesOf({ ...card, copay: 3000, pcpNpi: "1234567893" }, answer, names, here)).toMatchObject([
    { name: "PCP", card: "NPI 1234567893", payer: "Elena Alvarez", taken: { pcpNpi: "1992000010" } },
  ]);
});

test("a payer that did not find the coverage changes nothing on record", () => {
  for (const status of ["inactive", "unknown", "pending"] as const)
    expect(differencesOf(card, { ...answer, status }, names, here)).toEqual([]);
  expect(differencesOf(card, null, names, here)).toEqual([]);
});
