import { encounterDropped, encounterOpened } from "@practicum/contracts/charting/encounters";
import { noteStarted } from "@practicum/contracts/charting/notes";
import { consumer } from "@practicum/service/define-service";
import type { BillingPorts } from "../../exchange/ports/clearinghouse.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import { keepSeen } from "../sql/given.ts";

/** BIL-252: a visit that took place is to have a signed note; until then its charge is missing. */
export const keepVisitSeen = consumer<BillingSchema, BillingPorts, typeof encounterOpened.payload>(
  encounterOpened,
  async ({ tx }, visit) => {
    await keepSeen(tx, visit.encounterId, {
      patient_id: visit.patientId,
      service_date: visit.serviceDate,
      provider_id: visit.providerId,
      visit_type: visit.visitTypeName,
      dropped_at: null,
    });
  },
);

export const keepNoteStarted = consumer<BillingSchema, BillingPorts, typeof noteStarted.payload>(
  noteStarted,
  async ({ tx }, note) => keepSeen(tx, note.encounterId, { started_at: note.at }),
);

export const keepVisitDropped = consumer<BillingSchema, BillingPorts, typeof encounterDropped.payload>(
  encounterDropped,
  async ({ tx, now }, visit) => keepSeen(tx, visit.encounterId, { dropped_at: now }),
);
