import type { SnoopPolicy, SnoopReasonKind } from "@practicum/contracts/identity/snooping";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** What the practice goes by until it says otherwise. */
export const DEFAULT_POLICY: SnoopPolicy = {
  points: {
    "own-record": 4,
    colleague: 4,
    "same-family-name": 3,
    "same-address": 4,
    restricted: 2,
    "break-glass": 2,
    "no-work": 3,
    "after-hours": 2,
    "many-at-once": 2,
  },
  listedFrom: 5,
  opens: "07:00",
  closes: "19:00",
  workDays: 14,
  manyFrom: 15,
  version: 0,
};

/** What is known of one person's looks into one patient's record on one day. Null: nobody can say. */
export interface Looks {
  readonly isOwn: boolean | null;
  readonly isColleague: boolean | null;
  readonly sameFamily: boolean | null;
  readonly sameAddress: boolean | null;
  readonly restricted: boolean;
  readonly brokeGlass: boolean;
  /** Whether the patient had a visit, or anybody worked on the record, around that day. */
  readonly worked: boolean;
  readonly afterHours: boolean;
  /** The most patients that the person opened within ten minutes around these looks. */
  readonly atOnce: number;
}

export interface Scored {
  readonly score: number;
  readonly reasons: readonly { readonly kind: SnoopReasonKind; readonly points: number }[];
}

/**
 * Scores looks (IDN-170): each reason gives its points, what is not known gives none, and one's own record is not a colleague's as well. The
 * reasons come with the most points first.
 */
export function scored(looks: Looks, { points, manyFrom }: Pick<SnoopPolicy, "points" | "manyFrom">): Scored {
  const holds: { readonly [K in SnoopReasonKind]: boolean } = {
    "own-record": looks.isOwn === true,
    colleague: looks.isColleague === true && looks.isOwn !== true,
    "same-family-name": looks.sameFamily === true && looks.isOwn !== true,
    "same-address": looks.sameAddress === true && looks.isOwn !== true,
    restricted: looks.restricted,
    "break-glass": looks.brokeGlass,
    "no-work": !looks.worked,
    "after-hours": looks.afterHours,
    "many-at-once": looks.atOnce >= manyFrom,
  };
  const reasons = Object.entries(points)
    .flatMap(([kind, value]) => {
      const known = kind as SnoopReasonKind;
      return holds[known] && value > 0 ? [{ kind: known, points: value }] : [];
    })
    .toSorted((a, b) => b.points - a.points);
  return { score: reasons.reduce((sum, one) => sum + one.points, 0), reasons };
}

/**
 * What names and addresses are compared by: prints, so that identity keeps nobody's name and street. Upper and lower case, accents and signs
 * are the same.
 *
 * @param practiceId goes into the print: those of two practices can't be compared.
 */
export function printOf(practiceId: string, kind: "name" | "family" | "address", parts: readonly string[]): string {
  const plain = parts.map((part) =>
    part
      .normalize("NFD")
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, ""),
  );
  return bytesToHex(sha256(utf8ToBytes([practiceId, kind, ...plain].join("|"))));
}
