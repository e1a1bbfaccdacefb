import type { LetterSummary } from "@practicum/contracts/charting/letters";

const ways = { hand: "Given by hand", mail: "Mailed", fax: "Faxed" } as const;

/** How a letter went out, in words. */
export function wayWords({ way, to }: LetterSummary["sent"][number]): string {
  return to === "" ? ways[way] : `${ways[way]} to ${to}`;
}

/** Where a letter stands: signed is not given. */
export function letterStateWords({ state, sent }: Pick<LetterSummary, "state" | "sent">): string {
  if (state === "draft") return "Draft, not signed";
  if (state === "entered-in-error") return "Entered in error";
  const [last] = sent;
  return last ? wayWords(last) : "Signed, not given yet";
}
