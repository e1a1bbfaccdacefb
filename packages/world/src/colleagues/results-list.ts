import type { ListedTestOrder, TestShow, TestStep, UnmatchedResult } from "@practicum/contracts/charting/test-orders";
import type { Actor } from "@practicum/contracts/actor";
import { dateIn } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import { actorOf, staff, timeZone } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import type { RoutineTools } from "./routines.ts";
import { unlessRefused } from "./unless-refused.ts";
import { allPages, assistantOf, isHere, PAGE } from "./who-does.ts";

/** So long somebody asks the laboratory whose a report is. */
const ASKED_DAYS = 3;

/**
 * Tests that are ordered elsewhere (WLD-56): an assistant sends them and tells what is normal; who ordered one reads it, and calls the patient
 * about what is not normal. What is critical is told at once.
 *
 * @param isWeekend few are there: what can't wait, and nothing else.
 */
export async function workResults(tools: RoutineTools, isWeekend: boolean): Promise<void> {
  const review = await listed(tools, "review");
  for (const one of review) if (!isWeekend || one.gravity === "critical") await read(tools, one);
  if (isWeekend) return;
  for (const one of await listed(tools, "to-tell"))
    if (!review.some(({ orderId }) => orderId === one.orderId)) await tell(tools, one);
  const assistant = assistantOf(tools);
  if (assistant === null) return;
  for (const one of await listed(tools, "open")) if (isToSend(tools, one)) await send(tools, one, assistant);
  await fileReports(tools, assistant);
}

async function listed({ observe }: RoutineTools, show: TestShow): Promise<readonly ListedTestOrder[]> {
  return allPages(async (before) => {
    const page = await observe("charting", "testWork", { show, text: "", before, limit: PAGE });
    return page && { items: page.orders, next: page.next };
  });
}

async function read(tools: RoutineTools, one: ListedTestOrder): Promise<void> {
  const provider = staff.find(({ staffId }) => staffId === one.orderedById);
  if (one.state !== "to-review" || provider === undefined || !isHere(tools, provider)) return;
  const step = reviewOf(one);
  if (!(await say(tools, one, step, actorOf(provider)))) return;
  if (one.gravity === "critical") await say(tools, one, CALLED, actorOf(provider));
}

const CALLED: Extract<TestStep, { kind: "told" }> = {
  kind: "told",
  how: "Called; the patient has repeated what was said and what to do.",
};

function reviewOf({ gravity, label }: ListedTestOrder): Extract<TestStep, { kind: "reviewed" }> {
  const nothing = { kind: "reviewed", message: "" } as const;
  if (gravity === "normal") return { ...nothing, disposition: "normal", plan: "" };
  const plan =
    gravity === "critical"
      ? `${label}: call the patient now, and see the patient today or send to the emergency room.`
      : `${label}: call the patient, ask how it is, and repeat it before the next visit.`;
  return { ...nothing, disposition: "call", plan };
}

/** What is normal an assistant may tell. What is not, who ordered it tells, and nobody else (WLD-56). */
async function tell(tools: RoutineTools, one: ListedTestOrder): Promise<void> {
  const provider = staff.find(({ staffId }) => staffId === one.orderedById);
  const isNormal = one.gravity === "normal";
  const as = isNormal
    ? assistantOf(tools)
    : provider !== undefined && isHere(tools, provider)
      ? actorOf(provider)
      : null;
  if (as === null) return;
  await say(tools, one, isNormal ? { kind: "told", how: "By telephone; repeated what was said." } : CALLED, as);
}

/** What a laboratory rejected is drawn anew on another day: the patient has to come. */
function isToSend({ today }: RoutineTools, { state, waits }: ListedTestOrder): boolean {
  return state === "to-send" || (state === "rejected" && waits !== null && waits.since < today);
}

async function send(tools: RoutineTools, one: ListedTestOrder, as: Actor): Promise<void> {
  const to = one.performer?.name ?? (one.kind === "imaging" ? "Imaging center" : "Laboratory");
  await say(tools, one, { kind: "sent", way: "paper", to }, as);
}

type Said = Extract<TestStep, { kind: "sent" | "told" | "reviewed" }>;

async function say({ practice, seed }: RoutineTools, one: ListedTestOrder, step: Said, as: Actor): Promise<boolean> {
  const { orderId, patientId, steps } = one;
  // The same step may come again in a later turn: of a corrected report.
  const of = {
    orderId,
    patientId,
    stepId: seededId<"test-step">(seed, `list/${orderId}/${step.kind}/${steps.length}`),
  };
  return unlessRefused(
    step.kind === "reviewed"
      ? practice.run("charting", "decideTestOrder", { ...of, step }, as)
      : practice.run("charting", "recordTestStep", { ...of, step }, as),
  );
}

/** A report that is in no chart is filed where more than the name agrees, and with one order alone; else the laboratory is asked (WLD-56). */
async function fileReports(tools: RoutineTools, as: Actor): Promise<void> {
  const reports = await allPages<UnmatchedResult>(async (before) => {
    const page = await tools.observe("charting", "unmatchedResults", { before, limit: PAGE });
    return page && { items: page.results, next: page.next };
  });
  const { practice, today } = tools;
  for (const { resultId, receivedAt, candidates } of reports) {
    const sure = candidates.filter((one) => one.isEnough);
    const [only] = sure;
    if (sure.length === 1 && only !== undefined) {
      const { orderId, patientId } = only;
      await unlessRefused(practice.run("charting", "matchResult", { resultId, orderId, patientId }, as));
    } else if (dateIn(receivedAt, timeZone) <= addDays(today, -ASKED_DAYS)) {
      const reason =
        "Names nobody of ours for certain. The laboratory was called, and sends it again under the right name.";
      await unlessRefused(practice.run("charting", "dismissResult", { resultId, reason }, as));
    }
  }
}
