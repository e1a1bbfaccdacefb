import type { Role } from "@practicum/contracts/permission";
import type { Actor } from "@practicum/contracts/actor";
import { actorOf, staff, staffByKey, type DemoStaff } from "@practicum/seed/practice";
import type { RoutineTools } from "./routines.ts";

/** A list is read to its end: what is done leaves it, and what waits for others stands between. */
const PAGES_MAX = 50;
export const PAGE = 200;

/** Whether nobody plays any role of this person's. */
export function isHere({ staffing }: RoutineTools, { roles }: Pick<DemoStaff, "roles">): boolean {
  return !roles.some((role) => staffing.absent.includes(role));
}

/** Who of the colleagues does what is a person's or a pool's; null where it is the learner's, or nobody's here (WLD-9). */
export function workerFor(
  tools: RoutineTools,
  { ownerId, pool }: { readonly ownerId: string | null; readonly pool: Role | null },
): DemoStaff | null {
  if (pool !== null && tools.staffing.absent.includes(pool)) return null;
  const found = staff.find((one) =>
    ownerId === null ? pool !== null && one.roles.includes(pool) : one.staffId === ownerId,
  );
  return found !== undefined && isHere(tools, found) ? found : null;
}

/** The medical assistant who works the lists; null where a learner does. */
export function assistantOf({ staffing }: RoutineTools): Actor | null {
  return staffing.absent.includes("medical-assistant") ? null : actorOf(staffByKey("ramirez"));
}

/** All pages of a list, before anything of it is done. */
export async function allPages<T>(
  page: (before: string | null) => Promise<{ readonly items: readonly T[]; readonly next: string | null } | null>,
): Promise<readonly T[]> {
  const all: T[] = [];
  let before: string | null = null;
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const found = await page(before);
    all.push(...(found?.items ?? []));
    before = found?.next ?? null;
    if (before === null) break;
  }
  return all;
}
