import { billingPaperChanged, type billingPaperOperations } from "@practicum/contracts/billing/billing-paper";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { paperChanges, paperTexts } from "../domain/paper-changes.ts";
import { unprintable } from "../domain/printable.ts";
import { findPaper, insertPaper, paperVersions } from "../sql/billing-paper.ts";
import { keptLogo } from "./keep-logo.ts";

export async function getBillingPaper(
  { tx }: BillingContext,
  input: InputOf<typeof billingPaperOperations.getBillingPaper>,
): ReplyOf<typeof billingPaperOperations.getBillingPaper> {
  const found = await findPaper(tx, input.version);
  if (!found) return fail("not-found", { field: "version" });
  return ok({ ...found.content, logo: found.logo?.content ?? null, version: found.version });
}

export async function billingPaperHistory(
  { tx }: BillingContext,
  { before, limit }: InputOf<typeof billingPaperOperations.billingPaperHistory>,
): ReplyOf<typeof billingPaperOperations.billingPaperHistory> {
  const from = before !== null && /^\d{1,9}$/.test(before) ? Number(before) : null;
  const found = await paperVersions(tx, { before: from, limit });
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return ok({
    versions: rows.map(({ version, at, by_name, changed }) => ({ version, at, by: by_name, changed })),
    next: last ? String(last.version) : null,
  });
}

/** BIL-411: a version of its own, from the next paper and the next claim that is built on. Nothing changed is no version. */
export async function saveBillingPaper(
  context: BillingContext,
  { version: seen, ...paper }: InputOf<typeof billingPaperOperations.saveBillingPaper>,
): ReplyOf<typeof billingPaperOperations.saveBillingPaper> {
  const { tx, now } = context;
  const before = await findPaper(tx, null);
  if (before?.version !== seen) return fail("stale-version");
  const strange = paperTexts(paper).flatMap(([field, text]) => {
    const letter = unprintable(text);
    return letter === null
      ? []
      : [{ field, message: `"${letter}" can't be printed. Use the letters of English or Spanish.` }];
  });
  const logo = paper.logo === null ? null : await keptLogo(paper.logo);
  const faults = typeof logo === "string" ? [...strange, { field: "logo", message: logo }] : strange;
  if (typeof logo === "string" || faults.length > 0)
    return fail("invalid-input", { ...(faults[0] ? { field: faults[0].field } : {}), fields: faults });
  const { logo: _, ...content } = paper;
  const kept = { ...content, logo: logo?.content ?? null };
  const changed = paperChanges({ ...before.content, logo: before.logo?.content ?? null }, kept);
  if (changed.length === 0 && seen > 0) return ok({ version: seen });
  const version = seen + 1;
  const row = { version, content, logo, changed, at: now, by_name: actorName(context.actor) };
  if (!(await insertPaper(tx, row))) return fail("stale-version");
  context.emit(billingPaperChanged, { version });
  return ok({ version });
}
