import { expect, test } from "vitest";
import { addressLines, insurancePending, statementLines } from "./statement.ts";

test("BIL-45: the lines sum to the balance, and say why in a patient's words", () => {
  const entry = { account: "patient-receivable" as const, date: "2026-12-07", encounterId: "v", chargeId: null };
  const lines = statementLines(
    [
      { ...entry, chargeId: "c1", amount: 9200, because: "PR-1: Deductible" },
      { ...entry, chargeId: "c2", amount: 1500, because: "PR-1: Deductible" },
      { ...entry, chargeId: "c2", amount: 900, because: "81002 Blood test, self-pay" },
      { ...entry, amount: -2000, because: "Copay taken, receipt R000017" },
      { ...entry, encounterId: "paid", amount: 500, because: "PR-3: Copay" },
      { ...entry, encounterId: "paid", amount: -500, because: "Payment" },
    ],
    new Map([["v", "2026-12-05"]]),
    new Map([
      ["c1", "Office visit"],
      ["c2", "Blood test"],
    ]),
  );
  expect(lines).toEqual([
    { date: "2026-12-07", what: "Visit of 12/05/2026, Office visit: Deductible", amount: 9200 },
    { date: "2026-12-07", what: "Visit of 12/05/2026, Blood test: Deductible", amount: 1500 },
    { date: "2026-12-07", what: "Visit of 12/05/2026: 81002 Blood test, self-pay", amount: 900 },
    { date: "2026-12-07", what: "Visit of 12/05/2026: Copay taken, receipt R000017", amount: -2000 },
  ]);
});

test("BIL-45: visits stand in the order of their days; what payers hold, and a visit that is paid off, is not on it", () => {
  const entry = { date: "2026-12-07", because: "PR-1: Deductible", chargeId: null };
  const own = { ...entry, account: "patient-receivable" as const };
  const lines = statementLines(
    [
      { ...own, encounterId: "late", amount: 300 },
      { ...own, encounterId: "early", amount: 100 },
      { ...own, encounterId: "early", amount: 50, because: "PR-2: Coinsurance" },
      { ...own, encounterId: "paid", amount: 700 },
      { ...own, encounterId: "paid", amount: -700 },
      { ...entry, account: "insurance-receivable", encounterId: "late", amount: 900 },
      { ...own, encounterId: null, amount: -20, because: "Payment" },
    ],
    new Map([
      ["late", "2026-12-05"],
      ["early", "2026-11-05"],
      ["paid", "2026-10-05"],
    ]),
    new Map(),
  );
  expect(lines.map(({ what, amount }) => [what, amount])).toEqual([
    ["Payment", -20],
    ["Visit of 11/05/2026: Deductible", 100],
    ["Visit of 11/05/2026: Coinsurance", 50],
    ["Visit of 12/05/2026: Deductible", 300],
  ]);
});

test("BIL-45: what payers have not decided is what lies with them alone", () => {
  expect(
    insurancePending([
      { account: "insurance-receivable", amount: 900 },
      { account: "patient-receivable", amount: 300 },
      { account: "insurance-receivable", amount: -200 },
    ]),
  ).toBe(700);
});

test("BIL-45: it goes to the guarantor and the guarantor's address where there is one, else to the patient", () => {
  const address = { line1: "1 Main St", line2: null, city: "San Diego", state: "CA", zip: "921010001" };
  const patient = {
    name: { given: "Mia", middle: null, family: "Lopez", suffix: null },
    address,
    guarantor: null,
  } as unknown as Parameters<typeof addressLines>[0];
  expect(addressLines(patient)).toEqual(["Mia Lopez", "1 Main St", "San Diego, CA 92101-0001"]);
  const guarantor = {
    name: { given: "Ana", middle: "B", family: "Lopez", suffix: "Jr" },
    address: { ...address, line1: "2 Oak St", line2: "Apt 4", zip: "92102" },
  };
  expect(addressLines({ ...patient, guarantor } as unknown as typeof patient)).toEqual([
    "Ana B Lopez Jr",
    "2 Oak St",
    "Apt 4",
    "San Diego, CA 92102",
  ]);
  expect(addressLines({ ...patient, address: null } as typeof patient)).toEqual(["Mia Lopez"]);
});

test("BIL-455 what the dead owe is asked of the guarantor, else of the estate; a guarantor's estate stands for the guarantor", () => {
  const name = (given: string) => ({ given, middle: null, family: "Lopez", suffix: null });
  const to = (guarantor: unknown, family: Parameters<typeof addressLines>[1] = null, death: unknown = { date: null }) =>
    addressLines({ name: name("Mia"), address: null, guarantor, death } as never, family)[0];
  expect(to(null)).toBe("Estate of Mia Lopez");
  expect(to(null, null, null)).toBe("Mia Lopez");
  expect(to({ name: name("Ana"), address: null })).toBe("Ana Lopez");
  expect(to(null, { name: name("Ana"), address: null, estate: true }, null)).toBe("Estate of Ana Lopez");
});
