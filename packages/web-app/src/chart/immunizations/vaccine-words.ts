import type { VaccineFunding, VaccineRoute } from "@practicum/contracts/charting/immunizations";
import { ageInYears, type LocalDate } from "@practicum/kernel/local-date";

export const routeWords: { readonly [R in VaccineRoute]: string } = {
  intramuscular: "Intramuscular",
  subcutaneous: "Subcutaneous",
  intradermal: "Intradermal",
  oral: "By mouth",
  intranasal: "In the nose",
};

export const fundingWords: { readonly [F in VaccineFunding]: string } = {
  private: "Bought by the practice",
  vfc: "Vaccines for Children (VFC)",
  public: "Another public program",
};

/** Where it is given by each route. */
export function sitesOf(route: VaccineRoute): readonly string[] {
  if (route === "oral") return ["By mouth"];
  if (route === "intranasal") return ["In the nose"];
  return ["Left deltoid", "Right deltoid", "Left thigh", "Right thigh"];
}

/** The muscle of the thigh until the third birthday, the deltoid from then on (CDC, General Best Practice Guidelines). */
export function usualSite(route: VaccineRoute, bornOn: LocalDate | null, on: LocalDate): string {
  const sites = sitesOf(route);
  const small = bornOn !== null && ageInYears(bornOn, on) < 3;
  return (small ? sites.find((site) => site.includes("thigh")) : undefined) ?? sites[0] ?? "";
}

/** 50 is "0.5 mL". */
export function doseText(hundredthsMl: number): string {
  return `${hundredthsMl / 100} mL`;
}

/** "0.5" or ".5 mL" as hundredths of a millilitre; null when it is none. */
export function readDose(text: string): number | null {
  const typed = /^(\d*\.?\d+)\s*(?:ml)?$/i.exec(text.trim());
  if (!typed) return null;
  const hundredths = Number(typed[1]) * 100;
  return Number.isInteger(Math.round(hundredths * 1000) / 1000) ? Math.round(hundredths) : null;
}
