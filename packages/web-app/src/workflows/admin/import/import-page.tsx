import { Button } from "@mantine/core";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCount, formatTime } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { AdminTabs } from "../admin-tabs.tsx";
import { CheckFile } from "./check-file.tsx";
import type { LoadedFile } from "./loaded-file.ts";
import { kindOf } from "./import-kinds.ts";
import { RunReport } from "./run-report.tsx";
import { useImports, type Run } from "./use-imports.ts";
import "./import.css";

/** Files of an old system: what they would bring, row by row, then the import, and the way back. */
export function ImportPage() {
  const { runs, isPending, error, refetch, more } = useImports();
  const [chosen, setChosen] = useState<string | null>(null);
  const [files, setFiles] = useState<{ readonly [importId: string]: LoadedFile }>({});
  const open = runs.find((run) => run.importId === chosen) ?? runs[0];
  return (
    <Page title="Import from another system">
      <AdminTabs />
      <p className="a-dim">
        Patients first, then insurance, upcoming visits and balances: those find their patient by the number that the
        old system gave. Each file is checked first, which imports nothing; a whole import can be undone.
      </p>
      <CheckFile
        earlier={runs}
        onChecked={(importId, file) => {
          setFiles((old) => ({ ...old, [importId]: file }));
          setChosen(importId);
          refetch();
        }}
      />
      <div className="im-two">
        <section className="w-panel" aria-label="Imports">
          <header>
            <h2>Imports</h2>
          </header>
          {error && <ErrorState what="The imports" message={errorText(error)} onRetry={refetch} />}
          {isPending && <LoadingState rows={3} />}
          {!isPending && !error && runs.length === 0 && (
            <EmptyState title="Nothing was imported yet">
              Choose a file above: it is checked first, which imports nothing.
            </EmptyState>
          )}
          {runs.map((run) => (
            <RunLine
              key={run.importId}
              run={run}
              isOpen={run.importId === open?.importId}
              onOpen={() => setChosen(run.importId)}
            />
          ))}
          {more && (
            <Button size="compact-sm" variant="default" loading={more.loading} onClick={more.load}>
              Show more
            </Button>
          )}
        </section>
        {open && <RunReport key={open.importId} run={open} file={files[open.importId] ?? null} onChanged={refetch} />}
      </div>
    </Page>
  );
}

const stateWords = {
  checked: "Checked, not imported",
  running: "Running",
  done: "Done",
  undoing: "Being undone",
  undone: "Undone",
} as const;

function RunLine({
  run,
  isOpen,
  onOpen,
}: {
  readonly run: Run;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}) {
  const { timeZone } = useSession();
  const kind = kindOf(run.kind);
  const waiting = run.state === "done" && run.counts.doubtful > 0 ? `, ${run.counts.doubtful} wait for you` : "";
  return (
    <div className="a-line im-line" aria-current={isOpen || undefined}>
      <b>{kind.label}</b>
      <span>
        {run.fileName}
        <br />
        <span className="a-dim">
          {run.system}, {formatCount(run.rowCount, "row")}, {formatDate(dateIn(run.madeAt, timeZone))}{" "}
          {formatTime(timeIn(run.madeAt, timeZone))}, {run.madeBy}
        </span>
        <br />
        {stateWords[run.state]}
        {waiting}
      </span>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`${kind.label}, ${run.fileName}: show its rows`}
        onClick={onOpen}
      >
        Show
      </Button>
    </div>
  );
}
