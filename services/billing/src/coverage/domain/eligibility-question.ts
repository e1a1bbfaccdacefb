import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { EligibilityPerson, Transaction270 } from "@practicum/x12/eligibility/types";
import { personName, sexCode } from "../../claims/domain/claim-to-837p.ts";
import { plain } from "../../claims/domain/plain-text.ts";
import type { Sex } from "../../claims/domain/claim-content.ts";
import { transactionHeader, type Outgoing } from "../../exchange/domain/interchange.ts";

const DEPENDENT = { spouse: "01", child: "19", other: "34" } as const;

/** TRN02: comes back in the 271, so the answer finds its question. */
export function traceOf(eligibilityId: string): string {
  return eligibilityId.replaceAll("-", "");
}

/**
 * One question about one patient (X12 005010X279A1, 270): general benefits (30) and office visits (98) on the date of service,
 * in one EQ.
 */
export function eligibilityQuestion(
  out: Outgoing,
  about: {
    readonly trace: string;
    readonly serviceDate: LocalDate;
    readonly patient: Patient;
    readonly coverage: Coverage;
    readonly payer: { readonly name: string; readonly electronicId: string };
  },
): Transaction270 {
  const { coverage, patient } = about;
  const self = coverage.subscriber.relationship === "self";
  return {
    ...transactionHeader(out, "270"),
    purpose: "13",
    inquiries: [
      {
        source: {
          role: "PR",
          name: { kind: "organization", name: plain(about.payer.name) },
          id: { qualifier: "PI", value: about.payer.electronicId },
        },
        receiver: {
          role: "1P",
          name: { kind: "organization", name: plain(out.practice.name) },
          id: { qualifier: "XX", value: out.practice.npi },
        },
        subscriber: {
          ...(self ? insured(coverage, patient) : subscriber(coverage, patient)),
          id: { qualifier: "MI", value: coverage.memberId },
        },
        ...(self ? {} : { dependent: { ...person(patient), relationship: DEPENDENT[relationship(coverage)] } }),
        traces: [{ type: "1", number: about.trace, originatorId: `9${out.practice.taxId}` }],
        dates: [{ qualifier: "291", from: about.serviceDate, to: about.serviceDate }],
        requests: [{ serviceTypes: ["30", "98"] }],
      },
    ],
  };
}

/** Why a question can't name the people it is about; null where it can. Letters that X12 has not are left out of a name. */
export function whyUnnamed({ inquiries }: Transaction270): string | null {
  const people = inquiries.flatMap(({ subscriber, dependent }) => [subscriber, ...(dependent ? [dependent] : [])]);
  const nameless = people.some(({ name }) => name?.kind === "person" && name.last === "");
  return nameless
    ? "The name is in letters that payers cannot read: enter it at the insurance as the payer has it, as on the card."
    : null;
}

function person(patient: Patient): EligibilityPerson {
  return { name: personName(patient.name), birthDate: patient.birthDate, ...sexWhereKnown(patient.sex) };
}

/** The patient by the name that the payer has, where that is another one (SCRUB-42). */
function insured(coverage: Coverage, patient: Patient): EligibilityPerson {
  return person({ ...patient, name: coverage.subscriber.name ?? patient.name });
}

/** DMG03 of a 270 takes F and M alone: a sex that is not known is left out, and the payer finds the member without it. */
function sexWhereKnown(sex: Sex | null | undefined): Pick<EligibilityPerson, "sex"> {
  return sex && sex !== "unknown" ? { sex: sexCode(sex) } : {};
}

function subscriber(coverage: Coverage, patient: Patient): EligibilityPerson {
  const { name, birthDate, sex } = coverage.subscriber;
  return {
    name: personName(name ?? patient.name),
    ...(birthDate ? { birthDate } : {}),
    ...sexWhereKnown(sex),
  };
}

function relationship(coverage: Coverage): keyof typeof DEPENDENT {
  return coverage.subscriber.relationship === "self" ? "other" : coverage.subscriber.relationship;
}
