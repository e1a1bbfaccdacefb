import type { task } from "@practicum/contracts/messaging/tasks";
import type { Role } from "@practicum/contracts/permission";
import type { Id } from "@practicum/kernel/brand";
import { dateIn } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { staff } from "@practicum/seed/practice";
import type { z } from "zod";
import { idOf } from "./find.ts";
import type { Person } from "./people.ts";
import { done, type WorldView } from "./world-view.ts";

type Task = z.output<typeof task>;

/** What lies open about a patient with somebody of the practice: a conversation of the record, or a task. */
export interface Handed {
  readonly kind: "conversation" | "task";
  /** All that is written in it. */
  readonly text: string;
  readonly pool: Role | null;
  readonly ownerId: Id<"staff"> | null;
  readonly dueOn: LocalDate | null;
  readonly high: boolean;
}

type Holder = Pick<Handed, "pool" | "ownerId">;

export const PROVIDERS: readonly Role[] = ["physician", "physician-assistant", "nurse-practitioner"];
export const CLINICAL: readonly Role[] = ["medical-assistant", ...PROVIDERS];

/** Everything of this kind about somebody whom the set-up registered. */
export async function handedOn(
  view: WorldView,
  one: Person,
): Promise<{ readonly patientId: string; readonly list: readonly Handed[] }> {
  const patientId = await idOf(view, one);
  if (patientId === null) return { patientId: "", list: [] };
  const threads = (await view.ask("messaging", "listThreads", { patientId, open: true }))?.threads ?? [];
  const tasks =
    (await view.ask("messaging", "listTasks", { scope: "patient", patientId, status: "open" }))?.tasks ?? [];
  return {
    patientId,
    list: [
      ...threads.map(({ subject, messages, pool, ownerId, dueAt }): Handed => ({
        kind: "conversation",
        text: [subject, ...messages.map((message) => message.body)].join(" "),
        pool,
        ownerId,
        dueOn: dueAt === null ? null : dateIn(dueAt, view.timeZone),
        high: false,
      })),
      ...tasks.map(({ title, detail, pool, ownerId, dueOn, priority }): Handed => ({
        kind: "task",
        text: `${title} ${detail}`,
        pool,
        ownerId,
        dueOn,
        high: priority === "high",
      })),
    ],
  };
}

/** Open tasks that were made since the lesson began, whomever they are about. */
export async function tasksMade(view: WorldView): Promise<readonly Task[]> {
  const asked = { scope: "all", patientId: null, status: "open" } as const;
  const { tasks = [] } = (await view.ask("messaging", "listTasks", asked)) ?? {};
  const made = new Set(done(view, "messaging", "createTask").map((one) => one.input.taskId));
  return tasks.filter((one) => made.has(one.taskId));
}

/** Whether it is with somebody, or with a group, of these roles. */
export function isWith({ pool, ownerId }: Holder, roles: readonly Role[]): boolean {
  if (ownerId === null) return pool !== null && roles.includes(pool);
  return staff.some((one) => one.staffId === ownerId && one.roles.some((role) => roles.includes(role)));
}

/** Who has it, in words. */
export function holderOf({ pool, ownerId }: Holder): string {
  const owner = staff.find((one) => one.staffId === ownerId);
  return owner === undefined ? (pool ?? "nobody") : `${owner.given} ${owner.family}`;
}

/** Whether a number stands in a text by itself, and not as a part of a longer one. */
export function saysNumber(text: string, number: string): boolean {
  return new RegExp(`(?<![\\d.])${number.replaceAll(".", "\\.")}(?!\\d)`).test(text);
}
