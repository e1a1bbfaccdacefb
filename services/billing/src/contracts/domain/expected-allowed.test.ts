import type { ContractContent, ContractTerm } from "@practicum/contracts/billing/payer-contracts";
import { sumCents } from "@practicum/kernel/money";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aContract, aTerm, facts, line } from "../../testing/a-contract.ts";
import { expectedAllowed, expectedPayment } from "./expected-allowed.ts";

const one = (contract: ContractContent, ...more: Parameters<typeof line>) =>
  expectedAllowed(contract, [line(...more)], facts())[0];

describe("terms of a contract", () => {
  test("BIL-381: the first term that fits and has a price decides, and says how; a code that its schedule lacks goes to the next", () => {
    const contract = aContract({
      terms: [
        aTerm({ name: "Injections", codes: ["J*"], pay: { by: "price", price: 1250 } }),
        aTerm({ name: "Fee schedule", pay: { by: "schedule", scheduleId: "base", rate: 12_000 } }),
        aTerm({ name: "Everything else", pay: { by: "charge", rate: 4500 } }),
      ],
    });
    expect(one(contract, "99213", { charge: 15_000 })).toEqual({
      lineNumber: 1,
      allowed: 12_000,
      term: "Fee schedule",
      because: "120% of $100.00 in Base rates.",
      caseRate: null,
      capitated: false,
    });
    expect(one(contract, "J1885", { units: 3, charge: 9000 })).toMatchObject({
      allowed: 3750,
      term: "Injections",
      because: "$12.50 a unit; 3 units.",
    });
    expect(one(contract, "G9999", { charge: 4000 })).toMatchObject({
      allowed: 1800,
      term: "Everything else",
      because: "45% of the charge of $40.00.",
    });
  });

  test("BIL-381: codes by themselves, in ranges and by how they begin; modifiers and places narrow a term", () => {
    const contract = aContract({
      terms: [
        aTerm({ name: "Video", codes: ["99202-99215"], places: ["10"], pay: { by: "price", price: 5000 } }),
        aTerm({ name: "Emergency", codes: ["99213"], modifiers: ["ET", "25"], pay: { by: "price", price: 7000 } }),
        aTerm({ name: "Visits", codes: ["99202-99215"], pay: { by: "price", price: 6000 } }),
      ],
    });
    const at = (code: string, place: string, modifiers: string[] = []) =>
      expectedAllowed(contract, [line(code, { modifiers })], facts({ placeOfService: place }))[0]?.term;
    expect([at("99202", "11"), at("99215", "11"), at("99213", "10")]).toEqual(["Visits", "Visits", "Video"]);
    expect(at("99213", "11", ["25"])).toBe("Emergency");
    expect(at("99216", "11")).toBeNull();
    expect(at("99201", "11")).toBeNull();
  });

  test("BIL-382: what no term prices, or what a missing table would say, is not known; it is never nothing, and no other term is asked", () => {
    const terms = [
      aTerm({ name: "Medicare", pay: { by: "medicare", mac: "01182", locality: "72", rate: 11_000 } }),
      aTerm({ name: "The rest", pay: { by: "charge", rate: 5000 } }),
    ];
    const missing = facts({ medicare: () => "the relative values (PPRRVU) of CMS are not loaded" });
    expect(expectedAllowed(aContract({ terms }), [line("99213")], missing)[0]).toMatchObject({
      allowed: null,
      term: "Medicare",
      because: "The relative values (PPRRVU) of CMS are not loaded.",
    });
    // Loaded, and without a value for the code: the next term has the word.
    expect(expectedAllowed(aContract({ terms }), [line("J1885", { charge: 3000 })], facts())[0]).toMatchObject({
      allowed: 1500,
      term: "The rest",
    });
    const [none] = expectedAllowed(aContract({ terms: [aTerm({ codes: ["1*"] })] }), [line("99213")], facts());
    expect(none).toMatchObject({ allowed: null, term: null, because: "No term of the contract fits 99213." });
  });

  test("BIL-383: a percentage is taken exactly and rounded once at the line's end, half a cent away from zero", () => {
    // Two units of 0.45 cents are 0.9 cents and so one; unit by unit they would be nothing.
    const small = aContract({ terms: [aTerm({ pay: { by: "price", price: 3 } })], nonPhysicianRate: 1500 });
    const [made] = expectedAllowed(small, [line("99213", { units: 2 })], facts({ nonPhysician: true }));
    expect(made?.allowed).toBe(1);
    const half = aContract({ terms: [aTerm({ pay: { by: "charge", rate: 5000 } })] });
    expect(one(half, "99213", { charge: 3 })?.allowed).toBe(2);
  });

  test("BIL-383: where the contract pays the lesser, no line is above its charge", () => {
    const terms = [aTerm({ pay: { by: "price", price: 12_000 } })];
    expect(one(aContract({ terms, lesserOfCharge: true }), "99213", { charge: 9000 })).toMatchObject({
      allowed: 9000,
      because: "$120.00 a unit; not more than the charge of $90.00.",
    });
    expect(one(aContract({ terms, lesserOfCharge: false }), "99213", { charge: 9000 })?.allowed).toBe(12_000);
  });

  test("BIL-382: what is paid by the month is expected to be nothing, and is known to be", () => {
    const terms = [aTerm({ name: "Panel", codes: ["99213"], pay: { by: "capitated" } }), aTerm({})];
    expect(one(aContract({ terms }), "99213")).toMatchObject({
      allowed: 0,
      term: "Panel",
      because: "Paid by the month.",
    });
  });
});

