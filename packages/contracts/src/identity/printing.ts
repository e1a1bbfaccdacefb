import { z } from "zod";
import { command } from "../operation.ts";
import type { Permission } from "../permission.ts";
import { id } from "../schema.ts";

/**
 * What was sent to a printer, each kind of paper by a name of its own: the audit trail says who printed which paper about whom.
 * A browser does not tell whether the sheet came out.
 */
function printed(what: string, permission: Permission) {
  return command({
    summary: `Printed ${what}`,
    permission,
    bytesMax: 65_536,
    input: z.strictObject({
      /** Everybody who is named on the sheets; none where it is not known. */
      patientIds: z.array(id("patient")).max(1000),
    }),
    output: z.object({}),
    about: (input) => input.patientIds,
  });
}

/** Whoever may read what stands on a paper may print it. */
export const printingOperations = {
  printFaceSheet: printed("a face sheet", "patient.read"),
  printSuperbill: printed("a superbill", "charge.read"),
  printExcuseLetter: printed("a work or school excuse", "schedule.read"),
  printAppointmentCard: printed("an appointment card", "schedule.read"),
  printReceipt: printed("a receipt", "coverage.read"),
  printEstimate: printed("a good-faith estimate", "account.read"),
  printStatement: printed("a statement", "account.read"),
  printVisitSummary: printed("an after-visit summary", "chart.read"),
  printPrescription: printed("a prescription", "chart.read"),
  printRequisition: printed("a requisition for a laboratory or an imaging center", "chart.read"),
  printLetter: printed("a letter", "chart.read"),
  printGrowthChart: printed("a growth chart", "chart.read"),
  printRecord: printed("a page of a patient's record", "patient.read"),
  printPrivacyAnswer: printed("an answer to what a patient asked about the own information", "privacy.work"),
  printDaySheet: printed("the day sheet", "schedule.read"),
  printFlowBoard: printed("the flow board", "schedule.read"),
  printRemittance: printed("a remittance", "remittance.read"),
  printDepositSlip: printed("a deposit slip", "remittance.read"),
  printDrawer: printed("a drawer's close sheet", "payment.take"),
  printDailyClose: printed("the daily close", "drawer.review"),
  printSignedForm: printed("a form that a patient signed", "patient.read"),
  printScreen: printed("a screen that is no paper", "session.self"),
};

export type PrintedPaper = keyof typeof printingOperations;
