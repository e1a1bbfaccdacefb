const forms = {
  date: /^(infinity|\d{4}-\d\d-\d\d)$/,
  instant: /^(infinity|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z)$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  flag: /^(true|false)$/,
  number: /^-?\d{1,15}$/,
  text: /^[\s\S]{0,200}$/,
} as const;

/** What a value is that a list is ordered by. */
export type PlaceForm = keyof typeof forms;

/** Where the next page of a list goes on: what its last row has of the columns that the list is ordered by. */
export function placeAfter(values: readonly (string | number | boolean)[]): string {
  return JSON.stringify(values.map(String));
}

/** @returns null for the beginning of the list, and for a text that is no place of this list. */
export function placeOf(text: string | null, order: readonly PlaceForm[]): readonly string[] | null {
  if (text === null || text.length > 1000) return null;
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(values) || values.length !== order.length) return null;
  const fits = order.every((form, index) => typeof values[index] === "string" && forms[form].test(values[index]));
  return fits ? (values as string[]) : null;
}
