import type { PracticeProfile } from "@practicum/contracts/identity/practice";

/** What is wrong with a profile beyond its form (IDN-9), or nothing. */
export function wrongProfileField(
  profile: Omit<PracticeProfile, "version">,
): { readonly field: string; readonly message: string } | undefined {
  if (!isTimeZone(profile.timeZone))
    return { field: "timeZone", message: "This is not a time zone, as America/Los_Angeles." };
  if (/^\s*(p\.?\s*o\.?\s*box|post office box|apartado)\b/i.test(profile.billingAddress.line1)) {
    return { field: "billingAddress.line1", message: "Payers want a street address here, not a PO box." };
  }
  if (profile.billingAddress.zip.length !== 9) {
    return { field: "billingAddress.zip", message: "Payers want the nine-digit ZIP code here." };
  }
  return undefined;
}

function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return name.includes("/");
  } catch {
    return false;
  }
}
