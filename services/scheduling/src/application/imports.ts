import { coverageChanged } from "@practicum/contracts/billing/coverage";
import { billingImportUndone } from "@practicum/contracts/billing/imports";
import { accountChanged } from "@practicum/contracts/billing/ledger";
import { permitChanged } from "@practicum/contracts/billing/permits";
import { chartChanged } from "@practicum/contracts/charting/chart";
import { noteStarted } from "@practicum/contracts/charting/notes";
import { vitalsRecorded } from "@practicum/contracts/charting/vitals";
import { taskChanged } from "@practicum/contracts/messaging/tasks";
import { threadChanged } from "@practicum/contracts/messaging/threads";
import { schedulingImportChanged, type ImportedRow } from "@practicum/contracts/scheduling/imports";
import type { EventDefinition } from "@practicum/contracts/operation";
import { consumer, type Consumer } from "@practicum/service/define-service";
import { importsOf } from "@practicum/service/imports/imports";
import type { z } from "zod";
import { noteCleared, noteUse } from "../sql/imports.ts";
import type { SchedulingTables } from "../sql/tables.ts";
import { importAppointments } from "./import-appointments.ts";
import { importPatients } from "./import-patients.ts";

export const imports = importsOf<SchedulingTables, unknown, ImportedRow>({
  service: "scheduling",
  changed: schedulingImportChanged,
  kinds: { patients: importPatients, appointments: importAppointments },
});

type OfPatient = z.ZodType<{ readonly patientId: string | null }>;

/** SCH-182: a patient whom an import made is not taken back from under another service that has something about it. */
function used<P extends OfPatient>(event: EventDefinition<P>, service: string): Consumer<SchedulingTables, unknown> {
  return consumer<SchedulingTables, unknown, P>(event, async ({ tx }, { patientId }, { occurredAt }) => {
    if (patientId !== null) await noteUse(tx, patientId, service, occurredAt);
  });
}

export const importConsumers = {
  "import-coverage": used(coverageChanged, "billing"),
  "import-account": used(accountChanged, "billing"),
  "import-permit": used(permitChanged, "billing"),
  "import-note": used(noteStarted, "charting"),
  "import-chart": used(chartChanged, "charting"),
  "import-vitals": used(vitalsRecorded, "charting"),
  "import-task": used(taskChanged, "messaging"),
  "import-thread": used(threadChanged, "messaging"),
  "import-undone": consumer<SchedulingTables, unknown, typeof billingImportUndone.payload>(
    billingImportUndone,
    async ({ tx }, { patientIds }, { occurredAt }) => noteCleared(tx, patientIds, "billing", occurredAt),
  ),
};
