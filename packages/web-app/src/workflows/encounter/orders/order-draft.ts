/** An order while it is written. */
export interface OrderDraft {
  readonly orderId: string;
  readonly rxnorm: string | null;
  readonly name: string;
  readonly directions: string;
  readonly quantity: number;
  readonly quantityUnit: string;
  readonly daysSupply: number;
  readonly refills: number;
  readonly substitution: boolean;
  readonly overrideReason: string;
}

const units: readonly (readonly [RegExp, string])[] = [
  [/capsule/i, "capsules"],
  [/suspension|solution|syrup|liquid|elixir/i, "mL"],
  [/inhaler|hfa|diskus/i, "inhaler"],
  [/cream|ointment|gel/i, "g"],
  [/patch/i, "patches"],
  [/drops|spray/i, "bottle"],
  [/injection|pen|vial/i, "each"],
];

/** What the drug is counted in, as its name says it. */
export function unitOf(name: string): string {
  return units.find(([pattern]) => pattern.test(name))?.[1] ?? "tablets";
}

/** How many go in a day, as the directions say it; null when they don't. */
export function perDay(directions: string): number | null {
  const text = directions.toLowerCase();
  const each = Number(/\b(\d+(?:\.\d+)?)\s*(?:tablet|capsule|tab|cap|ml|puff)/.exec(text)?.[1] ?? 1);
  const times = /four times|every 6 hours|\bqid\b/.test(text)
    ? 4
    : /three times|every 8 hours|\btid\b/.test(text)
      ? 3
      : /twice|two times|every 12 hours|\bbid\b/.test(text)
        ? 2
        : /once|daily|every day|each day|at bedtime|a day|every morning/.test(text)
          ? 1
          : null;
  return times === null ? null : each * times;
}

/** For how many days the directions say it is taken: "for 10 days", "for 2 weeks"; null when they don't. */
export function daysOf(directions: string): number | null {
  const said = /\bfor (\d{1,3}) (day|week)/i.exec(directions);
  return said ? Math.min(365, Number(said[1]) * (said[2]?.toLowerCase() === "week" ? 7 : 1)) : null;
}

/** A new order with what a usual one has: the days its directions say or thirty, no refill, the generic allowed. */
export function newOrder(
  orderId: string,
  drug: { readonly rxnorm: string | null; readonly name: string; readonly commonDirections: string | null },
): OrderDraft {
  const directions = drug.commonDirections ?? "";
  return withAmount({
    orderId,
    rxnorm: drug.rxnorm,
    name: drug.name,
    directions,
    quantity: 30,
    quantityUnit: unitOf(drug.name),
    daysSupply: daysOf(directions) ?? 30,
    refills: 0,
    substitution: true,
    overrideReason: "",
  });
}

/** Counts the quantity from directions and days where both say enough; else leaves it. */
export function withAmount(draft: OrderDraft): OrderDraft {
  const daily = perDay(draft.directions);
  if (daily === null || !["tablets", "capsules", "mL"].includes(draft.quantityUnit)) return draft;
  return { ...draft, quantity: Math.min(9999, Math.max(1, Math.ceil(daily * draft.daysSupply))) };
}
