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

/** A drawer of the day: its cash for the bank, and what was taken into it less what was taken back. */
export interface SlipDrawer {
  readonly cash: number;
  readonly cards: number;
  readonly taken: readonly Taken[];
}

/**
 * What of a day goes to the bank: of each drawer as it was counted (BIL-287), and what was in none. A patient's check that the desk took and the biller recorded as a deposit too is one check: it has the
 * patient, the number and the amount of the other.
 *
 * @param outside payments that went into no drawer
 * @param recorded the paper checks of the day's deposits
 */
export function slipOf(drawers: readonly SlipDrawer[], outside: readonly Taken[], recorded: readonly SlipCheck[]) {
  const taken = [...drawers.flatMap((one) => one.taken), ...outside];
  const sum = (all: readonly { readonly amount: number }[]) => all.reduce((total, one) => total + one.amount, 0);
  const by = (some: readonly Taken[], method: Taken["method"]) => some.filter((one) => one.method === method);
  const left = [...recorded];
  const ofDesk = by(taken, "check").map(({ patientId, reference, amount }): SlipCheck => {
    const number = digitsOf(reference ?? "");
    const same = left.findIndex(
      (one) => one.patientId === patientId && one.amount === amount && digitsOf(one.number) === number,
    );
    if (same !== -1) left.splice(same, 1);
    return { payerName: null, patientId, number: (reference ?? "").trim(), amount };
  });
  const checks = [...left, ...ofDesk];
  const of = (pick: "cash" | "cards") => drawers.reduce((total, one) => total + one[pick], 0);
  const cash = of("cash") + sum(by(outside, "cash"));
  return { cash, checks, total: cash + sum(checks), cards: of("cards") + sum(by(outside, "card")) };
}

/** "Check #0412" and "412" are one number. */
function digitsOf(number: string): string {
  return number.replaceAll(/\D/g, "").replace(/^0+/, "");
}
