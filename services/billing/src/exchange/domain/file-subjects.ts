import { delimitersOf } from "./exchange-file.ts";

/** The numbers by which an X12 file names claims and questions of ours. */
export interface FileSubjects {
  /** CLM01, CLP01, TRN02 of a 277CA, and REF*EJ of a 276 and its 277. */
  readonly claimNumbers: readonly string[];
  /** TRN02 of a 270 and of its 271. */
  readonly traces: readonly string[];
  /** AK102 of a 999 and TA101: the control numbers of files that we sent. */
  readonly answeredControls: readonly number[];
}

/**
 * Whom a file is about, as far as its segments say. It is not read by the rules of its transaction: who opens a broken file, or one
 * that was never taken in, has seen the same people.
 */
export function subjectsOf(content: string): FileSubjects {
  const claims = new Set<string>();
  const traces = new Set<string>();
  const controls = new Set<number>();
  const text = content.trimStart();
  const parts = delimitersOf(text);
  if (parts === null) return { claimNumbers: [], traces: [], answeredControls: [] };
  const { element, segment } = parts;
  for (const one of text.split(segment)) {
    const [id, first, second] = one.trimStart().split(element, 3);
    if ((id === "CLM" || id === "CLP") && first) claims.add(first);
    else if (id === "TRN" && second) {
      claims.add(second);
      traces.add(second);
    } else if (id === "REF" && first === "EJ" && second) claims.add(second);
    else if (id === "AK1" && isControl(second)) controls.add(Number(second));
    else if (id === "TA1" && isControl(first)) controls.add(Number(first));
  }
  return { claimNumbers: [...claims], traces: [...traces], answeredControls: [...controls] };
}

/** Control numbers have nine digits at most. */
function isControl(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,9}$/.test(text);
}
