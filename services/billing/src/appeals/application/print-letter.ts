import type { PDFDocument, PDFFont, PDFPage } from "@cantoo/pdf-lib";
import type { LetterDocument, Print } from "../domain/letter-document.ts";
import { wrapText } from "../../domain/wrap-text.ts";
import { ok, type Result } from "@practicum/kernel/result";

/** A file that is appended as it is; `content` is base64. */
export interface Appended {
  readonly name: string;
  readonly kind: "pdf" | "png" | "jpeg";
  readonly content: string;
}

export interface PrintedLetter {
  /** Base64 of the PDF. */
  readonly pdf: string;
  readonly pages: number;
}

/** US letter, in points. */
const PAGE = { width: 612, height: 792, margin: 60 } as const;
const STYLES = {
  text: { size: 10.5, lead: 14.5 },
  bold: { size: 10.5, lead: 14.5 },
  small: { size: 8.5, lead: 12 },
  mono: { size: 8, lead: 11 },
} as const;

/**
 * BIL-184: the letter as a PDF, its papers and files behind it, each page with its number and whom it is about. The same letter gives the
 * same bytes, wherever it is printed. The library is loaded with the first letter.
 * @returns what stands in the way, in words, where a file can't be appended or a letter has no place in the fonts.
 */
export async function printLetter(
  document: LetterDocument,
  files: readonly Appended[],
): Promise<Result<PrintedLetter, string>> {
  const { PDFDocument: Pdf, StandardFonts } = await import("@cantoo/pdf-lib");
  const pdf = await Pdf.create({ updateMetadata: false });
  const fonts: Fonts = {
    text: await pdf.embedFont(StandardFonts.Helvetica),
    bold: await pdf.embedFont(StandardFonts.HelveticaBold),
    small: await pdf.embedFont(StandardFonts.Helvetica),
    mono: await pdf.embedFont(StandardFonts.Courier),
  };
  const known = new Set(fonts.text.getCharacterSet());
  const strange = strangeLetter(document, known);
  if (strange !== null)
    return {
      ok: false,
      error: `it has the letter "${strange}", which payers' systems can't print. Write it in Latin letters.`,
    };
  pdf.setTitle(document.title);
  for (const part of document.parts) writePart(pdf, fonts, part);
  for (const file of files) {
    const problem = await append(pdf, file);
    if (problem !== null) return { ok: false, error: problem };
  }
  const pages = pdf.getPages();
  for (const [at, page] of pages.entries())
    foot(page, fonts.small, `${document.foot} · page ${at + 1} of ${pages.length}`);
  return ok({ pdf: (await pdf.save()).toBase64(), pages: pages.length });
}

type Fonts = { readonly [S in Print["style"]]: PDFFont };

function strangeLetter({ parts, foot: below, title }: LetterDocument, known: ReadonlySet<number>): string | null {
  for (const text of [title, below, ...parts.flat().map((one) => one.text)])
    for (const letter of text) if (!known.has(letter.codePointAt(0) ?? 0)) return letter;
  return null;
}

function writePart(pdf: PDFDocument, fonts: Fonts, part: readonly Print[]): void {
  let page = pdf.addPage([PAGE.width, PAGE.height]);
  let y = PAGE.height - PAGE.margin;
  for (const one of part) {
    const { size, lead } = STYLES[one.style];
    const font = fonts[one.style];
    for (const text of wrapText(one.text, WIDTH, (piece) => font.widthOfTextAtSize(piece, size))) {
      if (y - lead < PAGE.margin) {
        page = pdf.addPage([PAGE.width, PAGE.height]);
        y = PAGE.height - PAGE.margin;
      }
      y -= lead;
      if (text !== "") page.drawText(text, { x: PAGE.margin, y, size, font });
    }
  }
}

const WIDTH = PAGE.width - 2 * PAGE.margin;

function foot(page: PDFPage, font: PDFFont, text: string): void {
  page.drawText(text, { x: PAGE.margin, y: 28, size: 7.5, font });
}

/** @returns what is wrong with the file, or null. */
async function append(pdf: PDFDocument, { name, kind, content }: Appended): Promise<string | null> {
  const bytes = Uint8Array.fromBase64(content);
  const broken = `"${name}" can't be opened. Save it again as a PDF without a password, and attach that.`;
  try {
    if (kind === "pdf") {
      const { PDFDocument: Pdf } = await import("@cantoo/pdf-lib");
      const other = await Pdf.load(bytes, { updateMetadata: false });
      for (const page of await pdf.copyPages(other, other.getPageIndices())) pdf.addPage(page);
      return null;
    }
    const image = kind === "png" ? await pdf.embedPng(bytes) : await pdf.embedJpg(bytes);
    const page = pdf.addPage([PAGE.width, PAGE.height]);
    const room = { width: WIDTH, height: PAGE.height - 2 * PAGE.margin };
    const scale = Math.min(room.width / image.width, room.height / image.height, 1);
    const size = { width: image.width * scale, height: image.height * scale };
    page.drawImage(image, { x: PAGE.margin, y: PAGE.height - PAGE.margin - size.height, ...size });
    return null;
  } catch {
    return broken;
  }
}
