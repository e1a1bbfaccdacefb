import { allergens, products } from "@practicum/terminology/drugs";
import { expect, test } from "vitest";
import { allergyCode, drugCode } from "./coded-entry.ts";

const WARFARIN = "11289";

test("CHT-517 a drug's code may not be another drug's: the checks would go by the one, and people by the other", () => {
  expect(drugCode({ rxnorm: WARFARIN, name: "Warfarin 5 mg tablet" }).ok).toBe(true);
  expect(drugCode({ rxnorm: WARFARIN, name: "Coumadin" }).ok).toBe(true);
  expect(drugCode({ rxnorm: WARFARIN, name: "Amoxicillin 500 mg capsule" })).toMatchObject({
    error: { code: "code-of-another", field: "rxnorm", detail: { code: WARFARIN, name: "Amoxicillin 500 mg capsule" } },
  });
  expect(drugCode({ rxnorm: "abc", name: "Warfarin" })).toMatchObject({
    error: { code: "unknown-code", field: "rxnorm" },
  });
  // Not known here, or said in words that aren't: nothing contradicts.
  expect(drugCode({ rxnorm: "99999999", name: "Warfarin" }).ok).toBe(true);
  expect(drugCode({ rxnorm: WARFARIN, name: "Mother's heart pill" }).ok).toBe(true);
  expect(drugCode({ rxnorm: null, name: "Warfarin" }).ok).toBe(true);
});

test("CHT-517 all that the lists offer agrees with itself", () => {
  expect(products.filter((one) => !drugCode(one).ok).map((one) => one.name)).toEqual([]);
  const apart = allergens.filter((one) => !allergyCode({ substanceCode: one.code, substance: one.name }).ok);
  expect(apart.map((one) => one.code)).toEqual([]);
});

test("CHT-517 an allergy's code is of the list, and of what is written", () => {
  expect(allergyCode({ substanceCode: "class:penicillin", substance: "PCN, as a child" }).ok).toBe(true);
  expect(allergyCode({ substanceCode: "class:penicillin", substance: "The pink liquid" }).ok).toBe(true);
  expect(allergyCode({ substanceCode: "abc", substance: "Penicillin" })).toMatchObject({
    error: { code: "unknown-code", field: "substanceCode" },
  });
  expect(allergyCode({ substanceCode: "drug:warfarin", substance: "Penicillin" })).toMatchObject({
    error: { code: "code-of-another", field: "substanceCode" },
  });
});
