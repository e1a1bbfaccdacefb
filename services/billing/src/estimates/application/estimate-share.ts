import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { PatientShare, patientShareOperations } from "@practicum/contracts/billing/patient-share";
import { fail, type DomainError } from "@practicum/contracts/error";
import type { LocalDate } from "@practicum/kernel/local-date";
import { cents, sumCents, type Cents } from "@practicum/kernel/money";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { pricesOn } from "../../charges/sql/prices.ts";
import { chargesOf, visitOfAppointment } from "../../charges/sql/visits.ts";
import { serviceEntry } from "../../claims/domain/code-facts.ts";
import { contractPeriods } from "../../contracts/application/contract-of-claim.ts";
import { pricingFacts } from "../../contracts/application/pricing-facts.ts";
import { contractFor } from "../../contracts/domain/contract-in-force.ts";
import { expectedAllowed } from "../../contracts/domain/expected-allowed.ts";
import { isNonPhysician, type ExpectedLine, type PricedLine } from "../../contracts/domain/pricing-facts.ts";
import { deskFactOf } from "../../coverage/domain/desk-fact.ts";
import { coveragesInForce } from "../../coverage/sql/coverages.ts";
import { latestEligibility } from "../../coverage/sql/eligibility.ts";
import { findLocation, findStaff } from "../../sql/copies.ts";
import { patientShare, type SharedLine } from "../domain/patient-share.ts";

/** A service of the visit; without a charge where nobody has a price for it. */
type Service = Omit<PricedLine, "charge"> & { readonly label: string; readonly charge: Cents | null };
type LabelledLine = PricedLine & { readonly label: string };

interface About {
  readonly patientId: string;
  readonly serviceDate: LocalDate;
  readonly locationId: string | null;
  readonly providerId: string;
}

/** BIL-397: of services that somebody chooses, before the visit is charged. */
export async function estimateShare(
  context: BillingContext,
  { patientId, serviceDate, locationId, providerStaffId, lines }: InputOf<typeof patientShareOperations.estimateShare>,
): ReplyOf<typeof patientShareOperations.estimateShare> {
  const codes = lines.map((one) => one.code);
  const prices = await pricesOn(context.tx, serviceDate, codes);
  const services = lines.map((one, at): Service => {
    const price = prices.get(one.code)?.price;
    const label = serviceEntry(one.code, serviceDate)?.label ?? "";
    return { ...one, lineNumber: at + 1, label, charge: price === undefined ? null : cents(price * one.units) };
  });
  return shareOfServices(context, { patientId, serviceDate, locationId, providerId: providerStaffId }, services);
}

/** BIL-397: of what the visit is charged with, as it stands. */
export async function visitShare(
  context: BillingContext,
  { patientId, appointmentId }: InputOf<typeof patientShareOperations.visitShare>,
): ReplyOf<typeof patientShareOperations.visitShare> {
  const visit = await visitOfAppointment(context.tx, { patientId, appointmentId });
  const charges = visit === null ? [] : await chargesOf(context.tx, [visit.encounter_id]);
  const services = charges
    .filter((one) => one.status !== "reversed")
    .map(({ line_number: lineNumber, code, label, modifiers, units, amount: charge }): Service => ({
      lineNumber,
      code,
      label,
      modifiers,
      units,
      charge,
    }));
  if (visit === null || services.length === 0) return ok({ share: null });
  const { service_date: serviceDate, location_id: locationId, provider_id: providerId } = visit;
  const share = await shareOfServices(context, { patientId, serviceDate, locationId, providerId }, services);
  return share.ok ? ok({ share: share.value }) : share;
}

