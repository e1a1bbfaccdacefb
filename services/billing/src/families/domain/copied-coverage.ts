import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { Patient } from "@practicum/contracts/scheduling/patients";

/**
 * A coverage of one member as another member of the family has it (BIL-323): the subscriber is the one of the card; nobody is covered
 * before being born. The plan's own PCP is each member's own, and is asked of the plan.
 */
export function copiedCoverage(
  of: Coverage,
  holder: Patient,
  wish: {
    readonly coverageId: string;
    readonly patient: Pick<Patient, "patientId" | "birthDate">;
    readonly relationship: "spouse" | "child" | "other";
    readonly priority: number;
  },
): Omit<Coverage, "payerName" | "payerKind" | "version"> {
  const { coverageId, patient, relationship, priority } = wish;
  const card = of.subscriber;
  const subscriber =
    card.relationship === "self"
      ? { relationship, name: card.name ?? holder.name, birthDate: holder.birthDate, sex: holder.sex }
      : { ...card, relationship };
  return {
    coverageId,
    patientId: patient.patientId,
    payerId: of.payerId,
    priority,
    memberId: of.memberId,
    groupNumber: of.groupNumber,
    planName: of.planName,
    subscriber,
    from: of.from < patient.birthDate ? patient.birthDate : of.from,
    to: of.to,
    pcpNpi: null,
    copay: of.copay,
    secondaryReason: null,
  };
}
