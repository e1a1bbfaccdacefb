import { resultAbnormal, resultSettled } from "@practicum/contracts/charting/in-house";
import { refillVisit } from "@practicum/contracts/charting/refills";
import { referralWaitOver, referralWaits } from "@practicum/contracts/charting/referrals";
import { criticalSettled, criticalVitals } from "@practicum/contracts/charting/vitals";
import type { Role } from "@practicum/contracts/permission";
import type { LocalDate } from "@practicum/kernel/local-date";
import { consumer } from "@practicum/service/define-service";
import type { MessagingContext } from "../handlers.ts";
import type { MessagingPorts } from "../ports/notifier.ts";
import { lockCritical, updateCritical } from "../sql/criticals.ts";
import type { MessagingSchema, TaskTable } from "../sql/tables.ts";
import { insertTask, selectTask } from "../sql/tasks.ts";
import { changeTask, doneBy, tellTask } from "./tasks.ts";

/** Critical vital signs are a task of the visit's provider, due today, until the provider knows (MSG-23). */
export const raiseCriticalTask = consumer<MessagingSchema, MessagingPorts, typeof criticalVitals.payload>(
  criticalVitals,
  async (context, critical) =>
    raise(context, {
      key: critical.vitalsId,
      about: `vitals:${critical.vitalsId}`,
      title: `Critical vital signs: ${critical.values.join(", ").toLowerCase()}`,
      detail: `Taken by ${critical.takenBy}. Look at them now, and say in the note what was done.`,
      patientId: critical.patientId,
      ownerId: critical.providerId,
      high: true,
    }),
);

/** The provider knows, or the values were a mistake: the task is done (MSG-23). */
export const closeCriticalTask = consumer<MessagingSchema, MessagingPorts, typeof criticalSettled.payload>(
  criticalSettled,
  async (context, settled) => close(context, settled.vitalsId, settled.by),
);

/** An abnormal result of a test that was done here is a task of who ordered it, due today, until seen (CHT-166). */
export const raiseResultTask = consumer<MessagingSchema, MessagingPorts, typeof resultAbnormal.payload>(
  resultAbnormal,
  async (context, result) =>
    raise(context, {
      key: result.outcomeId,
      about: `result:${result.outcomeId}`,
      title: `${result.critical ? "Critical result" : "Abnormal result"}: ${result.values.join(", ")}`,
      detail: `From ${result.by}. Look at it, and mark it as seen or reviewed in the note or in the results.`,
      patientId: result.patientId,
      ownerId: result.providerId,
      high: result.critical,
    }),
);

/** Seen, signed with the note, or a mistake: the task is done (CHT-166). */
export const closeResultTask = consumer<MessagingSchema, MessagingPorts, typeof resultSettled.payload>(
  resultSettled,
  async (context, settled) => close(context, settled.outcomeId, settled.by),
);

/** A referral that waits for its provider, or for longer than it should, is a task once, until it goes on (CHT-259); so is what its review says is to be followed up (CHT-277). */
export const raiseReferralTask = consumer<MessagingSchema, MessagingPorts, typeof referralWaits.payload>(
  referralWaits,
  async (context, referral) =>
    raise(context, {
      key: referral.key,
      about: `referral:${referral.referralId}`,
      title: referral.title,
      detail: referral.detail,
      patientId: referral.patientId,
      ownerId: referral.ownerId,
      pool: referral.pool,
      high: referral.urgent,
      dueOn: referral.dueOn,
    }),
);

export const closeReferralTask = consumer<MessagingSchema, MessagingPorts, typeof referralWaitOver.payload>(
  referralWaitOver,
  async (context, over) => close(context, over.key, over.by),
);

/** A visit that a provider wants before a refill is a task of the desk, which books it, until that is taken back (MSG-190). */
export const followRefillVisit = consumer<MessagingSchema, MessagingPorts, typeof refillVisit.payload>(
  refillVisit,
  async (context, visit) =>
    visit.isWanted
      ? raise(context, {
          key: visit.key,
          about: `refill:${visit.requestId}`,
          title: "Book a visit before a refill",
          detail: `${visit.by} wants to see the patient before a refill is approved. Call the patient and book it.`,
          patientId: visit.patientId,
          ownerId: visit.ownerId,
          pool: "front-desk",
          high: false,
        })
      : close(context, visit.key, visit.by),
);

interface Raised {
  /** Of the vital signs, the result, or what a referral waits for. */
  readonly key: string;
  readonly about: string;
  readonly title: string;
  readonly detail: string;
  readonly patientId: string;
  readonly ownerId: string | null;
  /** Whose it is where it is no person's; the physicians', if nothing is said. */
  readonly pool?: Role | null;
  readonly high: boolean;
  /** Today, if nothing is said. */
  readonly dueOn?: LocalDate | undefined;
}

/** A task once, and none where it is settled already: the events may come in either order. */
async function raise(context: MessagingContext, one: Raised): Promise<void> {
  const known = await lockCritical(context.tx, one.key);
  if (known.task_id !== null || known.settled) return;
  const task: TaskTable = {
    task_id: context.ids.next(),
    title: one.title.slice(0, 200),
    detail: one.detail,
    patient_id: one.patientId,
    owner_id: one.ownerId,
    pool: one.ownerId === null ? (one.pool ?? "physician") : null,
    due_on: one.dueOn ?? context.today,
    priority: one.high ? "high" : "normal",
    status: "open",
    about: one.about,
    created_at: context.now,
    created_by: "Charting",
    done_at: null,
    done_by: null,
    clinical: true,
    version: 1,
  };
  await insertTask(context.tx, task);
  await updateCritical(context.tx, one.key, { task_id: task.task_id });
  tellTask(context, task);
}

async function close(context: MessagingContext, key: string, by: string): Promise<void> {
  const known = await lockCritical(context.tx, key);
  await updateCritical(context.tx, key, { settled: true });
  const task = known.task_id === null ? null : await selectTask(context.tx, known.task_id);
  if (task?.status === "open") await changeTask(context, task, { ...doneBy(context), done_by: by });
}
