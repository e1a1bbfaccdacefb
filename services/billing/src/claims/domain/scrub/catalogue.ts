import type { RuleMode } from "@practicum/contracts/billing/scrub-rules";
import type { CatalogueEntry } from "./catalogue-entry.ts";
import type { Finding } from "./finding.ts";
import { RULES_OF_THE_FILE } from "./catalogue-file.ts";
import { RULES_OF_THE_VISIT } from "./catalogue-visit.ts";

/** Every rule, by its number. */
export const CATALOGUE: ReadonlyMap<string, CatalogueEntry> = new Map(
  [...RULES_OF_THE_FILE, ...RULES_OF_THE_VISIT]
    .toSorted((a, b) => Number(a.rule) - Number(b.rule))
    .map((entry) => [entry.rule, entry]),
);

/** How a rule may be set; the usual way always. */
export function modesOf(entry: CatalogueEntry): RuleMode[] {
  return ["usual", ...entry.modes];
}

/** Whether a finding belongs to a part of its rule that nobody switches. */
export function isAlways(finding: Finding): boolean {
  return CATALOGUE.get(finding.rule)?.always?.includes(finding.source.field) ?? false;
}
