import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { CommandInput } from "../../../api/use-command.ts";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Cents } from "@practicum/kernel/money";

/** A coverage as the form holds it. */
export interface CoverageValues extends Record<string, unknown> {
  payerId: string | null;
  memberId: string;
  groupNumber: string;
  planName: string;
  relationship: "self" | "spouse" | "child" | "other";
  subscriberFamily: string;
  subscriberGiven: string;
  /** Of the subscriber's name: what has no field. */
  subscriberMiddle: string | null;
  subscriberSuffix: string | null;
  subscriberBirthDate: LocalDate | null;
  subscriberSex: "female" | "male" | "unknown";
  from: LocalDate | null;
  to: LocalDate | null;
  pcpNpi: string;
  copay: Cents | null;
  secondaryReason: Coverage["secondaryReason"];
}

export const coverageFields: { readonly [inputPath: string]: string } = {
  "subscriber.relationship": "relationship",
  "subscriber.name": "subscriberFamily",
  "subscriber.name.family": "subscriberFamily",
  "subscriber.name.given": "subscriberGiven",
  "subscriber.birthDate": "subscriberBirthDate",
  "subscriber.sex": "subscriberSex",
};

export function emptyCoverage(from: LocalDate): CoverageValues {
  return {
    payerId: null,
    memberId: "",
    groupNumber: "",
    planName: "",
    relationship: "self",
    subscriberFamily: "",
    subscriberGiven: "",
    subscriberMiddle: null,
    subscriberSuffix: null,
    subscriberBirthDate: null,
    subscriberSex: "unknown",
    from,
    to: null,
    pcpNpi: "",
    copay: null,
    secondaryReason: null,
  };
}

export function valuesOfCoverage(coverage: Coverage): CoverageValues {
  const { subscriber } = coverage;
  return {
    payerId: coverage.payerId,
    memberId: coverage.memberId,
    groupNumber: coverage.groupNumber ?? "",
    planName: coverage.planName ?? "",
    relationship: subscriber.relationship,
    subscriberFamily: subscriber.name?.family ?? "",
    subscriberGiven: subscriber.name?.given ?? "",
    subscriberMiddle: subscriber.name?.middle ?? null,
    subscriberSuffix: subscriber.name?.suffix ?? null,
    subscriberBirthDate: subscriber.birthDate,
    subscriberSex: subscriber.sex ?? "unknown",
    from: coverage.from,
    to: coverage.to,
    pcpNpi: coverage.pcpNpi ?? "",
    copay: coverage.copay,
    secondaryReason: coverage.secondaryReason,
  };
}

/** The part of the contract's input that the form knows. */
export function toCoverage(
  values: CoverageValues,
): Omit<CommandInput<"billing", "addCoverage">, "coverageId" | "patientId" | "priority"> {
  const self = values.relationship === "self";
  return {
    payerId: values.payerId ?? "",
    // Cards print them in capitals, and payers ask for them so: "w123" is not another number.
    memberId: values.memberId.trim().toUpperCase(),
    groupNumber: values.groupNumber.trim() || null,
    planName: values.planName.trim() || null,
    subscriber: {
      relationship: values.relationship,
      name:
        self && `${values.subscriberFamily}${values.subscriberGiven}`.trim() === ""
          ? null
          : {
              family: values.subscriberFamily,
              given: values.subscriberGiven,
              middle: values.subscriberMiddle,
              suffix: values.subscriberSuffix,
            },
      birthDate: self ? null : values.subscriberBirthDate,
      sex: self ? null : values.subscriberSex,
    },
    from: values.from ?? "",
    to: values.to,
    pcpNpi: values.pcpNpi.trim() || null,
    copay: values.copay,
    secondaryReason: values.secondaryReason,
  };
}
