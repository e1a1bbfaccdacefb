import type { BillingPaper } from "@practicum/contracts/billing/billing-paper";
import { sameJson } from "../../domain/same-json.ts";

const PARTS = ["payTo", "phone", "payUrl", "logo"] as const;
const LANGUAGES = ["en", "es"] as const;
const WORDS = ["greeting", "notice1", "notice2", "notice3", "howToPay"] as const;

/** BIL-411: what is otherwise in a new version, by the fields' names. */
export function paperChanges(before: BillingPaper, after: BillingPaper): string[] {
  return [
    ...PARTS.filter((part) => !sameJson(before[part], after[part])),
    ...LANGUAGES.flatMap((language) =>
      WORDS.filter((word) => before.words[language][word] !== after.words[language][word]).map(
        (word) => `words.${language}.${word}`,
      ),
    ),
  ];
}

/** Every text of it that is printed, by the field that it stands in. */
export function paperTexts({ payTo, words }: BillingPaper): readonly (readonly [field: string, text: string])[] {
  return [
    ...(payTo
      ? (["line1", "line2", "city"] as const).map((part) => [`payTo.${part}`, payTo[part] ?? ""] as const)
      : []),
    ...LANGUAGES.flatMap((language) =>
      WORDS.map((word) => [`words.${language}.${word}`, words[language][word]] as const),
    ),
  ];
}
