import type { LeftOutBecause } from "@practicum/contracts/messaging/announcements";
import type { PersonName } from "@practicum/contracts/schema";
import { csvOf } from "../../domain/csv.ts";

interface NotReached {
  readonly name: PersonName;
  readonly phone: string | null;
  readonly language: string;
  readonly because: LeftOutBecause | null;
  readonly problem: string | null;
}

const reasons: { readonly [B in LeftOutBecause]: string } = {
  "said-stop": "Wants no text messages (STOP)",
  refused: "Wants no such messages",
  "no-address": "No number for texts, no e-mail address",
  inactive: "Record is closed or deceased",
  merged: "Record was merged",
};

/** MSG-179: whom the desk calls, and why they were not reached. */
export function notReachedCsv(rows: readonly NotReached[]): string {
  const lines = rows.map(({ name, phone, language, because, problem }) => [
    name.family,
    name.given,
    phone ?? "",
    language,
    because === null ? (problem ?? "") : reasons[because],
  ]);
  return csvOf([["Last name", "First name", "Telephone", "Language", "Why"], ...lines]);
}
