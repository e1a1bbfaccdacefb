import { followPlanRestriction } from "./coverage/application/follow-plan-restrictions.ts";
import { billing } from "@practicum/contracts/billing";
import { defineService } from "@practicum/service/define-service";
import { addCoverage } from "./coverage/application/add-coverage.ts";
import { answerMsp, coverageOrder, keepCoverageOrder } from "./coverage/application/coverage-order.ts";
import { deskFacts } from "./coverage/application/desk-facts.ts";
import { eligibilityLate, eligibilityRetry } from "./coverage/application/ask-eligibility.ts";
import { dropGiven, keepGiven } from "./charges/application/capture-given.ts";
import { answerMissingCharge, listMissingCharges, reopenMissingCharge } from "./charges/application/missing-charges.ts";
import { keepNoteStarted, keepVisitDropped, keepVisitSeen } from "./charges/application/visits-seen.ts";
import { captureCharges, keepCosignature } from "./charges/application/capture-charges.ts";
import { askOnBooking, checkEligibility } from "./coverage/application/check-eligibility.ts";
import {
  askAhead,
  eligibilityAhead,
  handleAhead,
  reopenAhead,
  verifyAhead,
} from "./coverage/application/eligibility-ahead.ts";
import { listScrubRules, scrubRuleHistory } from "./claims/application/list-scrub-rules.ts";
import { recheckClaims } from "./claims/application/recheck-claims.ts";
import { replayPiece } from "./claims/application/replay-piece.ts";
import { getRuleReplay, listRuleReplayRows } from "./claims/application/rule-replays.ts";
import { saveScrubRule, undoScrubRule } from "./claims/application/save-scrub-rule.ts";
import { startRuleReplay } from "./claims/application/start-rule-replay.ts";
import { payerRulesHistory } from "./coverage/application/payer-rules-history.ts";
import { contractHistory, listContracts } from "./contracts/application/list-contracts.ts";
import { exportContractTrial, getContractTrial, startContractTrial } from "./contracts/application/contract-trials.ts";
import { trialPiece } from "./contracts/application/trial-piece.ts";
import { saveContract, undoContract } from "./contracts/application/save-contract.ts";
import { tryContract } from "./contracts/application/try-contract.ts";
import {
  importFeeSchedule,
  listFeeSchedulePrices,
  listFeeSchedules,
  saveFeeSchedule,
} from "./contracts/application/fee-schedules.ts";
import { assignClaims, assignDenials, followClaim, followDenial, noteClaim } from "./claims/application/claim-work.ts";
import { askClaimStatus, askWithoutAnswer } from "./claims/application/ask-status.ts";
import { holdClaim, releaseClaim } from "./claims/application/hold-claim.ts";
import { voidClaim, withdrawVoid } from "./claims/application/void-claim.ts";
import { correctClaim } from "./claims/application/correct-claim.ts";
import { estimateShare, visitShare } from "./estimates/application/estimate-share.ts";
import { estimateServices, issueEstimate, listEstimates } from "./estimates/application/issue-estimate.ts";
import { exchangeFiles } from "./exchange/application/exchange-files.ts";
import { imports, keepPatientNumber } from "./imports/application/imports.ts";
import { getAccount } from "./ledger/application/get-account.ts";
import { getClaim } from "./claims/application/get-claim.ts";
import { getSuperbill } from "./charges/application/get-superbill.ts";
import { getRemittance } from "./remittance/application/get-remittance.ts";
import { importCoverage } from "./coverage/application/import-coverage.ts";
import { billingPaperHistory, getBillingPaper, saveBillingPaper } from "./statements/application/billing-paper.ts";
import { exportStatementRun, statementPdf, statementRunFile } from "./statements/application/statement-files.ts";
import { runPiece } from "./statements/application/run-piece.ts";
import {
  getStatementRun,
  listStatementRunRows,
  listStatementRuns,
  sendStatementRun,
} from "./statements/application/statement-runs.ts";
import { previewStatementRun, startStatementRun } from "./statements/application/start-statement-run.ts";
import { issueStatement } from "./statements/application/issue-statement.ts";
import { copyCoverages } from "./families/application/copy-coverages.ts";
import { familyAccount } from "./families/application/family-account.ts";
import { reverseFamilyPayment, takeFamilyPayment } from "./families/application/family-payment.ts";
import { keepHouseholdCopy } from "./families/application/keep-household.ts";
import {
  keepBooked,
  keepLocationCopy,
  keepPatientCopy,
  keepPracticeCopy,
  keepStaffCopy,
  keepVisitChanged,
} from "./application/keep-copies.ts";
import { listCharges } from "./charges/application/list-charges.ts";
import { listClaims } from "./claims/application/list-claims.ts";
import { readRoster834 } from "./coverage/application/read-roster-834.ts";
import { kioskCoverages, listCoverages } from "./coverage/application/list-coverages.ts";
import { getDenial, listDenials } from "./denials/application/list-denials.ts";
import { carryFiles } from "./exchange/application/carry-files.ts";
import {
  exchangeTrouble,
  getClearinghouseLink,
  renewLinkKey,
  saveClearinghouseLink,
  trustHostKey,
  tryClearinghouseLink,
} from "./exchange/application/clearinghouse-link.ts";
import { getClearinghouse, saveClearinghouse } from "./exchange/application/clearinghouse-settings.ts";
import { getFile, listFiles } from "./exchange/application/list-files.ts";
import { listPayers } from "./coverage/application/list-payers.ts";
import { listPrices } from "./charges/application/list-prices.ts";
import { listReceipts } from "./ledger/application/list-receipts.ts";
import { listRemittances } from "./remittance/application/list-remittances.ts";
import { getStatement, listStatements } from "./statements/application/list-statements.ts";
import { orderCoverages } from "./coverage/application/order-coverages.ts";
import { receiveFile } from "./exchange/application/receive-file.ts";
import { refreshClaim } from "./claims/application/refresh-claim.ts";
import { releaseCharges } from "./charges/application/release-charges.ts";
import { saveChargeDrug } from "./charges/application/save-charge-drug.ts";
import { saveClaimFacts } from "./claims/application/save-claim-facts.ts";
import {
  draftUnderpaymentLetter,
  printUnderpaymentLetter,
  sendUnderpaymentLetter,
  underpaymentLetter,
} from "./underpayments/application/underpayment-letters.ts";
import { recheckContract } from "./underpayments/application/recheck-contract.ts";
import { listUnderpayments, resolveUnderpayment } from "./underpayments/application/underpayments.ts";
import { resolveDenial } from "./denials/application/resolve-denial.ts";
import { resolveException } from "./remittance/application/resolve-exception.ts";
import { reversePayment } from "./ledger/application/reverse-payment.ts";
import { savePayer } from "./coverage/application/save-payer.ts";
import { savePrices } from "./charges/application/save-prices.ts";
import { claimForm, printClaim, returnPaperClaim } from "./claims/application/paper-claims.ts";
import { submitClaims } from "./claims/application/submit-claims.ts";
import { takePayment } from "./ledger/application/take-payment.ts";
import { trialBalance } from "./ledger/application/trial-balance.ts";
import { updateCharge } from "./charges/application/update-charge.ts";
import { updateCoverage } from "./coverage/application/update-coverage.ts";
import { getEob, saveEob } from "./deposits/application/key-eob.ts";
import { depositSlip } from "./deposits/application/deposit-slip.ts";
import { listDeposits, listUnbanked } from "./deposits/application/list-deposits.ts";
import { matchDeposit, unmatchDeposit, voidDeposit } from "./deposits/application/match-deposit.ts";
import { listPermits, permitReach, savePermit, setPermitStatus } from "./permits/application/permits.ts";
import { closeDrawer, openDrawer, payOut, reopenDrawer, undoPayout } from "./drawers/application/change-drawer.ts";
import { dailyClose, getDrawer, myDrawer } from "./drawers/application/show-drawers.ts";
import { postCapitation, reverseCapitation } from "./deposits/application/post-capitation.ts";
import { postEob, reverseEob } from "./deposits/application/post-eob.ts";
import { bankRemittance, recordDeposit } from "./deposits/application/record-deposit.ts";
import { billCoverage } from "./adjustments/application/bill-coverage.ts";
import { moveBalance } from "./adjustments/application/move-balance.ts";
import { refundPayer } from "./adjustments/application/refund-payer.ts";
import { refundPayment } from "./adjustments/application/refund-payment.ts";
import { listAdjustments, reverseAdjustment } from "./adjustments/application/reverse-adjustment.ts";
import { writeOffBalance } from "./adjustments/application/write-off-balance.ts";
import { reopenVariance } from "./remittance/application/reopen-variance.ts";
import { addCharge, chargeWithoutNote, recodeCharge, voidCharge } from "./charges/application/charge-by-hand.ts";
import { voidPrice } from "./charges/application/void-price.ts";
import { issueStatements } from "./statements/application/issue-statements.ts";
import { decideApproval } from "./approvals/application/decide-approval.ts";
import { listApprovals } from "./approvals/application/list-approvals.ts";
import { attachFile, attachNote, removeAttachment } from "./appeals/application/attach-papers.ts";
import { draftAppeal, redraftAppeal, saveAppeal } from "./appeals/application/draft-appeal.ts";
import { followAppeal } from "./appeals/application/follow-appeal.ts";
import { appealsOfDenial, getAppeal, listAppeals } from "./appeals/application/list-appeals.ts";
import { recordAppealAnswer, takeBackAppealAnswer } from "./appeals/application/answer-appeal.ts";
import { appealPdf, sendAppeal, withdrawAppeal } from "./appeals/application/send-appeal.ts";
import { reopenDenial } from "./denials/application/reopen-denial.ts";
import { forceException } from "./remittance/application/force-exception.ts";
import { keyException } from "./remittance/application/key-exception.ts";
import { returnException, takeUpException } from "./remittance/application/return-exception.ts";
import { reversePosting } from "./remittance/application/reverse-posting.ts";
import { settleVariance } from "./remittance/application/settle-variance.ts";
import { closeMonth, reopenMonth } from "./months/application/close-month.ts";
import { exportJournal, getMonth, listMonths } from "./months/application/show-months.ts";
import { aging, agingRows, exportAging } from "./reports/application/aging.ts";
import { exportMeasure, listMeasures, measureRows, saveTarget } from "./reports/application/measures.ts";
import { expectedPaid, expectedPaidLines, exportExpectedPaid } from "./reports/application/expected-paid.ts";
import { denialRates, exportWaterfall, productivity, waterfall } from "./reports/application/other-reports.ts";
import { agreePlan, endPlan, listPlans, plansOf } from "./plans/application/plans.ts";
import { sendToCollections, writeOffSmall } from "./statements/application/collections.ts";
import {
  getDunning,
  getDunningPolicy,
  holdAccount,
  liftHold,
  saveDunningPolicy,
} from "./statements/application/dunning.ts";
import { followsMerges } from "@practicum/service/follow-merges";
import { patientHoldings } from "./application/patient-holdings.ts";
import { patientTables } from "./application/patient-tables.ts";
import { workQueues } from "./application/work-queues.ts";
import type { BillingPorts } from "./exchange/ports/clearinghouse.ts";
import { forgetTrials } from "./sql/forget-trials.ts";
import { migrations } from "./sql/migrations.ts";
import type { BillingSchema } from "./sql/schema.ts";

