import { expect, test } from "vitest";
import { billing } from "./billing.ts";
import { charting } from "./charting.ts";
import { identity } from "./identity.ts";
import { messaging } from "./messaging.ts";
import type { ServiceApi } from "./operation.ts";
import { operations } from "./operations.ts";
import { scheduling } from "./scheduling.ts";

/**
 * Queries that leave no entry in the audit trail, because no answer of theirs is about a patient: settings, code sets, counts and
 * sums, and payers' files and payments without their content. A query added to none of the two is a decision to make here.
 */
const ABOUT_NO_PATIENT = [
  "billing.billingPaperHistory",
  "billing.contractHistory",
  "billing.estimateServices",
  "billing.exchangeTrouble",
  "billing.getBillingPaper",
  "billing.getClearinghouse",
  "billing.getClearinghouseLink",
  "billing.getContractTrial",
  "billing.getDunningPolicy",
  "billing.getRuleReplay",
  "billing.getStatementRun",
  "billing.listContracts",
  "billing.listFeeSchedulePrices",
  "billing.listFeeSchedules",
  "billing.listImports",
  "billing.listPayers",
  "billing.listPrices",
  "billing.listScrubRules",
  "billing.listStatementRuns",
  "billing.payerRulesHistory",
  "billing.readRoster834",
  "billing.scrubRuleHistory",
  "billing.workQueues",
  "charting.alertReport",
  "charting.alertRules",
  "charting.inHouseItems",
  "charting.outsideProviderVersions",
  "charting.outsideProviders",
  "charting.refillCounts",
  "charting.replayAlertRule",
  "charting.searchAllergens",
  "charting.searchDiagnoses",
  "charting.searchProcedures",
  "charting.searchVaccines",
  "charting.testItems",
  "identity.auditHead",
  "identity.draftKeys",
  "identity.getPractice",
  "identity.getSignInPolicy",
  "identity.getSnoopingPolicy",
  "identity.listAccountNotices",
  "identity.listLocations",
  "identity.me",
  "identity.verifyAuditChain",
  "messaging.counters",
  "messaging.getAnnouncement",
  "messaging.getCampaign",
  "messaging.getRecallRule",
  "messaging.listAnnouncements",
  "messaging.listCampaigns",
  "messaging.listRecallRules",
  "messaging.listRosters",
  "messaging.phoneSettings",
  "operations.opsDeadLetters",
  "operations.opsStatus",
  "scheduling.consentFormVersions",
  "scheduling.listClosures",
  "scheduling.listConsentForms",
  "scheduling.listDowntimeKits",
  "scheduling.listImports",
  "scheduling.listResources",
  "scheduling.listVisitTypes",
  "scheduling.pharmacies",
  "scheduling.resourceHours",
];

test("every query that can show a patient's data is audited", () => {
  const all: { readonly [service: string]: ServiceApi } = {
    billing,
    charting,
    identity,
    messaging,
    operations,
    scheduling,
  };
  const unaudited = Object.entries(all).flatMap(([service, api]) =>
    Object.entries(api)
      .filter(([, operation]) => operation.kind === "query" && !operation.about && !operation.patients)
      .map(([name]) => `${service}.${name}`),
  );
  expect(unaudited.toSorted()).toEqual(ABOUT_NO_PATIENT);
});
