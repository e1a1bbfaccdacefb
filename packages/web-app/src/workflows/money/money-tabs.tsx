import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { useSession } from "../../session/session-context.ts";
import { TabRow, type Tab } from "../../shell/tab-row.tsx";
import "./money.css";

const tabs: readonly Tab[] = [
  { to: "/money", label: "Queues", permission: "charge.read" },
  { to: "/money/charges", label: "Charges", permission: "charge.read" },
  { to: "/money/missing", label: "Missing charges", permission: "charge.read" },
  { to: "/money/claims", label: "Claims", permission: "claim.read" },
  { to: "/money/era", label: "Remittances", permission: "remittance.read" },
  { to: "/money/deposits", label: "Deposits", permission: "remittance.read" },
  { to: "/money/drawers", label: "Drawers", permission: "drawer.review" },
  { to: "/money/denials", label: "Denials", permission: "claim.read" },
  { to: "/money/appeals", label: "Appeals", permission: "claim.read" },
  { to: "/money/underpayments", label: "Underpayments", permission: "claim.read" },
  { to: "/money/approvals", label: "Approvals", permission: "remittance.read" },
  { to: "/money/statements", label: "Statements", permission: "account.read" },
  { to: "/money/reports", label: "Reports", permission: "remittance.read" },
  { to: "/money/months", label: "Month close", permission: "remittance.read" },
  { to: "/money/rules", label: "Rules", permission: "claim.read" },
  { to: "/money/payers", label: "Payers", permission: "payer.manage" },
  { to: "/money/contracts", label: "Contracts", permission: "claim.read" },
  { to: "/money/prices", label: "Prices", permission: "payer.manage" },
  { to: "/money/clearinghouse", label: "Clearinghouse", permission: "clearinghouse.manage" },
  { to: "/money/files", label: "Files", permission: "remittance.read" },
];

/** The parts of the money, one beside the other; what is missing says how much of it there is. */
export function MoneyTabs() {
  const trpc = useTRPC();
  const session = useSession();
  const queues = useQuery({ ...trpc.billing.workQueues.queryOptions({}), enabled: session.can("charge.read") });
  const missing = queues.data?.find((one) => one.queue === "missing-charges")?.count;
  const counted = tabs.map((tab) => (tab.to === "/money/missing" && missing ? { ...tab, count: missing } : tab));
  return <TabRow label="Money" tabs={counted} />;
}
