import { must } from "@practicum/kernel/assert";
import { ALLERGENS } from "./data/drugs/allergens.ts";
import { INGREDIENTS } from "./data/drugs/ingredients.ts";
import { COMBINATIONS, PRODUCTS } from "./data/drugs/products.ts";
import { searchKey } from "./search-key.ts";

export interface Ingredient {
  readonly name: string;
  /** RxNorm ingredient concept. */
  readonly rxcui: string;
  /** The first is the therapeutic class. */
  readonly classes: readonly string[];
}

/** Something that can be ordered. */
export interface Product {
  readonly name: string;
  /** RxNorm concept of the product, or of its ingredient where the product's is not known to us. */
  readonly rxnorm: string;
  readonly ingredients: readonly Ingredient[];
  readonly directions: string;
}

/** A drug as an order or a list holds it. `rxnorm` is null for free text. */
export interface DrugName {
  readonly rxnorm: string | null;
  readonly name: string;
}

export interface KnownDrug {
  readonly ingredients: readonly Ingredient[];
  /** False when the name has words we do not know, which may be another ingredient. */
  readonly complete: boolean;
}

export interface Allergen {
  /** "drug:amoxicillin", "class:penicillin", "food:peanut", "other:latex". */
  readonly code: string;
  readonly name: string;
  /** Other words people say, each as a search key. */
  readonly words: readonly string[];
}

export const ingredients: readonly Ingredient[] = INGREDIENTS.map(([name, rxcui, classes]) => ({
  name,
  rxcui,
  classes: classes.split(" "),
}));

const byName = new Map(ingredients.map((one) => [one.name, one]));

export const products: readonly Product[] = PRODUCTS.map(([name, parts, directions, rxcui]) => {
  const made = ingredientsOf(parts);
  return { name, rxnorm: rxcui ?? must(made[0]).rxcui, ingredients: made, directions };
});

export const allergens: readonly Allergen[] = [
  ...ALLERGENS.map(([code, name, words = ""]) => ({
    code,
    name,
    words: [searchKey(name), ...words.split("|").filter(Boolean).map(searchKey)],
  })),
  ...INGREDIENTS.map(([name, , , brands = ""]) => ({
    code: `drug:${name}`,
    name: name.charAt(0).toUpperCase() + name.slice(1),
    words: [searchKey(name), ...brands.split("|").filter(Boolean).map(searchKey)],
  })),
];

const byRxnorm = new Map<string, readonly Ingredient[]>([
  ...ingredients.map((one): [string, readonly Ingredient[]] => [one.rxcui, [one]]),
  // A combination whose own concept is not known stands under its first ingredient's: it must not take that one's place.
  ...PRODUCTS.flatMap(([, parts, , rxcui]): [string, readonly Ingredient[]][] =>
    rxcui === undefined ? [] : [[rxcui, ingredientsOf(parts)]],
  ),
]);

/** Names, brands and combinations as search keys. */
const byWords = new Map<string, readonly Ingredient[]>([
  ...INGREDIENTS.flatMap(([name, , , brands = ""]): [string, readonly Ingredient[]][] =>
    [name, ...brands.split("|").filter(Boolean)].map((word) => [searchKey(word), ingredientsOf(name)]),
  ),
  ...COMBINATIONS.map(([name, parts]): [string, readonly Ingredient[]] => [searchKey(name), ingredientsOf(parts)]),
]);

const NAME_WORDS_MAX = 3;

