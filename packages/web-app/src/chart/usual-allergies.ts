import type { Allergen } from "./code-searches.tsx";

/** What most answers are, one activation away: by the codes of the terminology's allergens. */
export const usualAllergens: readonly Allergen[] = [
  { code: "class:penicillin", name: "Penicillins" },
  { code: "class:sulfonamide-antibiotic", name: "Sulfa antibiotics" },
  { code: "class:nsaid", name: "NSAID pain relievers" },
  { code: "other:latex", name: "Latex" },
  { code: "food:peanut", name: "Peanut" },
];

export const usualReactions = ["Hives", "Swelling", "Trouble breathing", "Nausea"] as const;
