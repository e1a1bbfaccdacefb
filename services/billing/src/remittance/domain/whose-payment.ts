import type { ClaimPayment835 } from "@practicum/x12/835/types";

interface Ours {
  readonly name: { readonly family: string; readonly given: string };
  readonly memberIds: readonly string[];
}

/**
 * Whether a payment is about somebody else than its claim's patient: neither the family name nor the member number is ours. One of the two
 * alone may differ: payers correct names, and members get new cards.
 */
export function isAnother(theirs: ClaimPayment835["patient"], ours: Ours): boolean {
  if (theirs.name.kind !== "person" || theirs.id === undefined) return false;
  const { value } = theirs.id;
  return (
    plain(theirs.name.last) !== plain(ours.name.family) && !ours.memberIds.some((one) => plain(one) === plain(value))
  );
}

/** As claims spell it: capitals, no accents, no signs. */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .toUpperCase();
}
