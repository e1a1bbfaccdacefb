import { decimalFromCents } from "@practicum/kernel/money";
import { csvText } from "../../domain/csv.ts";
import { addressText } from "./statement.ts";
import { agesOf, earliest, totalOf, type Envelope } from "./statement-sheet.ts";

const COLUMNS = [
  "envelope",
  "language",
  "mail_to",
  "address_1",
  "address_2",
  "city_state_zip",
  "envelope_amount_due",
  "envelope_pay_by",
  "statement",
  "copy",
  "account",
  "patient",
  "date",
  "pay_by",
  "notice",
  "amount_due",
  "balance",
  "insurance_pending",
  "age_0_30",
  "age_31_60",
  "age_61_90",
  "age_91_120",
  "age_over_120",
  "visit",
  "charged",
  "discount",
  "insurance_paid",
  "visit_insurance_pending",
  "patient_paid",
  "forgiven",
  "with_agency",
  "other",
  "patient_owes",
  "greeting",
  "message",
  "how_to_pay",
  "pay_online",
  "remit_name",
  "remit_address",
  "billing_phone",
  "made_again",
] as const;

const NOTICES = { statement: "1", reminder: "2", "final-notice": "3", plan: "plan" } as const;

/** BIL-419: what is on the papers, as a file for a mail house: a row a visit, with its statement and its envelope. */
export function mailHouseCsv(envelopes: readonly Envelope[]): string {
  return csvText([COLUMNS, ...envelopes.flatMap((envelope, at) => rowsOf(envelope, at + 1))]);
}

function rowsOf(envelope: Envelope, place: number): string[][] {
  const { addressLines, statements, paper, practice, language, again } = envelope;
  const [to = "", line1 = "", ...rest] = addressLines;
  const city = rest.at(-1) ?? "";
  const own = paper.words[language];
  const front = [
    String(place),
    language,
    to,
    line1,
    rest.length > 1 ? (rest[0] ?? "") : "",
    city,
    decimalFromCents(totalOf(statements)),
    earliest(statements),
  ];
  const message = { statement: own.notice1, reminder: own.notice2, "final-notice": own.notice3, plan: "" };
  return statements.flatMap((one) => {
    const middle = [
      one.number,
      one.copy ? "yes" : "",
      one.account,
      one.patientName,
      one.date,
      one.dueDate,
      NOTICES[one.step],
      decimalFromCents(one.payNow),
      decimalFromCents(one.balance),
      decimalFromCents(one.insurancePending),
      ...agesOf([one]).map(decimalFromCents),
    ];
    const end = [
      own.greeting,
      message[one.step],
      own.howToPay,
      paper.payUrl ?? "",
      practice.name,
      addressText(paper.payTo ?? practice.address).join(", "),
      paper.phone ?? practice.phone,
      again ?? "",
    ];
    const visits = one.visits.map((visit) => [
      visit.serviceDate,
      ...[
        visit.charged,
        visit.discount,
        visit.insurancePaid,
        visit.insurancePending,
        visit.youPaid,
        visit.forgiven,
        visit.collections,
        visit.other,
        visit.owed,
      ].map(decimalFromCents),
    ]);
    // What is asked for by a plan alone has no visit of its own; its statement still has a row.
    const none = Array.from({ length: 10 }, () => "");
    return (visits.length > 0 ? visits : [none]).map((visit) => [...front, ...middle, ...visit, ...end]);
  });
}
