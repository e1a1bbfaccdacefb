/** "120 %" of 12_000 hundredths, "13.6 %" of 1_360. */
export function percent(rate: number): string {
  const whole = Math.floor(rate / 100);
  const rest = String(rate % 100)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${whole}${rest === "" ? "" : `.${rest}`}%`;
}

const NAMES = ["first", "second", "third", "fourth", "fifth", "sixth"];

/** "first", "second", …, "7th". */
export function ordinal(rank: number): string {
  const name = NAMES[rank - 1];
  if (name !== undefined) return name;
  const teen = rank % 100 >= 11 && rank % 100 <= 13;
  return `${rank}${teen ? "th" : (["th", "st", "nd", "rd"][rank % 10] ?? "th")}`;
}
