import type { NarrativeLine } from "./narrative.ts";

export interface Woven {
  readonly text: string;
  /** What the fields said in words when the text was last brought in step with them, a line each. */
  readonly generated: readonly NarrativeLine[];
}

/** A line that a person changed, or took out, and of which the fields say something else now. */
export interface ChangedLine {
  readonly line: string;
  readonly was: string;
  readonly now: string;
}

/**
 * Brings a section's text in step with what its fields say now. A line that stands there as it was generated follows its fields; one that a person
 * changed or took out is left as it is (`changedSince` tells of it). What the fields did not write is never touched.
 */
export function weave(before: Woven, now: readonly NarrativeLine[]): Woven {
  let lines = before.text === "" ? [] : before.text.split("\n");
  const generated: NarrativeLine[] = [];
  const old = new Map(before.generated.map((one) => [one.line, one.text]));
  /** Where the line before it stands: what is new goes behind it. */
  let after: number | null = null;
  for (const line of now) {
    const was = old.get(line.line);
    old.delete(line.line);
    const at = was === undefined ? -1 : lines.indexOf(was);
    if (at >= 0) {
      lines[at] = line.text;
      after = at;
      generated.push(line);
    } else if (lines.includes(line.text)) {
      // It is there already: another screen put it there, or the person wrote the same.
      generated.push(line);
    } else if (was === undefined) {
      const place: number = after === null ? lines.length : after + 1;
      lines = lines.toSpliced(place, 0, line.text);
      after = place;
      generated.push(line);
    } else generated.push({ line: line.line, text: was });
  }
  for (const [line, was] of old) {
    const at = lines.indexOf(was);
    if (at >= 0) lines = lines.toSpliced(at, 1);
    else generated.push({ line, text: was });
  }
  return { text: lines.join("\n"), generated };
}

/** Lines that were changed by hand, and whose fields say something else since. */
export function changedSince({ text, generated }: Woven, now: readonly NarrativeLine[]): ChangedLine[] {
  const lines = new Set(text.split("\n"));
  const said = new Map(now.map((one) => [one.line, one.text]));
  return generated.flatMap(({ line, text: was }) => {
    const is = said.get(line) ?? "";
    return is === was || lines.has(was) ? [] : [{ line, was, now: is }];
  });
}

/** Whether the text does not have yet what the fields say: somebody answered who does not write this section, or on another screen. */
export function isBehind(before: Woven, now: readonly NarrativeLine[]): boolean {
  return weave(before, now).text !== before.text;
}

/** The text stays as the person has it; the fields' words of now count as seen. */
export function keepByHand(before: Woven, { line, now }: ChangedLine): Woven {
  const rest = before.generated.filter((one) => one.line !== line);
  return { text: before.text, generated: now === "" ? rest : [...rest, { line, text: now }] };
}

/** The fields' words go to the end of the text; what the person wrote stays. */
export function addBelow(before: Woven, changed: ChangedLine): Woven {
  const kept = keepByHand(before, changed);
  if (changed.now === "") return kept;
  const gap = before.text === "" || before.text.endsWith("\n") ? "" : "\n";
  return { ...kept, text: `${before.text}${gap}${changed.now}` };
}
