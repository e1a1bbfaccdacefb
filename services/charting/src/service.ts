import { claimChanged } from "@practicum/contracts/billing/claims";
import { charting } from "@practicum/contracts/charting";
import { staffChanged } from "@practicum/contracts/identity/staff";
import { recallAsked } from "@practicum/contracts/messaging/recalls";
import { appointmentChanged } from "@practicum/contracts/scheduling/appointments";
import { patientChanged } from "@practicum/contracts/scheduling/patients";
import { pharmacyChanged } from "@practicum/contracts/scheduling/pharmacies";
import { patientCheckedIn } from "@practicum/contracts/scheduling/visits";
import { consumer, defineService } from "@practicum/service/define-service";
import { addAddendum } from "./application/add-addendum.ts";
import { addAllergy, endAllergy, setNoKnownAllergies } from "./application/allergies.ts";
import {
  alertReport,
  alertRows,
  alertRules,
  noteAlerts,
  replayAlertRule,
  setAlertRule,
} from "./application/alert-budget.ts";
import { keepClaim } from "./application/billed-claims.ts";
import type { ChartingPorts } from "./application/charting-context.ts";
import {
  answerContradiction,
  contradictionNotes,
  contradictions,
  contradictionScores,
  practiceContradictions,
  withdrawContradictionAnswer,
} from "./application/contradictions.ts";
import { cosignEncounter } from "./application/cosign-encounter.ts";
import { answerReturnedNote, returnNote } from "./application/return-note.ts";
import { openCriticals, tellCritical } from "./application/critical-vitals.ts";
import { exportDowntimeCharts } from "./application/export-downtime-charts.ts";
import { chartSummary, getChart } from "./application/get-chart.ts";
import { getEncounter } from "./application/get-encounter.ts";
import {
  cancelInHouse,
  checkInjection,
  inHouseItems,
  inHouseOfPatient,
  inHouseWork,
  orderInHouse,
} from "./application/in-house-orders.ts";
import {
  recordInjection,
  recordNotDone,
  recordTestResult,
  seeInHouseResult,
  strikeInHouse,
} from "./application/in-house-outcomes.ts";
import { followUpOfVisit, saveFollowUp } from "./application/follow-ups.ts";
import { saveEmWorksheet } from "./application/em-worksheet.ts";
import { accountOfDisclosures, recordDisclosure, strikeDisclosure } from "./application/account-of-disclosures.ts";
import { listDisclosures } from "./application/disclosures.ts";
import {
  getPrivacyRequest,
  listPrivacyRequests,
  privacyOfPatient,
  receivePrivacyRequest,
} from "./application/privacy-requests.ts";
import { privacyDueTimer } from "./application/privacy-clock.ts";
import { workPrivacyRequest } from "./application/work-privacy-request.ts";
import {
  addDocument,
  documentContent,
  documents,
  getDocument,
  saveDocumentView,
  strikeDocument,
} from "./application/documents.ts";
import {
  factAccess,
  getSensitiveSettings,
  saveSensitiveSettings,
  sensitiveParts,
  setFactClass,
} from "./application/fact-classes.ts";
import { growthCharts } from "./application/growth-charts.ts";
import { histories, recordHistory, strikeHistory } from "./application/histories.ts";
import { immunizationForecast } from "./application/immunization-forecast.ts";
import { importChart } from "./application/import-chart.ts";
import {
  recordImmunization,
  recordPastImmunization,
  recordVaccineRefusal,
  strikeImmunization,
} from "./application/immunizations.ts";
import { keepPatient, keepStaff } from "./application/keep-people.ts";
import {
  composeLetter,
  getLetter,
  letters,
  letterTemplates,
  papersToGive,
  previewLetterTemplate,
  recordLetterSent,
  saveLetter,
  saveLetterTemplate,
  signLetter,
  strikeLetter,
} from "./application/letters.ts";
import { addMedication, endMedication, reviewMedications } from "./application/medications.ts";
import { sealedNote } from "./application/sealed-note.ts";
import {
  noteAnswerVersions,
  putNoteTemplate,
  saveNoteAnswer,
  takeOutNoteTemplate,
  templatesForNote,
} from "./application/note-forms.ts";
import {
  getNoteTemplate,
  installNotePack,
  notePacks,
  noteTemplates,
  removeNotePack,
  saveNoteTemplate,
} from "./application/note-templates.ts";
import { notePhrases, notePhraseVersions, saveOwnPhrase, savePracticePhrase } from "./application/note-phrases.ts";
import { noteVersions } from "./application/note-versions.ts";
import { dropEncounter, openEncounter } from "./application/open-encounter.ts";
import { recordOrderStep, waitingOrders } from "./application/order-steps.ts";
import { answerAlerts, cancelOrder, checkMedicationOrder, orderMedication, signOrder } from "./application/orders.ts";
import { part2Consents, recordPart2Consent, revokePart2Consent } from "./application/part2-consents.ts";
import { answerPreventiveCare, preventiveCare, withdrawPreventiveAnswer } from "./application/preventive-care.ts";
import { officeAnswers } from "./application/office-answers.ts";
import { pathologyReport } from "./application/pathology-report.ts";
import {
  openProcedures,
  orderProcedure,
  procedureOrders,
  recordProcedureStep,
  reviewPathology,
} from "./application/procedures.ts";
import { outsideLaboratoryAnswers } from "./application/outside-laboratory-answers.ts";
import { testOrders, testReview, testWork } from "./application/test-lists.ts";
import { decideTestOrder, orderTests, recordTestStep, testItems } from "./application/test-orders.ts";
import { enterTestResult, signNormalResults } from "./application/test-results.ts";
import { dismissResult, matchResult, unmatchedResults } from "./application/unmatched-results.ts";
import { privateNotes, savePrivateNote, sharePrivateNote } from "./application/private-notes.ts";
import { pharmacyAnswer } from "./application/pharmacy-port.ts";
import { pharmacyRefill, refillAnswer } from "./application/pharmacy-refills.ts";
import { refillCounts, refillWork } from "./application/refill-view.ts";
import { approveRefills, decideRefill, recordRefillStep, requestRefill } from "./application/refills.ts";
import { cancelPrescription, keepPharmacy, sendPrescription } from "./application/send-prescription.ts";
import { prescriptions, printPrescriptions } from "./application/prescriptions.ts";
import { addProblem, resolveProblem } from "./application/problems.ts";
import { providerDay } from "./application/provider-day.ts";
import {
  outsideProviders,
  outsideProviderVersions,
  referrals,
  referralWork,
  saveOutsideProvider,
} from "./application/referral-lists.ts";
import { writeReferralLetter } from "./application/referral-letter.ts";
import {
  decideReferral,
  fileReferralReport,
  orderReferral,
  recordReferralStep,
  referralDue,
} from "./application/referrals.ts";
import {
  breakGlass,
  chartAccess,
  getGlass,
  glassEntries,
  glassOfPatient,
  guardCharts,
  liftRestriction,
  restrictChart,
  reviewGlass,
} from "./application/restrictions.ts";
import { respectingParts } from "./application/respect-parts.ts";
import { beginAsk, matchRecall } from "./application/recall-asks.ts";
import { recordVitals } from "./application/record-vitals.ts";
import { saveCoding } from "./application/save-coding.ts";
import { restoreNoteSection, saveNoteSection } from "./application/save-note-section.ts";
import { searchAllergens, searchDiagnoses, searchMedications, searchProcedures } from "./application/search-codes.ts";
import { searchVaccines } from "./application/search-vaccines.ts";
import { signEncounter } from "./application/sign-encounter.ts";
import { signGate } from "./application/sign-gate.ts";
import { strikeVitals } from "./application/strike-vitals.ts";
import { signTelephoneNote, strikeTelephoneNote, telephoneNotes } from "./application/telephone-notes.ts";
import { giveVisitSummary, visitSummaries } from "./application/visit-summaries.ts";
import { whoHears } from "./application/who-hears.ts";
import { followsMerges, holdingsOf } from "@practicum/service/follow-merges";
import { patientTables } from "./sql/patient-tables.ts";
import { migrations } from "./sql/migrations.ts";
import type { ChartingTables } from "./sql/tables.ts";

