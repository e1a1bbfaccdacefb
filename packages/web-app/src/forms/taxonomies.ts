import type { Choice } from "@practicum/ui/choice-match.ts";

/** NUCC codes of the practice's kinds of provider, in our own words, found by the code and by what people call them. */
const taxonomies: readonly Choice[] = [
  { value: "207Q00000X", label: "Family medicine", words: ["FM", "FP", "Family practice"] },
  { value: "207R00000X", label: "Internal medicine" },
  { value: "208000000X", label: "Pediatrics" },
  { value: "207N00000X", label: "Dermatology" },
  { value: "2084P0800X", label: "Psychiatry" },
  { value: "207RC0000X", label: "Cardiology" },
  { value: "207Y00000X", label: "Ear, nose and throat", words: ["ENT", "Otolaryngology"] },
  { value: "208600000X", label: "General surgery" },
  { value: "208800000X", label: "Urology" },
  { value: "363A00000X", label: "Physician assistant", words: ["PA"] },
  { value: "363AM0700X", label: "Physician assistant, medical" },
  { value: "363L00000X", label: "Nurse practitioner", words: ["NP"] },
  { value: "363LF0000X", label: "Nurse practitioner, family", words: ["FNP"] },
];

/** To choose from, with one that is kept already and stands in no list. */
export function taxonomyChoices(kept: string | null): readonly Choice[] {
  const byCode = taxonomies.map((each) => ({ ...each, words: [each.value, ...(each.words ?? [])] }));
  const known = kept === null || kept === "" || taxonomies.some((each) => each.value === kept);
  return known ? byCode : [...byCode, { value: kept, label: kept }];
}
