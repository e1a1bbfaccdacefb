import { contractContent, type ContractContent } from "@practicum/contracts/billing/payer-contracts";
import { expect, test } from "vitest";
import { contentOf, fieldOf, listOf, valuesOf } from "./contract-values.ts";

const content: ContractContent = {
  name: "Care First 2026",
  plans: ["HMO Gold", "HMO Silver"],
  locations: ["00000000-0000-4000-8000-00000000000a"],
  specialties: ["207Q", "363L"],
  caseRates: [{ name: "Case", opens: ["55250"], includes: ["99202-99215"], price: 50_000 }],
  terms: [
    { name: "Panel", codes: ["99213"], modifiers: [], places: [], pay: { by: "capitated" } },
    { name: "Drugs", codes: ["J*"], modifiers: ["JW"], places: ["11"], pay: { by: "price", price: 1250 } },
    {
      name: "Fees",
      codes: [],
      modifiers: [],
      places: [],
      pay: { by: "schedule", scheduleId: "00000000-0000-4000-8000-00000000000b", rate: 12_050 },
    },
    {
      name: "Medicare",
      codes: [],
      modifiers: [],
      places: [],
      pay: { by: "medicare", mac: "01182", locality: "72", rate: 1360 },
    },
    { name: "Charges", codes: [], modifiers: [], places: [], pay: { by: "charge", rate: 4501 } },
  ],
  lesserOfCharge: false,
  multipleProcedures: { rates: [10_000, 5000, 2550], codes: ["1*"], exempt: ["11200"], rankBy: "rvu" },
  bilateralRate: 15_000,
  assistant: { surgeonRate: 1600, nonPhysicianRate: 1360 },
  nonPhysicianRate: 8500,
  sequestrationRate: 200,
  tolerance: 100,
};

test("a contract opened in the form and sent again unchanged says what it said, to the hundredth of a percent", () => {
  expect(contentOf(valuesOf(content, "2026-01-01"))).toEqual(content);
  const plain: ContractContent = {
    ...content,
    multipleProcedures: null,
    assistant: null,
    bilateralRate: null,
    sequestrationRate: null,
  };
  expect(contentOf(valuesOf(plain, "2026-01-01"))).toEqual(plain);
});

test("codes are parted by whatever is typed between them, in any case", () => {
  expect(listOf(" j1885, 99202-99215;\nG0*  ")).toEqual(["J1885", "99202-99215", "G0*"]);
});

test("what is wrong stands at its own field: the term and the list in which it was typed", () => {
  const values = valuesOf(content, "2026-01-01");
  const wrong = {
    ...values,
    terms: values.terms.map((one, at) => (at === 2 ? { ...one, codes: "99213, 9921x3", rate: "" } : one)),
    severalRates: "100, 12.345",
  };
  const parsed = contractContent.safeParse(contentOf(wrong));
  const fields = parsed.success
    ? []
    : parsed.error.issues.map((issue) => fieldOf(["content", ...issue.path].join(".")));
  expect(fields).toEqual(["terms.2.codes", "terms.2.rate", "severalRates"]);
});
