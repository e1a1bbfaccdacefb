import { z } from "zod";
import { query } from "../operation.ts";
import { id } from "../schema.ts";

/** What a downtime kit has of the charts: enough to treat safely for a day, and readable by nobody who has not its passphrase. */

/** More patients than a small practice sees in a day. */
export const KIT_PATIENTS_MAX = 300;

/** One patient's part of what is sealed, by patient id. Who has a restricted chart (CHT-190) has no part in it: the kit tells nobody more than the screens did. A list that nobody asked about is null: unknown is not "none". */
export interface KitChart {
  readonly patientId: string;
  readonly allergies: { readonly status: "not-asked" | "none-known" | "listed"; readonly entries: readonly string[] };
  readonly medications: { readonly reviewed: boolean; readonly entries: readonly string[] };
  readonly problems: readonly string[];
}

export const chartDowntimeOperations = {
  exportDowntimeCharts: query({
    summary: "Allergies, medications and problems of a day's patients, sealed for a downtime kit",
    permission: "downtime.make",
    takesOut: true,
    // It leaves out who has a restricted chart.
    tellsNoChart: true,
    // Three hundred ids.
    bytesMax: 131_072,
    input: z.strictObject({
      patientIds: z.array(id("patient")).min(1).max(KIT_PATIENTS_MAX),
      /** AES-256 key and 96-bit nonce in base64, made for this kit alone: nobody between here and the kit reads a chart. */
      key: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
      nonce: z.string().regex(/^[A-Za-z0-9+/]{16}$/),
    }),
    output: z.object({
      /** AES-GCM (NIST SP 800-38D) of the JSON of a list of {@link KitChart}, in base64. */
      sealed: z.string(),
    }),
    about: (input) => input.patientIds,
  }),
};
