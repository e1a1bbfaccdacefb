import type { referralOperations } from "@practicum/contracts/charting/referrals";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { lastOf, referralStateOf } from "../domain/referral-state.ts";
import { templatesNow } from "../sql/letters.ts";
import { outsideProvidersById } from "../sql/outside-providers.ts";
import { lockReferral, referralSteps } from "../sql/referrals.ts";
import type { ChartingContext } from "./charting-context.ts";
import { choicesOf } from "./letter-follows.ts";
import { composeLetter, saveLetter } from "./letters.ts";
import { saidOf } from "./referral-view.ts";
import { sayOfReferral } from "./referrals.ts";

/**
 * The letter of a referral (CHT-255): from the practice's template, with what the order says is to be sent, and a draft until a provider
 * signs it. Another one takes its place where the first was struck or the order goes to another office.
 */
export async function writeReferralLetter(
  context: ChartingContext,
  { letterId, ...of }: InputOf<typeof referralOperations.writeReferralLetter>,
): ReplyOf<typeof referralOperations.writeReferralLetter> {
  const { tx } = context;
  const { referralId, patientId } = of;
  const row = await lockReferral(tx, referralId, patientId);
  if (!row) return fail("not-found", { field: "referralId" });
  const steps = saidOf(context, (await referralSteps(tx, [referralId])).get(referralId) ?? []);
  if (lastOf(steps, "letter")?.letterId === letterId) return ok({ letterId });
  const state = referralStateOf(steps);
  if (state !== "to-send" && state !== "to-schedule") return fail("wrong-order-step", { detail: { status: state } });
  const template = (await templatesNow(tx)).find((one) => one.kind === "referral" && one.active);
  if (!template) return fail("not-found", { field: "templateId" });
  const office = row.to_id === null ? undefined : (await outsideProvidersById(tx, [row.to_id])).get(row.to_id);
  const choices = choicesOf(row, office, lastOf(steps, "authorization"));
  const { encounter_id: encounterId } = row;
  const { templateId } = template;
  const composed = await composeLetter(context, { templateId, patientId, encounterId, choices });
  if (!composed.ok) return composed;
  const { title, text, templateVersion } = composed.value;
  const draft = { letterId, patientId, encounterId, templateId, templateVersion, to: choices.to, title, text };
  const saved = await saveLetter(context, { ...draft, baseVersion: 0 });
  if (!saved.ok) return fail("already-recorded", { field: "letterId" });
  const said = await sayOfReferral(context, { ...of, step: { kind: "letter", letterId } });
  return said.ok ? ok({ letterId }) : said;
}
