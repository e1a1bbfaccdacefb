import type { scrubFinding } from "@practicum/contracts/billing/claims";
import type { z } from "zod";

export type Finding = z.output<typeof scrubFinding>;

/** The way to the place that mends a finding. */
export interface Mend {
  readonly href: string;
  readonly label: string;
}

interface About {
  readonly claimId: string;
  readonly encounterId: string;
  /** The queue that stands beside the claim. */
  readonly show?: string | undefined;
}

/** The way from a finding to the field that mends it. Null when nothing on any screen does. */
export function mendOf({ source }: Finding, claim: About): Mend | null {
  const { id, patientId: patient, field, screen } = source;
  switch (screen) {
    case "coverage":
      return patient && id ? mend(fieldHref(`/p/${patient}/insurance`, field, id), "Fix in Insurance") : null;
    case "patient":
      return patient ? mend(fieldHref(`/p/${patient}/summary`, field), "Fix in Demographics") : null;
    case "encounter":
      return patient ? mend(fieldHref(`/p/${patient}/visit/${claim.encounterId}`, field), "Fix in the note") : null;
    case "charge":
      return id ? mend(claimHref(claim, field, id), "Fix on the line") : null;
    case "claim":
      if (field.startsWith("facts.")) return mend(claimHref(claim, field), "Fix on the claim");
      return id ? mend(`/money/claims/${id}`, "See the earlier claim") : null;
    case "payer":
      return id ? mend(fieldHref(`/money/payers/${id}`, field, id), "Fix in Payers") : null;
    case "practice":
      return mend(fieldHref("/admin/practice", field), "Fix in Practice");
    case "staff":
      return mend(id ? dockHref("/admin/users", "person", field, id) : "/admin/users", "Fix in People");
    case "location":
      return mend(id ? dockHref("/admin/locations", "site", field, id) : "/admin/locations", "Fix in Sites");
  }
}

function mend(href: string, label: string): Mend {
  return { href, label };
}

/** An address that puts the caret into a field of a page, of one record where the page has several. */
export function fieldHref(path: string, field: string, of?: string): string {
  return `${path}?${new URLSearchParams({ field, ...(of === undefined ? {} : { of }) }).toString()}`;
}

/** A field of the claim itself, or of one of its lines. */
export function claimHref(
  { claimId, show }: Pick<About, "claimId" | "show">,
  field: string,
  chargeId?: string,
): string {
  const href = fieldHref(`/money/claims/${claimId}`, field, chargeId);
  return show === undefined ? href : `${href}&${new URLSearchParams({ show }).toString()}`;
}

/** The same for a field in a dock beside a page. */
export function dockHref(path: string, dock: string, field: string, id: string): string {
  return `${path}?${new URLSearchParams({ dock, about: id, field, of: id }).toString()}`;
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
