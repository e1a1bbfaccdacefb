import type { Pharmacy } from "@practicum/contracts/scheduling/pharmacies";
import { formatPhone } from "@practicum/ui/format.ts";

/** Where it is and how it is reached: "4180 Mission Blvd, San Diego · (619) 555-0171 · fax (619) 555-0172". */
export function pharmacyLine({ address, phone, fax }: Pharmacy): string {
  return [`${address.line1}, ${address.city}`, phone && formatPhone(phone), fax && `fax ${formatPhone(fax)}`]
    .filter(Boolean)
    .join(" · ");
}
