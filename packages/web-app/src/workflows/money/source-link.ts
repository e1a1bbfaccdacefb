import type { scrubFinding } from "@practicum/contracts/billing";
import type { z } from "zod";

export type Finding = z.output<typeof scrubFinding>;

/** Where a finding is mended: a page of its own, or the claim's own line. */
export type Mend =
  | { readonly kind: "page"; readonly href: string; readonly label: string }
  | { readonly kind: "line"; readonly chargeId: string; readonly field: string };

/** The way from a finding to the field that mends it. Null when nothing on any screen does. */
export function mendOf({ source }: Finding, encounterId: string): Mend | null {
  const field = `?field=${encodeURIComponent(source.field)}`;
  const patient = source.patientId;
  switch (source.screen) {
    case "coverage":
      return patient ? page(`/p/${patient}/insurance${field}`, "Insurance") : null;
    case "patient":
      return patient ? page(`/p/${patient}/summary${field}`, "Demographics") : null;
    case "encounter":
      return patient ? page(`/p/${patient}/visit/${encounterId}${field}`, "Note") : null;
    case "charge":
      return source.id ? { kind: "line", chargeId: source.id, field: source.field } : null;
    case "payer":
      return page(`/money/payers/${source.id ?? ""}${field}`, "Payers");
    case "practice":
      return page(`/admin/practice${field}`, "Practice profile");
    case "staff":
      return page(`/admin/users${field}`, "Staff");
    case "location":
      return page(`/admin/locations${field}`, "Sites");
  }
}

function page(href: string, label: string): Mend {
  return { kind: "page", href, label };
}

/** "A, C" for places 1 and 3, as the claim form letters diagnoses. */
export function pointerText(pointers: readonly number[]): string {
  return pointers.map((place) => String.fromCharCode(64 + place)).join(" ");
}

/** The places of "A C" or "ac" or "1,3"; null when something is no place. */
export function readPointers(text: string): number[] | null {
  const parts = text.toUpperCase().match(/[A-L]|1[0-2]|[1-9]/g) ?? [];
  const rest = text.toUpperCase().replaceAll(/[A-L]|1[0-2]|[1-9]|[\s,;]/g, "");
  if (rest !== "" || parts.length > 4) return null;
  return parts.map((part) => (/[A-L]/.test(part) ? part.charCodeAt(0) - 64 : Number(part)));
}

/** The modifiers of "25 59"; null when one has not two characters or there are more than four. */
export function readModifiers(text: string): string[] | null {
  const parts = text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((part) => part !== "");
  return parts.length <= 4 && parts.every((part) => /^[0-9A-Z]{2}$/.test(part)) ? parts : null;
}
