/** One line of a choice list. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  /** What people also type for it: its code, its abbreviation ("M", "NP", "Medi-Cal"). Not shown. */
  readonly words?: readonly string[] | undefined;
  /** The heading it stands under. */
  readonly group?: string | undefined;
}

export interface ChoiceMatch {
  /** What the list shows for the typed text, in the list's own order. */
  readonly shown: readonly Choice[];
  /** The one choice that was meant without doubt; null where it is none or could be several. */
  readonly only: Choice | null;
}

/**
 * Reads what was typed into a choice list. Each typed word must be the beginning of a word of the choice, or of one of its codes;
 * a whole code, word or name wins over beginnings of others ("male" is Male, whatever else begins so). Letters in the middle of a word
 * never count: "m" must not be read as "feMale". Initials ("bs" for Blue Shield) are looked at when nothing else fits.
 */
export function matchChoices(choices: readonly Choice[], typed: string): ChoiceMatch {
  const wanted = wordsOf(typed);
  if (wanted.length === 0) return { shown: choices, only: null };
  const text = wanted.join(" ");
  const begun = choices.filter((choice) => begins(choice, wanted));
  const shown = begun.length > 0 ? begun : choices.filter((choice) => initialsOf(choice.label).startsWith(text));
  const whole = choices.filter((choice) => namesOf(choice).includes(text));
  return { shown, only: single(whole) ?? (whole.length === 0 ? single(shown) : null) };
}

function single(choices: readonly Choice[]): Choice | null {
  return choices.length === 1 ? (choices[0] ?? null) : null;
}

function begins(choice: Choice, wanted: readonly string[]): boolean {
  const words = namesOf(choice).flatMap((name) => name.split(" "));
  return wanted.every((part) => words.some((word) => word.startsWith(part)));
}

function namesOf(choice: Choice): readonly string[] {
  return [choice.label, ...(choice.words ?? [])].map((name) => wordsOf(name).join(" "));
}

function initialsOf(label: string): string {
  return wordsOf(label)
    .map((word) => word.charAt(0))
    .join("");
}

/** "José O'Brien, MD" as jose, obrien, md: no accents, no case, an apostrophe joins. */
function wordsOf(text: string): readonly string[] {
  return text
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036F'’]/g, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}