async function shareOfServices(
  { tx }: BillingContext,
  about: About,
  services: readonly Service[],
): Promise<Result<PatientShare, DomainError>> {
  const { patientId, serviceDate } = about;
  const priceless = services.findIndex((one) => one.charge === null);
  if (priceless >= 0)
    return fail("no-price", { field: `lines.${priceless}`, detail: { code: services[priceless]?.code ?? "" } });
  const lines = services.map((one) => ({ ...one, charge: one.charge ?? 0 }));
  const inForce = await coveragesInForce(tx, [{ patientId, on: serviceDate }]);
  const [first, ...later] = inForce(patientId, serviceDate);
  if (!first) return ok(asFee(serviceDate, lines));
  const answers = await latestEligibility(tx, [first.coverageId], serviceDate);
  const latest = answers.get(first.coverageId) ?? null;
  const answer = latest?.serviceDate === serviceDate ? latest : null;
  const { coverage } = deskFactOf(serviceDate, patientId, first, latest);
  const benefits = {
    copay: coverage?.copay ?? null,
    deductibleRemaining: answer?.deductibleRemaining ?? null,
    coinsurancePercent: answer?.coinsurancePercent ?? null,
  };
  const { contract, expected } = await byContract(tx, about, first, lines);
  const shared = new Map(patientShare(expected, benefits).map((one) => [one.lineNumber, one]));
  return ok(
    together(
      serviceDate,
      lines.map((line, at) => ({ line, expected: expected[at], shared: shared.get(line.lineNumber) })),
      {
        coverage: {
          coverageId: first.coverageId,
          payerName: first.payerName,
          planName: first.planName,
          eligibility: answer?.status ?? null,
          ...benefits,
          copayFrom: (answer?.copay ?? null) === null ? "card" : "payer",
        },
        contract,
        laterPayers: later.map((one) => one.payerName),
      },
    ),
  );
}

/** What the first payer's contract of the day allows; where there is none, nothing is known. */
async function byContract(
  tx: BillingContext["tx"],
  about: About,
  { payerId, planName }: Coverage,
  lines: readonly LabelledLine[],
) {
  const { serviceDate, locationId } = about;
  const taxonomy = (await findStaff(tx, about.providerId))?.taxonomy ?? null;
  const periods = await contractPeriods(tx, payerId);
  const contract = contractFor(periods, { serviceDate, planName, locationId, taxonomy });
  if (!contract) {
    const because = "No contract with the payer is known for this day.";
    return { contract: null, expected: lines.map((line) => ({ ...line, ...NOT_KNOWN, because })) };
  }
  const facts = await pricingFacts(tx, [contract.content], {
    serviceDate,
    placeOfService: (await findLocation(tx, locationId))?.placeOfService ?? null,
    nonPhysician: isNonPhysician(taxonomy),
    codes: lines.map((line) => line.code),
  });
  const made = new Map(expectedAllowed(contract.content, lines, facts).map((one) => [one.lineNumber, one]));
  const { contractId, version, from, content } = contract;
  return {
    contract: { contractId, version, from, name: content.name },
    expected: lines.map((line) => ({ ...line, ...(made.get(line.lineNumber) ?? { ...NOT_KNOWN, because: "" }) })),
  };
}

const NOT_KNOWN = { allowed: null, capitated: false } as const;

interface MadeLine {
  readonly line: LabelledLine;
  readonly expected: Pick<ExpectedLine, "allowed" | "because" | "capitated"> | undefined;
  readonly shared: SharedLine | undefined;
}

function together(
  serviceDate: LocalDate,
  made: readonly MadeLine[],
  who: Pick<PatientShare, "coverage" | "contract" | "laterPayers">,
): PatientShare {
  const lines = made.map(({ line, expected, shared }) => ({
    lineNumber: line.lineNumber,
    code: line.code,
    label: line.label,
    modifiers: [...line.modifiers],
    units: line.units,
    charge: line.charge,
    allowed: expected?.allowed ?? null,
    because: expected?.because ?? "",
    capitated: expected?.capitated ?? false,
    share: shared?.share ?? null,
    copay: shared?.copay ?? 0,
    deductible: shared?.deductible ?? 0,
    coinsurance: shared?.coinsurance ?? 0,
    shareBecause: shared?.because ?? "",
  }));
  const sum = (amounts: readonly (Cents | null)[]) =>
    amounts.some((one) => one === null) ? null : sumCents(amounts.map((one) => one ?? 0));
  return {
    serviceDate,
    ...who,
    lines,
    allowed: sum(lines.map((one) => one.allowed)),
    share: sum(lines.map((one) => one.share)),
    known: sumCents(lines.map((one) => one.share ?? 0)),
  };
}

/** Without a coverage the patient owes the fee, as a good-faith estimate says it (BIL-161). */
function asFee(serviceDate: LocalDate, lines: readonly LabelledLine[]): PatientShare {
  const because = "Self-pay: the fee of the day.";
  return together(
    serviceDate,
    lines.map((line) => ({
      line,
      expected: { allowed: line.charge, because, capitated: false },
      shared: { lineNumber: line.lineNumber, share: line.charge, copay: 0, deductible: 0, coinsurance: 0, because },
    })),
    { coverage: null, contract: null, laterPayers: [] },
  );
}