/** Words of a drug's name that are not another ingredient: forms, routes, salts, units. */
const PLAIN_WORDS = new Set(
  `tablet tablets tab tabs capsule capsules cap caps pill pills pack day oral solution suspension syrup liquid elixir cream
  ointment gel lotion foam shampoo patch transdermal system spray nasal mucosal inhaler inhalation metered dose dry powder
  injection injectable injector auto pen prefilled syringe vial drops drop ophthalmic otic eye ear vaginal ring rectal
  suppository implant drug intrauterine device sublingual under the tongue chewable disintegrating effervescent delayed
  extended release immediate modified controlled sustained er xr xl sr dr ec cr la hr hour hours weekly daily enteric coated
  by mouth for and with of in a per mg mcg ug ml g gm unt unit units actuat meq hfa mdi dpi nda low high strength extra
  regular kit topical im iv sc usp generic brand starter mini
  hydrochloride hcl sodium potassium calcium magnesium maleate besylate mesylate tartrate bitartrate succinate fumarate
  phosphate acetate propionate furoate valerate dipropionate monohydrate dihydrate trihydrate hyclate macrocrystals sulfate
  carbonate citrate bromide hydrobromide chloride oxide nitrate gluconate lactate xinafoate pamoate medoxomil etexilate
  disoproxil axetil proxetil cilexetil acetonide butyrate cypionate decanoate benzathine mononitrate sulphate dimesylate
  saccharate aspartate stearate estolate ethylsuccinate`
    .split(/\s+/)
    .filter(Boolean),
);

/**
 * What is in a drug: by its RxNorm concept where we know it, else by the words of its name ("Acetaminophen 325 MG /
 * oxyCODONE Hydrochloride 5 MG Oral Tablet", "Lasix 40mg").
 *
 * @returns undefined when nothing was recognized. Whoever checks must then say that it was not checked.
 */
export function knownDrug({ rxnorm, name }: DrugName): KnownDrug | undefined {
  const known = rxnorm === null ? undefined : byRxnorm.get(rxnorm);
  const spoken = drugInWords(name);
  // The bare ingredient's concept may stand for a combination of ours: its name then says more.
  if (known && spoken && spoken.ingredients.length > known.length) return spoken;
  return known ? { ingredients: known, complete: true } : spoken;
}

function drugInWords(name: string): KnownDrug | undefined {
  // A brand in brackets repeats what stands before it: "[Toprol]".
  const [outside, inside] = [name.replaceAll(/\[[^\]]*\]/g, " "), [...name.matchAll(/\[([^\]]*)\]/g)].map((m) => m[1])];
  const first = readWords(outside);
  const found = first.found.length > 0 ? first : readWords(inside.join(" "));
  if (found.found.length === 0) return undefined;
  return { ingredients: [...new Set(found.found)], complete: first.unknown === 0 };
}

function readWords(text: string): { found: Ingredient[]; unknown: number } {
  const words = searchKey(text)
    .split(" ")
    .filter((word) => word !== "");
  const found: Ingredient[] = [];
  let unknown = 0;
  for (let i = 0; i < words.length;) {
    const match = longestName(words, i);
    if (match) {
      found.push(...match.ingredients);
      i += match.length;
    } else {
      const word = words[i] ?? "";
      if (!PLAIN_WORDS.has(word) && !/^\d+[a-z]{0,4}$/.test(word)) unknown += 1;
      i += 1;
    }
  }
  return { found, unknown };
}

function longestName(
  words: readonly string[],
  at: number,
): { ingredients: readonly Ingredient[]; length: number } | undefined {
  for (let length = Math.min(NAME_WORDS_MAX, words.length - at); length > 0; length -= 1) {
    const match = byWords.get(words.slice(at, at + length).join(" "));
    if (match) return { ingredients: match, length };
  }
  return undefined;
}

function ingredientsOf(parts: string): Ingredient[] {
  return parts.split("|").map((part) => must(byName.get(part), "a drug names an ingredient that is not listed"));
}

/** An allergy's allergens: by its code, else by what is written ("PCN", "sulfa", "Allergy to mould"). Empty when unknown. */
export function knownAllergens(allergy: {
  readonly substanceCode: string | null;
  readonly substance: string;
}): Allergen[] {
  const byCode = allergens.find((one) => one.code === allergy.substanceCode);
  if (byCode) return [byCode];
  const key = ` ${searchKey(allergy.substance)} `;
  const named = allergens.filter((one) => one.words.some((word) => key.includes(` ${word} `)));
  return named;
}
