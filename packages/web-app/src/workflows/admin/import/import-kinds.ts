import type { FileField } from "../../../csv/columns.ts";

/** What can be taken over, in the order in which one needs the other. */
export const kinds = [
  { kind: "patients", service: "scheduling", label: "Patients", one: "patient", many: "patients" },
  { kind: "coverages", service: "billing", label: "Insurance", one: "coverage", many: "coverages" },
  { kind: "appointments", service: "scheduling", label: "Upcoming visits", one: "visit", many: "visits" },
  { kind: "balances", service: "billing", label: "Balances", one: "balance", many: "balances" },
] as const;
export type Kind = (typeof kinds)[number]["kind"];

export const kindOf = (kind: string) => kinds.find((one) => one.kind === kind) ?? kinds[0];

/** Fields whose values are the practice's own records: a person says once which is which. */
export type ChoiceField = "payer" | "provider" | "visitType";

export interface ImportField extends FileField {
  readonly choice?: ChoiceField;
}

const oldNumber: ImportField = {
  field: "oldNumber",
  label: "Patient's old number",
  needed: true,
  heads: [
    "patient id",
    "patientid",
    "patient number",
    "patient no",
    "chart number",
    "chart no",
    "chart",
    "mrn",
    "account number",
    "account no",
    "acct no",
    "acct",
    "patnum",
    "pid",
    "id",
  ],
};

const provider: ImportField = {
  field: "provider",
  label: "Provider",
  needed: false,
  heads: ["provider", "provider name", "doctor", "physician", "rendering provider", "resource"],
  choice: "provider",
};

const field = (name: string, label: string, needed: boolean, heads: readonly string[]): ImportField => ({
  field: name,
  label,
  needed,
  heads,
});

export const importFields: { readonly [K in Kind]: readonly ImportField[] } = {
  patients: [
    oldNumber,
    field("family", "Last name", true, ["last name", "lastname", "lname", "surname", "patient name", "name"]),
    field("given", "First name", true, ["first name", "firstname", "fname"]),
    field("middle", "Middle name", false, ["middle name", "middle", "middle initial", "mi", "middlei"]),
    field("suffix", "Suffix", false, ["suffix", "name suffix"]),
    field("birthDate", "Date of birth", true, ["date of birth", "dob", "birth date", "birthdate", "born"]),
    field("sex", "Sex", false, ["sex", "gender", "administrative sex"]),
    field("phone", "Telephone", false, [
      "mobile phone",
      "cell phone",
      "cell",
      "mobile",
      "phone",
      "telephone",
      "home phone",
      "phone number",
      "primary phone",
      "wireless phone",
      "hm phone",
    ]),
    field("email", "E-mail", false, ["email", "e mail", "email address"]),
    field("language", "Language", false, ["language", "preferred language", "lang"]),
    field("line1", "Street", false, ["address", "address 1", "address1", "street", "address line 1", "street address"]),
    field("line2", "Apartment", false, ["address 2", "address2", "address line 2", "apt", "unit"]),
    field("city", "City", false, ["city", "town"]),
    field("state", "State", false, ["state", "st"]),
    field("zip", "ZIP code", false, ["zip", "zip code", "zipcode", "postal code"]),
  ],
  coverages: [
    oldNumber,
    {
      ...field("payer", "Payer", true, [
        "payer",
        "payer name",
        "insurance",
        "insurance name",
        "insurance company",
        "carrier",
        "carrier name",
        "plan",
        "payer id",
      ]),
      choice: "payer",
    },
    field("memberId", "Member number", true, [
      "member id",
      "member number",
      "subscriber id",
      "policy number",
      "policy no",
      "insured id",
      "id number",
    ]),
    field("groupNumber", "Group number", false, ["group number", "group", "group no", "group id"]),
    field("planName", "Plan", false, ["plan name"]),
    field("priority", "Place in the order", false, ["priority", "order", "rank", "sequence", "coverage order"]),
    field("relationship", "Patient is the subscriber's", false, [
      "relationship",
      "relation",
      "relationship to subscriber",
      "relationship to insured",
    ]),
    field("subscriberFamily", "Subscriber's last name", false, [
      "subscriber last name",
      "insured last name",
      "policyholder last name",
      "subscriber name",
      "insured name",
    ]),
    field("subscriberGiven", "Subscriber's first name", false, [
      "subscriber first name",
      "insured first name",
      "policyholder first name",
    ]),
    field("subscriberBirthDate", "Subscriber's date of birth", false, [
      "subscriber dob",
      "insured dob",
      "subscriber date of birth",
    ]),
    field("from", "In force from", false, ["effective date", "start date", "from", "effective", "eff date"]),
    field("to", "Until", false, ["end date", "termination date", "term date", "to", "until", "expiration date"]),
    field("copay", "Copay", false, ["copay", "co pay", "copay amount"]),
  ],
  appointments: [
    oldNumber,
    field("date", "Day", true, [
      "date",
      "appointment date",
      "appt date",
      "day",
      "visit date",
      "start date",
      "aptdatetime",
    ]),
    field("start", "Time", false, ["time", "start time", "appointment time", "appt time", "start"]),
    field("minutes", "Minutes", false, ["minutes", "duration", "length", "duration minutes"]),
    { ...provider, needed: true },
    {
      ...field("visitType", "Visit type", true, ["visit type", "appointment type", "appt type", "type", "reason type"]),
      choice: "visitType",
    },
    field("reason", "Reason", false, ["reason", "note", "notes", "chief complaint", "comment"]),
  ],
  balances: [
    oldNumber,
    field("amount", "Balance", true, [
      "patient balance",
      "balance",
      "amount",
      "balance due",
      "amount due",
      "pat balance",
      "balance total",
      "total",
    ]),
    field("date", "Date of the visit", false, ["date of service", "service date", "visit date", "dos", "date"]),
    provider,
  ],
};

export const dateFields: { readonly [K in Kind]: readonly string[] } = {
  patients: ["birthDate"],
  coverages: ["subscriberBirthDate", "from", "to"],
  appointments: ["date"],
  balances: ["date"],
};
