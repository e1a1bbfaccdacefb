import type { DeathSource } from "@practicum/contracts/scheduling/deaths";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";

/** "Deceased 11/20/2026": said in words wherever the person is named to somebody who would act on it. */
export function deathWords(death: { readonly date: LocalDate | null }): string {
  return death.date === null ? "Deceased, date not known" : `Deceased ${formatDate(death.date)}`;
}

/** Beside a name; nothing of the living. */
export function ifDeceased(death: { readonly date: LocalDate | null } | null | undefined): string {
  return death ? ` · ${deathWords(death)}` : "";
}

export const deathSources: { readonly [S in DeathSource]: string } = {
  family: "Family",
  hospital: "Hospital",
  obituary: "Obituary",
  other: "Other",
};
