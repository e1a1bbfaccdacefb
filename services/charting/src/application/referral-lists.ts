import { actorId } from "@practicum/contracts/actor";
import { outsideProviderChanged, type referralOperations } from "@practicum/contracts/charting/referrals";
import { fail } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import {
  outsideProviderPage,
  outsideProviderVersionPage,
  saveOutsideProvider as save,
} from "../sql/outside-providers.ts";
import { countReferralWork, patientsWithRestrictions, referralsOfPatient, referralWorkPage } from "../sql/referrals.ts";
import { actorName, type ChartingContext } from "./charting-context.ts";
import { withSteps } from "./referral-view.ts";
import { shutCharts } from "./restrictions.ts";
import { judgeFacts } from "./sensitive-parts.ts";

type Operations = typeof referralOperations;

export async function referrals(
  context: ChartingContext,
  input: InputOf<Operations["referrals"]>,
): ReplyOf<Operations["referrals"]> {
  const { rows, next } = await referralsOfPatient(context.tx, input);
  return ok({ referrals: await withSteps(context, rows), next });
}

/** Of all patients those that wait, what is due first, without the charts that do not open to who asks (CHT-263). */
export async function referralWork(
  context: ChartingContext,
  input: InputOf<Operations["referralWork"]>,
): ReplyOf<Operations["referralWork"]> {
  const { tx, today, actor } = context;
  const shut = await shutCharts(context, await patientsWithRestrictions(tx));
  const ask = {
    ...input,
    today,
    staffId: actor.kind === "staff" ? actor.staffId : actorId(actor),
    without: [...shut],
    withoutIds: (await judgeFacts(context, { waiting: "referral" })).facts.flatMap((one) =>
      one.isShown ? [] : [one.factId],
    ),
  };
  const { rows, next } = await referralWorkPage(tx, ask);
  const shown = await withSteps(context, rows);
  return ok({
    referrals: shown.map((referral, at) => {
      const { family, given, middle, suffix, birth_date: birthDate, mrn } = must(rows[at]);
      const patientName = { family: family ?? "?", given: given ?? "?", middle, suffix };
      return { ...referral, patientName, birthDate: birthDate ?? "1900-01-01", mrn: mrn ?? "" };
    }),
    next,
    counts: input.before === null ? await countReferralWork(tx, ask) : null,
  });
}

export async function outsideProviders(
  { tx }: ChartingContext,
  input: InputOf<Operations["outsideProviders"]>,
): ReplyOf<Operations["outsideProviders"]> {
  return ok(await outsideProviderPage(tx, input));
}

/** Who changed an entry, when, and what it said before (CHT-276). */
export async function outsideProviderVersions(
  { tx }: ChartingContext,
  input: InputOf<Operations["outsideProviderVersions"]>,
): ReplyOf<Operations["outsideProviderVersions"]> {
  const page = await outsideProviderVersionPage(tx, input);
  return page.versions.length === 0 && input.before === null
    ? fail("not-found", { field: "outsideProviderId" })
    : ok(page);
}

/** Over the version that was seen; a number stands for one entry (CHT-253). */
export async function saveOutsideProvider(
  context: ChartingContext,
  { baseVersion, ...content }: InputOf<Operations["saveOutsideProvider"]>,
): ReplyOf<Operations["saveOutsideProvider"]> {
  const version = baseVersion + 1;
  const saved = await save(context.tx, { ...content, version }, { at: context.now, by: actorName(context) });
  if (saved === "npi") return fail("already-recorded", { field: "npi" });
  if (saved === "stale") return fail("stale-version", { field: "baseVersion" });
  context.emit(outsideProviderChanged, { outsideProviderId: content.outsideProviderId, version });
  return ok({ version });
}
