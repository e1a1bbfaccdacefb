import { describe, expect, test, vi } from "vitest";
import { checkMedication, interactionsBetween, type AllergyName, type MedicationAlert } from "./check-medication.ts";
import { CROSS_SENSITIVITY } from "./data/drugs/allergens.ts";
import { INTERACTIONS } from "./data/drugs/interactions.ts";
import { allergens, ingredients, knownAllergens, knownDrug, products } from "./drugs.ts";
import { searchAllergens, searchMedications } from "./search-drugs.ts";
import { sample, samplesMissing } from "./test/samples.ts";

// Slow where the machine is shared; nothing here is timed.
vi.setConfig({ testTimeout: 60_000 });

const drug = (name: string, rxnorm: string | null = null) => ({ name, rxnorm });
const allergy = (substance: string, rest: Partial<AllergyName> = {}): AllergyName => ({
  substanceCode: null,
  substance,
  ...rest,
});
const check = (order: string, allergies: readonly AllergyName[] | "not-asked" = [], ...medications: string[]) =>
  checkMedication({ order: drug(order), allergies, medications: medications.map((name) => drug(name)) });
const seen = (alerts: readonly MedicationAlert[]) => alerts.map(({ kind, severity }) => `${kind} ${severity}`);

describe("allergies", () => {
  test("the substance itself stops (TRM-40)", () => {
    expect(
      seen(check("Amoxicillin 500 mg tablet", [allergy("Amoxicillin", { substanceCode: "drug:amoxicillin" })])),
    ).toEqual(["drug-allergy stop"]);
    expect(seen(check("Augmentin", [allergy("amoxicillin")]))).toEqual(["drug-allergy stop"]);
  });
  test.each([
    ["Penicillin V 500 mg tablet", "class:penicillin", "unknown", "stop"],
    ["Cephalexin 500 mg capsule", "class:penicillin", "mild", "warn"],
    ["Cephalexin 500 mg capsule", "class:penicillin", "severe", "stop"],
    ["Cefuroxime 250 mg tablet", "class:penicillin", "mild", "info"],
    ["Amoxicillin 500 mg tablet", "drug:cephalexin", "mild", "warn"],
    ["Hydrochlorothiazide 25 mg tablet", "class:sulfonamide-antibiotic", "mild", "info"],
    ["Bactrim", "class:sulfonamide-antibiotic", "mild", "stop"],
    ["Ibuprofen 600 mg tablet", "drug:aspirin", "moderate", "warn"],
    ["Lisinopril 10 mg tablet", "class:ace-inhibitor", "mild", "stop"],
  ] as const)("%s with an allergy to %s (%s): %s (TRM-41)", (order, substanceCode, severity, expected) => {
    const alerts = check(order, [allergy("as recorded", { substanceCode, severity })]);
    expect(alerts[0]).toMatchObject({ kind: "drug-allergy", severity: expected });
  });
  test.each(["PCN", "penicillin", "Penicillins", "allergic to Penicillin VK"])("free text %s is understood", (text) =>
    expect(check("Amoxicillin 250 mg capsule", [allergy(text)])[0]).toMatchObject({
      kind: "drug-allergy",
      severity: "stop",
    }),
  );
  test("what is no drug raises nothing", () => {
    const recorded = ["Allergy to mould", "Latex", "Dander (animal) allergy", "Allergy to bee venom", "Peanuts"];
    expect(
      check(
        "Amoxicillin 250 mg capsule",
        recorded.map((text) => allergy(text)),
      ),
    ).toEqual([]);
  });
  test("free text that nobody understands is said to be unchecked (TRM-45)", () => {
    const alerts = check("Amoxicillin 250 mg capsule", [allergy("the little white ones")]);
    expect(seen(alerts)).toEqual(["not-checked warn"]);
    expect(alerts[0]?.message).toContain("could not be checked");
  });
  test("not asked is not none (TRM-46)", () => {
    expect(seen(check("Amoxicillin 250 mg capsule", "not-asked"))).toEqual(["not-checked warn"]);
    expect(check("Amoxicillin 250 mg capsule", [])).toEqual([]);
  });
});

