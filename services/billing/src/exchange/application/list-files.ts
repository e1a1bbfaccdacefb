import type { exchangeFile, exchangeOperations } from "@practicum/contracts/billing/exchange";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { decodePlace, encodePlace } from "../../domain/paging.ts";
import { filePage, findFile, type FileRow } from "../sql/files.ts";
import { auditFile } from "./audit-file.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

/** The newest first; the content is asked for one by one. */
export async function listFiles(
  { tx }: BillingContext,
  input: InputOf<typeof exchangeOperations.listFiles>,
): ReplyOf<typeof exchangeOperations.listFiles> {
  const rows = await filePage(tx, { kind: input.kind, limit: input.limit, after: decodePlace(input.before) });
  const page = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? page.at(-1) : undefined;
  return ok({
    files: page.map(fileOf),
    next: last ? encodePlace({ first: last.at, second: last.file_id }) : null,
  });
}

export async function getFile(
  context: BillingContext,
  input: InputOf<typeof exchangeOperations.getFile>,
): ReplyOf<typeof exchangeOperations.getFile> {
  const row = await findFile(context.tx, input.fileId);
  if (!row) return fail("not-found");
  await auditFile(context, { fileId: row.file_id, content: row.content });
  return ok({ ...fileOf(row), content: row.content });
}

function fileOf(row: FileRow): z.input<typeof exchangeFile> {
  const { file_id: fileId, name, kind, direction, status, at, problem, note } = row;
  return { fileId, name, kind, direction, status, at, problem, note };
}
