import type { exchangeFile, exchangeOperations } from "@practicum/contracts/billing/exchange";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { sql } from "kysely";
import type { z } from "zod";
import { decodePlace, encodePlace } from "../../domain/paging.ts";
import { auditFile } from "./audit-file.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "../../application/operation-types.ts";

const COLUMNS = ["file_id", "name", "kind", "direction", "status", "at", "problem"] as const;

/** The newest first; the content is asked for one by one. */
export async function listFiles(
  { tx }: BillingContext,
  input: InputOf<typeof exchangeOperations.listFiles>,
): ReplyOf<typeof exchangeOperations.listFiles> {
  let query = tx
    .selectFrom("exchange_file")
    .select(COLUMNS)
    .orderBy("at", "desc")
    .orderBy("file_id", "desc")
    .limit(input.limit + 1);
  if (input.kind !== null) query = query.where("kind", "=", input.kind);
  const place = decodePlace(input.before);
  if (place) query = query.where(sql<boolean>`(at, file_id) < (${place.first}::timestamptz, ${place.second}::uuid)`);
  const rows = await query.execute();
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
  const row = await context.tx
    .selectFrom("exchange_file")
    .select([...COLUMNS, "content"])
    .where("file_id", "=", input.fileId)
    .executeTakeFirst();
  if (!row) return fail("not-found");
  await auditFile(context, { fileId: row.file_id, content: row.content });
  return ok({ ...fileOf(row), content: row.content });
}

interface Row {
  readonly file_id: string;
  readonly name: string;
  readonly kind: z.input<typeof exchangeFile>["kind"];
  readonly direction: "out" | "in";
  readonly status: z.input<typeof exchangeFile>["status"];
  readonly at: string;
  readonly problem: string | null;
}

function fileOf(row: Row): z.input<typeof exchangeFile> {
  const { file_id: fileId, name, kind, direction, status, at, problem } = row;
  return { fileId, name, kind, direction, status, at, problem };
}
