import { billingImports } from "./billing/imports.ts";
import { patientHoldings } from "./patient-merges.ts";
import { adjustmentOperations } from "./billing/adjustments.ts";
import { appealOperations } from "./billing/appeals.ts";
import { approvalOperations } from "./billing/approvals.ts";
import { chargeOperations } from "./billing/charges.ts";
import { claimFactOperations } from "./billing/claim-facts.ts";
import { billingPaperOperations } from "./billing/billing-paper.ts";
import { claimOperations, claimVoidOperations, paperClaimOperations } from "./billing/claims.ts";
import { claimStatusOperations } from "./billing/claim-status.ts";
import { claimWorkOperations } from "./billing/claim-work.ts";
import { clearinghouseLinkOperations } from "./billing/clearinghouse-link.ts";
import { clearinghouseOperations } from "./billing/clearinghouse.ts";
import { contractTrialOperations } from "./billing/contract-trials.ts";
import { coordinationOperations } from "./billing/coordination.ts";
import { coverageOperations } from "./billing/coverage.ts";
import { depositOperations } from "./billing/deposits.ts";
import { dunningOperations } from "./billing/dunning.ts";
import { planOperations } from "./billing/plans.ts";
import { deskOperations } from "./billing/desk.ts";
import { drawerOperations } from "./billing/drawers.ts";
import { denialOperations } from "./billing/denials.ts";
import { eligibilityAheadOperations } from "./billing/eligibility-ahead.ts";
import { eligibilityOperations } from "./billing/eligibility.ts";
import { estimateOperations } from "./billing/estimates.ts";
import { exchangeOperations } from "./billing/exchange.ts";
import { expectedPaidOperations } from "./billing/expected-paid.ts";
import { feeScheduleOperations } from "./billing/fee-schedules.ts";
import { familyOperations } from "./billing/family.ts";
import { ledgerOperations } from "./billing/ledger.ts";
import { missingChargeOperations } from "./billing/missing-charges.ts";
import { monthOperations } from "./billing/months.ts";
import { patientShareOperations } from "./billing/patient-share.ts";
import { payerContractOperations } from "./billing/payer-contracts.ts";
import { payerOperations } from "./billing/payers.ts";
import { paymentOperations } from "./billing/payments.ts";
import { roster834Operations } from "./billing/roster-834.ts";
import { permitOperations } from "./billing/permits.ts";
import { remittanceOperations } from "./billing/remittance.ts";
import { reportOperations } from "./billing/reports.ts";
import { ruleReplayOperations } from "./billing/rule-replay.ts";
import { scrubRuleOperations } from "./billing/scrub-rules.ts";
import { statementRunOperations } from "./billing/statement-runs.ts";
import { statementOperations } from "./billing/statements.ts";
import { underpaymentOperations } from "./billing/underpayments.ts";

/** Coverage, eligibility, charges, claims, remittances, the ledger, statements. Each area stands in a file of its own. */
export const billing = {
  patientHoldings,
  ...payerOperations,
  ...coverageOperations,
  ...roster834Operations,
  ...eligibilityOperations,
  ...eligibilityAheadOperations,
  ...deskOperations,
  ...coordinationOperations,
  ...estimateOperations,
  ...patientShareOperations,
  ...paymentOperations,
  ...familyOperations,
  ...permitOperations,
  ...adjustmentOperations,
  ...chargeOperations,
  ...missingChargeOperations,
  ...claimOperations,
  ...claimWorkOperations,
  ...claimStatusOperations,
  ...claimVoidOperations,
  ...paperClaimOperations,
  ...claimFactOperations,
  ...feeScheduleOperations,
  ...payerContractOperations,
  ...contractTrialOperations,
  ...underpaymentOperations,
  ...exchangeOperations,
  ...clearinghouseOperations,
  ...clearinghouseLinkOperations,
  ...remittanceOperations,
  ...depositOperations,
  ...drawerOperations,
  ...denialOperations,
  ...appealOperations,
  ...ledgerOperations,
  ...monthOperations,
  ...reportOperations,
  ...expectedPaidOperations,
  ...scrubRuleOperations,
  ...ruleReplayOperations,
  ...statementOperations,
  ...billingPaperOperations,
  ...statementRunOperations,
  ...dunningOperations,
  ...planOperations,
  ...approvalOperations,
  ...billingImports,
};