describe("cases", () => {
  const contract = aContract({
    caseRates: [{ name: "Vasectomy", opens: ["55250"], includes: ["99213", "8*"], price: 50_000 }],
    terms: [aTerm({ pay: { by: "charge", rate: 5000 } })],
  });

  test("BIL-384: a set of codes on one visit is paid once, shared in the proportion of the charges; what is not in it has its own price", () => {
    const lines = [
      line("99213", { lineNumber: 1, charge: 10_000 }),
      line("55250", { lineNumber: 2, charge: 80_000 }),
      line("81002", { lineNumber: 3, charge: 10_000 }),
      line("J1885", { lineNumber: 4, charge: 3000 }),
    ];
    const made = expectedAllowed(contract, lines, facts());
    expect(made.map((each) => each.allowed)).toEqual([5000, 40_000, 5000, 1500]);
    expect(made[1]).toMatchObject({
      caseRate: "Vasectomy",
      capitated: false,
      term: "Vasectomy",
      because: "Case rate of $500.00, paid once for 99213, 55250, 81002.",
    });
    // Nothing opens it: each line is paid by itself.
    expect(
      expectedAllowed(
        contract,
        lines.filter((each) => each.code !== "55250"),
        facts(),
      ).map((each) => each.caseRate),
    ).toEqual([null, null, null]);
  });

  test("BIL-384: the lines of a case come to its price, or to what was charged where that is less", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 200_000 }),
        fc.boolean(),
        (charges, price, lesserOfCharge) => {
          const lines = charges.map((charge, at) => line(at === 0 ? "55250" : "99213", { lineNumber: at + 1, charge }));
          const rate = { name: "Case", opens: ["55250"], includes: ["99213"], price };
          const made = expectedAllowed(aContract({ caseRates: [rate], lesserOfCharge }), lines, facts());
          const charged = sumCents(charges);
          expect(sumCents(made.map((each) => each.allowed ?? -1))).toBe(
            lesserOfCharge ? Math.min(price, charged) : price,
          );
        },
      ),
    );
  });
});

