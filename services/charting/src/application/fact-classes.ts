import { sensitiveClass } from "@practicum/contracts/charting/sensitive-classes";
import type { sensitiveOperations } from "@practicum/contracts/charting/sensitive";
import { chartChanged } from "@practicum/contracts/charting/chart";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { lastSaid, opensClass } from "../domain/sensitive-parts.ts";
import { entryThere, insertSaid, insertSettings } from "../sql/facts.ts";
import { actorMay, actorName, type ChartingContext } from "./charting-context.ts";
import { anyFacts, askerId, judgeFacts, partsAskers, sensitiveSettingsNow } from "./sensitive-parts.ts";

type Operations = typeof sensitiveOperations;

/** The marks of what is shown, and which classes open: also of classes of which the chart has nothing, so that nothing tells that it has (CHT-286). */
export async function sensitiveParts(
  context: ChartingContext,
  { patientId }: InputOf<Operations["sensitiveParts"]>,
): ReplyOf<Operations["sensitiveParts"]> {
  const { facts } = await judgeFacts(context, { patientIds: [patientId] });
  const asker = (await partsAskers(context, [patientId]))(patientId);
  const classes = sensitiveClass.options.map((one) => ({ class: one, why: opensClass(one, asker) }));
  return ok({
    facts: facts
      .filter((one) => one.classes.length > 0 && one.isShown)
      .map(({ factId, kind, classes: borne }) => ({ factId, kind, classes: [...borne] })),
    classes,
    mayOpen: actorMay(context, "chart.break-glass") && classes.some((one) => one.why.length === 0),
    maySet: actorMay(context, "sensitive.set"),
  });
}

/** "Why can I see this?" of one fact (CHT-288). */
export async function factAccess(
  context: ChartingContext,
  { patientId, factId }: InputOf<Operations["factAccess"]>,
): ReplyOf<Operations["factAccess"]> {
  const { facts, said } = await judgeFacts(context, { ids: anyFacts(factId) });
  const fact = facts.find((one) => one.patientId === patientId && one.isShown);
  if (!fact) return fail("not-found", { field: "factId" });
  const asker = (await partsAskers(context, [patientId]))(patientId);
  return ok({
    factId,
    kind: fact.kind,
    classes: [...fact.classes],
    why: fact.classes.map((one) => ({ class: one.class, why: opensClass(one.class, asker) })),
    said: said
      .filter((one) => one.factId === factId)
      .map(({ class: of, says, version, reason, at, by }) => ({ class: of, says, version, reason, at, by })),
    mayLift: actorMay(context, "sensitive.set") && asker.treats !== null,
  });
}

/** A person sets a class or lifts it, over what was seen; who lifts treats the patient (CHT-284). */
export async function setFactClass(
  context: ChartingContext,
  input: InputOf<Operations["setFactClass"]>,
): ReplyOf<Operations["setFactClass"]> {
  const { tx, now } = context;
  const { entryId, patientId, factId, says, reason, baseVersion } = input;
  const there = await entryThere(tx, entryId);
  if (there) {
    const isSame =
      there.factId === factId && there.class === input.class && there.says === says && there.reason === reason;
    return isSame ? ok({ version: there.version }) : fail("already-recorded", { field: "entryId" });
  }
  const { facts, said } = await judgeFacts(context, { ids: anyFacts(factId) });
  const fact = facts.find((one) => one.patientId === patientId && one.isShown);
  if (!fact) return fail("not-found", { field: "factId" });
  const asker = (await partsAskers(context, [patientId]))(patientId);
  if (says === "lifted" && asker.treats === null) return fail("not-allowed");
  const version = (lastSaid(said, factId, input.class)?.version ?? 0) + 1;
  if (version !== baseVersion + 1) return fail("stale-version", { field: "baseVersion" });
  const written = await insertSaid(tx, {
    entryId,
    patientId,
    fact,
    class: input.class,
    says,
    version,
    reason,
    at: now,
    by: actorName(context),
    byId: askerId(context),
  });
  if (!written) return fail("stale-version", { field: "baseVersion" });
  context.emit(chartChanged, { patientId, what: "sensitive-parts" });
  return ok({ version });
}

export async function getSensitiveSettings(context: ChartingContext): ReplyOf<Operations["getSensitiveSettings"]> {
  const { minorsKinds, ...settings } = await sensitiveSettingsNow(context);
  return ok({ ...settings, minorsKinds: [...minorsKinds] });
}

/** Each saved version is kept (CHT-283). What is proposed follows from the newest at once, for all charts. */
export async function saveSensitiveSettings(
  context: ChartingContext,
  { baseVersion, ...settings }: InputOf<Operations["saveSensitiveSettings"]>,
): ReplyOf<Operations["saveSensitiveSettings"]> {
  const before = await sensitiveSettingsNow(context);
  if (before.version !== baseVersion) return fail("stale-version", { field: "baseVersion" });
  const version = baseVersion + 1;
  const saved = await insertSettings(context.tx, { ...settings, version }, { at: context.now, by: actorName(context) });
  return saved ? ok({ version }) : fail("stale-version", { field: "baseVersion" });
}
