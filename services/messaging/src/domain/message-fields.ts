const BRACES = /\{([^{}]*)\}/g;

/** The first name in braces that nothing fills in, or null. */
export function unknownField(text: string, fields: readonly string[]): string | null {
  return [...text.matchAll(BRACES)].map(([, name = ""]) => name).find((name) => !fields.includes(name)) ?? null;
}

/** Fills in what stands in braces. All at once: what a name has in braces is no field. */
export function fillIn(text: string, values: { readonly [field: string]: string }): string {
  return text.replaceAll(BRACES, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );
}
