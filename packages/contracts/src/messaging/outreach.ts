import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { id, instant, localDate, localTime, optionalText, text, version } from "../schema.ts";

/** Outreach campaigns: who is called, why, with which words, and how far that is. */

/** What a script may name in braces; the card fills it in. */
export const SCRIPT_FIELDS = ["first", "last", "practice", "plan", "caller"] as const;

const scriptText = z.string().trim().max(3000, { error: "Use at most 3000 characters." });

/** The words of a call. Each change is a version of its own: an attempt names the one that was read. */
export const callScript = z.strictObject({ en: scriptText.min(1, { error: "This is required." }), es: scriptText });

const rules = {
  name: text(80),
  purpose: optionalText(400),
  /** Who asks for it and is shown the attempts: a health plan. Empty where it is the practice's own. */
  plan: optionalText(80),
  /** How many are to have a visit. */
  goal: z.int().min(1, { error: "Enter how many are to be booked." }).max(100_000),
  from: localDate,
  until: localDate.nullable(),
  /** After so many calls without an answer a person is called no more. */
  maxAttempts: z.int().min(1, { error: "Enter 1 to 20." }).max(20, { error: "Enter 1 to 20." }),
  /** Between two attempts. */
  pauseHours: z
    .int()
    .min(0)
    .max(24 * 60),
  /** Outside of these hours, in the practice's time zone, nobody is called. */
  callFrom: localTime,
  callUntil: localTime,
  weekends: z.boolean(),
};

/** How many of a campaign's people are where. Each person is in exactly one of the first seven. */
export const outreachProgress = z.object({
  /** Not called yet. */
  uncalled: z.int(),
  /** Called, and to be called again. */
  again: z.int(),
  /** Said yes, or has a visit. */
  yes: z.int(),
  declined: z.int(),
  /** All attempts are used up. */
  unreachable: z.int(),
  /** No number that works, moved away, or died. */
  closed: z.int(),
  doNotCall: z.int(),
  /** Of all: who spoke with us. */
  reached: z.int(),
  /** Of all: who has a visit in the schedule that was booked since the campaign began. */
  booked: z.int(),
  /** Of those who said yes: who has no visit yet. */
  yesWithoutVisit: z.int(),
  /** Not called while it is open whether they are patients here. */
  toReview: z.int(),
  people: z.int(),
  attempts: z.int(),
});

export const campaign = z.object({
  campaignId: id("campaign"),
  ...rules,
  open: z.boolean(),
  createdAt: instant,
  createdBy: z.string(),
  progress: outreachProgress,
  version,
});

export const outreachOperations = {
  listCampaigns: query({
    summary: "Outreach campaigns with how far each is, the newest first",
    permission: "outreach.read",
    input: z.strictObject({ before: paging.before.default(null), limit: paging.limit.default(50) }),
    output: z.object({ campaigns: z.array(campaign), next: z.string().nullable() }),
  }),
  getCampaign: query({
    summary: "A campaign with its script in force",
    permission: "outreach.read",
    input: z.strictObject({ campaignId: id("campaign") }),
    output: campaign.extend({
      script: callScript.extend({ version, at: instant, by: z.string() }),
    }),
    errors: ["not-found"],
  }),
  saveCampaign: command({
    summary: "Makes a campaign, or changes its rules and its script",
    permission: "outreach.manage",
    input: z.strictObject({
      campaignId: id("campaign"),
      /** 0 makes it. */
      version: z.int().min(0),
      ...rules,
      script: callScript,
    }),
    output: z.object({ version, scriptVersion: version }),
    errors: ["not-found", "stale-version", "already-recorded"],
  }),
  openCampaign: command({
    summary: "Ends a campaign, so that nobody of it is called, or takes it up again",
    permission: "outreach.manage",
    input: z.strictObject({ campaignId: id("campaign"), version, open: z.boolean() }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version"],
  }),
  exportAttempts: query({
    summary: "Every attempt of a campaign as CSV: who called whom, when, and what came of it",
    permission: "outreach.export",
    takesOut: true,
    input: z.strictObject({ campaignId: id("campaign") }),
    output: z.object({ name: z.string(), csv: z.string(), attempts: z.int(), patientIds: z.array(id("patient")) }),
    errors: ["not-found"],
    patients: (_, output) => output.patientIds,
  }),
};

/** A campaign, its people or their calls changed. */
export const outreachChanged = event(
  "messaging.outreach-changed.v1",
  z.object({ campaignId: id("campaign") }),
  (p) => ({ campaignId: p.campaignId }),
  "outreach.read",
  [
    "messaging.listCampaigns",
    "messaging.getCampaign",
    "messaging.listMembers",
    "messaging.listRosters",
    "messaging.getMember",
  ],
);
