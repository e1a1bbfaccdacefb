import { z } from "zod";
import type { Role } from "../permission.ts";
import { id } from "../schema.ts";
import { toldRestriction } from "./restrictions.ts";

/** To whom a restricted chart opened when something of it changed: a live update goes to them alone (CHT-270). */
export const hearing = z.object({
  restrictions: z.array(toldRestriction),
  /** Who has opened it all the same, for as long as the glass is broken. */
  opened: z.array(id("staff")),
});

/** Whether that is so of a person. What cannot be read is told to nobody. */
export function opensTo(said: unknown, who: { readonly staffId: string; readonly roles: readonly Role[] }): boolean {
  const read = hearing.safeParse(said);
  if (!read.success) return false;
  const { restrictions, opened } = read.data;
  const isOneOf = (staffIds: readonly string[]) => staffIds.includes(who.staffId);
  return (
    isOneOf(opened) ||
    restrictions.every(({ shuts, staffIds, roles }) =>
      shuts === "named" ? !isOneOf(staffIds) : isOneOf(staffIds) || who.roles.some((one) => roles.includes(one)),
    )
  );
}
