import { z } from "zod";
import { query } from "../operation.ts";
import { byPatient, paging } from "../parts.ts";
import { id, instant } from "../schema.ts";
import { sensitiveClass } from "./sensitive-classes.ts";

/** What of a chart went out of the practice, to whom and what for: written down by itself where it goes out (45 CFR 164.528, 42 CFR 2.31). */

export const disclosureKind = z.enum(["letter", "referral-letter"]);
export type DisclosureKind = z.output<typeof disclosureKind>;

const disclosure = z.object({
  disclosureId: z.guid(),
  patientId: id("patient"),
  kind: disclosureKind,
  /** To whom: a name, an address or a fax number, as it was said; "The patient" where it was handed over. */
  to: z.string(),
  what: z.string(),
  purpose: z.string(),
  way: z.string(),
  /** The classes of what was in it. */
  classes: z.array(sensitiveClass),
  /** The consent that it went out under; null where it needs none. */
  consentId: id("consent").nullable(),
  /** What went out: the letter; null where that is not shown to who asks. */
  sourceId: z.guid().nullable(),
  at: instant,
  by: z.string(),
});
export type Disclosure = z.output<typeof disclosure>;

export const disclosureOperations = {
  listDisclosures: query({
    summary: "What of a patient's chart went out of the practice, to whom and what for; the newest first",
    permission: "disclosure.read",
    input: z.strictObject({
      patientId: id("patient"),
      before: paging.before.default(null),
      limit: paging.limit.default(50),
    }),
    output: z.object({ disclosures: z.array(disclosure), next: z.string().nullable() }),
    about: byPatient,
  }),
};
