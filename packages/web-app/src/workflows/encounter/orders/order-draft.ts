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
  const times = timesOf(text);
  return times === null ? null : each * times;
}

function timesOf(text: string): number | null {
  const hours = /every (\d+)(?: to \d+)? hours/.exec(text);
  if (hours) return Math.max(1, Math.round(24 / Number(hours[1])));
  if (/four times|\bqid\b/.test(text)) return 4;
  if (/three times|\btid\b/.test(text)) return 3;
  if (/twice|two times|\bbid\b/.test(text)) return 2;
  return /once|daily|every day|each day|at bedtime|a day|every morning/.test(text) ? 1 : null;
}

/** For how many days the directions say it is taken: "for 10 days", "for 2 weeks"; null when they don't. */
export function daysOf(directions: string): number | null {
  const said = /\bfor (\d{1,3}) (day|week)/i.exec(directions);
  return said ? Math.min(365, Number(said[1]) * (said[2]?.toLowerCase() === "week" ? 7 : 1)) : null;
}

/** A new order with what a usual one has: the days its directions say, or those usual for the drug, no refill, the generic allowed. */
export function newOrder(
  orderId: string,
  drug: {
    readonly rxnorm: string | null;
    readonly name: string;
    readonly commonDirections: string | null;
    readonly commonDays?: number;
  },
): OrderDraft {
  const directions = drug.commonDirections ?? "";
  return withAmount({
    orderId,
    rxnorm: drug.rxnorm,
    name: drug.name,
    directions,
    quantity: 30,
    quantityUnit: unitOf(drug.name),
    daysSupply: daysOf(directions) ?? drug.commonDays ?? 30,
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
