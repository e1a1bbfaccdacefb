import type { taskOperations } from "@practicum/contracts/messaging/tasks";
import type { threadOperations } from "@practicum/contracts/messaging/threads";
import { roleLabels, type Role } from "@practicum/contracts/permission";
import { daysBetween, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import type { z } from "zod";

export type Task = z.output<typeof taskOperations.getTask.output>;
export type Thread = z.output<typeof threadOperations.getThread.output>;
export type TaskView = "pool" | "all";

/** "Overdue since 11/20/2026", "Today", "Tomorrow", "12/01/2026": words, so that no colour speaks alone. */
export function dueText(
  dueOn: LocalDate | null,
  today: LocalDate,
): { readonly text: string; readonly overdue: boolean } {
  if (dueOn === null) return { text: "—", overdue: false };
  const days = daysBetween(today, dueOn);
  if (days < 0) return { text: `Overdue: ${formatDate(dueOn)}`, overdue: true };
  if (days === 0) return { text: "Today", overdue: false };
  return { text: days === 1 ? "Tomorrow" : formatDate(dueOn), overdue: false };
}

/** Whose it is, in words. */
export function ownerText(owner: { readonly ownerName: string | null; readonly pool: Role | null }): string {
  if (owner.ownerName !== null) return owner.ownerName;
  return owner.pool === null ? "Nobody" : `${roleLabels[owner.pool]} pool`;
}

/** Where what raised the task is worked on, or null. `about` is "denial:<id>" (contracts). */
export function aboutLink(
  task: Pick<Task, "about" | "patientId">,
): { readonly href: string; readonly label: string } | null {
  const [kind, id] = (task.about ?? "").split(":");
  if (!kind || !id) return null;
  switch (kind) {
    case "denial":
      return { href: `/money/denials/${id}`, label: "Open the denial" };
    case "claim":
      return { href: `/money/claims/${id}`, label: "Open the claim" };
    case "glass":
      return { href: "/admin/glass", label: "Open the reviews" };
    case "privacy-request":
      return { href: `/admin/requests?dock=privacy-request&about=${id}`, label: "Open the request" };
    case "referral":
      return task.patientId ? { href: `/p/${task.patientId}/referrals`, label: "Open the referrals" } : null;
    case "encounter":
      return task.patientId ? { href: `/p/${task.patientId}/visit/${id}`, label: "Open the note" } : null;
    default:
      return null;
  }
}

/** An assignment as one choice of a list: "pool:biller", "staff:<id>", or "" for nobody. */
export function choiceOf({ ownerId, pool }: { readonly ownerId: string | null; readonly pool: Role | null }): string {
  if (ownerId !== null) return `staff:${ownerId}`;
  return pool === null ? "" : `pool:${pool}`;
}

export function assignmentOf(choice: string): { readonly ownerId: string | null; readonly pool: Role | null } {
  if (choice.startsWith("staff:")) return { ownerId: choice.slice(6), pool: null };
  const pool = choice.slice(5);
  return { ownerId: null, pool: choice.startsWith("pool:") && isRole(pool) ? pool : null };
}

function isRole(text: string): text is Role {
  return text in roleLabels;
}
