/**
 * Where the boxes of the CMS-1500 (02/12) are printed: line and column on a grid of 10 characters and 6 lines to the inch, and how many characters a
 * box takes. The places are those of the paper; which facts go there is in `cms1500.ts`, by the NUCC 1500 Claim Form Reference Instruction Manual for
 * the 02/12 form, in our own words.
 */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly width: number;
}

const at = (line: number, column: number, width: number): Place => ({ line, column, width });

/** A date in three parts, as the form has them. */
const date = (name: string, line: number, column: number, yearWidth: 2 | 4) => ({
  [`${name}.month`]: at(line, column, 2),
  [`${name}.day`]: at(line, column + 3, 2),
  [`${name}.year`]: at(line, column + 6, yearWidth),
});

/** How many services a sheet takes, and the line of the first one. */
export const SERVICE_LINES = 6;

/** A service has two lines: the shaded one above for what explains it, and the white one. */
function service(index: number): { readonly [box: string]: Place } {
  const shaded = 43 + index * 2;
  const white = shaded + 1;
  const box = (name: string) => `24.${index + 1}.${name}`;
  return {
    [box("supplement")]: at(shaded, 1, 61),
    [box("I")]: at(shaded, 65, 2),
    [box("J.other")]: at(shaded, 68, 11),
    ...date(box("A.from"), white, 1, 2),
    ...date(box("A.to"), white, 10, 2),
    [box("B")]: at(white, 19, 2),
    [box("C")]: at(white, 22, 2),
    [box("D")]: at(white, 25, 6),
    [box("D.1")]: at(white, 33, 2),
    [box("D.2")]: at(white, 36, 2),
    [box("D.3")]: at(white, 39, 2),
    [box("D.4")]: at(white, 42, 2),
    [box("E")]: at(white, 45, 4),
    [box("F")]: at(white, 50, 8),
    [box("G")]: at(white, 59, 3),
    [box("H")]: at(white, 63, 2),
    [box("J")]: at(white, 68, 10),
  };
}

/** The twelve diagnoses: A to D, E to H, I to L, in rows of four. */
const diagnoses = Object.fromEntries(
  [..."ABCDEFGHIJKL"].map((letter, index) => [`21.${letter}`, at(38 + Math.floor(index / 4), 3 + 13 * (index % 4), 8)]),
);

