/** A payment as the desk took it. */
export interface Taken {
  readonly patientId: string;
  readonly method: "cash" | "check" | "card";
  readonly reference: string | null;
  readonly amount: number;
}

export interface SlipCheck {
  readonly payerName: string | null;
  readonly patientId: string | null;
  readonly number: string;
  readonly amount: number;
}

/**
 * What of a day goes to the bank. A patient's check that the desk took and the biller recorded as a deposit too is one check: it has the
 * patient, the number and the amount of the other.
 *
 * @param recorded the paper checks of the day's deposits
 */
export function slipOf(taken: readonly Taken[], recorded: readonly SlipCheck[]) {
  const sum = (all: readonly { readonly amount: number }[]) => all.reduce((total, one) => total + one.amount, 0);
  const by = (method: Taken["method"]) => taken.filter((one) => one.method === method);
  const left = [...recorded];
  const ofDesk = by("check").map(({ patientId, reference, amount }): SlipCheck => {
    const number = digitsOf(reference ?? "");
    const same = left.findIndex(
      (one) => one.patientId === patientId && one.amount === amount && digitsOf(one.number) === number,
    );
    if (same !== -1) left.splice(same, 1);
    return { payerName: null, patientId, number: (reference ?? "").trim(), amount };
  });
  const checks = [...left, ...ofDesk];
  const cash = sum(by("cash"));
  return { cash, checks, total: cash + sum(checks), cards: sum(by("card")) };
}

/** "Check #0412" and "412" are one number. */
function digitsOf(number: string): string {
  return number.replaceAll(/\D/g, "").replace(/^0+/, "");
}
