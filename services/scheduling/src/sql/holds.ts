import type { Tx } from "@practicum/db/db";
import { addMinutes, type Instant } from "@practicum/kernel/instant";
import { sql } from "kysely";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;

export interface Hold {
  readonly holdId: string;
  readonly holder: string;
  readonly resourceId: string;
  readonly staffId: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly expiresAt: Instant;
}

/** So long a time is kept for who looks at it. What would be kept for longer was so by a clock that was set back since (SCH-100). */
export const HOLD_MINUTES = 5;

/** Takes a hold in place of the holder's old one; false when a rival holds a part of that time. */
export async function takeHold(tx: T, hold: Hold, now: Instant): Promise<boolean> {
  await sql`delete from hold where holder = ${hold.holder} or (staff_id = ${hold.staffId} and (expires_at <= ${now}::timestamptz
      or expires_at > ${addMinutes(now, HOLD_MINUTES)}::timestamptz))`.execute(tx);
  const { rows } = await sql`
    insert into hold (hold_id, holder, resource_id, staff_id, starts_at, ends_at, expires_at)
    values (${hold.holdId}, ${hold.holder}, ${hold.resourceId}, ${hold.staffId}, ${hold.startsAt}, ${hold.endsAt}, ${hold.expiresAt})
    on conflict do nothing returning hold_id`.execute(tx);
  return rows.length === 1;
}

/** Only the holder can give it back; one that is gone already is no fault. */
export async function releaseHold(tx: T, holdId: string, holder: string): Promise<void> {
  await tx.deleteFrom("hold").where("hold_id", "=", holdId).where("holder", "=", holder).execute();
}
