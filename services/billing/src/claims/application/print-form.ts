import type { PDFFont, PDFPage } from "@cantoo/pdf-lib";
import type { Sheet } from "../domain/cms1500.ts";
import { CELL, PAGE, places, pointOf, type Place, type Shift } from "../domain/cms1500-boxes.ts";

interface Look {
  /** Lines and box numbers of our own, to look at; the red paper has its own. */
  readonly outline: boolean;
  readonly shift: Shift;
  readonly title: string;
}

/** Ten characters to the inch: Courier's letters are 0.6 of their size wide. */
const SIZE = CELL.width / 0.6;

/**
 * BIL-268: the sheets as a PDF, text alone in Courier at 10 characters to the inch, so that it falls into the boxes of the red paper, which the
 * payer's scanner does not see. The same sheets are the same bytes.
 * @returns base64
 */
export async function printForm(sheets: readonly Sheet[], { outline, shift, title }: Look): Promise<string> {
  const { PDFDocument, StandardFonts } = await import("@cantoo/pdf-lib");
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const courier = await pdf.embedFont(StandardFonts.Courier);
  const known = new Set(courier.getCharacterSet());
  pdf.setTitle(title);
  for (const sheet of sheets) {
    const page = pdf.addPage([PAGE.width, PAGE.height]);
    if (outline) drawOutline(page, courier, shift);
    for (const [box, text] of sheet) {
      const place = places[box];
      if (place) put(page, courier, place, { text: printable(text, known), shift });
    }
  }
  return (await pdf.save()).toBase64();
}

/** Each letter in its cell, as a typewriter has it. */
function put(
  page: PDFPage,
  font: PDFFont,
  place: Place,
  { text, shift }: { readonly text: string; readonly shift: Shift },
): void {
  const { x, y } = pointOf(place, shift);
  page.drawText(text, { x, y, size: SIZE, font });
}

/** A letter that the font has not is a blank; names with such letters never come so far (SCRUB-42). */
function printable(text: string, known: ReadonlySet<number>): string {
  return [...text].map((letter) => (known.has(letter.codePointAt(0) ?? 0) ? letter : " ")).join("");
}

const FAINT = { size: 5 } as const;

function drawOutline(page: PDFPage, font: PDFFont, shift: Shift): void {
  for (const [box, place] of Object.entries(places)) {
    const { x, y } = pointOf(place, shift);
    page.drawRectangle({
      x: x - 1,
      y: y - 2.5,
      width: place.width * CELL.width,
      height: CELL.height - 1,
      borderWidth: 0.3,
      opacity: 0,
      borderOpacity: 0.5,
    });
    if (labelled(box)) page.drawText(box, { x, y: y + CELL.height - 3, size: FAINT.size, font, opacity: 0.6 });
  }
}

/** The parts of a date and of a service have one number together. */
function labelled(box: string): boolean {
  return !/\.(?:day|year)$/.test(box) && !/^24\.[2-6]\./.test(box);
}
