import type { CommandInput } from "../../../api/use-command.ts";

export type Adjustments = CommandInput<"billing", "keyException">["adjustments"];

/** "CO-45 60.00, PR-3 20.00": adjustments as fast to type as to read. */
export function wordsOf(
  adjustments: readonly { readonly group: string; readonly reason: string; readonly amount: number }[],
) {
  return adjustments.map((one) => `${one.group}-${one.reason} ${(one.amount / 100).toFixed(2)}`).join(", ");
}

const ADJUSTMENT = /^(CO|OA|PI|PR|CR)[- ]?([A-Z]?\d{1,3})(?:\s+(-?)\$?(\d{1,7})(?:\.(\d{2}))?)?$/i;

/**
 * Reads such a text. One reason without an amount takes what is still missing to `rest`: the last one need not be counted.
 *
 * @returns null where something is not an adjustment.
 */
export function adjustmentsIn(text: string, rest: number | null = null): Adjustments | null {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const read = parts.map((part) => {
    const found = ADJUSTMENT.exec(part);
    if (!found) return null;
    const [, group = "", reason = "", minus, dollars, cents = "0"] = found;
    const amount = dollars === undefined ? null : (Number(dollars) * 100 + Number(cents)) * (minus ? -1 : 1);
    return { group: group.toUpperCase() as Adjustments[number]["group"], reason: reason.toUpperCase(), amount };
  });
  if (!read.every((one) => one !== null)) return null;
  const open = read.filter((one) => one.amount === null);
  if (open.length > 1 || (open.length === 1 && rest === null)) return null;
  const said = read.reduce((sum, one) => sum + (one.amount ?? 0), 0);
  return read.map((one) => ({ ...one, amount: one.amount ?? (rest ?? 0) - said }));
}
