import { Link } from "@tanstack/react-router";
import { useSession } from "../../session/session-context.ts";
import "./money.css";

const tabs = [
  { to: "/money", label: "Queues", permission: "charge.read" },
  { to: "/money/charges", label: "Charges", permission: "charge.read" },
  { to: "/money/claims", label: "Claims", permission: "claim.read" },
  { to: "/money/era", label: "Remittances", permission: "remittance.read" },
  { to: "/money/deposits", label: "Deposits", permission: "remittance.read" },
  { to: "/money/denials", label: "Denials", permission: "claim.read" },
  { to: "/money/appeals", label: "Appeals", permission: "claim.read" },
  { to: "/money/underpayments", label: "Underpayments", permission: "claim.read" },
  { to: "/money/approvals", label: "Approvals", permission: "remittance.read" },
  { to: "/money/statements", label: "Statements", permission: "account.read" },
  { to: "/money/payers", label: "Payers", permission: "payer.manage" },
  { to: "/money/prices", label: "Prices", permission: "payer.manage" },
  { to: "/money/clearinghouse", label: "Clearinghouse", permission: "clearinghouse.manage" },
  { to: "/money/files", label: "Files", permission: "remittance.read" },
] as const;

/** The parts of the money, one beside the other. */
export function MoneyTabs() {
  const session = useSession();
  return (
    <nav className="m-tabs p-no-print" aria-label="Money">
      {tabs
        .filter((tab) => session.can(tab.permission))
        .map((tab) => (
          <Link
            key={tab.to}
            to={tab.to}
            className="w-tab"
            activeOptions={{ exact: tab.to === "/money" }}
            activeProps={{ "aria-current": "page" }}
          >
            {tab.label}
          </Link>
        ))}
    </nav>
  );
}