const merges = followsMerges<ChartingTables, ChartingPorts>("charting", patientTables);

/** Encounters and their notes, the chart's lists, orders. Its rules: SPEC.md. */
export const chartingService = defineService<ChartingTables, ChartingPorts>()({
  name: "charting",
  api: charting,
  handlers: respectingParts(
    {
      chartSummary,
      getChart,
      exportDowntimeCharts,
      growthCharts,
      histories,
      recordHistory,
      strikeHistory,
      immunizationForecast,
      getEncounter,
      providerDay,
      recordVitals,
      strikeVitals,
      openCriticals,
      tellCritical,
      setNoKnownAllergies,
      addAllergy,
      endAllergy,
      addMedication,
      endMedication,
      reviewMedications,
      preventiveCare,
      answerPreventiveCare,
      withdrawPreventiveAnswer,
      addProblem,
      resolveProblem,
      searchVaccines,
      recordImmunization,
      recordPastImmunization,
      recordVaccineRefusal,
      strikeImmunization,
      saveNoteSection,
      restoreNoteSection,
      saveCoding,
      saveEmWorksheet,
      saveFollowUp,
      followUpOfVisit,
      checkMedicationOrder,
      orderMedication,
      answerAlerts,
      signOrder,
      recordOrderStep,
      prescriptions,
      printPrescriptions,
      sendPrescription,
      cancelPrescription,
      requestRefill,
      decideRefill,
      approveRefills,
      recordRefillStep,
      refillWork,
      refillCounts,
      waitingOrders,
      cancelOrder,
      inHouseItems,
      checkInjection,
      orderInHouse,
      cancelInHouse,
      recordTestResult,
      recordInjection,
      recordNotDone,
      strikeInHouse,
      seeInHouseResult,
      inHouseWork,
      inHouseOfPatient,
      signGate,
      signEncounter,
      cosignEncounter,
      returnNote,
      answerReturnedNote,
      addAddendum,
      noteVersions,
      noteTemplates,
      getNoteTemplate,
      saveNoteTemplate,
      notePacks,
      installNotePack,
      removeNotePack,
      templatesForNote,
      putNoteTemplate,
      takeOutNoteTemplate,
      saveNoteAnswer,
      noteAnswerVersions,
      notePhrases,
      notePhraseVersions,
      saveOwnPhrase,
      savePracticePhrase,
      telephoneNotes,
      signTelephoneNote,
      strikeTelephoneNote,
      visitSummaries,
      giveVisitSummary,
      documents,
      getDocument,
      documentContent,
      addDocument,
      saveDocumentView,
      strikeDocument,
      orderProcedure,
      recordProcedureStep,
      reviewPathology,
      procedureOrders,
      openProcedures,
      testItems,
      orderTests,
      recordTestStep,
      enterTestResult,
      decideTestOrder,
      signNormalResults,
      testOrders,
      testWork,
      testReview,
      unmatchedResults,
      matchResult,
      dismissResult,
      orderReferral,
      recordReferralStep,
      fileReferralReport,
      decideReferral,
      writeReferralLetter,
      referrals,
      referralWork,
      outsideProviders,
      outsideProviderVersions,
      saveOutsideProvider,
      letterTemplates,
      saveLetterTemplate,
      previewLetterTemplate,
      composeLetter,
      letters,
      getLetter,
      saveLetter,
      signLetter,
      recordLetterSent,
      strikeLetter,
      papersToGive,
      noteAlerts,
      alertRules,
      setAlertRule,
      replayAlertRule,
      alertReport,
      alertRows,
      contradictions,
      answerContradiction,
      withdrawContradictionAnswer,
      practiceContradictions,
      contradictionScores,
      contradictionNotes,
      sealedNote,
      searchDiagnoses,
      searchProcedures,
      searchMedications,
      searchAllergens,
      importChart,
      privateNotes,
      savePrivateNote,
      sharePrivateNote,
      chartAccess,
      restrictChart,
      liftRestriction,
      listDisclosures,
      listPrivacyRequests,
      getPrivacyRequest,
      receivePrivacyRequest,
      workPrivacyRequest,
      privacyOfPatient,
      accountOfDisclosures,
      recordDisclosure,
      strikeDisclosure,
      breakGlass,
      glassOfPatient,
      glassEntries,
      getGlass,
      reviewGlass,
      part2Consents,
      recordPart2Consent,
      revokePart2Consent,
      sensitiveParts,
      factAccess,
      setFactClass,
      getSensitiveSettings,
      saveSensitiveSettings,
      patientHoldings: holdingsOf<ChartingTables, ChartingPorts>(patientTables),
    },
    charting,
  ),
  guard: guardCharts,
  hearing: whoHears,
  consumers: {
    "check-ins": consumer(patientCheckedIn, openEncounter),
    "visits-not-held": consumer(appointmentChanged, dropEncounter),
    patients: consumer(patientChanged, keepPatient),
    staff: consumer(staffChanged, keepStaff),
    pharmacies: consumer(pharmacyChanged, keepPharmacy),
    claims: consumer(claimChanged, keepClaim),
    "recall-asks": consumer(recallAsked, beginAsk),
    ...merges.consumers,
  },
  timers: {
    "pathology-report": pathologyReport,
    "pharmacy-answer": pharmacyAnswer,
    "pharmacy-refill": pharmacyRefill,
    "refill-answer": refillAnswer,
    "referral-due": referralDue,
    "privacy-due": privacyDueTimer,
    "match-recall": matchRecall,
    "outside-office": officeAnswers,
    "outside-laboratory": outsideLaboratoryAnswers,
    ...merges.timers,
  },
  workers: {},
  patients: patientTables,
  migrations,
});
