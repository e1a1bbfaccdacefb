import { fail, type DomainError } from "@practicum/contracts/error";
import { outreachChanged, type campaign } from "@practicum/contracts/messaging/outreach";
import { atLocal } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import type { Handlers, MessagingContext } from "../../handlers.ts";
import { checkScript } from "../domain/script.ts";
import {
  applyMaxAttempts,
  insertCampaign,
  insertScript,
  lockCampaign,
  selectCampaign,
  selectCampaigns,
  selectProgress,
  selectScript,
  updateCampaign,
} from "../sql/campaigns.ts";
import type { CampaignTable } from "../sql/tables.ts";

export const listCampaigns: Handlers["listCampaigns"] = async ({ tx }, page) => {
  const { rows, next } = await selectCampaigns(tx, page);
  const campaigns = [];
  for (const row of rows) campaigns.push(shown(row, await selectProgress(tx, row)));
  return ok({ campaigns, next });
};

export const getCampaign: Handlers["getCampaign"] = async ({ tx }, { campaignId }) => {
  const row = await selectCampaign(tx, campaignId);
  if (row === null) return fail("not-found");
  const { en, es, version, at, by } = await selectScript(tx, campaignId);
  return ok({ ...shown(row, await selectProgress(tx, row)), script: { en, es, version, at, by } });
};

export const saveCampaign: Handlers["saveCampaign"] = async (context, input) => {
  const checked = checkRules(input);
  if (!checked.ok) return checked;
  return input.version === 0 ? addCampaign(context, input) : changeCampaign(context, input);
};

type Input = Parameters<Handlers["saveCampaign"]>[1];

async function addCampaign(context: MessagingContext, input: Input) {
  const { tx, now, actor } = context;
  const made = { open: true, created_at: now, created_by: actor.name, version: 1 };
  const added = await insertCampaign(tx, { campaign_id: input.campaignId, ...columnsOf(context, input), ...made });
  if (!added) return fail("already-recorded");
  await insertScript(tx, { campaign_id: input.campaignId, version: 1, ...input.script, at: now, by: actor.name });
  tell(context, input.campaignId);
  return ok({ version: 1, scriptVersion: 1 });
}

async function changeCampaign(context: MessagingContext, input: Input) {
  const { tx, now, actor } = context;
  const before = await lockCampaign(tx, input.campaignId);
  if (before === null) return fail("not-found");
  if (before.version !== input.version) return fail("stale-version");
  const version = before.version + 1;
  await updateCampaign(tx, input.campaignId, { ...columnsOf(context, input), version });
  if (before.max_attempts !== input.maxAttempts) await applyMaxAttempts(tx, input.campaignId, input.maxAttempts);
  const script = await selectScript(tx, input.campaignId);
  const same = script.en === input.script.en && script.es === input.script.es;
  const scriptVersion = same ? script.version : script.version + 1;
  const words = { campaign_id: input.campaignId, version: scriptVersion, ...input.script, at: now, by: actor.name };
  if (!same) await insertScript(tx, words);
  tell(context, input.campaignId);
  return ok({ version, scriptVersion });
}

export const openCampaign: Handlers["openCampaign"] = async (context, { campaignId, version, open }) => {
  const before = await lockCampaign(context.tx, campaignId);
  if (before === null) return fail("not-found");
  if (before.version !== version) return fail("stale-version");
  await updateCampaign(context.tx, campaignId, { open, version: version + 1 });
  tell(context, campaignId);
  return ok({ version: version + 1 });
};

/** Screens that show the campaign ask again. */
export function tell(context: MessagingContext, ...campaigns: readonly CampaignTable["campaign_id"][]): void {
  for (const campaignId of new Set(campaigns)) context.emit(outreachChanged, { campaignId });
}

/** What the fields must say together (MSG-70). */
function checkRules(input: Input): Result<undefined, DomainError> {
  if (input.until !== null && input.until < input.from) return wrong("until", "The last day is before the first one.");
  if (input.callUntil <= input.callFrom) return wrong("callUntil", "Calling ends before it begins.");
  return checkScript(input.script);
}

function wrong(field: string, message: string) {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}

function columnsOf({ practice }: MessagingContext, input: Input) {
  return {
    name: input.name,
    purpose: input.purpose,
    plan: input.plan,
    goal: input.goal,
    from_date: input.from,
    until_date: input.until,
    begins_at: atLocal(input.from, "00:00", practice.timeZone),
    max_attempts: input.maxAttempts,
    pause_hours: input.pauseHours,
    call_from: input.callFrom,
    call_until: input.callUntil,
    weekends: input.weekends,
  };
}

function shown(row: CampaignTable, progress: z.input<typeof campaign.shape.progress>): z.input<typeof campaign> {
  return {
    campaignId: row.campaign_id,
    ...rulesOf(row),
    name: row.name,
    purpose: row.purpose,
    plan: row.plan,
    goal: row.goal,
    open: row.open,
    createdAt: row.created_at,
    createdBy: row.created_by,
    progress,
    version: row.version,
  };
}

/** The campaign's rules as the domain reads them. */
export function rulesOf(row: CampaignTable) {
  return {
    from: row.from_date,
    until: row.until_date,
    callFrom: row.call_from,
    callUntil: row.call_until,
    weekends: row.weekends,
    maxAttempts: row.max_attempts,
    pauseHours: row.pause_hours,
    open: row.open,
  };
}
