import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { PatientMatch } from "@practicum/contracts/scheduling/patients";
import type { LocalDate } from "@practicum/kernel/local-date";
import { coveragesOn } from "../../../patient/first-in-force.ts";
import type { CoverageValues } from "./coverage-values.ts";

export type SubscriberPatient = Pick<PatientMatch, "patientId" | "name" | "birthDate" | "sex">;

/** The form with a patient as subscriber, and that patient's own card with the payer where the fields of the card are still empty. */
export function takeSubscriber(
  values: CoverageValues,
  { name, birthDate, sex }: SubscriberPatient,
  coverages: readonly Coverage[],
  today: LocalDate,
): CoverageValues {
  const taken: CoverageValues = {
    ...values,
    subscriberFamily: name.family,
    subscriberGiven: name.given,
    subscriberMiddle: name.middle,
    subscriberSuffix: name.suffix,
    subscriberBirthDate: birthDate,
    subscriberSex: sex,
  };
  // Medicare has no dependents; a plan that the subscriber is a dependent of is somebody else's.
  const own = coveragesOn(coverages, today).filter(
    (one) => one.payerKind !== "medicare" && one.subscriber.relationship === "self",
  );
  const card = own.find((one) => values.payerId === null || one.payerId === values.payerId);
  if (!card || values.memberId.trim() !== "") return taken;
  return {
    ...taken,
    payerId: card.payerId,
    memberId: card.memberId,
    groupNumber: values.groupNumber || (card.groupNumber ?? ""),
    planName: values.planName || (card.planName ?? ""),
  };
}
