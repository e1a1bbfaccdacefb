import { z } from "zod";
import { importChangedPayload, importOperations, oldNumber } from "../imports.ts";
import { event } from "../operation.ts";
import { cents, id, localDate } from "../schema.ts";
import { coverage } from "./coverage.ts";

/** What billing takes over from an old system: patients' coverages, and what they owe. */

export const importedCoverage = coverage
  .pick({
    payerId: true,
    priority: true,
    memberId: true,
    groupNumber: true,
    planName: true,
    subscriber: true,
    from: true,
    to: true,
    copay: true,
  })
  .extend({
    kind: z.literal("coverages"),
    /** Of the patient. */
    oldNumber,
  })
  .strict();

export const importedBalance = z.strictObject({
  kind: z.literal("balances"),
  /** Of the patient. */
  oldNumber,
  /** What the patient owes; below zero is a credit of the patient's. */
  amount: cents.refine((amount) => amount !== 0, { error: "Enter an amount that is not $0.00." }),
  /** Of the visit, or else the day as of which the file was made: the balance is as old as that. */
  date: localDate,
  /** Whose visits the reports count it with. */
  providerId: id("staff"),
});

const importedRow = z.discriminatedUnion("kind", [importedCoverage, importedBalance]);
export type ImportedBillingRow = z.output<typeof importedRow>;

export const billingImports = importOperations({
  kind: z.enum(["coverages", "balances"]),
  row: importedRow,
  bytesMax: 262_144,
});

export const billingImportChanged = event(
  "billing.import-changed.v1",
  importChangedPayload,
  (p) => ({ importId: p.importId }),
  "import.run",
  ["billing.listImports", "billing.listImportRows"],
);

/** An import of billing was taken back: of these patients billing has nothing else. */
export const billingImportUndone = event(
  "billing.import-undone.v1",
  z.object({ patientIds: z.array(id("patient")).max(100) }),
  () => ({}),
  "import.run",
  [],
);
