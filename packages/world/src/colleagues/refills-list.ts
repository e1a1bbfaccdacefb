import type { Refill, RefillState } from "@practicum/contracts/charting/refills";
import { actorOf, staff, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import type { RoutineTools } from "./routines.ts";
import { unlessRefused } from "./unless-refused.ts";
import { allPages, assistantOf, isHere, PAGE } from "./who-does.ts";

/**
 * Refills that were asked for (WLD-57). Who prescribed it approves what the protocol passes; nothing else is waved through: what is controlled, was
 * prescribed elsewhere, or whose patient was not seen for long needs a visit, and what was stopped is denied. An assistant answers who asked.
 */
export async function workRefills(tools: RoutineTools): Promise<void> {
  // What is decided in this round is answered in the next one.
  const decided = await listed(tools, "to-answer");
  for (const one of await listed(tools, "waiting")) await decide(tools, one);
  for (const one of decided) await answer(tools, one);
}

async function listed({ observe }: RoutineTools, show: RefillState): Promise<readonly Refill[]> {
  return allPages(async (before) => {
    const page = await observe("charting", "refillWork", { show, before, limit: PAGE });
    return page && { items: page.refills, next: page.next };
  });
}

const stepOf = ({ seed }: RoutineTools, { requestId, patientId, steps }: Refill) => ({
  requestId,
  patientId,
  // A decision that was taken back is made anew.
  stepId: seededId<"refill-step">(seed, `list/${requestId}/${steps.length}`),
});

async function decide(tools: RoutineTools, one: Refill): Promise<void> {
  const { lastPrescribed, fails, isRenewable } = one;
  const wrote = staff.find(({ npi, family }) => npi !== null && (lastPrescribed?.by.includes(family) ?? false));
  const provider = wrote ?? staffByKey("alvarez");
  if (!isHere(tools, provider)) return;
  const { practice } = tools;
  const of = stepOf(tools, one);
  if (isRenewable && fails.length === 0) {
    await unlessRefused(practice.run("charting", "approveRefills", { requests: [of] }, actorOf(provider)));
    return;
  }
  const why = fails.join("; ").slice(0, 200);
  const isOver = fails.some(
    (reason) => reason.startsWith("stopped") || reason.startsWith("entered on the list in error"),
  );
  const step = isOver ? ({ kind: "denied", reason: why } as const) : ({ kind: "visit", reason: why } as const);
  await unlessRefused(practice.run("charting", "decideRefill", { ...of, step }, actorOf(provider)));
}

async function answer(tools: RoutineTools, one: Refill): Promise<void> {
  const as = assistantOf(tools);
  // A pharmacy of the network is answered by the network.
  if (as === null || one.pharmacy !== null) return;
  const how = one.askedBy === "pharmacy" ? "By fax to the pharmacy." : "By telephone; repeated what was said.";
  const step = { kind: "answered", how } as const;
  await unlessRefused(tools.practice.run("charting", "recordRefillStep", { ...stepOf(tools, one), step }, as));
}
