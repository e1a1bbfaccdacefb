import { must } from "@practicum/kernel/assert";
import type { Result } from "@practicum/kernel/result";
import { read270 } from "@practicum/x12/eligibility/read-270";
import type { Benefit271, Rejection271 } from "@practicum/x12/eligibility/types";
import { write271 } from "@practicum/x12/eligibility/write-271";
import { write277CA } from "@practicum/x12/277ca/write";
import type { ClaimPayment835, Remittance835 } from "@practicum/x12/835/types";
import { write835 } from "@practicum/x12/835/write";
import { read837P } from "@practicum/x12/837p/read";
import type { Claim837P, Transaction837P } from "@practicum/x12/837p/types";
import { write999 } from "@practicum/x12/999/write";
import type { Adjustment, Finding, Interchange } from "@practicum/x12/types";

/** Files as a payer would write them, made by the strict writers of packages/x12. */

const DAY = "2026-11-23";

function around<T>(transactions: readonly T[], controlNumber: number): Interchange<T> {
  const from = { senderQualifier: "ZZ", senderId: "CLEARINGHOUSE", receiverQualifier: "30", receiverId: "330123456" };
  return {
    interchange: { ...from, date: DAY, time: "09:00", controlNumber, usage: "P" },
    group: { senderCode: "CLEARINGHOUSE", receiverCode: "330123456", date: DAY, time: "09:00", controlNumber },
    transactions,
  };
}

function text(result: Result<string, readonly Finding[]>): string {
  if (!result.ok) throw new Error(result.error.map((one) => `${one.segmentId} ${one.message}`).join("; "));
  return result.value;
}

/** The claims of an 837P that we sent. */
export function claimsIn(content: string): {
  transaction: Transaction837P;
  claims: readonly Claim837P[];
  control: number;
} {
  const read = read837P(content);
  const errors = read.findings.filter((finding) => finding.severity === "error");
  if (errors.length > 0) throw new Error(errors.map((one) => `${one.segmentId} ${one.message}`).join("; "));
  const first = must(read.value[0], "an interchange");
  const transaction = must(first.transactions[0], "a transaction");
  return { transaction, claims: first.transactions.flatMap((one) => one.claims), control: first.group.controlNumber };
}

export interface LineDecision {
  readonly code: string;
  readonly charge: number;
  readonly paid: number;
  readonly adjustments: readonly Adjustment[];
  readonly controlNumber?: string;
  readonly remarks?: readonly string[];
}

/** A decision on one claim; a reversal is made by {@link reversalOf}. */
export function decision(claimNumber: string, lines: readonly LineDecision[], status = "1"): ClaimPayment835 {
  const sum = (pick: (line: LineDecision) => number) => lines.reduce((all, line) => all + pick(line), 0);
  const patient = sum((line) =>
    line.adjustments.filter((one) => one.group === "PR").reduce((a, one) => a + one.amount, 0),
  );
  return {
    group: 1,
    id: claimNumber,
    status,
    charge: sum((line) => line.charge),
    paid: sum((line) => line.paid),
    ...(patient === 0 ? {} : { patientResponsibility: patient }),
    filingIndicator: "HM",
    payerClaimNumber: `PCN${claimNumber}`,
    facilityType: "11",
    frequency: "1",
    adjustments: [],
    // Without a member number: whose claim it is, is said by the claim's number alone (BIL-477).
    patient: { name: { kind: "person", last: "LOPEZ", first: "MARIA" } },
    lines: lines.map((line) => ({
      procedure: { qualifier: "HC", code: line.code },
      charge: line.charge,
      paid: line.paid,
      quantity: 1,
      serviceDates: { from: "2026-11-20", to: "2026-11-20" },
      adjustments: line.adjustments,
      ...(line.controlNumber ? { controlNumber: line.controlNumber } : {}),
      ...(line.remarks ? { remarks: line.remarks.map((code) => ({ qualifier: "HE", code })) } : {}),
    })),
  };
}

/** CLP02 22: the same with every amount negative. */
export function reversalOf(payment: ClaimPayment835): ClaimPayment835 {
  const { patientResponsibility: _, ...rest } = payment;
  return {
    ...rest,
    status: "22",
    charge: -payment.charge,
    paid: -payment.paid,
    lines: payment.lines.map((line) => ({
      ...line,
      charge: -line.charge,
      paid: -line.paid,
      adjustments: line.adjustments.map((one) => ({ ...one, amount: -one.amount })),
    })),
  };
}

export interface RemittanceMore {
  readonly trace?: string;
  readonly controlNumber?: number;
  readonly providerAdjustments?: Remittance835["providerAdjustments"];
}

/** An 835 that balances. */
export function remittance(claims: readonly ClaimPayment835[], more: RemittanceMore = {}): string {
  return remittances([{ claims, more }], more.controlNumber);
}

/** Several in one file, each in a transaction set of its own. */
export function remittances(
  parts: readonly { readonly claims: readonly ClaimPayment835[]; readonly more: RemittanceMore }[],
  controlNumber = 501,
): string {
  const values = parts.map(({ claims, more }, index) => remittanceOf(claims, more, String(index + 1).padStart(4, "0")));
  return text(write835(around(values, controlNumber)));
}