const merges = followsMerges("billing", patientTables);

/** Coverage, eligibility, charges, claims, remittances, the ledger and statements. SPEC.md has the rules. */
export const billingService = defineService<BillingSchema, BillingPorts>()({
  name: "billing",
  api: billing,
  handlers: {
    listPayers,
    savePayer,
    payerRulesHistory,
    listPrices,
    savePrices,
    listCoverages,
    kioskCoverages,
    readRoster834,
    addCoverage,
    updateCoverage,
    orderCoverages,
    importCoverage,
    checkEligibility,
    eligibilityAhead,
    verifyAhead,
    handleAhead,
    reopenAhead,
    deskFacts,
    coverageOrder,
    answerMsp,
    keepCoverageOrder,
    issueEstimate,
    listEstimates,
    estimateServices,
    estimateShare,
    visitShare,
    takePayment,
    familyAccount,
    takeFamilyPayment,
    reverseFamilyPayment,
    copyCoverages,
    reversePayment,
    listReceipts,
    listCharges,
    depositSlip,
    getSuperbill,
    updateCharge,
    addCharge,
    voidCharge,
    recodeCharge,
    chargeWithoutNote,
    listMissingCharges,
    answerMissingCharge,
    reopenMissingCharge,
    voidPrice,
    issueStatements,
    releaseCharges,
    listClaims,
    getClaim,
    refreshClaim,
    submitClaims,
    printClaim,
    returnPaperClaim,
    claimForm,
    correctClaim,
    voidClaim,
    withdrawVoid,
    assignClaims,
    assignDenials,
    followClaim,
    followDenial,
    noteClaim,
    holdClaim,
    releaseClaim,
    askClaimStatus,
    saveClaimFacts,
    saveChargeDrug,
    listFeeSchedules,
    saveFeeSchedule,
    importFeeSchedule,
    listFeeSchedulePrices,
    listContracts,
    contractHistory,
    saveContract,
    undoContract,
    tryContract,
    startContractTrial,
    getContractTrial,
    exportContractTrial,
    listUnderpayments,
    resolveUnderpayment,
    draftUnderpaymentLetter,
    printUnderpaymentLetter,
    sendUnderpaymentLetter,
    underpaymentLetter,
    getClearinghouse,
    saveClearinghouse,
    getClearinghouseLink,
    saveClearinghouseLink,
    tryClearinghouseLink,
    trustHostKey,
    renewLinkKey,
    exchangeTrouble,
    listFiles,
    getFile,
    receiveFile,
    listRemittances,
    getRemittance,
    resolveException,
    keyException,
    forceException,
    returnException,
    takeUpException,
    reversePosting,
    settleVariance,
    reopenVariance,
    listAdjustments,
    writeOffBalance,
    refundPayment,
    refundPayer,
    moveBalance,
    billCoverage,
    reverseAdjustment,
    listDeposits,
    listUnbanked,
    recordDeposit,
    bankRemittance,
    voidDeposit,
    matchDeposit,
    unmatchDeposit,
    getEob,
    saveEob,
    postEob,
    reverseEob,
    postCapitation,
    reverseCapitation,
    listPermits,
    permitReach,
    savePermit,
    setPermitStatus,
    myDrawer,
    getDrawer,
    openDrawer,
    payOut,
    undoPayout,
    closeDrawer,
    reopenDrawer,
    dailyClose,
    reopenDenial,
    listApprovals,
    decideApproval,
    listDenials,
    getDenial,
    resolveDenial,
    listAppeals,
    getAppeal,
    appealsOfDenial,
    draftAppeal,
    saveAppeal,
    redraftAppeal,
    attachNote,
    attachFile,
    removeAttachment,
    appealPdf,
    sendAppeal,
    withdrawAppeal,
    recordAppealAnswer,
    takeBackAppealAnswer,
    followAppeal,
    getAccount,
    trialBalance,
    listMonths,
    getMonth,
    closeMonth,
    reopenMonth,
    exportJournal,
    listMeasures,
    measureRows,
    exportMeasure,
    saveTarget,
    aging,
    agingRows,
    exportAging,
    waterfall,
    exportWaterfall,
    denialRates,
    expectedPaid,
    expectedPaidLines,
    exportExpectedPaid,
    listScrubRules,
    scrubRuleHistory,
    saveScrubRule,
    undoScrubRule,
    startRuleReplay,
    getRuleReplay,
    listRuleReplayRows,
    productivity,
    issueStatement,
    listStatements,
    getStatement,
    statementPdf,
    previewStatementRun,
    startStatementRun,
    listStatementRuns,
    getStatementRun,
    listStatementRunRows,
    statementRunFile,
    exportStatementRun,
    sendStatementRun,
    getBillingPaper,
    billingPaperHistory,
    saveBillingPaper,
    getDunningPolicy,
    saveDunningPolicy,
    getDunning,
    holdAccount,
    liftHold,
    sendToCollections,
    writeOffSmall,
    agreePlan,
    endPlan,
    plansOf,
    listPlans,
    workQueues,
    ...imports.handlers,
    patientHoldings,
  },
  consumers: {
    "keep-patient-number": keepPatientNumber,
    "keep-patient": keepPatientCopy,
    "keep-household": keepHouseholdCopy,
    "keep-staff": keepStaffCopy,
    "keep-location": keepLocationCopy,
    "keep-practice": keepPracticeCopy,
    "ask-on-booking": askOnBooking,
    "keep-booked": keepBooked,
    "keep-visit-changed": keepVisitChanged,
    "ask-ahead": askAhead,
    "capture-charges": captureCharges,
    "keep-given": keepGiven,
    "drop-given": dropGiven,
    "keep-visit-seen": keepVisitSeen,
    "keep-note-started": keepNoteStarted,
    "keep-visit-dropped": keepVisitDropped,
    "keep-cosignature": keepCosignature,
    "follow-plan-restriction": followPlanRestriction,
    ...merges.consumers,
  },
  timers: {
    "eligibility-late": eligibilityLate,
    "eligibility-retry": eligibilityRetry,
    "replay-rule": replayPiece,
    "contract-trial": trialPiece,
    "statement-run": runPiece,
    "claim-status": askWithoutAnswer,
    "recheck-claims": recheckClaims,
    "recheck-contract": recheckContract,
    ...imports.timers,
    ...merges.timers,
  },
  workers: { exchange: exchangeFiles, courier: carryFiles },
  patients: patientTables,
  prune: forgetTrials,
  migrations,
});
