/** A field that a file may have, and by which headings it is known. */
export interface FileField<Field extends string = string> {
  readonly field: Field;
  readonly label: string;
  readonly needed: boolean;
  readonly heads: readonly string[];
}

/** The column of each field, counted from 0; null where the file has none. */
export type Columns<Field extends string = string> = { readonly [F in Field]: number | null };

const plain = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();

/** What a file's headings say of themselves. */
export function guessColumns<Field extends string>(
  fields: readonly FileField<Field>[],
  headings: readonly string[],
): Columns<Field> {
  const known = headings.map(plain);
  const taken = new Set<number>();
  const columnOf = (heads: readonly string[]) => {
    for (const head of heads) {
      const at = known.findIndex((one, index) => one === head && !taken.has(index));
      if (at === -1) continue;
      taken.add(at);
      return at;
    }
    return null;
  };
  return Object.fromEntries(fields.map((one) => [one.field, columnOf(one.heads)])) as Columns<Field>;
}