function remittanceOf(claims: readonly ClaimPayment835[], more: RemittanceMore, controlNumber: string): Remittance835 {
  const kept = (more.providerAdjustments ?? []).flatMap((one) => one.entries).reduce((sum, one) => sum + one.amount, 0);
  const amount = claims.reduce((sum, claim) => sum + claim.paid, 0) - kept;
  return {
    controlNumber,
    payment: {
      handling: amount > 0 ? "I" : "H",
      amount,
      creditDebit: "C",
      method: amount > 0 ? "CHK" : "NON",
      date: DAY,
    },
    trace: { number: more.trace ?? "EFT0001", payerId: "1330000001" },
    productionDate: DAY,
    payer: {
      name: "CARE FIRST",
      address: { line1: "1 PAYER PLAZA", city: "SAN DIEGO", state: "CA", zip: "921020000" },
      technicalContacts: [{ name: "EDI", phone: "8005550100" }],
    },
    payee: { name: "MISSION BAY FAMILY PRACTICE", id: { qualifier: "XX", value: "1234567893" } },
    claims,
    providerAdjustments: more.providerAdjustments ?? [],
  };
}

export function acknowledgment999(sent: string, outcome: "A" | "R", controlNumber = 601): string {
  const { control } = claimsIn(sent);
  const transaction = {
    transactionCode: "837",
    controlNumber: "0001",
    version: "005010X222A1",
    outcome,
    ...(outcome === "R" ? { errors: ["5"] } : {}),
    segmentErrors:
      outcome === "A"
        ? []
        : [
            {
              segmentId: "NM1",
              position: 8,
              loop: "2010AA",
              code: "8",
              elementErrors: [{ elementPosition: 9, elementNumber: 67, code: "7" }],
            },
          ],
  };
  return text(
    write999(
      around(
        [
          {
            controlNumber: "0001",
            groupCode: "HC",
            groupControlNumber: String(control),
            version: "005010X222A1",
            transactions: [transaction],
            outcome,
            included: 1,
            received: 1,
            accepted: outcome === "A" ? 1 : 0,
          },
        ],
        controlNumber,
      ),
    ),
  );
}

/** One claim of a file, accepted (A2) or rejected for its member number (A7:164). */
export function acknowledgment277CA(sent: string, claimNumber: string, accepted: boolean, controlNumber = 701): string {
  const { transaction } = claimsIn(sent);
  const status = (category: string, code: string) => ({
    codes: [{ category, status: code, ...(accepted ? {} : { entity: "IL" }) }],
    date: DAY,
    action: accepted ? "WQ" : "U",
    charge: 15_000,
  });
  return text(
    write277CA(
      around(
        [
          {
            controlNumber: "0001",
            referenceId: `ACK${controlNumber}`,
            date: DAY,
            time: "09:00",
            source: {
              role: "PR",
              name: { kind: "organization", name: "CARE FIRST" },
              id: { qualifier: "PI", value: "CFHP1" },
            },
            sourceTrace: `SRC${controlNumber}`,
            receivedOn: DAY,
            processedOn: DAY,
            receiver: {
              name: { kind: "organization", name: "MISSION BAY FAMILY PRACTICE" },
              id: { qualifier: "46", value: "330123456" },
              trace: transaction.referenceId,
              statuses: [
                { codes: [{ category: "A1", status: "19", entity: "PR" }], date: DAY, action: "WQ", charge: 15_000 },
              ],
              totals: accepted
                ? { acceptedCount: 1, acceptedAmount: 15_000 }
                : { rejectedCount: 1, rejectedAmount: 15_000 },
              providers: [
                {
                  name: { kind: "organization", name: "MISSION BAY FAMILY PRACTICE" },
                  id: { qualifier: "XX", value: "1234567893" },
                  claims: [
                    {
                      patient: {
                        name: { kind: "person", last: "LOPEZ", first: "MARIA" },
                        id: { qualifier: "MI", value: "CF1234567" },
                      },
                      claimId: claimNumber,
                      statuses: [status(accepted ? "A2" : "A7", accepted ? "20" : "164")],
                      ...(accepted ? { payerClaimNumber: `PCN${claimNumber}` } : {}),
                      serviceDates: { from: "2026-11-20", to: "2026-11-20" },
                    },
                  ],
                },
              ],
            },
          },
        ],
        controlNumber,
      ),
    ),
  );
}

/** The answer to a 270 that we sent: benefits, or why the payer could not say. */
export function answer271(
  question: string,
  benefits: readonly Benefit271[],
  rejections: readonly Rejection271[],
  controlNumber: number,
): string {
  const inquiries = must(read270(question).value[0]?.transactions[0]?.inquiries, "a question");
  return text(
    write271(
      around(
        [
          {
            controlNumber: "0001",
            referenceId: `A${controlNumber}`,
            date: DAY,
            time: "09:00",
            purpose: "11",
            responses: inquiries.map((inquiry) => ({
              source: inquiry.source,
              receiver: inquiry.receiver,
              subscriber: { ...inquiry.subscriber, rejections },
              traces: inquiry.traces?.map((trace) => ({ ...trace, type: "2" })) ?? [],
              benefits,
            })),
          },
        ],
        controlNumber,
      ),
    ),
  );
}
