import type { Role } from "@practicum/contracts/permission";
import { dateIn, type Instant } from "@practicum/kernel/instant";
import { addDays, ageInYears, dayOfWeek, timeOfMinutes } from "@practicum/kernel/local-date";
import {
  actorOf,
  providers,
  resourceOf,
  timeZone,
  visitTypeByKey,
  worksOn,
  type DemoStaff,
} from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { PLACES, type RoutineTools } from "./routines.ts";
import { unlessRefused } from "./unless-refused.ts";
import { allPages, assistantOf, PAGE, workerFor } from "./who-does.ts";

/** What has no day of its own is done within so many. */
const DAYS = 2;
/** A time is found for a patient within so many days, from the next one but one on. */
const BOOK_FROM = 2;
const BOOK_TO = 21;
/** Tasks that end by themselves with what they are about, or that `follow-ups.ts` does. */
const OTHERS: readonly string[] = [
  "denial",
  "claim",
  "referral",
  "vitals",
  "privacy-request",
  "hold",
  "access",
  "glass",
];

type Task = Awaited<ReturnType<typeof openTasks>>[number];

const openTasks = ({ observe }: RoutineTools) =>
  allPages(async (before) => {
    const asked = { scope: "all", patientId: null, status: "open", before, limit: PAGE } as const;
    const page = await observe("messaging", "listTasks", asked);
    return page && { items: page.tasks, next: page.next };
  });

/** Each does the tasks and the conversations that are theirs: what is high at once, all else when it is due (WLD-59). */
export async function workOwnLists(tools: RoutineTools): Promise<void> {
  for (const task of await openTasks(tools)) {
    const worker = workerFor(tools, task);
    const [kind = "", of = ""] = task.about?.split(":") ?? [];
    if (worker === null || OTHERS.includes(kind) || !isDue(tools, task)) continue;
    const { patientId } = task;
    if (kind === "result" && patientId !== null)
      await unlessRefused(
        tools.practice.run("charting", "seeInHouseResult", { outcomeId: of, patientId }, actorOf(worker)),
      );
    if (kind === "refill" && patientId !== null && !(await bookBefore(tools, patientId, of, worker))) continue;
    await complete(tools, task, worker);
  }
  await workThreads(tools);
  await sendPrescriptions(tools);
}

function isDue({ today }: RoutineTools, { priority, dueOn, createdAt }: Task): boolean {
  if (priority === "high") return true;
  return dueOn === null ? isOlder(createdAt, today) : dueOn <= today;
}

const isOlder = (since: Instant, today: string): boolean => dateIn(since, timeZone) <= addDays(today, -DAYS);

/** Over the version that stands: what was done about it may have closed it. */
async function complete(
  { observe, practice, settle }: RoutineTools,
  { taskId }: Task,
  worker: DemoStaff,
): Promise<void> {
  await settle();
  const task = await observe("messaging", "getTask", { taskId });
  if (task?.status !== "open") return;
  await unlessRefused(practice.run("messaging", "completeTask", { taskId, version: task.version }, actorOf(worker)));
}

/** A visit before a refill; the one that is booked already will do. @returns false where no time was free. */
async function bookBefore(
  tools: RoutineTools,
  patientId: string,
  requestId: string,
  worker: DemoStaff,
): Promise<boolean> {
  const { observe, practice, seed, today } = tools;
  const visits = (await observe("scheduling", "patientAppointments", { patientId })) ?? [];
  if (visits.some((one) => one.status === "booked" && one.date > today)) return true;
  const patient = await observe("scheduling", "getPatient", { patientId });
  if (patient === null) return true;
  const type = visitTypeByKey("follow-up");
  for (let date = addDays(today, BOOK_FROM); date <= addDays(today, BOOK_TO); date = addDays(date, 1)) {
    const sheet = await observe("scheduling", "daySheet", { date, locationId: null });
    for (const provider of providers.filter((one) => worksOn(one.key, dayOfWeek(date)))) {
      const taken = (sheet?.appointments ?? []).filter((one) => one.providerStaffId === provider.staffId);
      const start = PLACES.map(timeOfMinutes).find((place) => !taken.some((one) => one.start === place));
      if (start === undefined) continue;
      const appointmentId = seededId<"appointment">(seed, `refill/${requestId}/${date}/${provider.key}`);
      const of = { appointmentId, patientId, visitTypeId: type.visitTypeId, minutes: type.minutes };
      const at = { providerResourceId: resourceOf(provider), roomResourceId: null, date, start, overbookReason: null };
      const reason =
        ageInYears(patient.birthDate, date) >= 18 ? "Medication check before a refill" : "Medication check";
      if (await unlessRefused(practice.run("scheduling", "bookAppointment", { ...of, ...at, reason }, actorOf(worker))))
        return true;
    }
  }
  return false;
}

const ANSWERS: readonly (readonly [roles: readonly Role[], words: string])[] = [
  [
    ["physician", "physician-assistant", "nurse-practitioner"],
    "Read, and talked over with the patient on the telephone.",
  ],
  [["medical-assistant"], "Passed on by telephone; the patient has repeated what was said."],
];

/** A conversation is answered by whoever has it, and done: nothing is left that only lies there. */
async function workThreads(tools: RoutineTools): Promise<void> {
  const { observe, practice, seed } = tools;
  const threads = await allPages(async (before) => {
    const page = await observe("messaging", "listThreads", { patientId: null, open: true, before, limit: PAGE });
    return page && { items: page.threads, next: page.next };
  });
  for (const { threadId, ownerId, pool, messages } of threads) {
    const worker = workerFor(tools, { ownerId, pool });
    if (worker === null) continue;
    const body =
      ANSWERS.find(([roles]) => worker.roles.some((role) => roles.includes(role)))?.[1] ?? "Settled; who asked knows.";
    const messageId = seededId<"message">(seed, `list/${threadId}/${messages.length}`);
    const as = actorOf(worker);
    if (!(await unlessRefused(practice.run("messaging", "postMessage", { threadId, messageId, body }, as)))) continue;
    const version = (await observe("messaging", "getThread", { threadId }))?.version;
    if (version === undefined) continue;
    const done = { threadId, version, status: "done" as const, ownerId, pool, dueAt: null };
    await unlessRefused(practice.run("messaging", "routeThread", done, as));
  }
}

/** What was signed on another day and lies there goes to the pharmacy; what failed is called in. A controlled one is printed for the patient, who comes for it. */
async function sendPrescriptions(tools: RoutineTools): Promise<void> {
  const { observe, practice, seed, today } = tools;
  const as = assistantOf(tools);
  if (as === null) return;
  for (const one of (await observe("charting", "waitingOrders", { providerId: null })) ?? []) {
    const { orderId, patientId, state, steps, schedule, serviceDate } = one;
    if (serviceDate >= today) continue;
    const channel = schedule !== null ? "print" : state === "failed" ? "phone" : "fax";
    const stepId = seededId<"order-step">(seed, `list/${orderId}/${steps.length}`);
    const step = { stepId, orderId, patientId, state: "sent" as const, channel, note: "" } as const;
    await unlessRefused(practice.run("charting", "recordOrderStep", step, as));
  }
}
