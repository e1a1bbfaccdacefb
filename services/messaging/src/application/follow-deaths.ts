import type { Death, DeathSource } from "@practicum/contracts/scheduling/deaths";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { formatDate } from "@practicum/kernel/local-date";
import type { MessagingContext } from "../handlers.ts";
import { endRecalls } from "../recalls/application/follow-recalls.ts";
import { lockCritical, updateCritical } from "../sql/criticals.ts";
import { selectPatient } from "../sql/people.ts";
import type { TaskTable } from "../sql/tables.ts";
import { insertTask, openTasksAbout } from "../sql/tasks.ts";
import { changeTask, doneBy, tellTask } from "./tasks.ts";

const sources: { readonly [S in DeathSource]: string } = {
  family: "family",
  hospital: "a hospital",
  obituary: "an obituary",
  other: "another source",
};

/** What follows for messages from a patient's death, and from its being taken back (MSG-216 to MSG-218). */
export async function followDeath(context: MessagingContext, patient: Patient): Promise<void> {
  const newest = await selectPatient(context.tx, patient.patientId);
  // What was said before of somebody changes nothing that was said since.
  if (newest === null || newest.version > patient.version) return;
  if (!patient.death) return settleTasks(context, patient, null);
  await endRecalls(context, patient.patientId, "The patient has died.");
  await settleTasks(context, patient, patient.death);
  await raiseTask(context, patient, patient.death);
}

const aboutOf = (death: Death) => `death:${death.deathId}`;

/** MSG-218: a task of the patient's own physician, or of the physicians, once. */
async function raiseTask(context: MessagingContext, { patientId }: Patient, death: Death): Promise<void> {
  const known = await lockCritical(context.tx, death.deathId);
  if (known.task_id !== null) return;
  const day = death.date === null ? "on a day that is not known" : `on ${formatDate(death.date)}`;
  const task: TaskTable = {
    task_id: context.ids.next(),
    title: "A patient has died",
    detail: `Died ${day}, as ${death.saidBy} said (${sources[death.source]}). See to what is open in the chart: refills, results, referrals.`,
    patient_id: patientId,
    owner_id: death.physicianId,
    pool: death.physicianId === null ? "physician" : null,
    due_on: context.today,
    priority: "high",
    status: "open",
    about: aboutOf(death),
    created_at: context.now,
    created_by: death.by,
    done_at: null,
    done_by: null,
    clinical: false,
    version: 1,
  };
  await insertTask(context.tx, task);
  await updateCritical(context.tx, death.deathId, { task_id: task.task_id });
  tellTask(context, task);
}

/** The task of a death that does not stand any more is done. */
async function settleTasks(context: MessagingContext, { patientId }: Patient, stands: Death | null): Promise<void> {
  for (const task of await openTasksAbout(context.tx, patientId, "death:"))
    if (stands === null || task.about !== aboutOf(stands))
      await changeTask(context, task, { ...doneBy(context), done_by: "Entered in error" });
}
