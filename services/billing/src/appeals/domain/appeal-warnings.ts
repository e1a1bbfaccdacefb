import type { AppealGrounds, AppealStatus, RecordPaper } from "@practicum/contracts/billing/appeals";
import { daysBetween, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { PAPERS, wantsNumber } from "./appeal-grounds.ts";
import { GAP, withNumber } from "./draft-letter.ts";

/** Days before the end of a payer's time in which the screen warns. */
const SOON_DAYS = 14;

export interface Written {
  readonly status: AppealStatus;
  readonly grounds: AppealGrounds;
  readonly levelName: string;
  readonly body: string;
  readonly authorization: string | null;
  readonly papers: readonly RecordPaper[];
  readonly dueOn: LocalDate | null;
}

interface Warning {
  readonly field: string;
  readonly message: string;
}

/** What a person should know before the letter goes (BIL-183, BIL-184); `has` says which papers the record can give. */
export function appealWarnings(
  written: Written,
  has: (paper: RecordPaper) => boolean,
  today: LocalDate,
): readonly Warning[] {
  const missing = PAPERS[written.grounds].filter((paper) => !written.papers.includes(paper) || !has(paper));
  return [
    ...timeWarning(written, today),
    ...(wantsNumber(written.grounds) && !written.authorization
      ? [{ field: "authorization", message: "These grounds stand on the payer's number: enter it." }]
      : []),
    ...missing.map((paper) => ({ field: `papers.${paper}`, message: MISSING[paper] })),
    ...(GAP.test(withNumber(written.body, written.authorization))
      ? [{ field: "body", message: "The text has a gap in square brackets: fill it in, or take the sentence out." }]
      : []),
  ];
}

const MISSING: { readonly [P in RecordPaper]: string } = {
  note: "The signed note is not attached: these grounds mostly need it.",
  acknowledgment: "No acknowledgment (277CA) goes with it: it is the proof of when the claim was filed.",
  claim: "The claim as it was sent does not go with it.",
  remittance: "The decision that is appealed does not go with it.",
};

function timeWarning({ status, dueOn, levelName }: Written, today: LocalDate): Warning[] {
  if (status !== "draft" || dueOn === null) return [];
  const left = daysBetween(today, dueOn);
  if (left < 0)
    return [
      {
        field: "dueOn",
        message: `The payer's time for the ${levelName.toLowerCase()} ended on ${formatDate(dueOn)}. Say why it is late; the letter says so too.`,
      },
    ];
  if (left > SOON_DAYS) return [];
  return [
    {
      field: "dueOn",
      message: `${left === 0 ? "Today is the last day" : `${left} days are left`} for the ${levelName.toLowerCase()}.`,
    },
  ];
}

/** Whether a letter that goes out on this day comes after the payer's time. */
export function isLate({ status, dueOn }: Pick<Written, "status" | "dueOn">, sentOn: LocalDate): boolean {
  return status === "draft" && dueOn !== null && sentOn > dueOn;
}
