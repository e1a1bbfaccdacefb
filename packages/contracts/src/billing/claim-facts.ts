import { z } from "zod";
import { command } from "../operation.ts";
import { id, localDate, npi, optionalText, state, text, version } from "../schema.ts";

/** What a claim says that neither the note nor the coverage holds: numbers of permissions, accidents, who ordered, which drug. */

/** REF02: up to fifty characters that X12 can carry. */
export const referenceNumber = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z][0-9A-Za-z /-]{0,49}$/, { error: "Enter the number as the payer gave it: letters and digits." });

/** Somebody outside of the practice's list, or of it: who ordered the service, or sent the patient. */
export const namedProvider = z.strictObject({ family: text(60), given: text(35), npi });

export const accident = z.strictObject({
  /** CLM11: none was one; "auto" AA, "employment" EM, "other" OA. */
  cause: z.enum(["none", "auto", "employment", "other"]),
  /** DTP*439. */
  on: localDate.nullable(),
  /** Of an auto accident. */
  state: state.nullable(),
  /** REF*Y4: the insurer's own number of the case. */
  claimNumber: referenceNumber.nullable(),
});

export const claimFacts = z.strictObject({
  /** REF*G1. */
  authorization: referenceNumber.nullable(),
  /** REF*9F. */
  referral: referenceNumber.nullable(),
  /** Null: nobody has asked yet. */
  accident: accident.nullable(),
  /** Loop 2420E; null: who rendered the service ordered it. */
  ordering: namedProvider.nullable(),
  /** Loop 2310A; null: nobody sent the patient. */
  referring: namedProvider.nullable(),
  /** Why a service that is on another claim too was given twice; goes with the claim (NTE*ADD). */
  duplicateBecause: optionalText(80).nullable(),
  /** Why the claim goes out again though nothing of it has changed. Stays here. */
  sameAgainBecause: optionalText(200).nullable(),
});

export type ClaimFacts = z.output<typeof claimFacts>;

/** Loop 2410. */
export const drug = z.strictObject({
  /** Eleven digits, 5-4-2. */
  ndc: z.string().regex(/^\d{11}$/, { error: "Enter the NDC as 5-4-2: eleven digits, or with its hyphens." }),
  /** Thousandths of the unit, so that nothing is rounded. */
  quantityThousandths: z.int().min(1, { error: "Enter how much was given." }).max(999_999_999),
  /** CTP05: international unit, gram, milligram, milliliter, piece. */
  unit: z.enum(["F2", "GR", "ME", "ML", "UN"]),
});

export type Drug = z.output<typeof drug>;

export const claimFactOperations = {
  saveClaimFacts: command({
    summary:
      "Keeps what an unsent claim needs beside the note, and checks it again; what is of the visit counts for its other claims too",
    permission: "claim.write",
    input: z.strictObject({ claimId: id("claim"), version, facts: claimFacts }),
    output: z.object({ status: z.enum(["ready", "needs-correction"]), version }),
    errors: ["not-found", "stale-version", "claim-not-ready"],
  }),
  saveChargeDrug: command({
    summary: "Keeps which drug a line gave, while its claim has not left the house",
    permission: "charge.write",
    input: z.strictObject({ chargeId: id("charge"), version, drug: drug.nullable() }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "charge-not-open"],
  }),
};
