import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { formatName, formatPhone, formatTime } from "@practicum/ui/format.ts";
import type { Row } from "./use-imports.ts";

export type State = Row["state"];

export const stateWords: { readonly [S in State]: string } = {
  new: "Ready",
  known: "Here already",
  doubtful: "Who is it?",
  refused: "Left out",
  taken: "Imported",
  linked: "Linked",
  undone: "Undone",
  kept: "Kept",
};

/** What a row has, in short: whom one knows it by. */
export function whatOf({ row }: Row): string {
  if (row === null) return "";
  switch (row.kind) {
    case "patients":
      return [formatName(row.name), formatDate(row.birthDate), row.phone && formatPhone(row.phone)]
        .filter(Boolean)
        .join(", ");
    case "appointments":
      return `${formatDate(row.date)} ${formatTime(row.start)}`;
    case "coverages":
      return `Member ${row.memberId}, from ${formatDate(row.from)}`;
    case "balances":
      return `${formatCents(row.amount)}, ${formatDate(row.date)}`;
  }
}
