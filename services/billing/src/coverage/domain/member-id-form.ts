import { err, ok, type Result } from "@practicum/kernel/result";

/**
 * The form of a payer's member numbers, written as people know it from regular expressions. A person types it, so it is never
 * run as one: an expression that goes back over its input can take years for thirty characters. This subset is matched by
 * walking once over the form with all the places of the text that it can have come to, so its cost is the form's length times
 * the text's, whatever both hold.
 */
export interface MemberIdForm {
  /** Whether the whole text has the form. */
  fits(text: string): boolean;
}

const PATTERN_MAX = 200;
/** 2010BA NM109 has 80 characters at most (X12 005010X222A1). */
const TEXT_MAX = 80;

type Alternatives = readonly Sequence[];
type Sequence = readonly Part[];
type Part =
  | { readonly kind: "character"; readonly is: RegExp; readonly min: number; readonly max: number }
  | { readonly kind: "group"; readonly alternatives: Alternatives; readonly optional: boolean };

/** One of: an escaped sign or \d; a class; a plain character or the dot. Each is an expression for one character. */
const CHARACTER = /\\[d\-.*+?^$()[\]{}|/\\]|\[\^?(?:\\[d\-.^\]\\]|[^\\\]])+\]|[^\\^$*+?()[\]{}|]/y;
const COUNT = /\{(\d{1,2})(?:(,)(\d{1,2})?)?\}/y;
const REPEATS = /[*+?{]/y;

/** @returns the form, or what is wrong with it and what to do. */
export function memberIdForm(pattern: string): Result<MemberIdForm, string> {
  if (pattern.length > PATTERN_MAX) return err(`A form has ${PATTERN_MAX} characters at most. Make it shorter.`);
  try {
    const alternatives = readForm(pattern);
    return ok({ fits: (text) => text.length <= TEXT_MAX && after(alternatives, text, new Set([0])).has(text.length) });
  } catch (thrown) {
    if (thrown instanceof FormFault) return err(thrown.message);
    throw thrown;
  }
}

class FormFault extends Error {}

/** The places after the form, of those before it. */
function after(alternatives: Alternatives, text: string, before: ReadonlySet<number>): ReadonlySet<number> {
  const places = alternatives.map((parts) => parts.reduce((at, part) => afterPart(part, text, at), before));
  return new Set(places.flatMap((set) => [...set]));
}

function afterPart(part: Part, text: string, before: ReadonlySet<number>): ReadonlySet<number> {
  if (part.kind === "group") {
    const places = after(part.alternatives, text, before);
    return part.optional ? new Set([...before, ...places]) : places;
  }
  const found = new Set(part.min === 0 ? before : []);
  let places = before;
  for (let times = 1; times <= Math.min(part.max, text.length) && places.size > 0; times += 1) {
    places = new Set([...places].filter((at) => at < text.length && part.is.test(text.charAt(at))).map((at) => at + 1));
    if (times >= part.min) for (const at of places) found.add(at);
  }
  return found;
}

function readForm(pattern: string): Alternatives {
  let at = 0;
  const take = (expression: RegExp): RegExpExecArray | null => {
    expression.lastIndex = at;
    const found = expression.exec(pattern);
    if (found) at = expression.lastIndex;
    return found;
  };
  const takeSign = (sign: string): boolean => {
    const there = pattern.startsWith(sign, at);
    if (there) at += sign.length;
    return there;
  };
  const alternatives = (inGroup: boolean): Alternatives => {
    const read: Sequence[] = [];
    do {
      // The form is of the whole number anyway, so the two anchors say nothing new at its ends, and nothing useful elsewhere.
      if (!inGroup) takeSign("^");
      read.push(sequence());
      if (!inGroup) takeSign("$");
    } while (takeSign("|"));
    return read;
  };
  const sequence = (): Sequence => {
    const parts: Part[] = [];
    while (at < pattern.length && !/[|)$]/.test(pattern.charAt(at))) parts.push(part());
    if (parts.length === 0)
      throw new FormFault("A part of the form is empty. Write what stands there, or take it out.");
    return parts;
  };
  const part = (): Part => {
    if (takeSign("(")) return group();
    const character = take(CHARACTER);
    if (!character)
      throw new FormFault(
        `“${pattern.slice(at, at + 2)}” at place ${at + 1} is not taken. Use characters, classes as [0-9A-Z], \\d, the dot, and how often: ? + * {9} {8,10}.`,
      );
    const often = count();
    if (take(REPEATS)) throw new FormFault("A repetition can't be repeated. Say how often once, as in \\d{9}.");
    return { kind: "character", is: expressionOf(character[0]), ...often };
  };
  const group = (): Part => {
    if (takeSign("?") && !takeSign(":"))
      throw new FormFault(
        "Looking ahead or back and named groups are not taken. Write what the number holds, in its order.",
      );
    const inside = alternatives(true);
    if (!takeSign(")")) throw new FormFault("A group is not closed, or holds ^ or $. Close it with ).");
    const optional = takeSign("?");
    if (take(REPEATS))
      throw new FormFault("A group can't be repeated. Write out what it stands for, as in [A-Z]\\d[A-Z]\\d.");
    return { kind: "group", alternatives: inside, optional };
  };
  const count = (): { readonly min: number; readonly max: number } => {
    if (takeSign("?")) return { min: 0, max: 1 };
    if (takeSign("*")) return { min: 0, max: TEXT_MAX };
    if (takeSign("+")) return { min: 1, max: TEXT_MAX };
    const found = take(COUNT);
    if (!found) return { min: 1, max: 1 };
    const min = Number(found[1]);
    const max = found[2] === undefined ? min : Number(found[3] ?? TEXT_MAX);
    if (max < min) throw new FormFault(`${found[0]} ends before it begins. Write the smaller number first.`);
    return { min, max };
  };
  const read = alternatives(false);
  if (at < pattern.length)
    throw new FormFault(`“${pattern.charAt(at)}” at place ${at + 1} has no beginning. Take it out.`);
  return read;
}

/** A class may still be none: [Z-A]. */
function expressionOf(character: string): RegExp {
  try {
    return new RegExp(`^${character}$`);
  } catch {
    throw new FormFault(`${character} is not a class of characters. Write the smaller end first, as in [A-Z].`);
  }
}
