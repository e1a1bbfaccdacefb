import { builtInDiagnoses } from "./built-in.ts";
import { codeKey } from "./code-system.ts";
import { searchKey, searchWords } from "./search-key.ts";
import { SYNONYMS } from "./synonyms.ts";

const keywordsOf = new Map(builtInDiagnoses.map((entry) => [codeKey(entry.code), entry.keywords ?? ""]));

/** Words of labels that say nothing of which disease it is. */
const GENERAL = new Set(
  `unspecified specified other without with encounter initial subsequent sequela acute chronic disease disorder disorders type
  stage left right bilateral upper lower side part parts site sites primary secondary essential due from into during using
  complication complications status personal family history general level mild moderate severe single multiple recurrent episode
  long term current drug drugs therapy organism organisms cause causes elsewhere classified not and the for are`.split(
    /\s+/,
  ),
);
const STEM_LETTERS = 5;
const WORD_LETTERS_MIN = 4;

/**
 * Whether a text speaks of a diagnosis (TRM-50): by its code, by a word of its name or of what people call it, or by an abbreviation.
 * "BP at goal, go on with lisinopril" does not speak of diabetes.
 */
export function mentionsDiagnosis(text: string, diagnosis: { readonly code: string; readonly label: string }): boolean {
  const key = ` ${searchKey(text)} `;
  if (key.includes(` ${searchKey(diagnosis.code)} `) || key.includes(` ${codeKey(diagnosis.code).toLowerCase()} `))
    return true;
  const said = spoken(key);
  const keywords = searchWords(keywordsOf.get(codeKey(diagnosis.code)) ?? "");
  const names = [...searchWords(diagnosis.label), ...keywords].filter(
    (word) => !GENERAL.has(word) && word.length >= WORD_LETTERS_MIN,
  );
  return (
    names.some((name) => said.some((word) => stem(word) === stem(name))) ||
    keywords.some((word) => word.length < WORD_LETTERS_MIN && said.includes(word))
  );
}

/** The words of a text, and those that its abbreviations stand for. */
function spoken(key: string): string[] {
  const meant = Object.entries(SYNONYMS).flatMap(([short, long]) => (key.includes(` ${short} `) ? long : []));
  return [...searchWords(key), ...meant.flatMap(searchWords)].filter((word) => !GENERAL.has(word));
}

function stem(word: string): string {
  return word.slice(0, STEM_LETTERS);
}
