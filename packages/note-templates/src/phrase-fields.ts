/** What a phrase asks for where it stands in a text: "‹since when›", or "‹better | worse | the same›" with its answers. */
export interface PhraseField {
  readonly from: number;
  /** Behind its last character. */
  readonly to: number;
  /** As it is said to the person: "since when". */
  readonly asks: string;
  /** Empty where anything may be written. */
  readonly choices: readonly string[];
}

/** The fields of phrases that are not filled in yet, in the order of the text. What is no pair of marks in one line is prose. */
export function phraseFields(text: string): PhraseField[] {
  return [...text.matchAll(/‹([^‹›\n]{1,120})›/g)].flatMap(({ 0: whole, 1: inside = "", index }) => {
    const parts = inside
      .split("|")
      .map((part) => part.trim())
      .filter((part) => part !== "");
    if (parts.length === 0) return [];
    return [
      {
        from: index,
        to: index + whole.length,
        asks: parts.join(" or "),
        choices: parts.length > 1 ? parts : [],
      },
    ];
  });
}

/** The one that the selection is: what is typed takes its place. */
export function phraseFieldAt(text: string, from: number, to: number): PhraseField | null {
  return phraseFields(text).find((field) => field.from === from && field.to === to) ?? null;
}

/** Where Tab leads from a place in the text, or Shift and Tab; null where it leaves the text. */
export function nextPhraseField(text: string, from: number, to: number, back: boolean): PhraseField | null {
  const fields = phraseFields(text);
  return (back ? fields.findLast((field) => field.to <= from) : fields.find((field) => field.from >= to)) ?? null;
}
