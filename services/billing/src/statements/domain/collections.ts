import type { Cents } from "@practicum/kernel/money";
import type { AccountVisit } from "./dunning.ts";

/** BIL-267: of each visit what had its final notice; nothing where the account has nothing that may go. */
export function collectable(visits: readonly AccountVisit[], allowed: Cents): ReadonlyMap<string, Cents> {
  if (allowed <= 0) return new Map();
  return new Map(
    visits
      .filter((one) => one.pending <= 0 && !one.planned)
      .map((one) => [
        one.encounterId,
        one.parts.reduce((sum, part) => (part.step === "final-notice" ? sum + part.amount : sum), 0),
      ]),
  );
}
