import type { EncounterSummary } from "./chart-types.ts";

/** How far a visit's note is, in a person's words. */
export const noteStatus: { readonly [status in EncounterSummary["status"]]: string } = {
  open: "In progress",
  signed: "Signed",
  "awaiting-cosign": "Awaiting co-signature",
  cosigned: "Co-signed",
};
