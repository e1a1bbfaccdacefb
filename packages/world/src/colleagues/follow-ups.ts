import { dateIn, type Instant } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { actorOf, staff, staffByKey, timeZone } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { followReferrals } from "./referral-follow-ups.ts";
import type { RoutineTools } from "./routines.ts";
import { unlessRefused } from "./unless-refused.ts";
import type { Observe } from "./visit-of.ts";

/** The desk calls a plan back within so many days. */
const DESK_DAYS = 2;
/** After so many days without an answer the biller gives a denial up: time and money are better spent elsewhere. */
const GIVE_UP_DAYS = 12;
const TASKS_MAX = 200;

const biller = actorOf(staffByKey("nair"));
const desk = actorOf(staffByKey("brooks"));
const manager = actorOf(staffByKey("whitfield"));

/**
 * What was left with somebody and is nobody's next step by itself (WLD-50): questions to the desk, to providers, to the manager, and
 * denials that nothing more can be done about.
 */
export async function followUps(tools: RoutineTools): Promise<void> {
  const { absent } = tools.staffing;
  if (!absent.includes("front-desk")) await deskTasks(tools);
  await providerTasks(tools);
  await readPathology(tools);
  await followReferrals(tools);
  if (!absent.includes("practice-manager")) await decide(tools);
  if (absent.includes("biller")) return;
  await mendClaims(tools);
  await giveUp(tools);
}

type Task = Awaited<ReturnType<typeof openTasks>>[number];

async function openTasks({ observe }: RoutineTools) {
  const asked = { scope: "all", patientId: null, status: "open", limit: TASKS_MAX } as const;
  return (await observe("messaging", "listTasks", asked))?.tasks ?? [];
}

const isOld = (since: Instant, today: LocalDate, days: number): boolean =>
  dateIn(since, timeZone) <= addDays(today, -days);

/** Questions about a coverage: the plan is called, and what it says of the patient's own physician is written down. */
async function deskTasks(tools: RoutineTools): Promise<void> {
  const asked = (await openTasks(tools)).filter((one) => one.pool === "front-desk" && one.about?.startsWith("denial:"));
  for (const task of asked) {
    if (!isOld(task.createdAt, tools.today, DESK_DAYS)) continue;
    await takeOverPcp(tools, task);
    await complete(tools, task, desk);
  }
}

async function takeOverPcp({ observe, practice }: RoutineTools, { patientId }: Task): Promise<void> {
  if (patientId === null) return;
  const coverages = (await observe("billing", "listCoverages", { patientId })) ?? [];
  for (const { eligibility, payerName: _n, payerKind: _k, priority: _p, ...coverage } of coverages) {
    const named = eligibility?.pcpNpi ?? null;
    if (named === null || named === coverage.pcpNpi) continue;
    await unlessRefused(practice.run("billing", "updateCoverage", { ...coverage, pcpNpi: named }, desk));
  }
}

/** A provider has looked at alarming values by the evening; what was asked about a denial is done when the denial is over. */
async function providerTasks(tools: RoutineTools): Promise<void> {
  for (const task of await openTasks(tools)) {
    const owner = staff.find((one) => one.staffId === task.ownerId);
    if (owner === undefined || owner.roles.some((role) => tools.staffing.absent.includes(role))) continue;
    const [kind, of = ""] = task.about?.split(":") ?? [];
    if (kind === "vitals") await complete(tools, task, actorOf(owner));
    if (kind !== "denial") continue;
    const denial = await tools.observe("billing", "getDenial", { denialId: of });
    if (denial !== null && denial.status !== "open") await complete(tools, task, actorOf(owner));
  }
}

/** By the evening a provider has read what the pathologist found in what that provider took, and has called the patient. */
async function readPathology({ observe, practice, seed, staffing }: RoutineTools): Promise<void> {
  for (const one of (await observe("charting", "openProcedures", {})) ?? []) {
    const provider = staff.find(({ staffId }) => staffId === one.orderedById);
    if (provider === undefined || provider.roles.some((role) => staffing.absent.includes(role))) continue;
    const { orderId, patientId } = one;
    const stepId = (what: string) => seededId<"procedure-step">(seed, `${what}/${orderId}`);
    if (one.state === "to-review") {
      const plan = "Read with the patient's history. The next visit looks at the place again.";
      await unlessRefused(
        practice.run(
          "charting",
          "reviewPathology",
          { orderId, patientId, stepId: stepId("read"), plan },
          actorOf(provider),
        ),
      );
    }
    if (one.state !== "to-review" && one.state !== "to-tell") continue;
    const step = { kind: "told", how: "Called; the patient has repeated what was said." } as const;
    await unlessRefused(
      practice.run(
        "charting",
        "recordProcedureStep",
        { orderId, patientId, stepId: stepId("told"), step },
        actorOf(provider),
      ),
    );
  }
}

async function complete({ practice }: RoutineTools, { taskId, version }: Task, as: typeof desk): Promise<void> {
  await unlessRefused(practice.run("messaging", "completeTask", { taskId, version }, as));
}