describe("several procedures of a visit", () => {
  const contract = (more: Partial<ContractContent["multipleProcedures"] & object> = {}) =>
    aContract({
      terms: [aTerm({ pay: { by: "schedule", scheduleId: "base", rate: 10_000 } })],
      multipleProcedures: {
        rates: [10_000, 5000, 2500],
        codes: ["1*", "2*"],
        exempt: ["11200"],
        rankBy: "allowed",
        ...more,
      },
    });
  const allowed = (lines: ReturnType<typeof line>[], of = contract(), given = facts()) =>
    expectedAllowed(of, lines, given).map((each) => each.allowed);

  test("BIL-385: the dearest is paid whole, the second half, the third and all after it a quarter; not by their place on the claim", () => {
    const lines = [
      line("11102", { lineNumber: 1 }),
      line("17110", { lineNumber: 2 }),
      line("20610", { lineNumber: 3 }),
      line("10060", { lineNumber: 4 }),
      line("99213", { lineNumber: 5 }),
      line("11200", { lineNumber: 6 }),
    ];
    // $200, $300, $100, $50; the visit and the exempt one are not reduced.
    expect(allowed(lines)).toEqual([10_000, 30_000, 2500, 1250, 10_000, 8000]);
    const made = expectedAllowed(contract(), lines, facts());
    expect(made[0]?.because).toBe("100% of $200.00 in Base rates; 50% as the second procedure of the visit.");
    expect(made[1]?.because).toBe("100% of $300.00 in Base rates; 100% as the first procedure of the visit.");
  });

  test("BIL-385: by relative value where the contract says so, even where that is not the dearest", () => {
    const lines = [line("11102", { lineNumber: 1 }), line("17110", { lineNumber: 2 })];
    const values: { [code: string]: number } = { "11102": 900, "17110": 100 };
    const given = facts({ relativeValue: ({ code }) => values[code] ?? null });
    expect(allowed(lines, contract({ rankBy: "rvu" }), given)).toEqual([20_000, 15_000]);
    expect(allowed(lines, contract({ rankBy: "allowed" }), given)).toEqual([10_000, 30_000]);
  });

  test("BIL-385: each unit is a procedure, and of one line the first unit takes the better rank", () => {
    expect(allowed([line("11102", { units: 3, charge: 90_000 })])).toEqual([20_000 + 10_000 + 5000]);
    expect(allowed([line("11102", { lineNumber: 1, units: 2 }), line("17110", { lineNumber: 2 })])).toEqual([
      10_000 + 5000,
      30_000,
    ]);
  });

  test("BIL-385: where one of them has no price or no relative value the rank of none is known; alone it needs none", () => {
    const lines = [
      line("11102", { lineNumber: 1 }),
      line("19999", { lineNumber: 2 }),
      line("99213", { lineNumber: 3 }),
    ];
    const made = expectedAllowed(contract(), lines, facts());
    expect(made.map((each) => each.allowed)).toEqual([null, null, 10_000]);
    expect(made[0]?.because).toBe("Its rank among the procedures of the visit is not known: 19999 has no price.");
    const unvalued = facts({ relativeValue: () => null });
    const [first] = expectedAllowed(contract({ rankBy: "rvu" }), [line("11102")], unvalued);
    expect(first?.allowed).toBe(20_000);
    const two = [line("11102", { lineNumber: 1 }), line("17110", { lineNumber: 2 })];
    expect(expectedAllowed(contract({ rankBy: "rvu" }), two, unvalued)[0]?.because).toMatch(/has no relative value/);
  });
});

describe("modifiers", () => {
  const whole = { terms: [aTerm({ pay: { by: "price", price: 10_000 } })] };
  const with_ = (modifier: string, more: Partial<ContractContent> = {}, nonPhysician = false) =>
    expectedAllowed(
      aContract({ ...whole, ...more }),
      [line("11102", { modifiers: [modifier] })],
      facts({ nonPhysician }),
    )[0];

  test("BIL-386: both sides, assistants, and who is no physician have their percentages, one after the other", () => {
    expect(with_("50", { bilateralRate: 15_000 })).toMatchObject({
      allowed: 15_000,
      because: "$100.00 a unit; both sides 150%.",
    });
    const assistant = { surgeonRate: 1600, nonPhysicianRate: 1360 };
    expect(with_("80", { assistant })?.allowed).toBe(1600);
    expect(with_("82", { assistant })?.allowed).toBe(1600);
    // What an assistant who is no physician gets is lowered already.
    expect(with_("AS", { assistant, nonPhysicianRate: 8500 }, true)?.allowed).toBe(1360);
    expect(with_("59", { nonPhysicianRate: 8500 }, true)?.allowed).toBe(8500);
    expect(with_("59", { nonPhysicianRate: 8500 }, false)?.allowed).toBe(10_000);
    expect(with_("50", { bilateralRate: 15_000, nonPhysicianRate: 8500 }, true)?.allowed).toBe(12_750);
  });

  test("BIL-386: where the contract is silent about a modifier that changes what is paid, the amount is not known", () => {
    for (const modifier of ["50", "80", "AS", "52", "26", "62"])
      expect(with_(modifier)).toMatchObject({
        allowed: null,
        because: `The contract does not say what is paid with modifier ${modifier}.`,
      });
    const named = aTerm({ modifiers: ["52", "50"], pay: { by: "price", price: 4000 } });
    expect(with_("52", { terms: [named] })?.allowed).toBe(4000);
    // A percentage of the charge follows the charge, whoever did it and on however many sides.
    const charged = aTerm({ pay: { by: "charge", rate: 5000 } });
    expect(with_("50", { terms: [charged], bilateralRate: 15_000, nonPhysicianRate: 8500 }, true)?.allowed).toBe(5000);
  });

  test("BIL-386: Medicare's own table has the parts of a service", () => {
    const medicare: ContractTerm = aTerm({ pay: { by: "medicare", mac: "01182", locality: "72", rate: 10_000 } });
    expect(with_("26", { terms: [medicare] })?.allowed).toBe(3000);
    expect(with_("52", { terms: [medicare] })?.allowed).toBeNull();
  });
});

