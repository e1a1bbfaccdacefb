import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { LocalDate } from "@practicum/kernel/local-date";
import { must } from "@practicum/kernel/assert";
import { buildClaim } from "../domain/build-claim.ts";
import type { ClaimContent, EarlierPayer } from "../domain/claim-content.ts";
import { factsOf, type OwnFacts } from "../domain/claim-facts.ts";
import { codeFacts } from "../domain/code-facts.ts";
import { earlierPayer } from "../domain/earlier-payer.ts";
import type { Finding } from "../domain/scrub/finding.ts";
import { sameAgain } from "../domain/scrub/repeats.ts";
import { scrub } from "../domain/scrub/scrub.ts";
import { applySettings } from "../domain/scrub/settings.ts";
import { findLocation, findPatient, findPractice, findStaff } from "../../sql/copies.ts";
import { inForce } from "../../coverage/domain/in-force.ts";
import { coveragesOf } from "../../coverage/sql/coverages.ts";
import { lastSent, neighbourClaims, visitFactsOf } from "../sql/claim-facts.ts";
import type { ClaimRow } from "../sql/claims.ts";
import { knownCodes } from "../sql/known-codes.ts";
import { ruleSettings } from "../sql/scrub-rules.ts";
import { withOpenDenial } from "../../denials/sql/denials.ts";
import { familyOf } from "../../remittance/sql/family.ts";
import { withPermits } from "../../permits/application/use-permits.ts";
import { findPayer } from "../../coverage/sql/payers.ts";
import { chargesOf, type ChargeRow, type Visit } from "../../charges/sql/visits.ts";
import { currentPayTo } from "../../statements/sql/billing-paper.ts";
import type { BillingContext } from "../../application/context.ts";

/** Takes a claim's content from its sources as they are now (BIL-20). */
export async function contentOfClaim(
  context: BillingContext,
  visit: Visit,
  coverage: Coverage,
  about: {
    readonly originalClaimNumber: string | null;
    readonly decidedOn: LocalDate | null;
    readonly order: number;
    readonly facts: OwnFacts;
  },
): Promise<ClaimContent> {
  const { tx } = context;
  const patient = must(await findPatient(tx, visit.patient_id), "a visit is released only when its patient is known");
  const payer = must(await findPayer(tx, coverage.payerId), "a coverage has a payer");
  const rendering = await findStaff(tx, visit.provider_id);
  const charges = await chargesOf(tx, [visit.encounter_id]);
  const lines = charges.filter((charge) => charge.status !== "reversed").map(lineOf);
  const said = factsOf(await visitFactsOf(tx, visit.encounter_id), about.facts);
  const codes = lines.map((line) => line.code);
  return buildClaim({
    serviceDate: visit.service_date,
    diagnoses: visit.diagnoses,
    lines,
    patient,
    practice: await findPractice(tx),
    payTo: await currentPayTo(tx),
    location: await findLocation(tx, visit.location_id),
    rendering,
    supervising: await findStaff(tx, visit.supervisor_id),
    coverage,
    payer,
    facts: await withPermits(context, visit, coverage, codes, said),
    originalClaimNumber: about.originalClaimNumber,
    decidedOn: about.decidedOn,
    earlier: await earlierPayers(tx, visit.encounter_id, about.order),
  });
}

/** BIL-70: the payers before this one whose decision stands. One that is missing is the scrubber's to say (SCRUB-40). */
async function earlierPayers(tx: BillingContext["tx"], encounterId: string, order: number): Promise<EarlierPayer[]> {
  if (order === 1) return [];
  const before = (await familyOf(tx, encounterId)).filter((one) => one.order < order);
  const open = await withOpenDenial(
    tx,
    before.map((one) => one.claimId),
  );
  return before.flatMap(({ claimId, number, row, decision }) =>
    decision ? [earlierPayer({ claimId, number, content: row.content }, decision, open.has(claimId))] : [],
  );
}

function lineOf(charge: ChargeRow): ClaimContent["lines"][number] {
  return {
    lineNumber: charge.line_number,
    chargeId: charge.charge_id,
    code: charge.code,
    label: charge.label,
    modifiers: charge.modifiers,
    units: charge.units,
    pointers: charge.pointers,
    amount: charge.amount ?? 0,
    drug: charge.drug,
  };
}

/** Runs the scrubber with what it needs to know beside the content. */
export async function checkClaim(
  { tx, today }: BillingContext,
  content: ClaimContent,
  about: {
    readonly number: string;
    readonly frequency: "1" | "7" | "8";
    readonly total: number;
    readonly order: number;
    readonly visit: Visit;
    /** Of a claim that is there already: whether its payer has decided on an attempt of it. */
    readonly claim: { readonly claimId: string; readonly decided: boolean } | null;
  },
): Promise<{ findings: Finding[]; errorCount: number; status: "ready" | "needs-correction" }> {
  const coverages = await coveragesOf(tx, content.patient.patientId);
  const settings = await ruleSettings(tx);
  // BIL-371: at once, and everywhere where a claim is checked.
  const heard = (found: readonly Finding[]) => applySettings(found, settings, content.payer.payerId);
  const scrubbed = scrub(content, {
    today,
    number: about.number,
    frequency: about.frequency,
    order: about.order,
    total: about.total,
    prioritiesInForce: coverages.filter((one) => inForce(one, content.serviceDate)).map((one) => one.priority),
    supervised: about.visit.supervisor_id !== null,
    codes: codeFacts(await knownCodes(tx, content, about.visit.encounter_id)),
    neighbours: await neighbourClaims(tx, {
      patientId: content.patient.patientId,
      serviceDate: content.serviceDate,
      payerId: content.payer.payerId,
      encounterId: about.visit.encounter_id,
    }),
  });
  const findings = heard(scrubbed);
  // What the payer would read can be compared once nothing is missing any more.
  // A void says what was sent before: that is its point.
  const compares = about.claim !== null && about.frequency !== "8" && !findings.some(isError);
  const sent = about.claim && compares ? await lastSent(tx, about.claim.claimId) : null;
  if (about.claim && sent) findings.push(...heard(sameAgain(content, sent, about.claim.decided)));
  const errorCount = findings.filter(isError).length;
  return { findings, errorCount, status: errorCount === 0 ? "ready" : "needs-correction" };
}

function isError(finding: Finding): boolean {
  return finding.severity === "error";
}

/** Whether the payer has decided on an attempt of a claim. */
export function wasDecided(claim: Pick<ClaimRow, "frequency" | "paid" | "denied" | "patient_responsibility">): boolean {
  return claim.frequency !== "1" || claim.paid !== 0 || claim.denied !== 0 || claim.patient_responsibility !== 0;
}
