import type { ChartDocument, DocumentKind, DocumentView } from "@practicum/contracts/charting/documents";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import { placeAfter, placeOf, type PlaceForm } from "@practicum/db/list-place";
import { plainPattern } from "@practicum/db/list-search";
import { sql, type Selectable } from "kysely";
import type { Written, WrittenBy } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";
import { isSame, type WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;
type Row = Selectable<ChartingTables["document"]>;

const COLUMNS = [
  "document_id",
  "patient_id",
  "kind",
  "title",
  "taken_on",
  "body_site",
  "encounter_id",
  "procedure_order_id",
  "sha256",
  "media_type",
  "size_bytes",
  "width",
  "height",
  "added_at",
  "added_by",
  "added_by_id",
  "struck_at",
  "struck_by",
  "strike_reason",
] as const satisfies readonly (keyof Row)[];

const order: readonly PlaceForm[] = ["date", "instant", "uuid"];

interface Wanted {
  readonly patientId: string;
  readonly kind: DocumentKind | null;
  readonly text: string;
  readonly before: string | null;
  readonly limit: number;
}

/** A page of a chart's documents, struck ones too, the newest day first. */
export async function documentPage(
  tx: T,
  ask: Wanted,
): Promise<{ readonly documents: ChartDocument[]; readonly next: string | null }> {
  const after = placeOf(ask.before, order);
  const words = ask.text.split(/\s+/).filter((word) => word !== "");
  let query = tx
    .selectFrom("document")
    .select(COLUMNS)
    .where("patient_id", "=", ask.patientId)
    .orderBy("taken_on", "desc")
    .orderBy("added_at", "desc")
    .orderBy("document_id", "desc")
    .limit(ask.limit + 1);
  if (ask.kind !== null) query = query.where("kind", "=", ask.kind);
  for (const word of words) {
    const pattern = `%${plainPattern(word)}%`;
    query = query.where((eb) => eb.or([eb("title", "ilike", pattern), eb("body_site", "ilike", pattern)]));
  }
  // A row comparison, so that the next page is one step in the order; the builder has no tuples of values with types.
  if (after)
    query = query.where(
      sql<boolean>`(taken_on, added_at, document_id) < (${after[0]}::date, ${after[1]}::timestamptz, ${after[2]}::uuid)`,
    );
  const found = await query.execute();
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  return {
    documents: rows.map(documentOf),
    next: last ? placeAfter([last.taken_on, last.added_at, last.document_id]) : null,
  };
}

export async function documentById(tx: T, documentId: string, patientId: string): Promise<ChartDocument | undefined> {
  const row = await tx
    .selectFrom("document")
    .select(COLUMNS)
    .where("document_id", "=", documentId)
    .where("patient_id", "=", patientId)
    .executeTakeFirst();
  return row && documentOf(row);
}

/** What stands under a hash, as base64. */
export async function contentOf(tx: T, sha256: string): Promise<string> {
  // The database encodes a file much faster than the drivers read bytes; it breaks the text into lines.
  const { content } = await tx
    .selectFrom("document_content")
    .select(sql<string>`translate(encode(bytes, 'base64'), ${"\n"}, '')`.as("content"))
    .where("sha256", "=", sha256)
    .executeTakeFirstOrThrow();
  return content;
}

export async function keepContent(tx: T, sha256: string, base64: string, at: Written["at"]): Promise<void> {
  await tx
    .insertInto("document_content")
    .values({ sha256, bytes: sql<Uint8Array>`decode(${base64}::text, 'base64')`, kept_at: at })
    .onConflict((conflict) => conflict.column("sha256").doNothing())
    .execute();
}

type NewDocument = Omit<Row, "added_at" | "added_by" | "added_by_id" | "struck_at" | "struck_by" | "strike_reason">;

/** @returns "other" where the id has another document, or the same file stands in the chart already. */
export async function insertDocument(
  tx: T,
  { document_id, ...content }: NewDocument,
  w: WrittenBy,
): Promise<WroteOnce> {
  const by = { added_by: w.by, added_by_id: w.byId };
  const written = await tx
    .insertInto("document")
    .values({ document_id, ...content, ...by, added_at: w.at, struck_at: null, struck_by: null, strike_reason: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning("document_id")
    .executeTakeFirst();
  if (written) return "written";
  const same = await tx
    .selectFrom("document")
    .select("document_id")
    .where("document_id", "=", document_id)
    .where("struck_at", "is", null)
    .where((eb) => isSame(eb, { ...content, ...by }))
    .executeTakeFirst();
  return same ? "same" : "other";
}

/** The first word stays. @returns whether there is such a document. */
export async function strikeDocument(
  tx: T,
  { documentId, patientId, reason }: { documentId: string; patientId: string; reason: string },
  w: Written,
): Promise<boolean> {
  const struck = await tx
    .updateTable("document")
    .set({ struck_at: w.at, struck_by: w.by, strike_reason: reason })
    .where("document_id", "=", documentId)
    .where("patient_id", "=", patientId)
    .where("struck_at", "is", null)
    .returning("document_id")
    .executeTakeFirst();
  return struck !== undefined || (await documentById(tx, documentId, patientId)) !== undefined;
}

/** How a picture was shown last; undefined where nobody changed it. */
export async function viewOf(tx: T, documentId: string) {
  return tx
    .selectFrom("document_view")
    .select(["version", "content", "at", "by_name as by"])
    .where("document_id", "=", documentId)
    .orderBy("version", "desc")
    .executeTakeFirst();
}

/** False where another version has come meanwhile. */
export async function addView(
  tx: T,
  { documentId, version, view }: { documentId: string; version: number; view: DocumentView },
  w: Written,
): Promise<boolean> {
  const written = await tx
    .insertInto("document_view")
    .values({ document_id: documentId, version, content: json(view), at: w.at, by_name: w.by })
    .onConflict((conflict) => conflict.doNothing())
    .returning("version")
    .executeTakeFirst();
  return written !== undefined;
}

function documentOf(row: Row): ChartDocument {
  return {
    documentId: row.document_id,
    kind: row.kind,
    title: row.title,
    takenOn: row.taken_on,
    bodySite: row.body_site,
    encounterId: row.encounter_id,
    procedureOrderId: row.procedure_order_id,
    mediaType: row.media_type,
    bytes: row.size_bytes,
    sha256: row.sha256,
    size: row.width === null || row.height === null ? null : { width: row.width, height: row.height },
    addedAt: row.added_at,
    addedBy: row.added_by,
    struck:
      row.struck_at === null ? null : { reason: row.strike_reason ?? "", by: row.struck_by ?? "", at: row.struck_at },
  };
}
