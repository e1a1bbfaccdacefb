import { daysBetween, type LocalDate } from "@practicum/kernel/local-date";
import { type Cents, cents, shareOf, sumCents } from "@practicum/kernel/money";
import { pick, seededRandom } from "@practicum/kernel/random";
import type { Claim837P, ServiceLine837P } from "@practicum/x12/837p/types";
import { type Cause, causeWords } from "./causes.ts";
import { coordinateLine, isSecondary, priorDecision } from "./coordinate.ts";
import { claimFate, coversDay, type Member, planOf } from "./member.ts";
import { isVisit, priceLine } from "./price-line.ts";
import type { PayerRules } from "./rules.ts";
import { accumulatorOf, claimByFingerprint, type DecidedClaim, type DecidedLine, type PayerState } from "./state.ts";

const separating = ["59", "XE", "XP", "XS", "XU"];

/** When and under which number a claim is decided. */
export interface Occasion {
  /** The day the file came. */
  readonly receivedOn: LocalDate;
  /** The day of the remittance. */
  readonly decidedOn: LocalDate;
  readonly payerClaimNumber: string;
  /** Lets chance repeat: it decides only whether this payer makes a mistake here. Null: it makes none. */
  readonly mistakeSeed: string | null;
  /** Policies that a granted appeal sets aside. */
  readonly waived: readonly Cause["policy"][];
  /** The lines for which it does, from 1; absent for all. */
  readonly waivedLines?: readonly number[];
}

interface Denial {
  readonly group: "CO" | "PR" | "OA";
  readonly reason: string;
  readonly remark?: string;
  readonly policy: Cause["policy"];
}

/**
 * Decides a claim as the payer's rules say; the member's running totals move on. Each line's charge equals what is paid plus
 * the sum of its adjustments (X12 005010X221A1, balancing of the service line).
 */
export function adjudicate(
  rules: PayerRules,
  state: PayerState,
  claim: Claim837P,
  member: Member,
  when: Occasion,
): DecidedClaim {
  const unlessWaived = (denial: Denial | null) => (denial && when.waived.includes(denial.policy) ? null : denial);
  const wholeClaim = unlessWaived(denyWholeClaim(rules, state, claim, member, when.receivedOn));
  const causes: Cause[] = [];
  const lines = claim.lines.map((line, index): DecidedLine => {
    const refused = outsidePlan(claim, line) ?? denyLine(rules, claim, line);
    const granted = when.waivedLines === undefined || when.waivedLines.includes(index + 1);
    const denial = wholeClaim ?? (granted ? unlessWaived(refused) : refused);
    if (denial) {
      if (!wholeClaim || index === 0) causes.push(causeOf(denial, wholeClaim ? undefined : index + 1));
      return deniedLine(line.charge, denial);
    }
    const paidAs = downcoded(rules, claim, line, when);
    if (paidAs) causes.push(causeOf({ group: "CO", reason: "45", policy: "downcoded" }, index + 1));
    return paidLine(rules, state, claim, member, line, index, paidAs);
  });
  const withMistake = wholeClaim ? lines : makeMistake(rules, lines, claim, when.mistakeSeed, causes);
  const paid = sumCents(withMistake.map((line) => line.paid));
  return {
    id: claim.id,
    payerClaimNumber: when.payerClaimNumber,
    payerId: rules.electronicId,
    memberId: member.memberId,
    fingerprint: fingerprintOf(claim),
    receivedOn: when.receivedOn,
    decidedOn: when.decidedOn,
    status: withMistake.every((line) => isDenied(line)) ? "denied" : "paid",
    causes,
    lines: withMistake,
    patientResponsibility: sumCents(
      withMistake.flatMap((line) => line.adjustments.filter((a) => a.group === "PR").map((a) => a.amount)),
    ),
    paid,
    charge: claim.charge,
    interest: interestOn(rules, paid, daysBetween(when.receivedOn, when.decidedOn)),
  };
}

/** The same patient, day, services and provider: how a payer knows a duplicate. */
export function fingerprintOf(claim: Claim837P): string {
  const patient = claim.patient ?? { name: claim.subscriber.name, birthDate: claim.subscriber.birthDate };
  const given = patient.name.kind === "person" ? (patient.name.first ?? "") : "";
  const lines = claim.lines
    .map((line) => [line.serviceDates.from, line.procedure.code, ...(line.procedure.modifiers ?? [])].join("-"))
    .toSorted();
  return [
    claim.subscriber.memberId ?? "",
    given,
    patient.birthDate ?? "",
    claim.renderingProvider?.npi ?? claim.billingProvider.npi ?? "",
    ...lines,
  ].join("|");
}

