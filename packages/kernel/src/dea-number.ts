/** The seventh digit of a DEA number, which checks the six before it. */
export function deaCheckDigit(six: string): string {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from(six, Number);
  return String((a + c + e + 2 * (b + d + f)) % 10);
}

/** Whether it is a number as the Drug Enforcement Administration gives them to who prescribes: "BC1234563". */
export function isDeaNumber(text: string): boolean {
  return /^[A-Z][A-Z9]\d{7}$/.test(text) && text.endsWith(deaCheckDigit(text.slice(2, 8)));
}
