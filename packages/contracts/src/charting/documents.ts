import { z } from "zod";
import { command, query } from "../operation.ts";
import { byPatient, forPatient, paging } from "../parts.ts";
import { id, instant, localDate, optionalText, text } from "../schema.ts";

/** Documents and images of a chart: what was photographed, scanned, or came from elsewhere. */

export const documentKind = z.enum([
  "photo",
  "scan",
  "outside-record",
  "pathology-report",
  "consent",
  "card",
  "letter",
  "other",
]);
export type DocumentKind = z.output<typeof documentKind>;

export const documentKindLabels: { readonly [K in DocumentKind]: string } = {
  photo: "Clinical photo",
  scan: "Scan",
  "outside-record": "Outside record",
  "pathology-report": "Pathology report",
  consent: "Consent",
  card: "Insurance or ID card",
  letter: "Letter",
  other: "Other",
};

/** What a file is by its bytes; what the practice wrote itself is text. */
export const mediaType = z.enum(["image/jpeg", "image/png", "application/pdf", "text/plain"]);
export type MediaType = z.output<typeof mediaType>;

/** A file: what the bus carries in one message, with its base64. */
export const DOCUMENT_BYTES_MAX = 5_000_000;
export const DOCUMENT_PIXELS_MAX = 50_000_000;

const place = z.int().min(0).max(1000);

/** A mark that lies over a picture. Places are thousandths of its width and height, as it was taken; the picture itself stays as it is. */
export const documentMark = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("arrow"), x: place, y: place, toX: place, toY: place }),
  /** The radius is in thousandths of the width. */
  z.strictObject({ kind: z.literal("circle"), x: place, y: place, radius: z.int().min(5).max(1000) }),
  z.strictObject({ kind: z.literal("text"), x: place, y: place, text: text(80) }),
]);
export type DocumentMark = z.output<typeof documentMark>;

/** The part of the picture that is looked at; null is all of it. */
const documentCrop = z.strictObject({
  x: z.int().min(0).max(990),
  y: z.int().min(0).max(990),
  width: z.int().min(10).max(1000),
  height: z.int().min(10).max(1000),
});

/** How a picture is shown: turned, cut, marked. Each saved one is kept. */
const documentView = z.strictObject({
  rotation: z.literal([0, 90, 180, 270]),
  crop: documentCrop.nullable(),
  marks: z.array(documentMark).max(40),
});
export type DocumentView = z.output<typeof documentView>;

export const chartDocument = z.object({
  documentId: id("document"),
  kind: documentKind,
  title: z.string(),
  /** The day on which it was photographed, or that the paper bears. */
  takenOn: localDate,
  bodySite: z.string(),
  encounterId: id("encounter").nullable(),
  procedureOrderId: id("procedure-order").nullable(),
  mediaType,
  bytes: z.int(),
  /** SHA-256 of what is stored, in hex. */
  sha256: z.string(),
  /** Of a picture, in pixels. */
  size: z.object({ width: z.int(), height: z.int() }).nullable(),
  addedAt: instant,
  addedBy: z.string(),
  /** Entered in error. */
  struck: z.object({ reason: z.string(), by: z.string(), at: instant }).nullable(),
});
export type ChartDocument = z.output<typeof chartDocument>;

const ofDocument = z.strictObject({ documentId: id("document"), patientId: id("patient") });

export const documentOperations = {
  documents: query({
    summary: "A patient's documents and images without what is in them, the newest first",
    permission: "chart.read",
    input: forPatient.extend({ kind: documentKind.nullable(), text: optionalText(60), ...paging }),
    output: z.object({ documents: z.array(chartDocument), next: z.string().nullable() }),
    about: byPatient,
  }),
  documentContent: query({
    summary: "What is in a document: the picture, the PDF, the letter's text",
    permission: "chart.read",
    input: ofDocument,
    /** Base64. */
    output: z.object({ mediaType, content: z.string() }),
    errors: ["not-found"],
    about: byPatient,
  }),
  getDocument: query({
    summary: "What is known of a document, and how it is shown",
    permission: "chart.read",
    input: ofDocument,
    output: chartDocument.extend({
      view: documentView,
      /** Counts what was saved of the view; 0 where nothing was. */
      viewVersion: z.int().min(0),
      viewBy: z.object({ by: z.string(), at: instant }).nullable(),
    }),
    errors: ["not-found"],
    about: byPatient,
  }),
  addDocument: command({
    summary: "Files a document or an image in the chart",
    permission: "history.record",
    bytesMax: 6_900_000,
    input: ofDocument.extend({
      kind: documentKind.exclude(["letter"]),
      title: text(120),
      takenOn: localDate,
      bodySite: optionalText(80),
      encounterId: id("encounter").nullable(),
      procedureOrderId: id("procedure-order").nullable(),
      /** Base64 of a JPEG, a PNG or a PDF. */
      content: z
        .string()
        .min(1, { error: "The file is empty." })
        .max(Math.ceil(DOCUMENT_BYTES_MAX / 3) * 4, {
          error: "The file is larger than 5 MB. Scan it at 200 dpi, or split it.",
        })
        .regex(/^[A-Za-z0-9+/]+={0,2}$/, { error: "This is no file." }),
    }),
    output: z.object({ sha256: z.string() }),
    errors: ["not-found", "already-recorded"],
    about: byPatient,
  }),
  saveDocumentView: command({
    summary: "Keeps how a picture is turned, cut and marked; the picture itself stays as it is",
    permission: "history.record",
    bytesMax: 32_768,
    input: ofDocument.extend({ baseVersion: z.int().min(0), view: documentView }),
    output: z.object({ viewVersion: z.int() }),
    errors: ["not-found", "stale-version"],
    about: byPatient,
  }),
  strikeDocument: command({
    summary: "Marks a document as entered in error; it stays to be seen",
    permission: "history.record",
    input: ofDocument.extend({ reason: text(200) }),
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
};

export type OpenDocument = z.output<typeof documentOperations.getDocument.output>;
