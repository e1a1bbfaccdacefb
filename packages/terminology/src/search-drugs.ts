import { allergens, products, type Allergen, type Product } from "./drugs.ts";
import { searchKey } from "./search-key.ts";
import { INGREDIENTS } from "./data/drugs/ingredients.ts";

const brandsOf = new Map(INGREDIENTS.map(([name, , , brands = ""]) => [name, searchKey(brands)]));
const productKeys = products.map((product) => ({
  product,
  name: searchKey(product.name),
  words: searchKey(
    `${product.name} ${product.ingredients.map((one) => `${one.name} ${brandsOf.get(one.name) ?? ""}`).join(" ")}`,
  ).split(" "),
}));

/** Drugs to order, by word beginnings in any order; brand names count. A name that begins with the text comes first. */
export function searchMedications(text: string, limit = 20): Product[] {
  const wanted = searchKey(text);
  if (wanted === "") return [];
  const beginnings = wanted.split(" ");
  return productKeys
    .filter(({ words }) => beginnings.every((beginning) => words.some((word) => word.startsWith(beginning))))
    .toSorted((a, b) => Number(b.name.startsWith(wanted)) - Number(a.name.startsWith(wanted)))
    .slice(0, limit)
    .map(({ product }) => product);
}

/** Substances and classes one can be allergic to, by word beginnings; brand names and everyday words count. Classes first. */
export function searchAllergens(text: string, limit = 20): Allergen[] {
  const wanted = searchKey(text);
  if (wanted === "") return [];
  const beginnings = wanted.split(" ");
  return allergens
    .filter(({ words }) =>
      beginnings.every((beginning) => words.some((phrase) => ` ${phrase}`.includes(` ${beginning}`))),
    )
    .slice(0, limit);
}
