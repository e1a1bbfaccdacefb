/**
 * What can be meant at most: beyond it a number is a slip of the finger or a forgery, and is refused at its field. The service refuses
 * it, and the fields of the screens say it while it is typed.
 */

/** Visits are charged once a day, these by the time they took. */
const PROLONGED_UNITS: { readonly [code: string]: number } = {
  "99292": 12,
  "99415": 1,
  "99416": 8,
  "99417": 8,
  "99418": 8,
  "99437": 4,
  "99439": 4,
  "99458": 4,
  "99489": 6,
  "99427": 4,
  "99425": 4,
  "99498": 4,
  "99407": 2,
  "99406": 2,
};

/** The sections of CPT by their first and last number, with what can be done of one code in a day. */
const CPT_UNITS: readonly (readonly [from: string, to: string, units: number])[] = [
  // Anesthesia is told in minutes.
  ["00100", "01999", 999],
  ["10004", "69990", 40],
  ["70010", "79999", 10],
  ["80047", "89398", 20],
  ["90281", "90399", 60],
  ["90460", "90474", 12],
  ["90476", "90759", 4],
  ["90785", "98999", 32],
  ["99000", "99199", 8],
  ["99202", "99499", 1],
];

/** Drugs and blood products are counted in small doses, so that a hundred and more of them are one treatment. */
const HCPCS_UNITS: { readonly [letter: string]: number } = { J: 999, P: 999, Q: 999, A: 400, B: 400, C: 400, G: 16 };
const HCPCS_OTHER_UNITS = 100;

/** How many units of a procedure can be charged for a day, by the kind of its code; official tables may know better. */
export function unitsMaxOf(code: string): number {
  if (/^[A-Z]/.test(code)) return HCPCS_UNITS[code.charAt(0)] ?? HCPCS_OTHER_UNITS;
  const own = PROLONGED_UNITS[code];
  if (own !== undefined) return own;
  return CPT_UNITS.find(([from, to]) => code >= from && code <= to)?.[2] ?? 40;
}

/** What is wrong with an order's numbers, at the field: the numbers alone, and what the law says of a controlled substance. */
interface OrderAmounts {
  readonly quantity: number;
  readonly quantityUnit: string;
  readonly daysSupply: number;
  readonly refills: number;
}

/** At most a day, and at most in all, by what the drug is counted in. */
const QUANTITY: readonly (readonly [unit: RegExp, aDay: number, inAll: number])[] = [
  [/^(tab|cap|pill|lozenge)/i, 24, 1080],
  [/^(ml|milliliter)/i, 240, 4000],
  [/^(g|gram)s?$/i, 60, 1000],
  [/^(patch|film|suppositor)/i, 4, 200],
  [/^(inhaler|bottle|tube|pen|vial|syringe|box|kit|pack)/i, 4, 60],
];
const QUANTITY_OTHER = [30, 1000] as const;

/** @param schedule of the Controlled Substances Act, or null (21 CFR 1306.12 and 1306.22). */
export function orderBounds(
  { quantityUnit, daysSupply }: Pick<OrderAmounts, "quantityUnit" | "daysSupply">,
  schedule: number | null,
): { readonly quantityMax: number; readonly refillsMax: number; readonly daysMax: number } {
  const found = QUANTITY.find(([unit]) => unit.test(quantityUnit.trim()));
  const [aDay, inAll] = found ? [found[1], found[2]] : QUANTITY_OTHER;
  return {
    quantityMax: Math.min(inAll, aDay * daysSupply),
    refillsMax: schedule === 2 ? 0 : schedule === null ? 11 : 5,
    daysMax: schedule === null ? 365 : schedule === 2 ? 90 : 180,
  };
}

/** What is out of bounds, each at its field with what to do. */
export function orderFaults(
  order: OrderAmounts,
  schedule: number | null,
): { readonly field: "quantity" | "refills" | "daysSupply"; readonly message: string }[] {
  const { quantityMax, refillsMax, daysMax } = orderBounds(order, schedule);
  const law = schedule === null ? "" : ` for a controlled substance of schedule ${ROMAN[schedule] ?? schedule}`;
  return [
    ...(order.daysSupply > daysMax
      ? [{ field: "daysSupply" as const, message: `At most ${daysMax} days${law}. Order less, and again later.` }]
      : []),
    ...(order.quantity > quantityMax
      ? [
          {
            field: "quantity" as const,
            message: `At most ${quantityMax} ${order.quantityUnit} for ${order.daysSupply} days. Check the number and its unit.`,
          },
        ]
      : []),
    ...(order.refills > refillsMax
      ? [
          {
            field: "refills" as const,
            message: `At most ${refillsMax} refills${law}. ${refillsMax === 0 ? "Each time needs a prescription of its own." : "Enter fewer."}`,
          },
        ]
      : []),
  ];
}

const ROMAN: { readonly [schedule: number]: string } = { 2: "II", 3: "III", 4: "IV", 5: "V" };

/** "schedule II" */
export function scheduleName(schedule: number): string {
  return `schedule ${ROMAN[schedule] ?? schedule}`;
}
