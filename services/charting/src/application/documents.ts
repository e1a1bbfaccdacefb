import type { documentOperations } from "@practicum/contracts/charting/documents";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { AS_TAKEN, decideDocumentDay, decideView } from "../domain/decide-document.ts";
import { hashOfBytes, readDocumentFile } from "../domain/read-document-file.ts";
import {
  addView,
  contentOf,
  documentById,
  documentPage,
  insertDocument,
  keepContent,
  strikeDocument as markStruck,
  viewOf,
} from "../sql/documents.ts";
import { encounterById } from "../sql/encounters.ts";
import { lockProcedure } from "../sql/procedures.ts";
import { birthDateOf } from "../sql/people.ts";
import { actorName, emitChartChanged, type ChartingContext } from "./charting-context.ts";

type Operations = typeof documentOperations;
type Input<K extends keyof Operations> = z.output<Operations[K]["input"]>;
type Output<K extends keyof Operations> = z.input<Operations[K]["output"]>;

export async function documents({ tx }: ChartingContext, input: Input<"documents">): Promise<Ok<Output<"documents">>> {
  return ok(await documentPage(tx, input));
}

export async function getDocument(
  context: ChartingContext,
  { documentId, patientId }: Input<"getDocument">,
): Promise<Result<Output<"getDocument">, DomainError>> {
  const { tx } = context;
  const found = await documentById(tx, documentId, patientId);
  if (!found) return fail("not-found", { field: "documentId" });
  const view = await viewOf(tx, documentId);
  return ok({
    ...found,
    view: view?.content ?? AS_TAKEN,
    viewVersion: view?.version ?? 0,
    viewBy: view ? { by: view.by, at: view.at } : null,
  });
}

export async function documentContent(
  { tx }: ChartingContext,
  { documentId, patientId }: Input<"documentContent">,
): Promise<Result<Output<"documentContent">, DomainError>> {
  const found = await documentById(tx, documentId, patientId);
  if (!found) return fail("not-found", { field: "documentId" });
  return ok({ mediaType: found.mediaType, content: await contentOf(tx, found.sha256) });
}

/** Files a document: what it is follows from its bytes, and what a camera says of place and device is not kept (CHT-206 to CHT-210). */
export async function addDocument(
  context: ChartingContext,
  input: Input<"addDocument">,
): Promise<Result<Output<"addDocument">, DomainError>> {
  const { tx, now, today } = context;
  const { documentId, patientId, encounterId, procedureOrderId } = input;
  const born = await birthDateOf(tx, patientId);
  if (born === undefined) return context.notHereYet({ field: "patientId" });
  const day = decideDocumentDay(input, born, today);
  if (!day.ok) return day;
  if (encounterId !== null && (await encounterById(tx, encounterId))?.patientId !== patientId)
    return fail("not-found", { field: "encounterId" });
  if (procedureOrderId !== null && !(await lockProcedure(tx, procedureOrderId, patientId)))
    return fail("not-found", { field: "procedureOrderId" });
  const bytes = bytesOf(input.content);
  if (!bytes.ok) return bytes;
  const read = readDocumentFile(bytes.value);
  if (!read.ok) return read;
  const file = read.value;
  const sha256 = hashOfBytes(file.bytes);
  await keepContent(tx, sha256, file.bytes.toBase64(), now);
  const wrote = await insertDocument(
    tx,
    {
      document_id: documentId,
      patient_id: patientId,
      kind: input.kind,
      title: input.title,
      taken_on: input.takenOn,
      body_site: input.bodySite,
      encounter_id: encounterId,
      procedure_order_id: procedureOrderId,
      sha256,
      media_type: file.mediaType,
      size_bytes: file.bytes.length,
      width: file.size?.width ?? null,
      height: file.size?.height ?? null,
    },
    { at: now, by: actorName(context), byId: context.actor.kind === "staff" ? context.actor.staffId : "" },
  );
  if (wrote === "other") return fail("already-recorded", { field: "content" });
  if (wrote === "written") emitChartChanged(context, patientId, "documents");
  return ok({ sha256 });
}

function bytesOf(base64: string): Result<Uint8Array, DomainError> {
  try {
    return ok(Uint8Array.fromBase64(base64));
  } catch {
    const message = "This is no file: it did not come whole. Choose it again.";
    return fail("invalid-input", { field: "content", fields: [{ field: "content", message }] });
  }
}

/** Each saved view is kept beside the picture, which stays as it is (CHT-211). */
export async function saveDocumentView(
  context: ChartingContext,
  { documentId, patientId, baseVersion, view }: Input<"saveDocumentView">,
): Promise<Result<Output<"saveDocumentView">, DomainError>> {
  const { tx, now } = context;
  const found = await documentById(tx, documentId, patientId);
  if (!found) return fail("not-found", { field: "documentId" });
  const decided = decideView(view, found.size !== null);
  if (!decided.ok) return decided;
  const last = await viewOf(tx, documentId);
  if ((last?.version ?? 0) !== baseVersion) return fail("stale-version");
  const viewVersion = baseVersion + 1;
  if (!(await addView(tx, { documentId, version: viewVersion, view }, { at: now, by: actorName(context) })))
    return fail("stale-version");
  emitChartChanged(context, patientId, "documents");
  return ok({ viewVersion });
}

/** A wrong one is struck with its reason and stays to be seen (CHT-212). */
export async function strikeDocument(
  context: ChartingContext,
  input: Input<"strikeDocument">,
): Promise<Result<{}, DomainError>> {
  const there = await markStruck(context.tx, input, { at: context.now, by: actorName(context) });
  if (!there) return fail("not-found", { field: "documentId" });
  emitChartChanged(context, input.patientId, "documents");
  return ok({});
}
