import type { PhoneCall, PhoneSettings } from "@practicum/contracts/messaging/phone";
import type { Role } from "@practicum/contracts/permission";
import { seededRandom } from "@practicum/kernel/random";
import { actorOf, type DemoStaff } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { askForRefill } from "./patients-call.ts";
import type { RoutineTools } from "./routines.ts";
import { unlessRefused } from "./unless-refused.ts";
import { allPages, PAGE, workerFor } from "./who-does.ts";

/** Nobody is called more often than this: then a message lies with the patient. */
const ATTEMPTS_MAX = 3;
/** How often somebody picks up. */
const REACHED = 0.7;

const DOCTORS: readonly Role[] = ["physician", "physician-assistant", "nurse-practitioner"];

/**
 * Calls that wait (WLD-58). What alarms goes to a physician, what the practice's list of reasons gives to others goes there; all else is called back
 * by whoever has it, once in a round, until somebody picks up. What a provider advised is signed into the chart.
 *
 * @param isWeekend few are there: what can't wait, and nothing else.
 */
export async function workCalls(tools: RoutineTools, isWeekend: boolean): Promise<void> {
  const calls = await allPages<PhoneCall>(async (before) => {
    const asked = { whose: "all", patientId: null, open: true, text: "", before, limit: PAGE } as const;
    const page = await tools.observe("messaging", "listCalls", asked);
    return page && { items: page.calls, next: page.next };
  });
  const settings = (await tools.observe("messaging", "phoneSettings", {}))?.settings;
  for (const call of calls) {
    if (isWeekend && !alarms(call)) continue;
    const worker = workerFor(tools, call);
    if (worker === null) continue;
    const pool = belongsTo(call, worker, settings);
    if (pool === null) await callBack(tools, call, worker);
    else await passOn(tools, call, worker, pool);
  }
}

function alarms({ urgency, redFlags }: PhoneCall): boolean {
  return urgency === "emergency" || redFlags.some((one) => !one.ruledOut);
}

/** To whom it goes on; null where it is in the right hands. */
function belongsTo(call: PhoneCall, { roles }: DemoStaff, settings: PhoneSettings | undefined): Role | null {
  if (roles.some((role) => DOCTORS.includes(role))) return null;
  if (alarms(call)) return "physician";
  const usual = settings?.callReasons.find((one) => one.label === call.reason)?.pool ?? null;
  // From the counter only: who was given one by the counter answers it, or nobody ever would.
  return roles.includes("front-desk") && usual !== null && !roles.includes(usual) ? usual : null;
}

async function passOn(tools: RoutineTools, call: PhoneCall, worker: DemoStaff, pool: Role): Promise<void> {
  const { practice } = tools;
  const { callId, version, urgency, redFlags } = call;
  const ruledOut = redFlags.filter((one) => one.ruledOut).map(({ id }) => id);
  const input = { callId, version, ownerId: null, pool, urgency, dueAt: null, ruledOut };
  if (!(await unlessRefused(practice.run("messaging", "routeCall", input, actorOf(worker)))) || !alarms(call)) return;
  // Who is given what alarms is called to the telephone.
  const physician = workerFor(tools, { ownerId: null, pool });
  if (physician !== null) await callBack(tools, call, physician);
}

async function callBack(tools: RoutineTools, call: PhoneCall, worker: DemoStaff): Promise<void> {
  const { practice, seed } = tools;
  const { callId, attempts } = call;
  const as = actorOf(worker);
  const random = seededRandom(`${seed}/call/${callId}/${attempts}`);
  // Whoever is afraid has the telephone in the hand.
  const isReached = alarms(call) || random.next() < REACHED;
  const isLast = attempts + 1 >= ATTEMPTS_MAX;
  const entryId = seededId<"call-entry">(seed, `list/${callId}/${attempts}`);
  const outcome = isReached
    ? ("reached" as const)
    : random.next() < 0.6
      ? ("left-message" as const)
      : ("no-answer" as const);
  const body = isReached
    ? WORDS[wayOf(worker)]
    : isLast
      ? "Called three times. The number of the practice lies with the patient."
      : "";
  const entry = { callId, entryId, kind: "attempt" as const, outcome, body };
  if (!(await unlessRefused(practice.run("messaging", "addCallEntry", entry, as)))) return;
  if (!isReached && !isLast) return;
  if (isReached && worker.npi !== null) await chart(tools, call, worker);
  if (isReached && call.reason === "Refill" && call.patientId !== null && worker.roles.includes("medical-assistant"))
    await askForRefill(tools, call.patientId, callId, as);
  await tools.settle();
  const now = await tools.observe("messaging", "getCall", { callId });
  if (now === null || now.status !== "open") return;
  await unlessRefused(practice.run("messaging", "finishCall", { callId, version: now.version, done: true }, as));
}

type Way = "provider" | "assistant" | "office";

function wayOf({ npi, roles }: DemoStaff): Way {
  if (npi !== null) return "provider";
  return roles.includes("medical-assistant") ? "assistant" : "office";
}

const WORDS: { readonly [W in Way]: string } = {
  provider: "Spoke with the caller and said what to do; see the telephone note.",
  assistant: "Spoke with the caller. Nothing new, nothing that alarms; knows when to call again.",
  office: "Spoke with the caller, and settled it.",
};

/** What a provider advised stands in the chart, signed. Of who is no patient there is none. */
async function chart({ practice, seed, now }: RoutineTools, call: PhoneCall, worker: DemoStaff): Promise<void> {
  const { callId, patientId, callerName, relation, reason } = call;
  if (patientId === null) return;
  const advice = alarms(call)
    ? "Asked about what was said on the telephone. Told to call 911 or go to the emergency room at once, and not to drive. Has repeated it."
    : "Asked about what was said on the telephone; nothing that alarms. Told what to do, and when to call again or come. Has repeated it.";
  const note = {
    noteId: seededId<"telephone-note">(seed, `list/${callId}`),
    patientId,
    callId,
    calledAt: now,
    spokeWith: callerName === null ? "Patient" : `${callerName} (${relation})`,
    reason: reason ?? "Call",
    text: advice,
  };
  await unlessRefused(practice.run("charting", "signTelephoneNote", note, actorOf(worker)));
}
