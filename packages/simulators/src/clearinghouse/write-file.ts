import type { Result } from "@practicum/kernel/result";
import { foldText } from "@practicum/x12/core/text";
import { STANDARD_DELIMITERS, type WriteOptions } from "@practicum/x12/core/writer";
import type { Delimiters, Finding } from "@practicum/x12/types";

/** Neither point nor hyphen: amounts and periods have them. */
const otherDelimiters = '|>!;=%{}<_?$@[]\\"';

/**
 * The text of a file that goes out. What senders wrote comes back in it, account numbers above all, so that the values choose
 * the delimiters: an id with a colon is as it was. Only letters that X12 does not carry are folded.
 */
export function writeFile<T>(
  value: T,
  write: (value: T, options: WriteOptions) => Result<string, readonly Finding[]>,
): string {
  const carried = mapTexts(value, fold);
  const delimiters = freeDelimiters(carried);
  if (delimiters) return written(write(carried, { delimiters }));
  // Claims of many senders could hold every sign there is between them.
  return written(
    write(
      mapTexts(carried, (text) => text.replaceAll(/[*~:^]/g, "?")),
      {},
    ),
  );
}

/** Letter by letter, so that no text becomes too long for its element, or empty. */
function fold(text: string): string {
  return text.normalize("NFC").replaceAll(/[^\x20-\x7e]|[`^]/gu, (letter) => foldText(letter)[0] ?? "?");
}

function freeDelimiters(value: unknown): Delimiters | null {
  const held = new Set<string>();
  mapTexts(value, (text) => {
    for (const character of text) held.add(character);
    return text;
  });
  const others = [...otherDelimiters].filter((character) => !held.has(character));
  const choose = (standard: string) => (held.has(standard) ? others.shift() : standard);
  const element = choose(STANDARD_DELIMITERS.element);
  const segment = choose(STANDARD_DELIMITERS.segment);
  const component = choose(STANDARD_DELIMITERS.component);
  const repetition = choose(STANDARD_DELIMITERS.repetition);
  return element && segment && component && repetition ? { element, segment, component, repetition } : null;
}

/** The same plain data with every text in it changed. */
function mapTexts<T>(value: T, change: (text: string) => string): T;
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts<unknown>(one, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts<unknown>(one, change)]));
}

/** What we write is ours to get right: a refusal of the writer is a bug here. The findings hold no value of the file. */
function written(outcome: Result<string, readonly Finding[]>): string {
  if (outcome.ok) return outcome.value;
  const first = outcome.error.find((finding) => finding.severity === "error");
  throw new Error(
    `the simulator made an invalid file: ${first?.rule ?? "unknown"} at ${first?.segmentId ?? ""} ${first?.message ?? ""}`,
  );
}
