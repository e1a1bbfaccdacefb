import type { LocalDate } from "@practicum/kernel/local-date";
import type { ScriptedPractice } from "./practice-port.ts";
import type { seededId } from "./seeded-ids.ts";

/**
 * What a biller of the demonstration has behind: visits of the last months, each billed once, whose claims went each its own way. What
 * becomes of one follows from its payer's rules and from the last two digits of its member number (SIM-15, SIM-23 to SIM-26).
 */
export interface PastVisit {
  readonly key: string;
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
  /** The coverages in their order: payer, and the last two digits of the member number. */
  readonly covers: readonly (readonly [electronicId: string, lastTwo: string])[];
  readonly diagnosis: readonly [code: string, label: string];
  readonly codes: readonly string[];
  /** Days before today of the service, and of the evening on which it was billed. */
  readonly served: number;
  readonly billed: number;
  /** A number of another one's member card, a ZIP that is none, a reason why it is no duplicate. */
  readonly sameNumberAs?: string;
  readonly zip?: string;
  readonly duplicateOf?: string;
  /** Billed and not sent. */
  readonly kept?: true;
}

const PRESSURE = ["I10", "High blood pressure"] as const;
const ASTHMA = ["J45.20", "Mild intermittent asthma"] as const;
const BACK = ["M54.50", "Low back pain"] as const;
const SPRAIN = ["S93.401A", "Sprained ankle"] as const;

type Line = readonly [
  key: string,
  person: readonly [family: string, given: string, birthDate: string],
  covers: PastVisit["covers"],
  what: readonly [diagnosis: PastVisit["diagnosis"], ...codes: string[]],
  served: number,
  billed: number,
  more?: Partial<PastVisit>,
];

