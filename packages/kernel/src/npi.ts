/**
 * Whether ten digits are a National Provider Identifier: the Luhn check over the digits prefixed with 80840, and a first
 * digit of 1 or 2 (CMS, "NPI check digit", 45 CFR 162.406).
 */
export function isNpi(text: string): boolean {
  return /^[12]\d{9}$/.test(text) && npiCheckDigit(text.slice(0, 9)) === text[9];
}

/** The tenth digit for nine. */
export function npiCheckDigit(nineDigits: string): string {
  // 24 is the contribution of the constant prefix 80840.
  let sum = 24;
  for (let i = 0; i < nineDigits.length; i += 1) {
    const digit = Number(nineDigits[nineDigits.length - 1 - i]);
    const doubled = i % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}
