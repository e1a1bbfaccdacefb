import { isSettled, type CheckState } from "./check-state.ts";

export interface CheckInRows {
  readonly identifiers: number;
  readonly coverage: CheckState;
  readonly consent: CheckState;
  readonly copay: CheckState;
  /** Who pays alone owes a fee, not a copay. */
  readonly isSelfPay: boolean;
}

/** What stands before a check-in, in the order of the rows: two identifiers, and each row done or skipped with a reason. */
export function missingForCheckIn({ identifiers, coverage, consent, copay, isSelfPay }: CheckInRows): string[] {
  const missing: string[] = [];
  if (identifiers < 2) missing.push(identifiers === 1 ? "one more identifier" : "two identifiers");
  for (const [name, check] of [
    ["insurance", coverage],
    ["consents", consent],
    [isSelfPay ? "fee or deposit" : "copay", copay],
  ] as const) {
    if (isSettled(check)) continue;
    missing.push(check.skippedBecause === null ? name : `why ${name} ${name === "consents" ? "are" : "is"} skipped`);
  }
  return missing;
}