/** The manager allows what was asked for the day before: whoever asked has had time to take it back. */
async function decide({ observe, practice, today }: RoutineTools): Promise<void> {
  const waiting = (await observe("billing", "listApprovals", { waiting: true }))?.approvals ?? [];
  for (const { approvalId, askedAt } of waiting)
    if (isOld(askedAt, today, 1))
      await unlessRefused(
        practice.run("billing", "decideApproval", { approvalId, approve: true, because: "" }, manager),
      );
}

type Claim = NonNullable<Awaited<ReturnType<typeof claimOf>>>;
const claimOf = (observe: Observe, claimId: string) => observe("billing", "getClaim", { claimId });

/** A visit after a small operation, about something else: the biller says so by modifier 24. All else its provider is asked. */
async function mendClaims(tools: RoutineTools): Promise<void> {
  const { observe, practice } = tools;
  const asked = { statuses: ["needs-correction" as const], patientId: null, before: null, limit: TASKS_MAX };
  for (const { claimId } of (await observe("billing", "listClaims", asked))?.claims ?? []) {
    const claim = await claimOf(observe, claimId);
    const errors = claim?.findings.filter((one) => one.severity === "error") ?? [];
    if (claim === null || errors.length === 0) continue;
    const isAfterOther = errors.every((one) => one.message.includes("add 24"));
    if (!isAfterOther || !(await isAboutElse(tools, claim))) {
      await askAboutClaim(tools, claim, errors[0]?.message ?? "");
      continue;
    }
    for (const { source } of errors) {
      const line = claim.lines.find((one) => one.charge?.chargeId === source.id);
      if (!line?.charge || line.modifiers.includes("24")) continue;
      const { charge, units, pointers } = line;
      const input = { ...charge, units, pointers, modifiers: [...line.modifiers, "24"] };
      await unlessRefused(practice.run("billing", "updateCharge", input, biller));
    }
    await unlessRefused(practice.run("billing", "refreshClaim", { claimId }, biller));
  }
}

/** Whether none of its diagnoses is one of the patient's other claims of late. */
async function isAboutElse({ observe }: RoutineTools, claim: Claim): Promise<boolean> {
  const { patientId, serviceDate } = claim;
  const asked = { statuses: [], patientId, before: null, limit: TASKS_MAX };
  const others = ((await observe("billing", "listClaims", asked))?.claims ?? []).filter(
    (one) => one.serviceDate < serviceDate && one.serviceDate >= addDays(serviceDate, -90),
  );
  const ours = new Set(claim.diagnoses.map((one) => one.code));
  for (const { claimId } of others) {
    const other = await claimOf(observe, claimId);
    // What was cut out or burnt off: an office visit for the same illness is no operation.
    const isOperation = other?.lines.some((one) => /^[1-6]\d{4}$/.test(one.code)) ?? false;
    if (isOperation && other?.diagnoses.some((one) => ours.has(one.code))) return false;
  }
  return true;
}

/** Once: who wrote the note knows. */
async function askAboutClaim(tools: RoutineTools, claim: Claim, error: string): Promise<void> {
  const { observe, practice, seed, today } = tools;
  const { claimId, number, patientId } = claim;
  const about = `claim:${claimId}`;
  for (const status of ["open", "done"] as const) {
    const asked = { scope: "patient", patientId, status, limit: TASKS_MAX } as const;
    const tasks = (await observe("messaging", "listTasks", asked))?.tasks ?? [];
    if (tasks.some((one) => one.about === about)) return;
  }
  const provider = staff.find((one) => claim.providerName.includes(one.family));
  const task = {
    taskId: seededId<"task">(seed, `asked/${claimId}`),
    title: `Claim ${number} can't go out`,
    detail: error.slice(0, 2000),
    patientId,
    ownerId: provider?.staffId ?? null,
    pool: provider === undefined ? ("biller" as const) : null,
    dueOn: addDays(today, 3),
    priority: "normal" as const,
    about,
  };
  await unlessRefused(practice.run("messaging", "createTask", task, biller));
}

/** Nothing more can be done: what the payer calls the patient's becomes the patient's, the rest is written off, with its reason. */
async function giveUp({ observe, practice, today }: RoutineTools): Promise<void> {
  const page = { open: true, before: null, limit: TASKS_MAX };
  for (const denial of (await observe("billing", "listDenials", page))?.denials ?? []) {
    const { denialId, version, status, approvalWaits, openedAt } = denial;
    if (status !== "open" || approvalWaits || !isOld(openedAt, today, GIVE_UP_DAYS)) continue;
    const note = `Asked and not answered in ${GIVE_UP_DAYS} days. ${denial.meaning}`.slice(0, 500);
    const how =
      denial.group === "PR"
        ? { action: "bill-patient" as const, reason: null }
        : { action: "write-off" as const, reason: REASONS[denial.reason] ?? ("cost-above-value" as const) };
    const input = { denialId, version, note, ...how };
    await unlessRefused(practice.run("billing", "resolveDenial", input, biller));
  }
}

/** What a review of write-offs is to read, by the payer's reason. */
const REASONS: { readonly [reason: string]: "timely-filing" | "no-authorization" | "bundled" | "our-error" } = {
  "29": "timely-filing",
  "197": "no-authorization",
  "97": "bundled",
  "242": "our-error",
  "4": "our-error",
  "11": "our-error",
};