function firstDay(claim: Claim837P): LocalDate {
  return claim.lines.map((line) => line.serviceDates.from).toSorted()[0] ?? "9999-12-31";
}

function denyWholeClaim(
  rules: PayerRules,
  state: PayerState,
  claim: Claim837P,
  member: Member,
  receivedOn: LocalDate,
): Denial | null {
  const day = firstDay(claim);
  const corrected = claim.frequency === "7";
  if (!corrected && claimByFingerprint(state, rules.electronicId, fingerprintOf(claim)))
    return { group: "CO", reason: "18", policy: "duplicate" };
  if (daysBetween(day, receivedOn) > (corrected ? rules.correctedFilingDays : rules.filingDays))
    return { group: "CO", reason: "29", policy: "timely-filing" };
  const covered = coversDay(member, day);
  if (covered === "before") return { group: "CO", reason: "26", policy: "coverage-not-started" };
  if (covered === "after") return { group: "CO", reason: "27", policy: "coverage-ended" };
  if (claimFate(member.memberId) === "another-payers") return { group: "CO", reason: "109", policy: "another-payers" };
  if (member.otherPrimaryPayer !== null && claim.subscriber.responsibility === "P")
    return { group: "CO", reason: "22", policy: "other-payer-first" };
  if (claim.diagnoses.some((one) => rules.accidentFor.some((start) => one.code.startsWith(start)))) {
    const told = claim.relatedCauses !== undefined && claim.relatedCauses.causes.length > 0 && claim.dates?.accident;
    if (!told) return { group: "CO", reason: "16", remark: "N305", policy: "accident" };
  }
  if (rules.orderingProvider && claim.lines.some((one) => isOrdered(one.procedure.code) && !orderedBy(claim, one)))
    return { group: "CO", reason: "16", remark: "N265", policy: "ordering-provider" };
  if (member.primaryCare === "elsewhere" && !claim.referralNumber)
    return { group: "CO", reason: "242", policy: "wrong-primary-care" };
  return null;
}

/** Laboratory, imaging, equipment and supplies. */
function isOrdered(code: string): boolean {
  return /^[78]\d{4}$/.test(code) || /^[EKLP]\d{4}$/.test(code) || /^A[4-9]\d{3}$/.test(code);
}

function orderedBy(claim: Claim837P, line: ServiceLine837P): string | undefined {
  return line.orderingProvider?.npi ?? claim.referringProviders?.find((one) => one.role === "DN")?.npi;
}

/** SIM-23. */
function outsidePlan(claim: Claim837P, line: ServiceLine837P): Denial | null {
  if (claimFate(claim.subscriber.memberId) !== "visits-only" || isVisit(line.procedure.code)) return null;
  return { group: "CO", reason: "204", policy: "not-in-plan" };
}

function denyLine(rules: PayerRules, claim: Claim837P, line: ServiceLine837P): Denial | null {
  const code = line.procedure.code;
  const modifiers = line.procedure.modifiers ?? [];
  if (rules.nonCovered.includes(code)) return { group: "PR", reason: "96", remark: "N130", policy: "non-covered" };
  if (rules.authorizationFor.includes(code) && !(line.priorAuthorization ?? claim.priorAuthorization))
    return { group: "CO", reason: "197", policy: "authorization" };
  if (rules.referralFor.includes(code) && !(line.referralNumber ?? claim.referralNumber))
    return { group: "CO", reason: "197", remark: "N489", policy: "referral" };
  if (rules.drugNumber && /^J\d{4}$/.test(code) && !line.drug)
    return { group: "CO", reason: "16", remark: "M119", policy: "drug-number" };
  const bundle = rules.bundling.find(
    (rule) =>
      rule.included === code &&
      claim.lines.some(
        (other) =>
          other !== line &&
          other.procedure.code === rule.comprehensive &&
          other.serviceDates.from === line.serviceDates.from,
      ),
  );
  if (bundle && !(bundle.separable && modifiers.some((modifier) => separating.includes(modifier))))
    return { group: "CO", reason: "97", remark: "M15", policy: "bundled" };
  const policy = rules.necessity.find((rule) => rule.codes.includes(code));
  const pointed = line.diagnosisPointers.map((pointer) => claim.diagnoses[pointer - 1]?.code ?? "");
  if (policy && !pointed.some((diagnosis) => policy.diagnoses.some((prefix) => diagnosis.startsWith(prefix)))) {
    return { group: "CO", reason: "50", remark: "N115", policy: "medical-necessity" };
  }
  if (!claim.renderingProvider?.npi && claim.billingProvider.name.kind === "organization")
    return { group: "CO", reason: "16", remark: "N290", policy: "missing-information" };
  return null;
}

