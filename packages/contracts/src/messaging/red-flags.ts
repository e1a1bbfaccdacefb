import type { RedFlag } from "./phone.ts";

/** Between two words of a phrase so many others may stand: "pain in my chest" is "pain chest". */
const BETWEEN_MAX = 4;

/**
 * Which red flags are spoken of in what was written down of a call: any of their phrases, its words in their order, each at least begun ("bleed" is in
 * "bleeding"), with up to four others between. Case, accents and apostrophes do not matter, and "cannot" is "can't". "No chest pain" is found too: a
 * person who asked rules it out, words do not.
 */
export function redFlagsIn(texts: readonly string[], flags: readonly RedFlag[]): RedFlag[] {
  const spoken = texts.map(wordsOf);
  return flags.filter((flag) =>
    [...flag.english, ...flag.spanish].some((phrase) => spoken.some((words) => hasPhrase(words, wordsOf(phrase)))),
  );
}

function wordsOf(text: string): readonly string[] {
  return text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/['’`´]/g, "")
    .replaceAll(/\bcan ?not\b/g, "cant")
    .replaceAll(/\b(could|does|did|would|is) not\b/g, "$1nt")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

function hasPhrase(words: readonly string[], phrase: readonly string[]): boolean {
  const [first, ...rest] = phrase;
  if (first === undefined) return false;
  return words.some((word, at) => word.startsWith(first) && follows(words, at + 1, rest));
}

function follows(words: readonly string[], from: number, phrase: readonly string[]): boolean {
  const [next, ...rest] = phrase;
  if (next === undefined) return true;
  const until = Math.min(words.length, from + BETWEEN_MAX + 1);
  for (let at = from; at < until; at += 1) if (words[at]?.startsWith(next) && follows(words, at + 1, rest)) return true;
  return false;
}
