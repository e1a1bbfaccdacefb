import { NativeSelect } from "@mantine/core";
import { alertProviderKind } from "@practicum/contracts/charting/alert-budget";
import { addDays, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { severityWords } from "../../../chart/contradictions/contradiction-words.ts";
import "../../../chart/chart.css";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import {
  levelWords,
  providerKindWords,
  shareOf,
  sumByRule,
  type AlertReport,
  type RuleSum,
  type Whose,
} from "./alert-sums.ts";
import { RuleDetail } from "./rule-detail.tsx";
import "./alerts-page.css";

const columns: readonly WorklistColumn<RuleSum>[] = [
  { id: "rule", header: "Rule", width: "minmax(210px, 2fr)", cell: ({ state }) => <b>{state.label}</b> },
  { id: "level", header: "Here", width: "90px", cell: ({ state }) => levelWords(state) },
  { id: "raised", header: "Raised", width: "80px", align: "right", cell: (one) => one.raised },
  { id: "interrupting", header: "Interrupted", width: "100px", align: "right", cell: (one) => one.interrupting },
  { id: "useful", header: "Useful", width: "80px", align: "right", cell: (one) => shareOf(one.useful, one) },
  { id: "after", header: "Went on", width: "minmax(190px, 1.4fr)", below: true, cell: wentOn },
];

function wentOn({ raised, overridden, kept, open }: RuleSum): string {
  if (raised === 0) return "";
  const known = `${overridden} with a reason, ${kept} without`;
  return open === 0 ? known : `${known}; ${open} not known yet`;
}

/** How often each rule of alerts is raised, what becomes of it, and how loud it is: the practice's, or one's own. */
export function AlertsPage() {
  const { can, today } = useSession();
  const trpc = useTRPC();
  const [from, setFrom] = useState<LocalDate | null>(addDays(today, -90));
  const [to, setTo] = useState<LocalDate | null>(today);
  const [whose, setWhose] = useState<Whose>({ kind: null, providerId: null });
  const [chosen, setChosen] = useState<RuleSum["state"]["rule"] | null>(null);
  const period = { from: from ?? addDays(today, -90), to: to ?? today };
  const report = useQuery(trpc.charting.alertReport.queryOptions(period));
  const rules = useQuery(trpc.charting.alertRules.queryOptions({}));
  const failed = report.error ?? rules.error;
  const isManager = can("alert.manage");
  const sums = report.data && rules.data ? sumByRule(rules.data, report.data.rows, whose) : null;
  const one = sums?.find(({ state }) => state.rule === chosen);
  return (
    <Page title="Alerts">
      <div className="alr-row">
        <DateInput label="From" today={today} sense="past" value={from} onChange={setFrom} />
        <DateInput label="Through" today={today} sense="past" value={to} onChange={setTo} />
        {isManager && report.data && <WhoseSelects rows={report.data.rows} whose={whose} onChange={setWhose} />}
      </div>
      {failed && (
        <ErrorState
          what="The alerts"
          message={errorText(failed)}
          onRetry={() => void Promise.all([report.refetch(), rules.refetch()])}
        />
      )}
      {!failed && !sums && <LoadingState rows={8} />}
      {report.data && sums && (
        <>
          {report.data.since === null ? (
            <EmptyState title="No alert was shown yet">
              What an order raises, and what becomes of it, is counted here from now on.
            </EmptyState>
          ) : (
            <p className="c-dim" role="status">
              {isManager ? "" : "Your own orders. "}Useful: the order was changed or dropped after the alert, of those
              whose end is known. Counted since {formatDate(report.data.since)}.
            </p>
          )}
          <Worklist
            label="Rules"
            items={sums}
            columns={columns}
            keyOf={({ state }) => state.rule}
            opened={chosen ?? undefined}
            landing
            onOpen={({ state }) => setChosen(state.rule)}
          />
          {one && <RuleDetail key={one.state.rule} of={one} report={report.data} period={period} whose={whose} />}
          <Contradictions found={report.data.contradictions} />
        </>
      )}
    </Page>
  );
}

function WhoseSelects({
  rows,
  whose,
  onChange,
}: {
  readonly rows: AlertReport["rows"];
  readonly whose: Whose;
  readonly onChange: (whose: Whose) => void;
}) {
  const people = new Map(rows.flatMap((row) => (row.providerId === null ? [] : [[row.providerId, row.providerName]])));
  return (
    <>
      <NativeSelect
        label="Kind of provider"
        value={whose.kind ?? ""}
        data={[
          { value: "", label: "All kinds" },
          ...alertProviderKind.options.map((value) => ({ value, label: providerKindWords[value] })),
        ]}
        onChange={(event) =>
          onChange({ kind: alertProviderKind.safeParse(event.currentTarget.value).data ?? null, providerId: null })
        }
      />
      <NativeSelect
        label="Provider"
        value={whose.providerId ?? ""}
        data={[
          { value: "", label: "All providers" },
          ...[...people].map(([value, label]) => ({ value, label })).toSorted((a, b) => (a.label < b.label ? -1 : 1)),
        ]}
        onChange={(event) =>
          onChange({ kind: null, providerId: event.currentTarget.value === "" ? null : event.currentTarget.value })
        }
      />
    </>
  );
}

function Contradictions({ found }: { readonly found: AlertReport["contradictions"] }) {
  if (found.length === 0) return null;
  return (
    <section aria-label="Contradictions in signed notes" className="alr-part">
      <h2 className="alr-head">Contradictions in signed notes</h2>
      <ul className="alr-list">
        {found.map((one) => (
          <li key={one.severity}>
            {severityWords[one.severity]}: {one.found} signed, {one.answered} with a reason
          </li>
        ))}
      </ul>
      <Notice tone="info">
        What was mended before the signature is not kept, so nobody knows how many were useful.
      </Notice>
    </section>
  );
}
