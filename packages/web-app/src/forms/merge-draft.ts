/** What a form holds, as plain data. */
export type Plain = Readonly<Record<string, unknown>>;

/** A field that the person changed, and that another person saved otherwise meanwhile. */
export interface Difference {
  /** Where it stands in the form: "phone", "address.line1". */
  readonly path: string;
  readonly typed: unknown;
  readonly saved: unknown;
}

export interface MergedDraft {
  /** What is to stand in the form: what the person typed, and what others saved where the person typed nothing. */
  readonly values: Plain;
  /** What the person's typing is measured by from now on; of a field that differs, what it was. */
  readonly base: Plain;
  readonly differences: readonly Difference[];
  /** Fields that others changed and the person did not touch. */
  readonly taken: readonly string[];
}

/**
 * Brings what was typed over an earlier state of a record together with its state of now, field by field.
 *
 * @param base how the form began, of the state that was seen then.
 * @param typed what stood in the form.
 * @param now how the form would begin today.
 */
export function mergeDraft(base: Plain, typed: Plain, now: Plain, at = ""): MergedDraft {
  const values: Record<string, unknown> = {};
  const measure: Record<string, unknown> = {};
  const differences: Difference[] = [];
  const taken: string[] = [];
  for (const [key, saved] of Object.entries(now)) {
    const path = at === "" ? key : `${at}.${key}`;
    const [before, mine] = [base[key], typed[key]];
    if (isPlain(saved) && isPlain(before) && isPlain(mine)) {
      const within = mergeDraft(before, mine, saved, path);
      values[key] = within.values;
      measure[key] = within.base;
      differences.push(...within.differences);
      taken.push(...within.taken);
      continue;
    }
    const untouched = isSame(mine, before);
    values[key] = untouched ? saved : mine;
    const differs = !untouched && !isSame(saved, before) && !isSame(saved, mine);
    measure[key] = differs ? before : saved;
    if (differs) differences.push({ path, typed: mine, saved });
    if (untouched && !isSame(saved, before)) taken.push(path);
  }
  return { values, base: measure, differences, taken };
}

/** The same data with one field set. */
export function withField(values: Plain, path: string, value: unknown): Plain {
  const [key = "", ...rest] = path.split(".");
  const within = values[key];
  return { ...values, [key]: rest.length > 0 && isPlain(within) ? withField(within, rest.join("."), value) : value };
}

/** Whether every field of a form is in what was kept: the program may have changed since. */
export function fits(kept: Plain, form: Plain): boolean {
  return Object.entries(form).every(([key, value]) => {
    if (!(key in kept)) return false;
    const within = kept[key];
    return !isPlain(value) || (isPlain(within) && fits(within, value));
  });
}

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
