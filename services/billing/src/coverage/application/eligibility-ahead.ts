import type { eligibilityAheadOperations as operations } from "@practicum/contracts/billing/eligibility-ahead";
import { fail } from "@practicum/contracts/error";
import { visitsAhead } from "@practicum/contracts/scheduling/visits-ahead";
import { must } from "@practicum/kernel/assert";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import { consumer } from "@practicum/service/define-service";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import type { BillingPorts } from "../../exchange/ports/clearinghouse.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import { aboutOf, aheadOf, isAsked, isInOrder, type Ahead } from "../domain/eligibility-ahead.ts";
import { isOfAnother } from "../../sql/copies.ts";
import { coveragesInForce } from "../sql/coverages.ts";
import { answersAbout, handledOf, keepHandled, selfPayers, undoHandled } from "../sql/eligibility-ahead.ts";
import { askTogether } from "./ask-eligibility.ts";

interface Visit {
  readonly appointmentId: string;
  readonly patientId: string;
  readonly date: LocalDate;
}

/** BIL-474. */
export async function eligibilityAhead(
  context: BillingContext,
  { visits }: InputOf<typeof operations.eligibilityAhead>,
): ReplyOf<typeof operations.eligibilityAhead> {
  const known = await aheads(context, visits);
  const handled = await handledOf(
    context.tx,
    visits.map(({ appointmentId }) => appointmentId),
  );
  return ok(
    visits.map((visit, index) => {
      const ahead = must(known[index]);
      const about = aboutOf(ahead);
      const done = handled.find((one) => one.appointmentId === visit.appointmentId && one.about === about);
      const { coverage, answer, state } = ahead;
      return {
        appointmentId: visit.appointmentId,
        state,
        coverage: coverage && { coverageId: coverage.coverageId, payerName: coverage.payerName },
        findings: answer?.findings ?? [],
        askedAt: answer?.askedAt ?? null,
        handled: done === undefined || isInOrder(state) ? null : { at: done.at, by: done.by, note: done.note },
      };
    }),
  );
}

/** BIL-475: by a person, for what is on the screen. */
export async function verifyAhead(
  context: BillingContext,
  { visits }: InputOf<typeof operations.verifyAhead>,
): ReplyOf<typeof operations.verifyAhead> {
  return ok({ asked: await askAbout(context, visits) });
}

/** BIL-475: in the evening, for the next days that have visits. */
export const askAhead = consumer<BillingSchema, BillingPorts, typeof visitsAhead.payload>(
  visitsAhead,
  async (context, { date, visits }) => {
    await askAbout(
      context,
      visits.map((visit) => ({ ...visit, date })),
    );
  },
);

/** BIL-476. */
export async function handleAhead(
  context: BillingContext,
  { note, ...visit }: InputOf<typeof operations.handleAhead>,
): ReplyOf<typeof operations.handleAhead> {
  if (await isOfAnother(context.tx, visit)) return fail("visit-of-another", { field: "appointmentId" });
  const ahead = must((await aheads(context, [visit]))[0]);
  if (isInOrder(ahead.state)) return fail("eligibility-in-order");
  await keepHandled(context.tx, {
    handledId: context.ids.next(),
    appointmentId: visit.appointmentId,
    patientId: visit.patientId,
    about: aboutOf(ahead),
    note,
    at: context.now,
    by: actorName(context.actor),
  });
  return ok({});
}

export async function reopenAhead(
  context: BillingContext,
  visit: InputOf<typeof operations.reopenAhead>,
): ReplyOf<typeof operations.reopenAhead> {
  const ahead = must((await aheads(context, [visit]))[0]);
  const by = actorName(context.actor);
  const about = aboutOf(ahead);
  const undone = await undoHandled(context.tx, { ...visit, about }, { at: context.now, by });
  return undone ? ok({}) : fail("not-found");
}

async function askAbout(context: BillingContext, visits: readonly Visit[]): Promise<number> {
  const known = await aheads(context, visits);
  const asked = new Set<string>();
  const questions = visits.flatMap((visit, index) => {
    const ahead = must(known[index]);
    // Two visits of one day are one question.
    const key = `${ahead.coverage?.coverageId} ${visit.date}`;
    if (ahead.coverage === null || asked.has(key) || !isAsked(ahead, context.now)) return [];
    asked.add(key);
    const { coverage } = ahead;
    return [{ eligibilityId: context.ids.next(), coverage, patientId: visit.patientId, serviceDate: visit.date }];
  });
  await askTogether(context, questions);
  return questions.length;
}

/** What is known of each, in their order. */
async function aheads({ tx }: BillingContext, visits: readonly Visit[]): Promise<readonly Ahead[]> {
  const inForce = await coveragesInForce(
    tx,
    visits.map(({ patientId, date }) => ({ patientId, on: date })),
  );
  const first = ({ patientId, date }: Visit) => inForce(patientId, date)[0] ?? null;
  const byDay = Map.groupBy(visits, ({ date }) => date);
  const known = new Map<Visit, Ahead>();
  for (const [date, ofDay] of byDay) {
    const coverageIds = ofDay.flatMap((visit) => first(visit)?.coverageId ?? []);
    const answers = await answersAbout(tx, coverageIds, date);
    const bare = ofDay.filter((visit) => first(visit) === null).map(({ patientId }) => patientId);
    const selfPay = await selfPayers(tx, bare, date);
    for (const visit of ofDay) {
      const coverage = first(visit);
      const answer = coverage === null ? null : (answers.get(coverage.coverageId) ?? null);
      known.set(visit, aheadOf(date, coverage, selfPay.has(visit.patientId), answer));
    }
  }
  return visits.map((visit) => must(known.get(visit)));
}
