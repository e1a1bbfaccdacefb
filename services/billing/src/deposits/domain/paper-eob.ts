import type { depositOperations } from "@practicum/contracts/billing/deposits";
import { fail, type DomainError } from "@practicum/contracts/error";
import type { PersonName } from "@practicum/contracts/schema";
import type { LocalDate } from "@practicum/kernel/local-date";
import { formatCents, sumCents, type Cents } from "@practicum/kernel/money";
import { ok, type Result } from "@practicum/kernel/result";
import type { ClaimPayment835, Remittance835 } from "@practicum/x12/835/types";
import type { z } from "zod";
import { differenceOf, imbalanceOf } from "../../remittance/domain/check-remittance.ts";

type Keyed = z.output<typeof depositOperations.postEob.input>;
type KeyedClaim = Keyed["claims"][number];

/** A claim of ours as an EOB is about it. */
export interface ClaimOfEob {
  readonly claimId: string;
  readonly number: string;
  readonly order: number;
  readonly total: Cents;
  readonly claimFiling: string;
  readonly memberId: string;
  readonly patientName: PersonName;
  readonly serviceDate: LocalDate;
  readonly lines: readonly {
    readonly lineNumber: number;
    readonly code: string;
    readonly modifiers: readonly string[];
    readonly units: number;
    readonly amount: Cents;
  }[];
  /** The decision that stands, for a payer that takes it back. */
  readonly standing: ClaimPayment835 | null;
}

export interface CheckOfEob {
  readonly payerName: string;
  readonly payerCode: string;
  readonly number: string;
  readonly amount: Cents;
  readonly depositedOn: LocalDate;
}

/**
 * BIL-101: a paper EOB as the remittance that it would have been as an 835. Each claim's sums hold, and the check is explained to
 * the cent: paid on claims less what was kept back beside them.
 */
export function remittanceOfEob(
  check: CheckOfEob,
  keyed: Pick<Keyed, "claims" | "beside">,
  claims: ReadonlyMap<string, ClaimOfEob>,
): Result<Remittance835, DomainError> {
  const payments: ClaimPayment835[] = [];
  for (const [index, one] of keyed.claims.entries()) {
    const claim = claims.get(one.claimId);
    if (!claim) return fail("not-found", { field: `claims.${index}.claimId` });
    const payment = one.takeBack ? takenBack(claim) : paymentOf(claim, one);
    if (payment === null) return fail("claim-not-ready", nothingToTakeBack(index));
    if (imbalanceOf(payment) !== null) return fail("not-in-balance", apart(index, claim.number, payment));
    payments.push(payment);
  }
  const kept = sumCents(keyed.beside.map((one) => one.amount));
  const variance = check.amount - sumCents(payments.map((one) => one.paid)) + kept;
  if (variance !== 0)
    return fail("not-in-balance", { field: "beside", detail: { difference: formatCents(Math.abs(variance)) } });
  return ok({
    controlNumber: "0001",
    payment: {
      handling: "I",
      amount: check.amount,
      creditDebit: "C",
      method: "CHK",
      date: check.depositedOn,
    },
    trace: { number: check.number, payerId: check.payerCode },
    payer: { name: check.payerName, address: { line1: "", city: "" }, technicalContacts: [] },
    payee: { name: "", id: { qualifier: "XX", value: "" } },
    claims: payments,
    providerAdjustments:
      keyed.beside.length === 0
        ? []
        : [
            {
              providerId: "",
              fiscalPeriodEnd: `${check.depositedOn.slice(0, 4)}-12-31`,
              entries: keyed.beside.map((one) => ({
                reason: one.reason,
                amount: one.amount,
                ...(one.reference === "" ? {} : { reference: one.reference }),
              })),
            },
          ],
  });
}

function nothingToTakeBack(index: number) {
  const field = `claims.${index}.takeBack`;
  const message = "This payer has decided nothing on the claim that it could take back.";
  return { field, fields: [{ field, message }], detail: { status: "not decided" } };
}

function apart(index: number, number: string, payment: ClaimPayment835) {
  const field = `claims.${index}.lines`;
  const difference = formatCents(Math.abs(differenceOf(payment)));
  const line = payment.lines.findIndex(
    (one) => one.charge - one.paid !== sumCents(one.adjustments.map((each) => each.amount)),
  );
  const where = line < 0 ? `Claim ${number}` : `Claim ${number}, line ${line + 1}`;
  const message = `${where}: billed less paid is not what was taken off.`;
  return { field, fields: [{ field, message }], detail: { difference } };
}

function paymentOf(claim: ClaimOfEob, keyed: KeyedClaim): ClaimPayment835 {
  const lines = claim.lines.map((line) => {
    const said = keyed.lines.find((one) => one.lineNumber === line.lineNumber);
    return {
      procedure: {
        qualifier: "HC",
        code: line.code,
        ...(line.modifiers.length > 0 ? { modifiers: line.modifiers } : {}),
      },
      charge: line.amount,
      paid: said?.paid ?? 0,
      quantity: line.units,
      serviceDates: { from: claim.serviceDate, to: claim.serviceDate },
      adjustments: said?.adjustments ?? [],
      controlNumber: `${claim.number}L${line.lineNumber}`,
      ...(said && said.remarks.length > 0 ? { remarks: said.remarks.map((code) => ({ qualifier: "HE", code })) } : {}),
    };
  });
  const paid = sumCents(lines.map((line) => line.paid));
  const all = [...keyed.adjustments, ...lines.flatMap((line) => line.adjustments)];
  const patient = sumCents(all.filter((one) => one.group === "PR").map((one) => one.amount));
  return {
    group: 1,
    id: claim.number,
    // CLP02: nothing paid and nothing left to the patient is a refusal, else by whose turn it was.
    status: paid === 0 && patient === 0 ? "4" : String(claim.order),
    charge: claim.total,
    paid,
    ...(patient === 0 ? {} : { patientResponsibility: patient }),
    filingIndicator: claim.claimFiling,
    payerClaimNumber: keyed.payerClaimNumber,
    adjustments: keyed.adjustments,
    ...namesOf(claim),
    lines,
  };
}

function namesOf({ patientName, memberId }: ClaimOfEob): Pick<ClaimPayment835, "patient"> {
  return {
    patient: {
      name: { kind: "person", last: patientName.family.toUpperCase(), first: patientName.given.toUpperCase() },
      id: { qualifier: "MI", value: memberId },
    },
  };
}

const turned = (amount: Cents): Cents => -amount;

/** CLP02 22 of the decision that stands: all of it, with its signs turned. */
function takenBack({ standing }: ClaimOfEob): ClaimPayment835 | null {
  if (!standing) return null;
  const opposite = <A extends { readonly amount: Cents }>(list: readonly A[]) =>
    list.map((one) => ({ ...one, amount: turned(one.amount) }));
  const { patientResponsibility: _, ...rest } = standing;
  return {
    ...rest,
    status: "22",
    charge: turned(standing.charge),
    paid: turned(standing.paid),
    adjustments: opposite(standing.adjustments),
    lines: standing.lines.map((line) => ({
      ...line,
      charge: turned(line.charge),
      paid: turned(line.paid),
      adjustments: opposite(line.adjustments),
    })),
  };
}
