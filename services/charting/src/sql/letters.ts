import type { Letter, LetterSummary, LetterTemplate } from "@practicum/contracts/charting/letters";
import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf } from "@practicum/db/list-place";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Selectable } from "kysely";
import type { Written } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";
import { isSame, type WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;
type TemplateRow = Selectable<ChartingTables["letter_template"]>;
type Row = Selectable<ChartingTables["letter"]>;
type SendingRow = Selectable<ChartingTables["letter_sending"]>;

/** The templates as they are now, by language and name. */
export async function templatesNow(tx: T): Promise<LetterTemplate[]> {
  const rows = await tx
    .selectFrom("letter_template")
    .distinctOn("template_id")
    .selectAll()
    .orderBy("template_id")
    .orderBy("version", "desc")
    .execute();
  return rows.map(templateOf).toSorted((a, b) => (`${a.language} ${a.name}` < `${b.language} ${b.name}` ? -1 : 1));
}

/** A template as it is now, or as it was. */
export async function templateBy(tx: T, templateId: string, version?: number): Promise<LetterTemplate | undefined> {
  const row = await tx
    .selectFrom("letter_template")
    .selectAll()
    .where("template_id", "=", templateId)
    .$if(version !== undefined, (query) => query.where("version", "=", version ?? 0))
    .orderBy("version", "desc")
    .executeTakeFirst();
  return row && templateOf(row);
}

/** False where another version has come meanwhile. */
export async function addTemplate(tx: T, t: Omit<LetterTemplate, "savedAt" | "savedBy">, w: Written): Promise<boolean> {
  const { templateId: template_id, ...content } = t;
  const written = await tx
    .insertInto("letter_template")
    .values({ template_id, ...content, saved_at: w.at, saved_by: w.by })
    .onConflict((conflict) => conflict.doNothing())
    .returning("version")
    .executeTakeFirst();
  return written !== undefined;
}

function templateOf({ template_id, saved_at, saved_by, ...row }: TemplateRow): LetterTemplate {
  return { ...row, templateId: template_id, savedAt: saved_at, savedBy: saved_by };
}

/** A page of a chart's letters, struck ones too, the newest first. */
export async function letterPage(
  tx: T,
  ask: { readonly patientId: string; readonly before: string | null; readonly limit: number },
): Promise<{ letters: LetterSummary[]; next: string | null }> {
  const after = placeOf(ask.before, ["number"]);
  const found = await tx
    .selectFrom("letter")
    .selectAll()
    .where("patient_id", "=", ask.patientId)
    .$if(after !== null, (query) => query.where("place", "<", Number(after?.[0])))
    .orderBy("place", "desc")
    // limit: a page, and one more to know whether there is a next one.
    .limit(ask.limit + 1)
    .execute();
  // limit: what is beyond the page is the next one's.
  const rows = found.slice(0, ask.limit);
  const sent = await sendingsOf(
    tx,
    rows.map((row) => row.letter_id),
  );
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  return { letters: rows.map((row) => summaryOf(row, sent)), next: last ? placeAfter([last.place]) : null };
}

export async function letterById(
  tx: T,
  letterId: string,
  patientId: string,
  lock?: "update",
): Promise<Letter | undefined> {
  const row = await tx
    .selectFrom("letter")
    .selectAll()
    .where("letter_id", "=", letterId)
    .where("patient_id", "=", patientId)
    .$if(lock === "update", (query) => query.forUpdate())
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    ...summaryOf(row, await sendingsOf(tx, [letterId])),
    templateId: row.template_id,
    templateVersion: row.template_version,
    text: row.text,
    version: row.version,
    documentId: row.document_id,
    struck:
      row.struck_at === null ? null : { reason: row.strike_reason ?? "", by: row.struck_by ?? "", at: row.struck_at },
  };
}

async function sendingsOf(tx: T, letterIds: readonly string[]): Promise<SendingRow[]> {
  if (letterIds.length === 0) return [];
  return tx
    .selectFrom("letter_sending")
    .selectAll()
    .where("letter_id", "in", letterIds)
    .orderBy("place", "desc")
    .execute();
}

function summaryOf(row: Row, sent: readonly SendingRow[]): LetterSummary {
  return {
    letterId: row.letter_id,
    patientId: row.patient_id,
    encounterId: row.encounter_id,
    kind: row.kind,
    language: row.language,
    title: row.title,
    to: row.recipient,
    state: row.struck_at !== null ? "entered-in-error" : row.signed_at !== null ? "signed" : "draft",
    writtenAt: row.written_at,
    writtenBy: row.written_by,
    signedAt: row.signed_at,
    signedBy: row.signed_by,
    sent: sent
      .filter((one) => one.letter_id === row.letter_id)
      .map((one) => ({ way: one.way, to: one.recipient, at: one.at, by: one.by_name })),
  };
}

