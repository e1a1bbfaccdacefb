import { planRestrictionTables } from "./tables-plan-restrictions.ts";
import { terminologyTables } from "@practicum/terminology/sql/tables";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";
import { adjustmentTables } from "./tables-adjustments.ts";
import { claimFactColumns } from "./tables-claim-facts.ts";
import { appealPolicyColumns } from "./tables-appeal-policy.ts";
import { appealTables } from "./tables-appeals.ts";
import { billingPaperTables } from "./tables-billing-paper.ts";
import { statementRunTables } from "./tables-statement-runs.ts";
import { balanceTables } from "./tables-balances.ts";
import { familyTables } from "./tables-families.ts";
import { byHandColumns } from "./tables-by-hand.ts";
import { claimInquiryTables } from "./tables-claim-inquiries.ts";
import { claimWorkColumns } from "./tables-claim-work.ts";
import { claimTables } from "./tables-claims.ts";
import { coordinationColumns } from "./tables-coordination.ts";
import { contractTrialTables } from "./tables-contract-trials.ts";
import { contractTables } from "./tables-contracts.ts";
import { copyTables } from "./tables-copies.ts";
import { depositTables } from "./tables-deposits.ts";
import { drawerTables } from "./tables-drawers.ts";
import { exceptionColumns } from "./tables-exceptions.ts";
import { filingColumns } from "./tables-filing.ts";
import { frontDeskTables } from "./tables-front-desk.ts";
import { judgedLineTables } from "./tables-judged-lines.ts";
import { clearinghouseLinkTables } from "./tables-clearinghouse-link.ts";
import { eligibilityAheadTables } from "./tables-eligibility-ahead.ts";
import { ledgerTables } from "./tables-ledger.ts";
import { missingChargeTables } from "./tables-missing-charges.ts";
import { mergeTables } from "./tables-merges.ts";
import { monthTables } from "./tables-months.ts";
import { paperClaimColumns } from "./tables-paper-claims.ts";
import { permitTables } from "./tables-permits.ts";
import { reportTables } from "./tables-reports.ts";
import { scrubRuleTables } from "./tables-scrub-rules.ts";
import { billingImportTables } from "./tables-imports.ts";
import { claimVoidColumns } from "./tables-claim-voids.ts";
import { claimWordTables, longListTables } from "./tables-long-lists.ts";
import { patientAccountTables } from "./tables-patient-accounts.ts";
import { remittanceTables } from "./tables-remittances.ts";
import { visitCopyTables } from "./tables-visit-copies.ts";

/** A static map, so that the browser can bundle them. */
export const migrations: { readonly [name: string]: Migration } = {
  "0001-copies": run(copyTables),
  "0002-claims": run(claimTables),
  "0003-remittances": run(remittanceTables),
  "0004-ledger": run(ledgerTables),
  // Billing's own copy of what `codes import` loads: it writes to every schema that has these tables. The built-in sets need none.
  "0005-terminology": terminologyTables,
  "0006-coordination": run(coordinationColumns),
  "0007-exceptions": run(exceptionColumns),
  "0008-deposits": run(depositTables),
  "0009-adjustments": run(adjustmentTables),
  "0010-claim-facts": run(claimFactColumns),
  "0011-by-hand": run(byHandColumns),
  "0012-front-desk": run(frontDeskTables),
  "0013-appeals": run(appealTables),
  "0014-appeal-policy": run(appealPolicyColumns),
  "0015-filing": run(filingColumns),
  "0016-months": run(monthTables),
  "0017-drawers": run(drawerTables),
  "0018-missing-charges": run(missingChargeTables),
  "0019-permits": run(permitTables),
  "0020-patient-accounts": run(patientAccountTables),
  "0021-paper-claims": run(paperClaimColumns),
  "0022-reports": run(reportTables),
  "0023-long-lists": run(longListTables),
  "0024-balances": run(balanceTables),
  "0025-imports": run(billingImportTables),
  "0026-claim-words": run(claimWordTables),
  "0027-families": run(familyTables),
  "0028-merges": run(mergeTables),
  "0029-scrub-rules": run(scrubRuleTables),
  "0030-contracts": run(contractTables),
  "0031-contract-trials": run(contractTrialTables),
  "0032-plan-restrictions": run(planRestrictionTables),
  "0033-judged-lines": run(judgedLineTables),
  "0034-billing-paper": run(billingPaperTables),
  "0035-statement-runs": run(statementRunTables),
  "0036-claim-work": run(claimWorkColumns),
  "0040-clearinghouse-link": run(clearinghouseLinkTables),
  // After 0040, which was there first.
  "0041-claim-inquiries": run(claimInquiryTables),
  "0043-eligibility-ahead": run(eligibilityAheadTables),
  "0049-visit-copies": run(visitCopyTables),
  "0050-claim-voids": run(claimVoidColumns),
};

function run(statements: readonly string[]): Migration {
  return {
    async up(db) {
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  };
}
