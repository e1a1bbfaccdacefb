import { z } from "zod";
import { command, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { billsTo, householdRelation } from "../scheduling/household-relations.ts";
import { id, localDate, optionalText, personName, positiveCents, sumOfCents, text } from "../schema.ts";
import { paymentMethod, receipt } from "./payments.ts";

/** A family's account: what its members owe, and one payment for several of them. */

const openVisit = z.object({
  patientId: id("patient"),
  encounterId: id("encounter"),
  serviceDate: localDate,
  due: sumOfCents,
});
export type OpenVisit = z.output<typeof openVisit>;

/** What of an amount goes to whom: the oldest visit of the family first (BIL-322). What is left over goes to nobody. */
export function spreadOverVisits(
  amount: number,
  visits: readonly OpenVisit[],
): { readonly shares: readonly { readonly patientId: string; readonly amount: number }[]; readonly over: number } {
  const oldestFirst = visits.toSorted((a, b) =>
    `${a.serviceDate} ${a.encounterId}` < `${b.serviceDate} ${b.encounterId}` ? -1 : 1,
  );
  const shares = new Map<string, number>();
  let left = amount;
  for (const { patientId, due } of oldestFirst) {
    const part = Math.min(left, Math.max(0, due));
    if (part > 0) shares.set(patientId, (shares.get(patientId) ?? 0) + part);
    left -= part;
  }
  return { shares: [...shares].map(([patientId, share]) => ({ patientId, amount: share })), over: left };
}

const familyPayment = z.object({
  familyPaymentId: id("family-payment"),
  amount: sumOfCents,
  receipts: z.array(receipt),
});

export const familyOperations = {
  familyAccount: query({
    summary: "What the members of a patient's families owe, each and together",
    permission: "account.read",
    input: forPatient,
    output: z.array(
      z.object({
        householdId: id("household"),
        guarantor: z.object({ patientId: id("patient").nullable(), name: personName }).nullable(),
        members: z.array(
          z.object({
            patientId: id("patient"),
            name: personName,
            relation: householdRelation,
            billsTo,
            /** Whether the guarantor gets this one's bills now. */
            billed: z.boolean(),
            patientDue: sumOfCents,
            insurancePending: sumOfCents,
            unapplied: sumOfCents,
          }),
        ),
        /** Of the members for whom the guarantor pays, and the guarantor. */
        due: sumOfCents,
        open: z.array(openVisit),
      }),
    ),
    patients: (input, output) => [
      input.patientId,
      ...output.flatMap((one) => [...one.members.map((m) => m.patientId), one.guarantor?.patientId]),
    ],
  }),
  takeFamilyPayment: command({
    summary: "Takes one payment for a family and spreads it over its visits, the oldest first",
    permission: "payment.take",
    input: z.strictObject({
      familyPaymentId: id("family-payment"),
      householdId: id("household"),
      amount: positiveCents,
      method: paymentMethod,
      reference: optionalText(40).nullable(),
    }),
    output: familyPayment,
    errors: ["not-found", "already-recorded", "over-allocated"],
    patients: (_, output) => output.receipts.map((one) => one.patientId),
  }),
  reverseFamilyPayment: command({
    summary: "Reverses a family's payment: every part of it that stands",
    permission: "payment.take",
    input: z.strictObject({ familyPaymentId: id("family-payment"), reason: text(200) }),
    output: z.object({ reversed: z.int() }),
    errors: ["not-found", "already-posted"],
  }),
  copyCoverages: command({
    summary: "Gives a patient the coverages of another member of the family, as their dependant",
    permission: "coverage.write",
    input: z.strictObject({
      patientId: id("patient"),
      from: id("patient"),
      coverages: z
        .array(
          z.strictObject({
            coverageId: id("coverage"),
            of: id("coverage"),
            /** What the patient is to the subscriber. */
            relationship: z.enum(["spouse", "child", "other"]),
          }),
        )
        .min(1)
        .max(3),
    }),
    output: z.object({ added: z.array(id("coverage")) }),
    errors: ["not-found", "priority-taken", "invalid-input"],
    about: (input) => [...byPatient(input), input.from],
  }),
};
