/** How much is taken at once, and how often, as directions say it. */
export interface ReadDirections {
  readonly amount: number;
  readonly unit: "mg" | "mL" | "piece";
  /** The most that "every 4 to 6 hours" allows; null when they don't say. */
  readonly timesADay: number | null;
}

const HALF = /\bhalf\b|½|\b1\/2\b/;

/** Reads "10 mL by mouth every 4 to 6 hours", "2 tablets twice a day", "250 mg daily"; undefined when no amount is said. */
export function readDirections(directions: string): ReadDirections | undefined {
  const text = directions.toLowerCase().replaceAll(",", " ");
  const said =
    /(\d+(?:\.\d+)?)(?:\s*(?:to|-|–)\s*(\d+(?:\.\d+)?))?\s*(mg|ml|teaspoon|tablet|tab|capsule|cap|chew)/.exec(text);
  if (!said) {
    return HALF.test(text) && /tablet|tab\b/.test(text)
      ? { amount: 0.5, unit: "piece", timesADay: timesADayOf(text) }
      : undefined;
  }
  const amount = Number(said[2] ?? said[1]);
  const word = said[3] ?? "";
  const timesADay = timesADayOf(text);
  if (word === "mg") return { amount, unit: "mg", timesADay };
  if (word === "ml") return { amount, unit: "mL", timesADay };
  return word === "teaspoon" ? { amount: amount * 5, unit: "mL", timesADay } : { amount, unit: "piece", timesADay };
}

function timesADayOf(text: string): number | null {
  const hours = /every (\d+)(?:\s*(?:to|-|–)\s*\d+)?\s*(?:hours|hrs|h\b)/.exec(text);
  if (hours) return Math.max(1, Math.round(24 / Number(hours[1])));
  if (/four times|\bqid\b/.test(text)) return 4;
  if (/three times|\btid\b/.test(text)) return 3;
  if (/twice|two times|\bbid\b/.test(text)) return 2;
  return /once|daily|every (?:day|morning|evening|night)|at bedtime|a day/.test(text) ? 1 : null;
}

/** How much of its first ingredient is in a piece, or in a millilitre, as the product's name says it. */
export interface Strength {
  readonly mgPerPiece: number | null;
  readonly mgPerMl: number | null;
}

/** Reads "Amoxicillin 400 mg/5 mL suspension", "Ibuprofen 600 mg tablet"; undefined when the name has no strength. */
export function readStrength(name: string): Strength | undefined {
  const text = name.toLowerCase().replaceAll(",", "");
  const liquid = /(\d+(?:\.\d+)?)\s*(mg|mcg|g)\s*\/\s*(\d+(?:\.\d+)?)?\s*ml/.exec(text);
  if (liquid) return { mgPerPiece: null, mgPerMl: inMg(liquid) / Number(liquid[3] ?? 1) };
  const solid = /(\d+(?:\.\d+)?)\s*(mg|mcg|g)\b/.exec(text);
  return solid ? { mgPerPiece: inMg(solid), mgPerMl: null } : undefined;
}

function inMg([, amount, unit]: RegExpExecArray): number {
  return Number(amount) * (unit === "mcg" ? 0.001 : unit === "g" ? 1000 : 1);
}
