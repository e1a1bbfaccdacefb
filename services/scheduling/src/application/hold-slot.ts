import { fail, type DomainError } from "@practicum/contracts/error";
import type { slotOperations } from "@practicum/contracts/scheduling/slots";
import { addMinutes, atLocal, type Instant } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { decideBooking } from "../domain/booking.ts";
import { loadBookingFacts } from "../sql/booking.ts";
import { HOLD_MINUTES, takeHold } from "../sql/holds.ts";
import { holderOf, type SchedulingContext } from "./scheduling-context.ts";

/** Stands for a patient and an appointment that are not known yet. */
const NONE = "00000000-0000-0000-0000-000000000000";

/** Keeps a free time for five minutes (SCH-29). A courtesy: the booking's own rules and constraints decide in the end. */
export async function holdSlot(
  context: SchedulingContext,
  input: z.output<typeof slotOperations.holdSlot.input>,
): Promise<Result<{ holdId: string; expiresAt: Instant }, DomainError>> {
  const { tx, now } = context;
  const zone = context.practice.timeZone;
  const holder = holderOf(context);
  const facts = await loadBookingFacts(tx, {
    ...input,
    appointmentId: NONE,
    patientId: NONE,
    visitTypeId: null,
    roomResourceId: null,
    startsAt: atLocal(input.date, input.start, zone),
    holder,
    now,
  });
  const decided = decideBooking(
    { ...facts, now, zone, patientFound: true, typeMinutes: input.minutes },
    { ...input, overbookReason: null, mayOverbook: false, roomResourceId: null },
  );
  if (!decided.ok) return decided;
  if (facts.provider === null) return fail("not-found", { field: "providerResourceId" });
  const { staffId } = facts.provider;
  const holdId = context.ids.next<"hold">();
  const expiresAt = addMinutes(now, HOLD_MINUTES);
  const { startsAt, endsAt } = decided.value;
  const taken = await takeHold(
    tx,
    { holdId, holder, resourceId: input.providerResourceId, staffId, startsAt, endsAt, expiresAt },
    now,
  );
  return taken ? ok({ holdId, expiresAt }) : fail("slot-taken", { field: "start" });
}
