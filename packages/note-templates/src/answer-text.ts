import { fieldAnswer, type Answers, type FieldAnswer } from "@practicum/contracts/charting/template-content";

/** An answer as one text, the same for the same answer; "" where there is none. What a screen keeps and compares. */
export function answerText(answer: FieldAnswer | null | undefined): string {
  // The contract puts the keys in one order, whatever a database made of them.
  return answer === null || answer === undefined ? "" : JSON.stringify(fieldAnswer.parse(answer));
}

/** Undefined where there is none, or where it is no answer any more. */
export function answerOfText(text: string): FieldAnswer | undefined {
  if (text === "") return undefined;
  try {
    return fieldAnswer.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** What is answered now, of what was saved. */
export function answersOf(saved: readonly { readonly field: string; readonly answer: FieldAnswer | null }[]): Answers {
  return Object.fromEntries(saved.flatMap(({ field, answer }) => (answer === null ? [] : [[field, answer]])));
}
