import { billing } from "@practicum/contracts/billing";
import { defineService } from "@practicum/service/define-service";
import { addCoverage } from "./application/add-coverage.ts";
import { eligibilityLate, eligibilityRetry } from "./application/ask-eligibility.ts";
import { captureCharges, keepCosignature } from "./application/capture-charges.ts";
import { askOnBooking, checkEligibility } from "./application/check-eligibility.ts";
import { correctClaim } from "./application/correct-claim.ts";
import { exchangeFiles } from "./application/exchange-files.ts";
import { getAccount } from "./application/get-account.ts";
import { getClaim } from "./application/get-claim.ts";
import { getRemittance } from "./application/get-remittance.ts";
import { importCoverage } from "./application/import-coverage.ts";
import { issueStatement } from "./application/issue-statement.ts";
import { keepLocationCopy, keepPatientCopy, keepPracticeCopy, keepStaffCopy } from "./application/keep-copies.ts";
import { listCharges } from "./application/list-charges.ts";
import { listClaims } from "./application/list-claims.ts";
import { listCoverages } from "./application/list-coverages.ts";
import { getDenial, listDenials } from "./application/list-denials.ts";
import { getFile, listFiles } from "./application/list-files.ts";
import { listPayers } from "./application/list-payers.ts";
import { listPrices } from "./application/list-prices.ts";
import { listReceipts } from "./application/list-receipts.ts";
import { listRemittances } from "./application/list-remittances.ts";
import { getStatement, listStatements } from "./application/list-statements.ts";
import { orderCoverages } from "./application/order-coverages.ts";
import { receiveFile } from "./application/receive-file.ts";
import { refreshClaim } from "./application/refresh-claim.ts";
import { releaseCharges } from "./application/release-charges.ts";
import { resolveDenial } from "./application/resolve-denial.ts";
import { resolveException } from "./application/resolve-exception.ts";
import { reversePayment } from "./application/reverse-payment.ts";
import { savePayer } from "./application/save-payer.ts";
import { savePrices } from "./application/save-prices.ts";
import { submitClaims } from "./application/submit-claims.ts";
import { takePayment } from "./application/take-payment.ts";
import { trialBalance } from "./application/trial-balance.ts";
import { updateCharge } from "./application/update-charge.ts";
import { updateCoverage } from "./application/update-coverage.ts";
import { workQueues } from "./application/work-queues.ts";
import type { BillingPorts } from "./domain/clearinghouse.ts";
import { migrations } from "./sql/migrations.ts";
import type { BillingSchema } from "./sql/schema.ts";

/** Coverage, eligibility, charges, claims, remittances, the ledger and statements. SPEC.md has the rules. */
export const billingService = defineService<BillingSchema, BillingPorts>()({
  name: "billing",
  api: billing,
  handlers: {
    listPayers,
    savePayer,
    listPrices,
    savePrices,
    listCoverages,
    addCoverage,
    updateCoverage,
    orderCoverages,
    importCoverage,
    checkEligibility,
    takePayment,
    reversePayment,
    listReceipts,
    listCharges,
    updateCharge,
    releaseCharges,
    listClaims,
    getClaim,
    refreshClaim,
    submitClaims,
    correctClaim,
    listFiles,
    getFile,
    receiveFile,
    listRemittances,
    getRemittance,
    resolveException,
    listDenials,
    getDenial,
    resolveDenial,
    getAccount,
    trialBalance,
    issueStatement,
    listStatements,
    getStatement,
    workQueues,
  },
  consumers: {
    "keep-patient": keepPatientCopy,
    "keep-staff": keepStaffCopy,
    "keep-location": keepLocationCopy,
    "keep-practice": keepPracticeCopy,
    "ask-on-booking": askOnBooking,
    "capture-charges": captureCharges,
    "keep-cosignature": keepCosignature,
  },
  timers: { "eligibility-late": eligibilityLate, "eligibility-retry": eligibilityRetry },
  workers: { exchange: exchangeFiles },
  migrations,
});