test("BIL-388: the sequestration is of the payer's part after the patient's share: paid, not allowed", () => {
  expect(expectedPayment({ sequestrationRate: 200 }, { allowed: 10_000, patientShare: 2000 })).toEqual({
    kept: 160,
    paid: 7840,
  });
  expect(expectedPayment({ sequestrationRate: null }, { allowed: 10_000, patientShare: 2000 })).toEqual({
    kept: 0,
    paid: 8000,
  });
  expect(expectedPayment({ sequestrationRate: 200 }, { allowed: 10_000, patientShare: 12_000 })).toEqual({
    kept: 0,
    paid: 0,
  });
});

const codes = ["99213", "11102", "17110", "20610", "11200", "55250", "J1885", "19999"];
const someLines = fc
  .array(
    fc.record({
      code: fc.constantFrom(...codes),
      units: fc.integer({ min: 1, max: 4 }),
      charge: fc.integer({ min: 0, max: 60_000 }),
      modifiers: fc.subarray(["50", "80", "59", "52"], { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((all) => all.map((each, at) => line(each.code, { ...each, lineNumber: at + 1 })));
const someContract = fc
  .record({ lesserOfCharge: fc.boolean(), rankBy: fc.constantFrom("allowed", "rvu") })
  .map(({ lesserOfCharge, rankBy }) =>
    aContract({
      lesserOfCharge,
      bilateralRate: 15_000,
      assistant: { surgeonRate: 1600, nonPhysicianRate: 1360 },
      caseRates: [{ name: "Case", opens: ["55250"], includes: ["J1885"], price: 40_000 }],
      terms: [
        aTerm({ name: "Schedule", pay: { by: "schedule", scheduleId: "base", rate: 9500 } }),
        aTerm({ name: "Drugs", codes: ["J*"], pay: { by: "charge", rate: 4500 } }),
      ],
      multipleProcedures: { rates: [10_000, 5000], codes: ["1*", "2*"], exempt: ["11200"], rankBy: rankBy as "rvu" },
    }),
  );

test("BIL-387: the order in which the lines stand changes nothing, and none is above its charge where the lesser is paid", () => {
  fc.assert(
    fc.property(someContract, someLines, fc.integer(), (contract, lines, turn) => {
      const given = facts({ relativeValue: ({ code }) => (code === "19999" ? null : Number(code.slice(0, 3))) });
      const made = expectedAllowed(contract, lines, given);
      const at = Math.abs(turn) % lines.length;
      const turned = expectedAllowed(contract, [...lines.slice(at), ...lines.slice(0, at)].toReversed(), given);
      for (const each of made) expect(turned.find((other) => other.lineNumber === each.lineNumber)).toEqual(each);
      expect(made.map((each) => each.lineNumber)).toEqual(lines.map((each) => each.lineNumber));
      if (contract.lesserOfCharge)
        for (const [index, each] of made.entries())
          if (each.caseRate === null) expect(each.allowed ?? 0).toBeLessThanOrEqual(lines[index]?.charge ?? 0);
      for (const each of made) expect(each.because).toMatch(/^[A-Z0-9$].*\.$/);
    }),
  );
});