describe("interactions", () => {
  test.each([
    ["Sildenafil tablet", "Nitroglycerin 0.4 mg under the tongue", "stop"],
    ["Sulfamethoxazole 800 mg / trimethoprim 160 mg tablet", "Warfarin 5 mg tablet", "stop"],
    ["Clarithromycin 500 mg tablet", "Simvastatin 20 mg tablet", "stop"],
    ["Tramadol 50 mg tablet", "Sertraline", "warn"],
    ["Lorazepam tablet", "Percocet", "stop"],
    ["Ibuprofen 200 mg tablet", "Eliquis 5 mg", "warn"],
  ] as const)("%s with %s: %s, whichever is ordered (TRM-42)", (a, b, severity) => {
    for (const [order, other] of [
      [a, b],
      [b, a],
    ] as const) {
      expect(check(order, [], other)[0]).toMatchObject({ kind: "drug-drug", severity });
    }
  });
  test("the rules are symmetric for every pair of ingredients", () => {
    for (const a of ingredients) {
      for (const b of ingredients) expect(interactionsBetween(a, b)).toEqual(interactionsBetween(b, a));
    }
  });
  test("a list without problems is silent", () => {
    expect(
      check(
        "Amoxicillin 500 mg tablet",
        [],
        "Lisinopril 10 mg tablet",
        "Atorvastatin 20 mg tablet",
        "Metformin 500 mg tablet",
      ),
    ).toEqual([]);
  });
});

describe.skipIf(samplesMissing)("ONC's lists (TRM-43)", () => {
  const other: { readonly [name: string]: string } = {
    acetylsalicylic_acid: "aspirin",
    pethidine: "meperidine",
    dabigatran_etexilate: "dabigatran",
  };
  const byName = new Map(ingredients.map((one) => [one.name, one]));
  // What is skipped is read all the same.
  const pairs = [...(samplesMissing ? [] : sample("onc-ddi-pairs.csv"))]
    .join("")
    .split("\n")
    .slice(1)
    .flatMap((line) => {
      const [list = "", a = "", b = ""] = line.trim().split(",");
      const [left, right] = [a, b].map((name) => byName.get(other[name] ?? name.replaceAll("_", " ")));
      return left && right ? [{ list, left, right }] : [];
    });
  const severities = (list: string) =>
    pairs
      .filter((pair) => pair.list === list)
      .map(({ left, right }) => ({
        pair: `${left.name} ${right.name}`,
        found: interactionsBetween(left, right).map(([, , severity]) => severity),
      }));

  test("each high-priority pair of ours interrupts", () => {
    const high = severities("ONC-HighPriority");
    expect(high.length).toBeGreaterThan(100);
    expect(high.filter(({ found }) => !found.includes("stop") && !found.includes("warn"))).toEqual([]);
  });
  test("no non-interruptive pair does", () => {
    const low = severities("ONC-NonInteruptive");
    expect(low.length).toBeGreaterThan(200);
    expect(low.filter(({ found }) => found.includes("stop") || found.includes("warn"))).toEqual([]);
  });
});

describe("duplicates (TRM-44)", () => {
  test("the same ingredient, also inside a combination", () => {
    const alerts = check("Acetaminophen 500 mg tablet", [], "Vicodin");
    expect(seen(alerts)).toEqual(["duplicate warn"]);
    expect(alerts[0]?.message).toContain("Vicodin");
  });
  test("the same class", () => {
    expect(seen(check("Atorvastatin 20 mg tablet", [], "Zocor"))).toEqual(["duplicate warn"]);
    expect(seen(check("Loratadine 10 mg tablet", [], "Zyrtec"))).toEqual(["duplicate info"]);
  });
});

