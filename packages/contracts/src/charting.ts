import { accountingOperations } from "./charting/accounting.ts";
import { patientHoldings } from "./patient-merges.ts";
import { alertBudgetOperations } from "./charting/alert-budget.ts";
import { allergyOperations } from "./charting/allergies.ts";
import { chartOperations } from "./charting/chart.ts";
import { codeSearchOperations } from "./charting/codes.ts";
import { codingOperations } from "./charting/coding.ts";
import { disclosureOperations } from "./charting/disclosures.ts";
import { documentOperations } from "./charting/documents.ts";
import { consentOperations } from "./charting/consents.ts";
import { contradictionOperations } from "./charting/contradictions.ts";
import { chartDowntimeOperations } from "./charting/downtime.ts";
import { emOperations } from "./charting/em-level.ts";
import { encounterOperations } from "./charting/encounters.ts";
import { followUpOperations } from "./charting/follow-ups.ts";
import { historyOperations } from "./charting/histories.ts";
import { immunizationForecastOperations } from "./charting/immunization-forecast.ts";
import { immunizationOperations } from "./charting/immunizations.ts";
import { growthOperations } from "./charting/growth.ts";
import { inHouseOperations } from "./charting/in-house.ts";
import { letterOperations } from "./charting/letters.ts";
import { medicationOperations } from "./charting/medications.ts";
import { noteOperations } from "./charting/notes.ts";
import { notePhraseOperations } from "./charting/note-phrases.ts";
import { noteTemplateOperations } from "./charting/note-templates.ts";
import { orderOperations } from "./charting/orders.ts";
import { prescriptionOperations } from "./charting/prescriptions.ts";
import { preventiveCareOperations } from "./charting/preventive-care.ts";
import { privateNoteOperations } from "./charting/private-notes.ts";
import { privacyOperations } from "./charting/privacy-requests.ts";
import { problemOperations } from "./charting/problems.ts";
import { procedureOperations } from "./charting/procedures.ts";
import { refillOperations } from "./charting/refills.ts";
import { referralOperations } from "./charting/referrals.ts";
import { restrictionOperations } from "./charting/restrictions.ts";
import { sensitiveOperations } from "./charting/sensitive.ts";
import { signingOperations } from "./charting/signing.ts";
import { telephoneNoteOperations } from "./charting/telephone-notes.ts";
import { testOrderOperations } from "./charting/test-orders.ts";
import { visitSummaryOperations } from "./charting/visit-summaries.ts";
import { vitalsOperations } from "./charting/vitals.ts";

/** Encounters and their notes, the chart's lists, orders. Each area stands in a file of its own. */
export const charting = {
  patientHoldings,
  ...codeSearchOperations,
  ...vitalsOperations,
  ...alertBudgetOperations,
  ...allergyOperations,
  ...medicationOperations,
  ...problemOperations,
  ...immunizationOperations,
  ...historyOperations,
  ...chartOperations,
  ...growthOperations,
  ...immunizationForecastOperations,
  ...preventiveCareOperations,
  ...encounterOperations,
  ...noteOperations,
  ...noteTemplateOperations,
  ...notePhraseOperations,
  ...codingOperations,
  ...emOperations,
  ...followUpOperations,
  ...orderOperations,
  ...prescriptionOperations,
  ...refillOperations,
  ...inHouseOperations,
  ...signingOperations,
  ...visitSummaryOperations,
  ...telephoneNoteOperations,
  ...documentOperations,
  ...procedureOperations,
  ...referralOperations,
  ...testOrderOperations,
  ...contradictionOperations,
  ...letterOperations,
  ...chartDowntimeOperations,
  ...restrictionOperations,
  ...privateNoteOperations,
  ...disclosureOperations,
  ...sensitiveOperations,
  ...consentOperations,
  ...privacyOperations,
  ...accountingOperations,
};
