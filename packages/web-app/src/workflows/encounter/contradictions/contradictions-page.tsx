import { Button, NativeSelect } from "@mantine/core";
import { contradictionSeverity, type FoundInPractice } from "@practicum/contracts/charting/contradictions";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCount, formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { severityWords } from "../../../chart/contradictions/contradiction-words.ts";
import "../../../chart/chart.css";
import { useEndless } from "../../../lists/use-endless.ts";
import { Page } from "../../../shell/page.tsx";
import { ScoresView } from "./scores-view.tsx";
import "./contradictions-page.css";

const PAGE = 50;
const keyOf = (one: FoundInPractice) => `${one.patientId} ${one.key} ${one.basis}`;

const columns: readonly WorklistColumn<FoundInPractice>[] = [
  {
    id: "patient",
    header: "Patient",
    width: "minmax(170px, 1fr)",
    cell: (one) => `${formatName(one.patientName)} ${formatDate(one.birthDate)}`,
  },
  { id: "what", header: "What", width: "minmax(170px, 1.2fr)", cell: (one) => <b>{one.title}</b> },
  {
    id: "sides",
    header: "Both facts",
    width: "minmax(260px, 2.4fr)",
    cell: (one) => one.sides.map((side) => side.says).join(" – "),
  },
  { id: "severity", header: "Severity", width: "150px", below: true, cell: (one) => severityWords[one.severity] },
];

const views = [
  { id: "charts", label: "Charts" },
  { id: "notes", label: "Notes by provider" },
] as const;

/** What contradicts itself across the practice: chart by chart, and in the notes that each provider signed. */
export function ContradictionsPage() {
  const search: { show?: string } = useSearch({ strict: false });
  const show = views.find((one) => one.id === search.show)?.id ?? "charts";
  return (
    <Page title="Contradictions">
      <nav className="w-tabs ctp-tabs" aria-label="Show">
        {views.map((one) => (
          <Link
            key={one.id}
            to="/contradictions"
            search={{ show: one.id }}
            className="w-tab"
            aria-current={one.id === show ? "page" : undefined}
          >
            {one.label}
          </Link>
        ))}
      </nav>
      {show === "charts" ? <ChartsView /> : <ScoresView />}
    </Page>
  );
}

/** All charts in the order of their numbers; the list goes on as it is read. */
function ChartsView() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const navigate = useNavigate();
  const [severity, setSeverity] = useState<FoundInPractice["severity"] | null>(null);
  const input = { severity, limit: PAGE };
  const list = useEndless({
    queryKey: trpc.charting.practiceContradictions.queryKey({ ...input, before: null }),
    page: (before, signal) => client.charting.practiceContradictions.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.found,
    keyOf,
  });
  const charts = list.first === undefined ? "" : formatCount(list.first.charts, "chart");
  return (
    <>
      <div className="ctp-row">
        <NativeSelect
          size="xs"
          aria-label="Severity"
          data={[
            { value: "", label: "Every severity" },
            ...contradictionSeverity.options.map((value) => ({ value, label: severityWords[value] })),
          ]}
          value={severity ?? ""}
          onChange={(event) =>
            setSeverity(
              contradictionSeverity
                .nullable()
                .parse(event.currentTarget.value === "" ? null : event.currentTarget.value),
            )
          }
        />
        {list.first && (
          <span className="c-dim" role="status">
            {list.more === undefined
              ? `${charts} compared: all there are.`
              : `Not all of ${charts} are compared yet: the list goes on.`}
          </span>
        )}
      </div>
      {list.error && <ErrorState what="The contradictions" message={errorText(list.error)} onRetry={list.refetch} />}
      {list.isPending && <LoadingState rows={8} label="Comparing the charts" />}
      {list.items?.length === 0 && (
        <EmptyState title={list.more ? "Nothing in the charts so far" : "No chart contradicts itself"}>
          {list.more ? (
            <Button variant="default" loading={list.more.loading} onClick={list.more.load}>
              Look at more charts
            </Button>
          ) : (
            "Two facts of one chart that cannot both be true appear here. Those with a reason do not."
          )}
        </EmptyState>
      )}
      {list.items && list.items.length > 0 && (
        <Worklist
          label="Contradictions"
          items={list.items}
          columns={columns}
          keyOf={keyOf}
          more={list.more}
          landing
          onOpen={(one) => void navigate({ href: `/p/${one.patientId}/summary?field=contradictions` })}
        />
      )}
    </>
  );
}
