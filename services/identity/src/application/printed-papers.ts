import { fail } from "@practicum/contracts/error";
import type { PrintedPaper } from "@practicum/contracts/identity/printing";
import { ok } from "@practicum/kernel/result";
import type { Handlers } from "../handlers.ts";

/** There is nothing to keep but the entry in the audit trail, which the pipeline writes: who printed which paper about whom (GTW-101). */
const printed: Handlers["printFaceSheet"] = async ({ actor }) =>
  // The practice's own printers: whoever reads the own record elsewhere prints nothing of ours.
  actor.kind === "staff" || actor.kind === "learner" || actor.kind === "integration" ? ok({}) : fail("not-allowed");

export const printedPapers: Pick<Handlers, PrintedPaper> = {
  printFaceSheet: printed,
  printSuperbill: printed,
  printExcuseLetter: printed,
  printAppointmentCard: printed,
  printRequisition: printed,
  printReceipt: printed,
  printEstimate: printed,
  printStatement: printed,
  printVisitSummary: printed,
  printPrescription: printed,
  printLetter: printed,
  printGrowthChart: printed,
  printRecord: printed,
  printPrivacyAnswer: printed,
  printDaySheet: printed,
  printFlowBoard: printed,
  printRemittance: printed,
  printDepositSlip: printed,
  printDrawer: printed,
  printDailyClose: printed,
  printSignedForm: printed,
  printScreen: printed,
};
