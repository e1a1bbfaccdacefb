import type { Random } from "@practicum/kernel/ports";

export const CODE_VALID_MINUTES = 24 * 60;

/** Without letters and digits that are taken for each other. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const LENGTH = 12;

/** A code for a person to set a password by (IDN-46), "7KQM-2XNB-WR4T": some 59 bits: nobody guesses it within a day. */
export function newSignInCode(random: Random): string {
  let code = "";
  for (let i = 0; i < LENGTH; i += 1) code += ALPHABET[Math.floor(random.next() * ALPHABET.length)] ?? "";
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
}

/** The code as it was made, from what a person typed. */
export function typedCode(text: string): string {
  const bare = text.toUpperCase().replaceAll(/[^0-9A-Z]/g, "");
  return `${bare.slice(0, 4)}-${bare.slice(4, 8)}-${bare.slice(8)}`;
}
