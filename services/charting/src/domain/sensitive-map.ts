import type { FactKind, MinorCareKind } from "@practicum/contracts/charting/sensitive-classes";

/**
 * What speaks of care that the law or the practice keeps apart, in our own words: by categories of ICD-10-CM, and by words of names. It proposes and does not
 * decide: a person who treats the patient lifts what is wrong, and sets what this map does not know.
 */

interface Topic {
  readonly of: MinorCareKind;
  /** In words, for "why is this marked": "a code of alcohol or drug use". */
  readonly because: string;
  readonly kinds: readonly FactKind[] | "all";
  /** Categories of ICD-10-CM, first and last of each range, without the dot. What begins with one of them is in it. */
  readonly codes: readonly (readonly [string, string])[];
  /** Categories inside of those ranges that are not meant. */
  readonly butNot: readonly string[];
  readonly words: RegExp | null;
}

/** Whole words: a name that is a part of a longer word is another one. */
const word = (words: string) => new RegExp(`(^|[^a-z])(${words})([^a-z]|$)`, "i");

export const TOPICS: readonly Topic[] = [
  {
    of: "substance-use",
    because: "a diagnosis of alcohol or drug use",
    kinds: "all",
    // Tobacco is no substance use disorder of 42 CFR 2.11.
    codes: [
      ["F10", "F19"],
      ["O9931", "O9932"],
      ["Z714", "Z715"],
      ["Z6372", "Z6372"],
      ["Z8364", "Z8364"],
      ["Z8114", "Z8114"],
    ],
    butNot: ["F17"],
    words: word(
      "buprenorphine|methadone|naltrexone|disulfiram|acamprosate|lofexidine|substance use|opioid use|" +
        "alcohol use disorder|drug screen|addiction",
    ),
  },
  {
    of: "reproductive",
    because: "a matter of sexual or reproductive health",
    kinds: "all",
    codes: [
      ["A50", "A64"],
      ["B20", "B20"],
      ["N70", "N73"],
      ["O00", "O08"],
      ["R75", "R75"],
      ["T83310", "T83319"],
      ["Z113", "Z114"],
      ["Z202", "Z202"],
      ["Z206", "Z206"],
      ["Z21", "Z21"],
      ["Z2981", "Z2981"],
      ["Z30", "Z33"],
      ["Z640", "Z640"],
      ["Z70", "Z70"],
      ["Z717", "Z717"],
      ["Z725", "Z725"],
      ["Z793", "Z793"],
      ["Z975", "Z975"],
    ],
    butNot: [],
    words: word(
      "levonorgestrel|ethinyl estradiol|norethindrone|norgestimate|drospirenone|etonogestrel|" +
        "medroxyprogesterone|ulipristal|mifepristone|misoprostol|contracepti(?:on|ve)s?|emtricitabine|" +
        "tenofovir|dolutegravir|bictegravir|rilpivirine|cabotegravir|hiv|chlamydia|gonorrh(?:o)?ea|" +
        "syphilis|trichomonas|herpes simplex|hcg|pregnancy test",
    ),
  },
  {
    of: "mental-health",
    because: "a matter of mental health",
    kinds: ["problem", "encounter", "referral", "document", "letter"],
    codes: [
      ["F20", "F48"],
      ["F50", "F53"],
      ["F60", "F69"],
      ["F90", "F94"],
      ["R4585", "R4588"],
      ["T1491", "T1491"],
      ["Z915", "Z915"],
    ],
    butNot: [],
    words: null,
  },
];

/** Whether an ICD-10-CM code, with or without its dot, lies in a range of categories. */
export function isInRange(code: string, [first, last]: readonly [string, string]): boolean {
  const plain = code.replaceAll(".", "").toUpperCase();
  return plain.slice(0, first.length) >= first && plain.slice(0, last.length) <= last;
}