function deniedLine(charge: Cents, denial: Denial): DecidedLine {
  return {
    charge,
    allowed: cents(0),
    paid: cents(0),
    // A line without a charge has nothing to adjust; an adjustment of zero is no adjustment.
    adjustments: charge === 0 ? [] : [{ group: denial.group, reason: denial.reason, amount: charge }],
    remarks: denial.remark ? [denial.remark] : [],
  };
}

function paidLine(
  rules: PayerRules,
  state: PayerState,
  claim: Claim837P,
  member: Member,
  line: ServiceLine837P,
  index: number,
  paidAs: string | null,
): DecidedLine {
  const prior = isSecondary(claim) ? priorDecision(line) : null;
  if (prior) return coordinateLine(rules, line, prior);
  const code = line.procedure.code;
  const firstVisit = claim.lines.findIndex((other) => isVisit(other.procedure.code)) === index;
  const priced = priceLine(rules, planOf(rules, member), accumulatorOf(state, member, line.serviceDates.from), {
    code: paidAs ?? code,
    modifiers: line.procedure.modifiers ?? [],
    units: line.quantity,
    charge: line.charge,
    copayDue: firstVisit,
  });
  return {
    charge: line.charge,
    allowed: priced.allowed,
    paid: priced.paid,
    adjustments: priced.adjustments,
    remarks: [],
    ...(paidAs ? { paidAs } : {}),
  };
}

/** The next lower level of an office visit. */
const lowerLevel: { readonly [code: string]: string } = {
  "99205": "99204",
  "99204": "99203",
  "99215": "99214",
  "99214": "99213",
};

/** Some payers pay a visit as the level below, by what they see of the diagnoses, without telling (SVC01 with no SVC06). */
function downcoded(rules: PayerRules, claim: Claim837P, line: ServiceLine837P, when: Occasion): string | null {
  const lower = lowerLevel[line.procedure.code];
  if (!lower || isSecondary(claim) || when.waived.includes("downcoded")) return null;
  if (claimFate(claim.subscriber.memberId) === "downcoded") return lower;
  if (rules.downcodesOneIn === 0 || when.mistakeSeed === null) return null;
  const random = seededRandom(`${when.mistakeSeed}/downcode/${claim.id}`);
  return random.next() < 1 / rules.downcodesOneIn ? lower : null;
}

/** Once in a while a payer pays a visit at three quarters of its contract, as if an old fee schedule were loaded. */
function makeMistake(
  rules: PayerRules,
  lines: readonly DecidedLine[],
  claim: Claim837P,
  seed: string | null,
  causes: Cause[],
): readonly DecidedLine[] {
  if (seed === null || rules.mistakeOneIn === 0) return lines;
  const random = seededRandom(`${seed}/mistake/${claim.id}`);
  const payable = lines.flatMap((line, index) => (line.paid > 400 ? [index] : []));
  if (payable.length === 0 || random.next() >= 1 / rules.mistakeOneIn) return lines;
  const chosen = pick(random, payable);
  causes.push(causeOf({ group: "CO", reason: "45", policy: "payer-mistake" }, chosen + 1));
  return lines.map((line, index) => (index === chosen ? underpaid(line) : line));
}

function underpaid(line: DecidedLine): DecidedLine {
  const kept = shareOf(line.paid, 25, 100);
  const others = line.adjustments.filter((a) => !(a.group === "CO" && a.reason === "45"));
  const contractual = line.adjustments.find((a) => a.group === "CO" && a.reason === "45")?.amount ?? cents(0);
  return {
    ...line,
    allowed: cents(line.allowed - kept),
    paid: cents(line.paid - kept),
    adjustments: [{ group: "CO", reason: "45", amount: cents(contractual + kept) }, ...others],
  };
}

function isDenied(line: DecidedLine): boolean {
  const ordinary = new Set(["24", "45", "253", "1", "2", "3"]);
  return line.adjustments.length > 0 && line.adjustments.every((a) => !ordinary.has(a.reason));
}

/** Simple interest by calendar days over 365, on what is paid late. */
function interestOn(rules: PayerRules, paid: Cents, days: number): Cents {
  if (!rules.interest || days <= rules.interest.afterDays) return cents(0);
  return shareOf(paid, rules.interest.annualBasisPoints * (days - rules.interest.afterDays), 365 * 10_000);
}

function causeOf(denial: Denial, line: number | undefined): Cause {
  return {
    code: `${denial.group}-${denial.reason}`,
    ...(denial.remark ? { remark: denial.remark } : {}),
    ...(line === undefined ? {} : { line }),
    policy: denial.policy,
    ...causeWords[denial.policy],
  };
}
