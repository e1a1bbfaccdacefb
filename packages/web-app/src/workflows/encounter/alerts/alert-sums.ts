import type { alertBudgetOperations, AlertRuleState } from "@practicum/contracts/charting/alert-budget";
import type { z } from "zod";

export type AlertReport = z.output<typeof alertBudgetOperations.alertReport.output>;
type Row = AlertReport["rows"][number];

export interface RuleSum {
  readonly state: AlertRuleState;
  readonly raised: number;
  readonly interrupting: number;
  readonly useful: number;
  readonly overridden: number;
  readonly kept: number;
  readonly open: number;
}

/** Whose alerts are summed: of everybody, of a kind of provider, or of one person. */
export interface Whose {
  readonly kind: Row["providerKind"] | null;
  readonly providerId: string | null;
}

/** The rules with what was raised, the most often interrupting first; those that were never raised come last. */
export function sumByRule(
  rules: readonly AlertRuleState[],
  rows: readonly Row[],
  { kind, providerId }: Whose,
): RuleSum[] {
  const counted = rows.filter(
    (row) => (kind === null || row.providerKind === kind) && (providerId === null || row.providerId === providerId),
  );
  return rules
    .map((state) => {
      const own = counted.filter((row) => row.rule === state.rule);
      const sum = (of: (row: Row) => number) => own.reduce((total, row) => total + of(row), 0);
      return {
        state,
        raised: sum((row) => row.raised),
        interrupting: sum((row) => row.interrupting),
        useful: sum((row) => row.changed + row.dropped),
        overridden: sum((row) => row.overridden),
        kept: sum((row) => row.kept),
        open: sum((row) => row.open),
      };
    })
    .toSorted((a, b) => b.interrupting - a.interrupting || b.raised - a.raised);
}

/** Of those whose end is known; nothing can be said of none. */
export function shareOf(part: number, { raised, open }: Pick<RuleSum, "raised" | "open">): string {
  const known = raised - open;
  return known === 0 ? "–" : `${Math.round((100 * part) / known)}%`;
}

export const providerKindWords: { readonly [K in Row["providerKind"]]: string } = {
  physician: "Physicians",
  "nurse-practitioner": "Nurse practitioners",
  "physician-assistant": "Physician assistants",
  other: "Others",
};

export const outcomeWords = {
  changed: "Order changed",
  dropped: "Order dropped",
  overridden: "Went on with a reason",
  kept: "Went on",
  open: "Not known yet",
} as const;

const usualWords = { stop: "Stops", warn: "Warns", info: "Informs" } as const;

export function levelWords({ level, usual }: Pick<AlertRuleState, "level" | "usual">): string {
  return { usual: usualWords[usual], passive: "Passive", off: "Off" }[level];
}
