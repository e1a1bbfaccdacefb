/**
 * Limits and first proposals of doses by weight and age for what a family practice gives children every day, and limits for adults
 * where too much is a common harm. From the FDA's labels; facts alone, in our own arrangement. A dose is a proposal to be
 * read by who signs.
 */
export interface DoseRow {
  /** Milligrams at once, at most, whatever the weight. */
  readonly onceMgMax: number;
  /** Milligrams a day, at most, whatever the weight. */
  readonly dayMgMax: number;
  /** Of a child: milligrams a kilogram at once, or a day, at most. */
  readonly onceMgPerKgMax?: number;
  readonly dayMgPerKgMax?: number;
  /** What is proposed first for a child. */
  readonly child?: {
    readonly mgPerKg: number;
    /** Whether that is each dose, or what a day's doses share. */
    readonly each: "dose" | "day";
    readonly timesADay: number;
    readonly words: string;
    readonly days: number;
    /** From how many months of age. */
    readonly fromMonths: number;
  };
}

export const DOSES: { readonly [ingredient: string]: DoseRow } = {
  amoxicillin: {
    onceMgMax: 2000,
    dayMgMax: 4000,
    dayMgPerKgMax: 90,
    child: { mgPerKg: 45, each: "day", timesADay: 2, words: "twice a day", days: 10, fromMonths: 3 },
  },
  cephalexin: {
    onceMgMax: 1000,
    dayMgMax: 4000,
    dayMgPerKgMax: 100,
    child: { mgPerKg: 50, each: "day", timesADay: 2, words: "twice a day", days: 10, fromMonths: 12 },
  },
  cefdinir: {
    onceMgMax: 600,
    dayMgMax: 600,
    dayMgPerKgMax: 14,
    child: { mgPerKg: 14, each: "day", timesADay: 1, words: "once a day", days: 10, fromMonths: 6 },
  },
  azithromycin: {
    onceMgMax: 1000,
    dayMgMax: 1000,
    dayMgPerKgMax: 12,
    child: { mgPerKg: 10, each: "day", timesADay: 1, words: "once a day", days: 3, fromMonths: 6 },
  },
  ibuprofen: {
    onceMgMax: 800,
    dayMgMax: 3200,
    onceMgPerKgMax: 10,
    dayMgPerKgMax: 40,
    child: {
      mgPerKg: 10,
      each: "dose",
      timesADay: 4,
      words: "every 6 hours as needed, with food",
      days: 3,
      fromMonths: 6,
    },
  },
  acetaminophen: {
    onceMgMax: 1000,
    dayMgMax: 4000,
    onceMgPerKgMax: 15,
    dayMgPerKgMax: 75,
    child: { mgPerKg: 15, each: "dose", timesADay: 4, words: "every 6 hours as needed", days: 3, fromMonths: 3 },
  },
  prednisolone: {
    onceMgMax: 60,
    dayMgMax: 60,
    dayMgPerKgMax: 2,
    child: { mgPerKg: 1, each: "day", timesADay: 1, words: "every morning", days: 5, fromMonths: 6 },
  },
  ondansetron: { onceMgMax: 8, dayMgMax: 24, onceMgPerKgMax: 0.2 },
  diphenhydramine: { onceMgMax: 50, dayMgMax: 300, onceMgPerKgMax: 1.25, dayMgPerKgMax: 5 },
  cetirizine: { onceMgMax: 10, dayMgMax: 10 },
  loratadine: { onceMgMax: 10, dayMgMax: 10 },
  naproxen: { onceMgMax: 1000, dayMgMax: 1500, dayMgPerKgMax: 15 },
  tramadol: { onceMgMax: 100, dayMgMax: 400 },
};

/** What is not for an age: below so many months it stops or warns, with the reason. An asterisk names a class. */
export const AGES: readonly (readonly [
  drug: string,
  belowMonths: number,
  severity: "stop" | "warn",
  reason: string,
])[] = [
  ["codeine", 144, "stop", "not under 12 years: breathing can stop (FDA boxed warning)"],
  ["tramadol", 144, "stop", "not under 12 years: breathing can stop (FDA boxed warning)"],
  ["promethazine", 24, "stop", "not under 2 years: breathing can stop (FDA boxed warning)"],
  ["aspirin", 228, "warn", "not for a child or teenager with a viral illness: Reye syndrome"],
  ["ibuprofen", 6, "warn", "not under 6 months"],
  ["@tetracycline", 96, "warn", "under 8 years it can stain the teeth; short courses of doxycycline less so"],
  ["@fluoroquinolone", 216, "warn", "under 18 years only where nothing else will do: joints and tendons"],
  ["nitrofurantoin", 1, "stop", "not under one month: it breaks red cells"],
  ["diphenhydramine", 24, "stop", "not under 2 years: seizures and stopped breathing are known"],
  ["loratadine", 24, "warn", "not under 2 years"],
  ["dextromethorphan", 48, "warn", "cough medicines are not for children under 4 years"],
  ["guaifenesin", 48, "warn", "cough medicines are not for children under 4 years"],
  ["pseudoephedrine", 48, "warn", "decongestants are not for children under 4 years"],
  ["benzonatate", 120, "stop", "not under 10 years: a chewed capsule can kill"],
];