interface DraftLetter {
  readonly letterId: string;
  readonly patientId: string;
  readonly encounterId: string | null;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly kind: Letter["kind"];
  readonly language: Letter["language"];
  readonly to: string;
  readonly title: string;
  readonly text: string;
}

/** Begins a draft. */
/** @returns false where a letter of that id is there already, whoever's it is. */
export async function insertLetter(tx: T, l: DraftLetter, w: Written): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("letter")
    .values({
      letter_id: l.letterId,
      patient_id: l.patientId,
      encounter_id: l.encounterId,
      template_id: l.templateId,
      template_version: l.templateVersion,
      kind: l.kind,
      language: l.language,
      recipient: l.to,
      title: l.title,
      text: l.text,
      version: 1,
      written_at: w.at,
      written_by: w.by,
      signed_at: null,
      signed_by: null,
      document_id: null,
      struck_at: null,
      struck_by: null,
      strike_reason: null,
    })
    .onConflict((conflict) => conflict.column("letter_id").doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows) === 1;
}

export async function changeLetter(tx: T, l: DraftLetter & { readonly version: number }, w: Written): Promise<void> {
  await tx
    .updateTable("letter")
    .set({
      template_id: l.templateId,
      template_version: l.templateVersion,
      kind: l.kind,
      language: l.language,
      recipient: l.to,
      title: l.title,
      text: l.text,
      version: l.version,
      written_at: w.at,
      written_by: w.by,
    })
    .where("letter_id", "=", l.letterId)
    .execute();
}

export async function markSigned(tx: T, letterId: string, documentId: string, w: Written): Promise<void> {
  await tx
    .updateTable("letter")
    .set({ signed_at: w.at, signed_by: w.by, document_id: documentId })
    .where("letter_id", "=", letterId)
    .execute();
}

/** The first word stays. */
export async function markLetterStruck(tx: T, letterId: string, reason: string, w: Written): Promise<void> {
  await tx
    .updateTable("letter")
    .set({ struck_at: w.at, struck_by: w.by, strike_reason: reason })
    .where("letter_id", "=", letterId)
    .where("struck_at", "is", null)
    .execute();
}

export async function addSending(
  tx: T,
  s: {
    readonly sendingId: string;
    readonly letterId: string;
    readonly way: "hand" | "mail" | "fax";
    readonly to: string;
  },
  w: Written,
): Promise<WroteOnce> {
  const content = { letter_id: s.letterId, way: s.way, recipient: s.to, by_name: w.by };
  const written = await tx
    .insertInto("letter_sending")
    .values({ sending_id: s.sendingId, ...content, at: w.at })
    .onConflict((conflict) => conflict.column("sending_id").doNothing())
    .returning("sending_id")
    .executeTakeFirst();
  if (written) return "written";
  const same = await tx
    .selectFrom("letter_sending")
    .select("sending_id")
    .where("sending_id", "=", s.sendingId)
    .where((eb) => isSame(eb, content))
    .executeTakeFirst();
  return same ? "same" : "other";
}

/** Signed letters that did not go out, and how many visits of a day have no summary that was handed out, by patient. */
export async function papersToGive(tx: T, patientIds: readonly string[], today: LocalDate) {
  if (patientIds.length === 0) return [];
  const letters = await tx
    .selectFrom("letter as l")
    .select(["l.patient_id as patientId", "l.letter_id as letterId", "l.kind", "l.language"])
    .where("l.patient_id", "in", patientIds)
    .where("l.signed_at", "is not", null)
    .where("l.struck_at", "is", null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom("letter_sending as s").select("s.sending_id").whereRef("s.letter_id", "=", "l.letter_id"),
        ),
      ),
    )
    .orderBy("l.place")
    .execute();
  const visits = await tx
    .selectFrom("encounter as e")
    .select("e.patient_id as patientId")
    .where("e.patient_id", "in", patientIds)
    .where("e.service_date", "=", today)
    .where("e.source_system", "is", null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom("visit_summary as s").select("s.summary_id").whereRef("s.encounter_id", "=", "e.encounter_id"),
        ),
      ),
    )
    .execute();
  return patientIds.map((patientId) => ({
    patientId,
    letters: letters
      .filter((one) => one.patientId === patientId)
      .map(({ letterId, kind, language }) => ({ letterId, kind, language })),
    summaries: visits.filter((one) => one.patientId === patientId).length,
  }));
}
