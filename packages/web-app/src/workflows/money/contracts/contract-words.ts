import type { ContractContent, ContractTerm } from "@practicum/contracts/billing/payer-contracts";
import { formatCents } from "@practicum/kernel/money";

/** "120%" of 12,000 hundredths of a percent. */
export function percentWords(rate: number): string {
  return `${rate / 100}%`;
}

/** How a term pays, in a few words. */
export function payWords({ pay }: Pick<ContractTerm, "pay">, scheduleName: (id: string) => string): string {
  switch (pay.by) {
    case "charge":
      return `${percentWords(pay.rate)} of the charge`;
    case "schedule":
      return `${percentWords(pay.rate)} of ${scheduleName(pay.scheduleId)}`;
    case "medicare":
      return `${percentWords(pay.rate)} of Medicare in ${pay.mac}-${pay.locality}`;
    case "price":
      return `${formatCents(pay.price)} a unit`;
    case "capitated":
      return "paid by the month";
  }
}

export const payNames: { readonly [B in ContractTerm["pay"]["by"]]: string } = {
  charge: "Percent of the charge",
  schedule: "Percent of a fee schedule",
  medicare: "Percent of Medicare",
  price: "A price for each unit",
  capitated: "Paid by the month (capitation)",
};

/** For whom a contract counts. */
export function scopeWords(
  { plans, locations, specialties }: Pick<ContractContent, "plans" | "locations" | "specialties">,
  locationName: (id: string) => string,
): string {
  const parts = [
    ...(plans.length > 0 ? [plans.join(", ")] : []),
    ...(locations.length > 0 ? [locations.map(locationName).join(", ")] : []),
    ...(specialties.length > 0 ? [`taxonomy ${specialties.join(", ")}`] : []),
  ];
  return parts.length === 0 ? "every plan, place and provider" : parts.join(" · ");
}

/** The whole of a contract in one line: how its terms pay, in their order. */
export function contractWords(content: ContractContent, scheduleName: (id: string) => string): string {
  return content.terms.map((one) => payWords(one, scheduleName)).join(", then ");
}