describe("what could not be checked (TRM-45)", () => {
  test("an unknown order says so and nothing else", () => {
    expect(seen(check("Moon dust 3 mg", [allergy("penicillin")], "Warfarin"))).toEqual(["not-checked warn"]);
  });
  test("a known part of an unknown whole is checked, the rest is named", () => {
    const alerts = check("Amoxicillin 500 MG / Moondustin 3 MG", [allergy("penicillin")]);
    expect(seen(alerts)).toEqual(["drug-allergy stop", "not-checked warn"]);
  });
  test("an unknown drug on the list", () => {
    expect(seen(check("Lisinopril 10 mg tablet", [], "Grandmother's tea"))).toEqual(["not-checked warn"]);
  });
  test("never an empty answer while something is unknown", () => {
    for (const name of ["", "   ", "123", "zzz", "tablet", "💊", "a".repeat(5000)]) {
      expect(check(name).some(({ kind }) => kind === "not-checked")).toBe(true);
      expect(check("Lisinopril 10 mg tablet", [], name).some(({ kind }) => kind === "not-checked")).toBe(true);
    }
  });
});

test("the gravest comes first; ids are stable and apart (TRM-47)", () => {
  const run = () => check("Bactrim", [allergy("sulfa")], "Warfarin 5 mg", "Lisinopril 10 mg", "something else");
  const alerts = run();
  expect(run()).toEqual(alerts);
  expect(alerts[0]?.severity).toBe("stop");
  expect(new Set(alerts.map(({ alertId }) => alertId)).size).toBe(alerts.length);
  for (const { message, source } of alerts) expect([message.length > 20, source.length > 10]).toEqual([true, true]);
});

describe("the drug list", () => {
  test("is of a family practice's size, and whole", () => {
    expect(products.length).toBeGreaterThanOrEqual(150);
    expect(INTERACTIONS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(ingredients.map((one) => one.rxcui)).size).toBe(ingredients.length);
  });
  test("every product is understood by its name as by its concept", () => {
    for (const product of products) {
      const wanted = product.ingredients.map((one) => one.name).toSorted();
      expect([
        product.name,
        knownDrug(drug(product.name))
          ?.ingredients.map((one) => one.name)
          .toSorted(),
      ]).toEqual([product.name, wanted]);
      expect(knownDrug(product)?.complete).toBe(true);
    }
  });
  test("rules speak of ingredients and classes that exist", () => {
    const names = new Set(ingredients.map((one) => one.name));
    const classes = new Set(ingredients.flatMap((one) => one.classes));
    const sides = INTERACTIONS.flatMap(([a, b]) => [a, b]);
    expect(sides.filter((side) => !(side.startsWith("@") ? classes.has(side.slice(1)) : names.has(side)))).toEqual([]);
    expect(CROSS_SENSITIVITY.flatMap(([a, b]) => [a, b]).filter((side) => !classes.has(side))).toEqual([]);
    const allergic = allergens.filter(({ code }) => code.startsWith("class:")).map(({ code }) => code.slice(6));
    expect(allergic.filter((one) => !classes.has(one))).toEqual([]);
    expect(allergic.filter((one) => !CROSS_SENSITIVITY.some(([from, to]) => from === one && to === one))).toEqual([]);
  });
  test.skipIf(samplesMissing)("drugs of imported records are understood by name", () => {
    const lines = [...sample("synthea-rxnorm-subset.csv")].join("").trim().split("\n").slice(1);
    const names = lines.map((line) => line.replace(/^\d+,/, "").replace(/,\d+$/, ""));
    // Chemotherapy, and a drug withdrawn in 1998: honest gaps.
    const unknown = names.filter((name) => !knownDrug(drug(name)));
    expect(unknown.filter((name) => !/DOCEtaxel|Leuprolide|Terfenadine|Natazia/.test(name))).toEqual([]);
  });
  test("searching drugs and allergens", () => {
    expect(searchMedications("lipitor 20")[0]?.name).toBe("Atorvastatin 20 mg tablet");
    expect(searchMedications("lisi")[0]?.name).toContain("Lisinopril");
    expect(searchMedications(" ")).toEqual([]);
    expect(searchAllergens("sulfa")[0]?.code).toBe("class:sulfonamide-antibiotic");
    expect(searchAllergens("peanut")[0]?.code).toBe("food:peanut");
    expect(knownAllergens(allergy("x", { substanceCode: "other:latex" })).map((one) => one.code)).toEqual([
      "other:latex",
    ]);
  });
});
