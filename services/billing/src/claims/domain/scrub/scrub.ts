import type { ClaimContent } from "../claim-content.ts";
import * as coding from "./coding.ts";
import { coordination } from "./coordination.ts";
import { serviceDate } from "./dates.ts";
import type { Finding, ScrubContext, ScrubRule } from "./finding.ts";
import * as facts from "./facts.ts";
import { names } from "./names.ts";
import * as parties from "./parties.ts";
import { duplicates } from "./repeats.ts";
import * as subscriber from "./subscriber.ts";
import { telehealth } from "./visits.ts";

/** In the order of the claim, as a person reads it. */
const RULES: readonly ScrubRule[] = [
  parties.submitter,
  parties.npis,
  parties.billingAddress,
  parties.taxId,
  parties.taxonomy,
  subscriber.order,
  subscriber.filingIndicator,
  subscriber.memberId,
  subscriber.memberIdFormOfPayer,
  names,
  subscriber.birthDates,
  subscriber.addresses,
  subscriber.payer,
  coding.claimNumber,
  coding.total,
  coding.claimHead,
  coding.clia,
  facts.permissions,
  facts.accident,
  coding.diagnosisList,
  coding.diagnosesBillable,
  coding.firstDiagnosis,
  parties.rendering,
  parties.supervising,
  parties.serviceFacility,
  facts.ordering,
  coding.pointers,
  coding.procedures,
  facts.unlisted,
  coding.units,
  facts.drugs,
  duplicates,
  coding.codeEdits,
  telehealth,
  serviceDate,
  coordination,
];

/** BIL-489: a void says again what was taken in before; who sends it, its number and the payer's are all that can be wrong. */
const VOID_RULES: readonly ScrubRule[] = [parties.submitter, coding.claimNumber, coding.claimHead];

/**
 * Checks a claim before it leaves (SPEC: SCRUB-n). Rules 1 to 3 are the writer's, which refuses what breaks them.
 * @returns what was found, errors and warnings, in the claim's order. A claim with an error is not sent.
 */
export function scrub(content: ClaimContent, context: ScrubContext): Finding[] {
  const rules = context.frequency === "8" ? VOID_RULES : RULES;
  return rules.flatMap((rule) => rule(content, context));
}
