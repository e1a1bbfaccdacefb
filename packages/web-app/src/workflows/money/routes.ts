import { isLocalDate } from "@practicum/kernel/local-date";
import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../../app/lazy-page.tsx";
import { patientRoute, rootRoute } from "../../app/root-route.tsx";

const showOf = (search: Record<string, unknown>): { show?: string } =>
  typeof search["show"] === "string" ? { show: search["show"] } : {};
const dayOf = (search: Record<string, unknown>): { on?: string } =>
  typeof search["on"] === "string" && isLocalDate(search["on"]) ? { on: search["on"] } : {};
const queues = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money",
  component: lazyPage(async () => (await import("./queues-page.tsx")).QueuesPage),
});
const charges = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/charges",
  validateSearch: (search: Record<string, unknown>): { show?: string; visit?: string } => ({
    ...showOf(search),
    ...(typeof search["visit"] === "string" ? { visit: search["visit"] } : {}),
  }),
  component: lazyPage(async () => (await import("./charges/charges-page.tsx")).ChargesPage),
});
const missing = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/missing",
  validateSearch: showOf,
  component: lazyPage(async () => (await import("./missing/missing-page.tsx")).MissingPage),
});
const claimsPage = lazyPage(async () => (await import("./claims/claims-page.tsx")).ClaimsPage);
/** What a list shows, in which order and whose work; never what it is searched for, which may be a patient's name. */
const listOf = (search: Record<string, unknown>): { show?: string; sort?: string; owner?: string } => ({
  ...showOf(search),
  ...(typeof search["owner"] === "string" ? { owner: search["owner"] } : {}),
  ...(typeof search["sort"] === "string" ? { sort: search["sort"] } : {}),
});
const claims = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/claims",
  validateSearch: listOf,
  component: claimsPage,
});
const claim = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/claims/$claimId",
  validateSearch: listOf,
  component: claimsPage,
});
const remittances = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/era",
  validateSearch: showOf,
  component: lazyPage(async () => (await import("./era/remittances-page.tsx")).RemittancesPage),
});
const remittance = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/era/$remittanceId",
  component: lazyPage(async () => (await import("./era/remittance-page.tsx")).RemittancePage),
});
const deposits = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/deposits",
  validateSearch: showOf,
  component: lazyPage(async () => (await import("./deposits/deposits-page.tsx")).DepositsPage),
});
const slip = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/deposits/slip",
  validateSearch: dayOf,
  component: lazyPage(async () => (await import("./deposits/slip-page.tsx")).SlipPage),
});
const drawers = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/drawers",
  validateSearch: dayOf,
  component: lazyPage(async () => (await import("./drawers/daily-close-page.tsx")).DailyClosePage),
});
const myDrawer = createRoute({
  getParentRoute: () => rootRoute,
  path: "/drawer",
  component: lazyPage(async () => (await import("./drawers/my-drawer-page.tsx")).MyDrawerPage),
});
const drawer = createRoute({
  getParentRoute: () => rootRoute,
  path: "/drawer/$drawerId",
  component: lazyPage(async () => (await import("./drawers/drawer-page.tsx")).DrawerPage),
});
const deposit = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/deposits/$checkId",
  component: lazyPage(async () => (await import("./deposits/check-page.tsx")).CheckPage),
});
const denialsPage = lazyPage(async () => (await import("./denials/denials-page.tsx")).DenialsPage);
const denials = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/denials",
  validateSearch: listOf,
  component: denialsPage,
});
const denial = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/denials/$denialId",
  validateSearch: listOf,
  component: denialsPage,
});
const clearinghouse = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/clearinghouse",
  component: lazyPage(async () => (await import("./files/clearinghouse-page.tsx")).ClearinghousePage),
});
const appealsPage = lazyPage(async () => (await import("./appeals/appeals-page.tsx")).AppealsPage);
const appeals = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/appeals",
  validateSearch: showOf,
  component: appealsPage,
});
const appeal = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/appeals/$appealId",
  validateSearch: showOf,
  component: appealsPage,
});
const underpayments = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/underpayments",
  validateSearch: (search: Record<string, unknown>): { show?: string; payer?: string } => ({
    ...showOf(search),
    ...(typeof search["payer"] === "string" ? { payer: search["payer"] } : {}),
  }),
  component: lazyPage(async () => (await import("./underpayments/underpayments-page.tsx")).UnderpaymentsPage),
});
const approvals = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/approvals",
  component: lazyPage(async () => (await import("./approvals/approvals-page.tsx")).ApprovalsPage),
});
const statements = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/statements",
  validateSearch: showOf,
  component: lazyPage(async () => (await import("./statements/statements-page.tsx")).StatementsPage),
});
const statement = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/statements/$statementId",
  component: lazyPage(async () => (await import("./statements/statement-page.tsx")).StatementPage),
});
const reviewRun = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/statements/run",
  component: lazyPage(async () => (await import("./statements/review-run-page.tsx")).ReviewRunPage),
});
const statementRun = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/statements/runs/$runId",
  validateSearch: showOf,
  component: lazyPage(async () => (await import("./statements/run-page.tsx")).RunPage),
});
const files = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/files",
  component: lazyPage(async () => (await import("./files/files-page.tsx")).FilesPage),
});
const file = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/files/$fileId",
  component: lazyPage(async () => (await import("./files/file-page.tsx")).FilePage),
});
const rulesPage = lazyPage(async () => (await import("./rules/rules-page.tsx")).RulesPage);
const rules = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/rules",
  validateSearch: showOf,
  component: rulesPage,
});
const rule = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/rules/$rule",
  validateSearch: showOf,
  component: rulesPage,
});
const payersPage = lazyPage(async () => (await import("./payers/payers-page.tsx")).PayersPage);
const payers = createRoute({ getParentRoute: () => rootRoute, path: "/money/payers", component: payersPage });
const payer = createRoute({ getParentRoute: () => rootRoute, path: "/money/payers/$payerId", component: payersPage });
const prices = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/prices",
  component: lazyPage(async () => (await import("./prices/prices-page.tsx")).PricesPage),
});
const contractsPage = lazyPage(async () => (await import("./contracts/contracts-page.tsx")).ContractsPage);
const contracts = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/contracts",
  validateSearch: showOf,
  component: contractsPage,
});
const contract = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/contracts/$contractId",
  validateSearch: showOf,
  component: contractsPage,
});
const feeSchedules = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/contracts/fee-schedules",
  component: lazyPage(async () => (await import("./contracts/fee-schedules-page.tsx")).FeeSchedulesPage),
});
const contractLab = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/contracts/lab",
  validateSearch: (search: Record<string, unknown>): { trial?: string } =>
    typeof search["trial"] === "string" ? { trial: search["trial"] } : {},
  component: lazyPage(async () => (await import("./contracts/lab-page.tsx")).LabPage),
});
const months = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/months",
  validateSearch: (search: Record<string, unknown>): { month?: string } =>
    typeof search["month"] === "string" && /^20\d\d-(0[1-9]|1[0-2])$/.test(search["month"])
      ? { month: search["month"] }
      : {},
  component: lazyPage(async () => (await import("./months/months-page.tsx")).MonthsPage),
});
const reports = createRoute({
  getParentRoute: () => rootRoute,
  path: "/money/reports",
  validateSearch: (search: Record<string, unknown>): { show?: string; measure?: string } => ({
    ...showOf(search),
    ...(typeof search["measure"] === "string" ? { measure: search["measure"] } : {}),
  }),
  component: lazyPage(async () => (await import("./reports/reports-page.tsx")).ReportsPage),
});
const ledger = createRoute({
  getParentRoute: () => patientRoute,
  path: "ledger",
  component: lazyPage(async () => (await import("./ledger/ledger-page.tsx")).LedgerPage),
});
const superbill = createRoute({
  getParentRoute: () => patientRoute,
  path: "superbill/$encounterId",
  component: lazyPage(async () => (await import("./superbill/superbill-page.tsx")).SuperbillPage),
});

export const moneyRoutes = [
  queues,
  charges,
  missing,
  claims,
  claim,
  remittances,
  remittance,
  deposits,
  slip,
  deposit,
  drawers,
  myDrawer,
  drawer,
  denials,
  denial,
  appeals,
  appeal,
  clearinghouse,
  underpayments,
  approvals,
  statements,
  statement,
  reviewRun,
  statementRun,
  files,
  file,
  rules,
  rule,
  payers,
  payer,
  prices,
  contracts,
  contract,
  feeSchedules,
  contractLab,
  months,
  reports,
];
export const moneyPatientRoutes = [ledger, superbill];
