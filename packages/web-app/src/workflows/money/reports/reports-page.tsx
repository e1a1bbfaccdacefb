import { addMonths } from "@practicum/kernel/local-date";
import { Link, useSearch } from "@tanstack/react-router";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { AgingView } from "./aging-view.tsx";
import { DenialRatesView } from "./denial-rates-view.tsx";
import { ExpectedView } from "./expected-view.tsx";
import { MeasuresView } from "./measures-view.tsx";
import { WaterfallView } from "./waterfall-view.tsx";
import { WorkView } from "./work-view.tsx";
import "../../../states/state-chip.css";
import "./reports.css";

const views = [
  { id: "measures", label: "Measures", permission: "remittance.read" },
  { id: "aging", label: "Aging", permission: "remittance.read" },
  { id: "waterfall", label: "Collections by month", permission: "remittance.read" },
  { id: "denials", label: "Denial rates", permission: "remittance.read" },
  { id: "expected", label: "Expected and paid", permission: "remittance.read" },
  { id: "work", label: "Work done", permission: "money.approve" },
] as const;

/** What the money says about the practice's work. */
export function ReportsPage() {
  const session = useSession();
  const search: { show?: string; measure?: string } = useSearch({ strict: false });
  const possible = views.filter((one) => session.can(one.permission));
  const show = possible.find((one) => one.id === search.show)?.id ?? "measures";
  const months = Array.from({ length: 12 }, (_, at) => addMonths(`${session.today.slice(0, 7)}-01`, -at).slice(0, 7));
  return (
    <Page title="Reports">
      <MoneyTabs />
      <nav className="m-row" aria-label="Show" style={{ marginBottom: 10 }}>
        {possible.map((one) => (
          <Link
            key={one.id}
            to="/money/reports"
            search={{ show: one.id }}
            className="m-chip"
            data-tone={one.id === show ? "info" : "plain"}
            aria-current={one.id === show ? "true" : undefined}
            style={{ textDecoration: "none", lineHeight: "24px" }}
          >
            {one.label}
          </Link>
        ))}
      </nav>
      {show === "measures" && <MeasuresView chosen={search.measure} />}
      {show === "aging" && <AgingView />}
      {show === "waterfall" && <WaterfallView />}
      {show === "denials" && <DenialRatesView months={months} />}
      {show === "expected" && <ExpectedView months={months} />}
      {show === "work" && <WorkView months={months} />}
    </Page>
  );
}
