import type { Tx } from "@practicum/db/db";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { sql, type Expression } from "kysely";
import { WINDOW_MS_MAX } from "../domain/sign-in-limit.ts";
import { forgetUsesBefore } from "./permission-use.ts";
import type { IdentitySchema } from "./tables.ts";

const DAY_MS = 86_400_000;
/** A session that ended is of no more use; the trail of who was signed in is the audit trail's (IDN-75). */
const ENDED_MS = 7 * DAY_MS;
/** How long a browser has a budget of its own at the door after a person was signed in from it. */
export const DEVICE_DAYS = 180;

/** How long it is kept who used which permission (IDN-161): a year and a month, the trail itself for good. */
const USES_DAYS = 396;

/** Forgets what signing in leaves behind (IDN-75 to IDN-77), and old counts of use. @returns how many rows went. */
export async function forgetSignIns(tx: Tx<IdentitySchema>, now: Instant, limit: number): Promise<number> {
  // better-auth writes these two by the machine's clock, and the practice's may be ahead of that.
  const ended = sql<Instant>`least(${addMs(now, -ENDED_MS)}::timestamptz, clock_timestamp() - ${ENDED_MS} * interval '1 millisecond')`;
  const counts = [
    await forgetEnded(tx, "auth_session", ended, limit),
    await forgetEnded(tx, "auth_verification", ended, limit),
    await forgetCodes(tx, addMs(now, -ENDED_MS)),
    await forgetDevicesBefore(tx, addMs(now, -DEVICE_DAYS * DAY_MS)),
    await forgetAttemptsBefore(tx, addMs(now, -WINDOW_MS_MAX)),
    await forgetUsesBefore(tx, addMs(now, -USES_DAYS * DAY_MS).slice(0, 10)),
  ];
  return counts.reduce((sum, count) => sum + count, 0);
}

async function forgetEnded(
  tx: Tx<IdentitySchema>,
  table: "auth_session" | "auth_verification",
  before: Expression<Instant>,
  limit: number,
): Promise<number> {
  // limit: old rows go portion by portion, until none is left.
  const oldest = tx.selectFrom(table).select("id").where("expires_at", "<", before).limit(limit);
  const { numDeletedRows } = await tx.deleteFrom(table).where("id", "in", oldest).executeTakeFirst();
  return Number(numDeletedRows);
}

async function forgetCodes(tx: Tx<IdentitySchema>, before: Instant): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom("sign_in_code").where("expires_at", "<", before).executeTakeFirst();
  return Number(numDeletedRows);
}

async function forgetDevicesBefore(tx: Tx<IdentitySchema>, before: Instant): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom("known_device").where("seen_at", "<", before).executeTakeFirst();
  return Number(numDeletedRows);
}

async function forgetAttemptsBefore(tx: Tx<IdentitySchema>, before: Instant): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom("attempt").where("since", "<", before).executeTakeFirst();
  return Number(numDeletedRows);
}
