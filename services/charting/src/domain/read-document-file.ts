import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { DOCUMENT_BYTES_MAX, DOCUMENT_PIXELS_MAX, type MediaType } from "@practicum/contracts/charting/documents";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import { asciiAt, cleanJpeg, type CleanPicture } from "./clean-jpeg.ts";
import { cleanPng, isPng } from "./clean-png.ts";

/** A file as the chart keeps it. */
export interface DocumentFile {
  readonly mediaType: Exclude<MediaType, "text/plain">;
  readonly bytes: Uint8Array;
  readonly size: { readonly width: number; readonly height: number } | null;
}

/**
 * What a file is, by its bytes and never by its name, and what is kept of it (CHT-207, CHT-208): a JPEG or a PNG without its metadata, a
 * PDF that brings no program. All else is refused with what to do instead.
 */
export function readDocumentFile(bytes: Uint8Array): Result<DocumentFile, DomainError> {
  if (bytes.length > DOCUMENT_BYTES_MAX)
    return refused("The file is larger than 5 MB. Scan it at 200 dpi, or split it.");
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return picture("image/jpeg", cleanJpeg(bytes));
  if (isPng(bytes)) return picture("image/png", cleanPng(bytes));
  const pdfAt = latin(bytes.subarray(0, 1024)).indexOf("%PDF-");
  if (pdfAt !== -1) return pdf(bytes.subarray(pdfAt));
  return refused(whyNot(bytes));
}

function picture(mediaType: "image/jpeg" | "image/png", clean: CleanPicture | null): Result<DocumentFile, DomainError> {
  if (clean === null) return refused("The picture is damaged. Take it again, or export it anew.");
  const { bytes, width, height } = clean;
  if (width * height > DOCUMENT_PIXELS_MAX)
    return refused("The picture has more than 50 megapixels. Make it smaller first.");
  return ok({ mediaType, bytes, size: { width, height } });
}

/** Names of a PDF's parts that do something when it is opened, or bring a file of their own. */
const ACTIVE = /\/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)(?![A-Za-z])/;

function pdf(bytes: Uint8Array): Result<DocumentFile, DomainError> {
  if (!latin(bytes.subarray(-2048)).includes("%%EOF")) return refused("The PDF is not whole. Export or scan it again.");
  // A name may be written with its letters as numbers: /J#61vaScript.
  const text = latin(bytes).replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  if (/\/Encrypt(?![A-Za-z])/.test(text))
    return refused("The PDF is locked by a password. Print it to a new PDF without one.");
  if (ACTIVE.test(text))
    return refused("The PDF brings a program, a form or a file inside. Print it to a new PDF, and file that.");
  return ok({ mediaType: "application/pdf", bytes, size: null });
}

function whyNot(bytes: Uint8Array): string {
  if (asciiAt(bytes, 128, 4) === "DICM")
    return "This is a DICOM study: it stays in the imaging system, where it can be read as it was meant. File its report as a PDF, or a picture of the key image.";
  const head = latin(bytes.subarray(0, 1024)).trimStart().toLowerCase();
  if (/^(ï»¿)?\s*(<\?xml|<svg|<!doctype|<html|<script)/.test(head) || head.includes("<svg"))
    return "A page or a drawing of this kind can carry a program. File a picture (JPEG, PNG) or a PDF of it.";
  if (asciiAt(bytes, 4, 4) === "ftyp")
    return "This is a picture of a kind that not every browser shows (HEIC), or a film. Save it as JPEG first.";
  return "Files are pictures (JPEG, PNG) or PDFs. Save or print this one as a PDF first.";
}

function latin(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768) text += asciiAt(bytes, at, 32_768);
  return text;
}

function refused(message: string): Result<never, DomainError> {
  return fail("invalid-input", { field: "content", fields: [{ field: "content", message }] });
}

/** SHA-256 in hex: what is in a document is kept under it. */
export function hashOfBytes(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}
