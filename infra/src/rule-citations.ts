/** A rule of a SPEC.md: `- **BIL-12** A posted line is never edited.` */
export interface Rule {
  readonly id: string;
  readonly file: string;
}

/** A text that names rules. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

const RULE = /^- \*{0,2}([A-Z][A-Z0-9]*-[A-Z]?\d+)\*{0,2}(?=\s)/gm;

/** The rules of a SPEC.md, in its order. */
export function rulesOf({ file, text }: Source): readonly Rule[] {
  return [...text.matchAll(RULE)].map(([, id = ""]) => ({ id, file }));
}

/**
 * Where rules and tests do not agree, each fault in words.
 *
 * @param specs every SPEC.md.
 * @param tests every file of tests, with the suites that they share.
 * @param others everything else that may name a rule: a number that does not exist misleads there too.
 */
export function disagreements(
  specs: readonly Source[],
  tests: readonly Source[],
  others: readonly Source[],
): readonly string[] {
  const rules = specs.flatMap(rulesOf);
  const known = new Map<string, Rule>();
  const faults: string[] = [];
  for (const rule of rules) {
    const other = known.get(rule.id);
    if (other !== undefined) faults.push(`${rule.file}: ${rule.id} is there twice (${other.file})`);
    known.set(rule.id, rule);
  }
  const prefixes = new Set(rules.map(({ id }) => id.slice(0, id.lastIndexOf("-"))));
  const cited = new Set<string>();
  for (const { file, text } of tests) {
    for (const id of citations(text, known, prefixes)) {
      cited.add(id);
      if (!known.has(id)) faults.push(`${file}: there is no rule ${id}`);
    }
  }
  for (const { file, text } of [...others, ...specs])
    for (const id of citations(text, known, prefixes))
      if (!known.has(id)) faults.push(`${file}: there is no rule ${id}`);
  for (const { id, file } of rules) if (!cited.has(id)) faults.push(`${file}: no test cites ${id}`);
  return [...new Set(faults)];
}

/** Rule numbers in a text. "BIL-41 to BIL-43" names all from the one to the other that there are. */
function citations(text: string, known: ReadonlyMap<string, Rule>, prefixes: ReadonlySet<string>): readonly string[] {
  const named = [...text.matchAll(/\b([A-Z][A-Z0-9]*)-([A-Z]?\d+)\b/g)].flatMap(([id, prefix = ""]) =>
    prefixes.has(prefix) ? [id] : [],
  );
  const between = [...text.matchAll(/\b([A-Z][A-Z0-9]*-[A-Z]?)(\d+) to \1(\d+)\b/g)].flatMap(([, letters, from, to]) =>
    [...known.keys()].filter((id) => {
      const number = Number(id.slice(letters?.length));
      return id.startsWith(letters ?? "") && number > Number(from) && number < Number(to);
    }),
  );
  return [...named, ...between];
}
