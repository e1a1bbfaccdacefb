import { usualPaper, type BillingPaper } from "@practicum/contracts/billing/billing-paper";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";
import type { Logo } from "../domain/logo.ts";

type BillingTx = Tx<BillingSchema>;
export type PaperRow = Selectable<BillingSchema["billing_paper_version"]>;

/** What bills say in one version, as they are printed. */
export interface PaperVersion {
  readonly version: number;
  readonly content: Omit<BillingPaper, "logo">;
  readonly logo: Logo | null;
}

const { logo: _, ...usualContent } = usualPaper;
const USUAL: PaperVersion = { version: 0, content: usualContent, logo: null };

/** The version that counts now (null), or one that papers were made with; 0 is what a practice begins with. */
export async function findPaper(tx: BillingTx, version: number | null): Promise<PaperVersion | null> {
  if (version === 0) return USUAL;
  let query = tx.selectFrom("billing_paper_version").select(["version", "content", "logo"]);
  query = version === null ? query.orderBy("version", "desc").limit(1) : query.where("version", "=", version);
  return (await query.executeTakeFirst()) ?? (version === null ? USUAL : null);
}

/** The version that counts now, without its logo: for what is not printed. */
export async function currentPayTo(tx: BillingTx): Promise<BillingPaper["payTo"]> {
  const row = await tx
    .selectFrom("billing_paper_version")
    .select("content")
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.content.payTo ?? null;
}

/** Null where the practice has nothing of its own yet. */
export async function currentPaperVersion(tx: BillingTx): Promise<number | null> {
  const row = await tx
    .selectFrom("billing_paper_version")
    .select((eb) => eb.fn.max("version").as("version"))
    .executeTakeFirst();
  return row?.version ?? null;
}

/** @returns whether nobody wrote that version before. */
export async function insertPaper(tx: BillingTx, row: PaperRow): Promise<boolean> {
  const { content, logo, changed } = row;
  const made = await tx
    .insertInto("billing_paper_version")
    .values({ ...row, content: json(content), logo: logo === null ? null : json(logo), changed: json(changed) })
    .onConflict((conflict) => conflict.column("version").doNothing())
    .returning("version")
    .executeTakeFirst();
  return made !== undefined;
}

/** The newest first; one more than asked for tells that there are more. */
export async function paperVersions(
  tx: BillingTx,
  ask: { readonly before: number | null; readonly limit: number },
): Promise<Pick<PaperRow, "version" | "at" | "by_name" | "changed">[]> {
  let query = tx
    .selectFrom("billing_paper_version")
    .select(["version", "at", "by_name", "changed"])
    .orderBy("version", "desc")
    .limit(ask.limit + 1);
  if (ask.before !== null) query = query.where("version", "<", ask.before);
  return query.execute();
}
