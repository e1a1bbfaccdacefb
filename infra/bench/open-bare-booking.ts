import type { BareBooking, BareBookingOptions } from "./bare-booking.ts";
import { findPgbench } from "./find-pgbench.ts";
import { NodePgBooking } from "./node-pg-booking.ts";
import { PgbenchBooking } from "./pgbench-booking.ts";

/** pgbench, or node-pg where no pgbench can be had. */
export async function bareBooking(options: BareBookingOptions): Promise<BareBooking> {
  const pgbench = await findPgbench();
  return pgbench === undefined ? new NodePgBooking(options) : PgbenchBooking.open(pgbench, options);
}
