import type { Address } from "@practicum/contracts/schema";

/** Whether two addresses are one place: whatever the case, and with or without the ZIP's last four digits. */
export function sameAddress(a: Address, b: Address): boolean {
  return addressKey(a) === addressKey(b);
}

function addressKey(one: Address): string {
  return `${one.line1}|${one.line2 ?? ""}|${one.city}|${one.zip.slice(0, 5)}`.toUpperCase();
}
