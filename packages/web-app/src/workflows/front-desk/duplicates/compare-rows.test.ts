import { expect, test } from "vitest";
import { compareRows, needsReason } from "./compare-rows.ts";
import { movedWords } from "./moved-words.ts";

const maria = {
  patientId: "a" as never,
  mrn: "100001",
  name: { family: "Lopez", given: "Maria", middle: null, suffix: null },
  birthDate: "1981-03-04",
  sex: "female" as const,
  phone: null,
  email: null,
  address: null,
  language: "en",
  guarantor: null,
  emergencyContact: null,
  active: true,
  version: 1,
};

test("two records differ where both say something else; what one does not know is no difference", () => {
  const other = { ...maria, mrn: "100002", phone: "6195550100", birthDate: "1981-04-03" };
  const rows = compareRows(maria, other);
  expect(rows.filter(({ differs }) => differs).map(({ label }) => label)).toEqual(["DOB"]);
  expect(rows.find(({ label }) => label === "Phone")).toMatchObject({ first: "", differs: false });
  expect(rows.map(({ label }) => label)).not.toContain("E-mail");
  expect([needsReason(maria, other), needsReason(maria, { ...maria, phone: "1" })]).toEqual([true, false]);
});

test("a service that has not told yet is on its way, never done", () => {
  const told = (service: string) => ({ service, moved: 1, aside: [] });
  expect(movedWords({ services: [told("scheduling")] })).toMatchObject({ state: "On its way", aside: null });
  const all = ["scheduling", "charting", "billing", "messaging"].map(told);
  expect(movedWords({ services: all }).state).toBe("Everything is together");
  const aside = [{ what: "medications", count: 1 }];
  expect(movedWords({ services: [{ ...told("charting"), aside }] }).aside).toContain("medications (1)");
});
