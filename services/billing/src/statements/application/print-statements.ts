import type { PDFFont, PDFImage, PDFPage } from "@cantoo/pdf-lib";
import type { Logo } from "../domain/logo.ts";
import { unprintable } from "../domain/printable.ts";
import { SHEET, statementSheets, type Envelope, type Mark } from "../domain/statement-sheet.ts";

export interface Printed {
  /** Base64 of the PDF. */
  readonly pdf: string;
  readonly pages: number;
}

export interface PrintedEnvelope extends Omit<Envelope, "logo"> {
  readonly paperVersion: number;
  readonly logo: Logo | null;
}

/**
 * BIL-418: envelopes as one PDF, each a set of pages of its own; the same envelopes give the same bytes, wherever they are printed. The library is
 * loaded with the first of them.
 */
export async function printStatements(title: string, envelopes: readonly PrintedEnvelope[]): Promise<Printed> {
  const { PDFDocument, StandardFonts } = await import("@cantoo/pdf-lib");
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const fonts = {
    plain: await pdf.embedFont(StandardFonts.Helvetica),
    bold: await pdf.embedFont(StandardFonts.HelveticaBold),
  };
  // One picture in the file for each version of the practice's papers, however many statements show it.
  const logos = new Map<number, PDFImage>();
  pdf.setTitle(title);
  for (const envelope of envelopes) {
    const { paperVersion, logo } = envelope;
    if (logo && !logos.has(paperVersion)) {
      const bytes = Uint8Array.fromBase64(logo.content);
      logos.set(paperVersion, logo.kind === "png" ? await pdf.embedPng(bytes) : await pdf.embedJpg(bytes));
    }
    const pages = statementSheets(envelope, (text, size, bold) =>
      (bold ? fonts.bold : fonts.plain).widthOfTextAtSize(shown(text), size),
    );
    for (const marks of pages) {
      const page = pdf.addPage([SHEET.width, SHEET.height]);
      for (const mark of marks) draw(page, mark, fonts, logos.get(paperVersion));
    }
  }
  return { pdf: (await pdf.save()).toBase64(), pages: pdf.getPageCount() };
}

function draw(
  page: PDFPage,
  mark: Mark,
  fonts: { readonly plain: PDFFont; readonly bold: PDFFont },
  logo: PDFImage | undefined,
): void {
  const y = SHEET.height - mark.y;
  if (mark.kind === "text") {
    const { x, size, bold } = mark;
    page.drawText(shown(mark.text), { x, y, size, font: bold ? fonts.bold : fonts.plain });
  } else if (mark.kind === "logo") {
    if (logo) page.drawImage(logo, { x: mark.x, y: y - mark.height, width: mark.width, height: mark.height });
  } else {
    const { x, width, dashed } = mark;
    const ends = { start: { x, y }, end: { x: x + width, y } };
    page.drawLine({ ...ends, thickness: 0.6, ...(dashed ? { dashArray: [4, 4] } : {}) });
  }
}

/** A letter that the font has not is a blank in a service's words; a name or an address with one is not printed at all (BIL-416). */
function shown(text: string): string {
  return unprintable(text) === null ? text : [...text].map((one) => (unprintable(one) === null ? one : " ")).join("");
}
