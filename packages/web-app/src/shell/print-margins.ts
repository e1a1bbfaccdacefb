/** What stands in the margin of each sheet of a paper, beside which sheet of how many it is. */
export interface Margins {
  readonly practice: string;
  /** Whom the paper is about: on every sheet, because sheets come apart. */
  readonly patient: string | null;
  readonly printed: string;
  /** Spanish where the paper is. */
  readonly language: "en" | "es";
  /** The long side up is the usual; a wide table has it across. */
  readonly landscape?: boolean;
}

const pageOf = { en: ["Page ", " of "], es: ["Página ", " de "] } as const;

/** A string of CSS: what would end it or is no letter goes by its code point. */
function quoted(text: string): string {
  return `"${text.replaceAll(/["\\\n\r<]/g, (letter) => `\\${letter.codePointAt(0)?.toString(16)} `)}"`;
}

/** The margin boxes of `@page` (CSS Paged Media 3, which Chromium prints). */
export function marginRules({ practice, patient, printed, language, landscape = false }: Margins): string {
  const box = (where: string, content: string) => `@${where} { content: ${content}; font: 9pt system-ui, sans-serif; }`;
  const [page, of] = pageOf[language];
  return `@page { ${[
    ...(landscape ? ["size: landscape;"] : []),
    box("top-left", quoted(practice)),
    ...(patient === null ? [] : [box("top-right", quoted(patient))]),
    box("bottom-left", quoted(printed)),
    box("bottom-right", `${quoted(page)} counter(page) ${quoted(of)} counter(pages)`),
  ].join(" ")} }`;
}
