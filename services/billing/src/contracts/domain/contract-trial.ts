import type { TrialSums } from "@practicum/contracts/billing/contract-trials";
import type { Cents } from "@practicum/kernel/money";
import { codeFamily } from "./code-family.ts";
import type { ExpectedLine, PricedLine } from "./pricing-facts.ts";

/** What a comparison has found so far, code by code: as much as there are codes, however many claims. */
export type TrialTally = Readonly<Record<string, TrialSums>>;

export const NOTHING: TrialSums = {
  lines: 0,
  charged: 0,
  left: 0,
  right: 0,
  decided: { lines: 0, allowed: 0, left: 0, right: 0 },
  unknownLeft: 0,
  unknownRight: 0,
};

/** A claim that was looked at: each side's lines, null where that side has no contract for it, and what its payer allowed. */
export interface Compared {
  readonly lines: readonly PricedLine[];
  readonly left: readonly ExpectedLine[] | null;
  readonly right: readonly ExpectedLine[] | null;
  readonly allowed: ReadonlyMap<number, Cents>;
}

/** BIL-394: adds a claim to the sums of its codes. Both sides are compared on the lines that both of them know. */
export function addClaim(tally: TrialTally, { lines, left, right, allowed }: Compared): TrialTally {
  const sums = { ...tally };
  for (const line of lines) {
    const [one, other] = [left, right].map(
      (side) => side?.find(({ lineNumber }) => lineNumber === line.lineNumber)?.allowed ?? null,
    );
    sums[line.code] = addLine(sums[line.code] ?? NOTHING, {
      charge: line.charge,
      left: one ?? null,
      right: other ?? null,
      allowed: allowed.get(line.lineNumber) ?? null,
    });
  }
  return sums;
}

interface Line {
  readonly charge: Cents;
  readonly left: Cents | null;
  readonly right: Cents | null;
  readonly allowed: Cents | null;
}

function addLine(sum: TrialSums, { charge, left, right, allowed }: Line): TrialSums {
  if (left === null || right === null)
    return {
      ...sum,
      unknownLeft: sum.unknownLeft + (left === null ? 1 : 0),
      unknownRight: sum.unknownRight + (right === null ? 1 : 0),
    };
  const { decided } = sum;
  return {
    ...sum,
    lines: sum.lines + 1,
    charged: sum.charged + charge,
    left: sum.left + left,
    right: sum.right + right,
    decided:
      allowed === null
        ? decided
        : {
            lines: decided.lines + 1,
            allowed: decided.allowed + allowed,
            left: decided.left + left,
            right: decided.right + right,
          },
  };
}

function together(a: TrialSums, b: TrialSums): TrialSums {
  return {
    lines: a.lines + b.lines,
    charged: a.charged + b.charged,
    left: a.left + b.left,
    right: a.right + b.right,
    decided: {
      lines: a.decided.lines + b.decided.lines,
      allowed: a.decided.allowed + b.decided.allowed,
      left: a.decided.left + b.decided.left,
      right: a.decided.right + b.decided.right,
    },
    unknownLeft: a.unknownLeft + b.unknownLeft,
    unknownRight: a.unknownRight + b.unknownRight,
  };
}

/** All, by family, and by code: where the two differ most stands first. */
export function resultOf(tally: TrialTally) {
  const codes = Object.entries(tally)
    .map(([code, sums]) => ({ code, family: codeFamily(code), ...sums }))
    .toSorted((a, b) => apart(b) - apart(a) || (a.code < b.code ? -1 : 1));
  const families = new Map<string, TrialSums>();
  for (const { family, code: _, ...sums } of codes)
    families.set(family, together(families.get(family) ?? NOTHING, sums));
  return {
    all: codes.reduce<TrialSums>((sum, { code: _c, family: _f, ...sums }) => together(sum, sums), NOTHING),
    families: [...families]
      .map(([family, sums]) => ({ family, ...sums }))
      .toSorted((a, b) => apart(b) - apart(a) || (a.family < b.family ? -1 : 1)),
    codes,
  };
}

function apart({ left, right }: TrialSums): number {
  return Math.abs(right - left);
}