export const places: { readonly [box: string]: Place } = {
  "carrier.1": at(2, 41, 38),
  "carrier.2": at(3, 41, 38),
  "carrier.3": at(4, 41, 38),
  "carrier.4": at(5, 41, 38),
  "1.medicare": at(8, 1, 1),
  "1.medicaid": at(8, 8, 1),
  "1.tricare": at(8, 15, 1),
  "1.champva": at(8, 24, 1),
  "1.group": at(8, 31, 1),
  "1.feca": at(8, 39, 1),
  "1.other": at(8, 45, 1),
  "1a": at(8, 50, 29),
  "2": at(10, 1, 28),
  ...date("3", 10, 31, 4),
  "3.male": at(10, 42, 1),
  "3.female": at(10, 47, 1),
  "4": at(10, 50, 29),
  "5.street": at(12, 1, 28),
  "6.self": at(12, 33, 1),
  "6.spouse": at(12, 38, 1),
  "6.child": at(12, 42, 1),
  "6.other": at(12, 47, 1),
  "7.street": at(12, 50, 29),
  "5.city": at(14, 1, 24),
  "5.state": at(14, 26, 3),
  "7.city": at(14, 50, 23),
  "7.state": at(14, 74, 4),
  "5.zip": at(16, 1, 12),
  "5.area": at(16, 15, 3),
  "5.phone": at(16, 19, 9),
  "7.zip": at(16, 50, 12),
  "7.area": at(16, 65, 3),
  "7.phone": at(16, 69, 9),
  "9": at(18, 1, 28),
  "11": at(18, 50, 29),
  "9a": at(20, 1, 28),
  "10a.yes": at(20, 35, 1),
  "10a.no": at(20, 41, 1),
  ...date("11a", 20, 53, 4),
  "11a.male": at(20, 68, 1),
  "11a.female": at(20, 75, 1),
  "10b.yes": at(22, 35, 1),
  "10b.no": at(22, 41, 1),
  "10b.state": at(22, 45, 2),
  "11b.qualifier": at(22, 50, 2),
  "11b": at(22, 53, 26),
  "10c.yes": at(24, 35, 1),
  "10c.no": at(24, 41, 1),
  "11c": at(24, 50, 29),
  "9d": at(26, 1, 28),
  "10d": at(26, 30, 19),
  "11d.yes": at(26, 52, 1),
  "11d.no": at(26, 57, 1),
  "12": at(29, 7, 25),
  "12.date": at(29, 38, 10),
  "13": at(29, 55, 22),
  ...date("14", 32, 2, 4),
  "14.qualifier": at(32, 16, 3),
  "15.qualifier": at(32, 31, 3),
  ...date("15", 32, 37, 4),
  ...date("16.from", 32, 54, 4),
  ...date("16.to", 32, 68, 4),
  "17a.qualifier": at(33, 30, 2),
  "17a": at(33, 33, 17),
  "17.qualifier": at(34, 1, 2),
  "17": at(34, 4, 24),
  "17b": at(34, 33, 10),
  ...date("18.from", 34, 54, 4),
  ...date("18.to", 34, 68, 4),
  "19": at(36, 1, 48),
  "20.yes": at(36, 52, 1),
  "20.no": at(36, 57, 1),
  "20.charge": at(36, 62, 9),
  "21.indicator": at(37, 42, 1),
  ...diagnoses,
  "22.code": at(38, 50, 11),
  "22.original": at(38, 62, 17),
  "23": at(40, 50, 29),
  // limit: the sheet has six; more services go on another sheet.
  ...Object.assign({}, ...Array.from({ length: SERVICE_LINES }, (_, index) => service(index))),
  "25": at(56, 1, 15),
  "25.ssn": at(56, 17, 1),
  "25.ein": at(56, 19, 1),
  "26": at(56, 23, 14),
  "27.yes": at(56, 38, 1),
  "27.no": at(56, 43, 1),
  "28": at(56, 51, 9),
  "29": at(56, 61, 9),
  "33.area": at(57, 66, 3),
  "33.phone": at(57, 70, 9),
  "32.name": at(58, 23, 26),
  "33.name": at(58, 50, 29),
  "32.street": at(59, 23, 26),
  "33.street": at(59, 50, 29),
  "31": at(60, 1, 21),
  "32.city": at(60, 23, 26),
  "33.city": at(60, 50, 29),
  "31.date": at(61, 6, 10),
  "32a": at(61, 24, 10),
  "32b": at(61, 36, 13),
  "33a": at(61, 51, 10),
  "33b": at(61, 63, 16),
};

/** Points: 72 to the inch, 10 characters and 6 lines. */
export const CELL = { width: 7.2, height: 12 } as const;

/**
 * Where a box begins on a US letter sheet, in points from its lower left corner. The paper's first column lies a quarter of an inch and a little from
 * its left edge, its first line a third of an inch from the top; what a printer adds is its own, and is set off by `shift`.
 */
export function pointOf({ line, column }: Place, shift: Shift = NO_SHIFT): { readonly x: number; readonly y: number } {
  return {
    x: ORIGIN.left + (column - 1) * CELL.width + shift.right,
    y: PAGE.height - ORIGIN.top - line * CELL.height - shift.down,
  };
}

/** Points by which a printer is off. */
export interface Shift {
  readonly right: number;
  readonly down: number;
}
export const NO_SHIFT: Shift = { right: 0, down: 0 };
export const PAGE = { width: 612, height: 792 } as const;
const ORIGIN = { left: 22, top: 24 } as const;