const lines: readonly Line[] = [
  ["copay", ["Abernathy", "Ruth", "1968-05-02"], [["SHARP", "10"]], [PRESSURE, "99213"], 110, 97],
  ["credit", ["Bellweather", "Owen", "1974-01-19"], [["SHARP", "11"]], [PRESSURE, "99213"], 106, 97],
  ["deductible-of-a-year", ["Castellano", "Rosa", "1949-08-30"], [["MCRSD", "12"]], [PRESSURE, "99205"], 96, 93],
  ["coinsurance", ["Castellano", "Rosa", "1949-08-30"], [["MCRSD", "12"]], [PRESSURE, "99214"], 86, 84],
  ["deductible", ["Drummond", "Keith", "1979-03-11"], [["BSCAP", "13"]], [ASTHMA, "94060"], 72, 70],
  ["panel", ["Eastlake", "Tina", "1991-11-05"], [["CFHP1", "14"]], [PRESSURE, "99213"], 64, 62],
  [
    "three-payers",
    ["Fairbanks", "Leon", "1957-06-23"],
    [
      ["BSCAP", "15"],
      ["HNET1", "15"],
      ["MCALS", "15"],
    ],
    [PRESSURE, "99214"],
    99,
    97,
  ],
  [
    "late",
    ["Hawthorne", "Iris", "1965-02-14"],
    [
      ["SHARP", "92"],
      ["62308", "16"],
    ],
    [PRESSURE, "99214"],
    138,
    97,
  ],
  ["taken-back", ["Jablonski", "Piotr", "1983-09-09"], [["SHARP", "93"]], [PRESSURE, "99213"], 94, 90],
  ["no-authorization", ["Kowalczyk", "Ewa", "1970-12-01"], [["HNET1", "17"]], [ASTHMA, "94060"], 95, 92],
  ["refused-twice", ["Lindqvist", "Nils", "1962-04-27"], [["HNET1", "18"]], [ASTHMA, "94060"], 90, 88],
  ["first-of-two", ["Montgomery", "Faye", "1977-07-07"], [["SHARP", "19"]], [PRESSURE, "99213"], 80, 78],
  [
    "duplicate",
    ["Montgomery", "Faye", "1977-07-07"],
    [["SHARP", "19"]],
    [PRESSURE, "99213"],
    80,
    40,
    { duplicateOf: "first-of-two" },
  ],
  ["coverage-ended", ["Oyelaran", "Tunde", "1988-10-16"], [["SHARP", "97"]], [PRESSURE, "99213"], 76, 74],
  ["necessity", ["Pemberton", "Alice", "1959-01-25"], [["SHARP", "20"]], [BACK, "99213", "93000"], 66, 64],
  ["bundled", ["Rasmussen", "Erik", "1981-06-18"], [["SHARP", "21"]], [ASTHMA, "94060", "94640"], 63, 61],
  ["accident", ["Stavros", "Nikos", "1995-03-30"], [["BSCAP", "22"]], [SPRAIN, "99213"], 60, 58],
  ["downcoded", ["Thackeray", "Jane", "1972-11-11"], [["60055", "91"]], [PRESSURE, "99214"], 57, 55],
  ["another-payers", ["Underhill", "Max", "1990-02-03"], [["SHARP", "95"]], [PRESSURE, "99213"], 54, 52],
  ["not-in-plan", ["Whitaker", "Joan", "1967-08-08"], [["BSCAP", "94"]], [ASTHMA, "94060"], 52, 50],
  ["out-of-balance", ["Xiong", "Mai", "1986-05-29"], [["TRIWE", "23"]], [PRESSURE, "99213"], 50, 48],
  ["assigned-elsewhere", ["Yamamoto", "Ken", "1976-09-21"], [["SHARP", "98"]], [PRESSURE, "99213"], 48, 46],
  ["other-first", ["Zimmerman", "Paula", "1964-12-12"], [["SHARP", "96"]], [PRESSURE, "99213"], 46, 44],
  ["recouped-from", ["Ashworth", "Colin", "1958-10-10"], [["SHARP", "24"]], [PRESSURE, "99214"], 33, 31],
  [
    "wrong-name",
    ["Brightwater", "Nora", "1993-04-04"],
    [["SHARP", "10"]],
    [PRESSURE, "99213"],
    30,
    28,
    { sameNumberAs: "copay" },
  ],
  [
    "no-post-office",
    ["Crandall", "Ivy", "1984-07-15"],
    [["SHARP", "25"]],
    [PRESSURE, "99213"],
    26,
    24,
    { zip: "000001234" },
  ],
  ["soon-late", ["Delacroix", "Remy", "1971-05-17"], [["SHARP", "26"]], [PRESSURE, "99213"], 76, 1, { kept: true }],
  ["on-paper", ["Ulrich", "Hanna", "1982-04-19"], [["TRIWE", "28"]], [PRESSURE, "99213"], 22, 20, { kept: true }],
  ["to-print", ["Villanueva", "Otto", "1975-10-02"], [["TRIWE", "29"]], [PRESSURE, "99214"], 3, 2, { kept: true }],
  // Who pays alone: what becomes of a patient's own balance.
  ["plan", ["Gallagher", "Tom", "1980-02-22"], [], [PRESSURE, "99214"], 92, 91],
  ["for-collections", ["Ivanova", "Petra", "1985-09-17"], [], [PRESSURE, "99213"], 97, 96],
  ["in-collections", ["Keller", "Bruno", "1969-06-06"], [], [PRESSURE, "99213"], 98, 97],
  ["disputed", ["Novak", "Lena", "1992-01-31"], [], [PRESSURE, "99213"], 41, 40],
  ["mail-back", ["Quimby", "Arlo", "1987-12-24"], [], [PRESSURE, "99213"], 46, 45],
  ["small", ["Sorensen", "Pia", "1978-08-14"], [], [PRESSURE, "99213"], 97, 96],
  ["too-late", ["Ellsworth", "Vera", "1963-03-08"], [["SHARP", "27"]], [PRESSURE, "99213"], 100, 1, { kept: true }],
];

export const pastVisits: readonly PastVisit[] = lines.map(
  ([key, [family, given, birthDate], covers, [diagnosis, ...codes], served, billed, more]) => ({
    key,
    family,
    given,
    birthDate,
    covers,
    diagnosis,
    codes,
    served,
    billed,
    ...more,
  }),
);

/** Days before today on which the first of it begins. */
export const HISTORY_DAYS = 98;

/** What is known of the visits that were billed so far. */
export interface Billed {
  readonly practice: ScriptedPractice;
  readonly today: LocalDate;
  id<K extends string>(key: string): ReturnType<typeof seededId<K>>;
  patientOf(key: string): string;
  claimOf(key: string): string;
  visitOf(key: string): PastVisit;
  memberOf(key: string): string;
}
