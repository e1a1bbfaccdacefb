import { Button, SegmentedControl } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCount, formatName } from "@practicum/ui/format.ts";
import { formatCents } from "@practicum/kernel/money";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPCClient } from "../../../api/trpc.ts";
import { writeCsv } from "../../../csv/write-csv.ts";
import { saveFile } from "../../../shell/save-file.ts";
import { offerUndo, say, sayError } from "../../../shell/undo.tsx";
import type { LoadedFile } from "./loaded-file.ts";
import { failedRows } from "./failed-rows.ts";
import { importFields, kindOf, type Kind } from "./import-kinds.ts";
import { stateWords, whatOf, type State } from "./row-words.ts";
import { useImportCommands, useImportRows, type Row, type Run } from "./use-imports.ts";

const views: readonly { readonly view: string; readonly label: string; readonly states: readonly State[] }[] = [
  { view: "all", label: "All", states: [] },
  { view: "doubtful", label: "Who is it?", states: ["doubtful"] },
  { view: "refused", label: "Left out", states: ["refused"] },
  { view: "good", label: "Good", states: ["new", "known", "taken", "linked"] },
  { view: "undone", label: "Undone", states: ["undone", "kept"] },
];

interface Props {
  readonly run: Run;
  /** The file, where it was chosen on this page: what was left out can be given back as it came. */
  readonly file: LoadedFile | null;
  readonly onChanged: () => void;
}

/** What a file would bring or brought, row by row, and what can be done about it. */
export function RunReport({ run, file, onChanged }: Props) {
  const [view, setView] = useState(run.counts.doubtful > 0 ? "doubtful" : "all");
  const shown = views.filter(
    (one) => one.view === "all" || one.view === view || one.states.some((state) => run.counts[state] > 0),
  );
  const states = views.find((one) => one.view === view)?.states ?? [];
  const countOf = (of: readonly State[]) =>
    of.length === 0 ? run.rowCount : of.reduce((sum, state) => sum + run.counts[state], 0);
  return (
    <section className="w-panel a-stack" aria-label={`Rows of ${run.fileName}`}>
      <header>
        <h2>
          {kindOf(run.kind).label}: {run.fileName}
        </h2>
      </header>
      <Sums run={run} />
      <Actions run={run} file={file} onChanged={onChanged} />
      <SegmentedControl
        size="xs"
        aria-label="Which rows"
        data={shown.map((one) => ({ value: one.view, label: `${one.label} ${countOf(one.states)}` }))}
        value={view}
        onChange={setView}
      />
      <Rows run={run} states={states} onChanged={onChanged} />
    </section>
  );
}

function Sums({ run }: { readonly run: Run }) {
  const { counts, total, takenTotal, rowCount } = run;
  const seen = Object.values(counts).reduce((sum, one) => sum + one, 0);
  const { one, many } = kindOf(run.kind);
  const parts: string[] = [];
  if (run.state === "checked")
    parts.push(`${formatCount(counts.new, one, many)} ready to import`, `${counts.known} here already`);
  else parts.push(`${formatCount(counts.taken, one, many)} imported`, `${counts.linked} linked to who is here`);
  if (run.state === "running") parts.push(`${counts.new + counts.known} still to come`);
  if (counts.doubtful > 0) parts.push(`${counts.doubtful} wait for you`);
  parts.push(`${counts.refused} left out`);
  if (run.state === "undoing" || run.state === "undone")
    parts.push(`${counts.undone} undone`, `${counts.kept} kept, because somebody has worked with them since`);
  const apart = total !== null && takenTotal !== null && run.state === "done" ? total - takenTotal : 0;
  return (
    <>
      <p className="im-sums" role="status">
        {parts.join(", ")}.
      </p>
      {run.state === "checked" && seen < rowCount && (
        <Notice tone="warn">
          {seen} of {rowCount} rows came so far. Choose the file again if its check was broken off.
        </Notice>
      )}
      {total !== null && takenTotal !== null && (
        <Notice tone={apart === 0 ? "info" : "warn"}>
          The file comes to {formatCents(total)}; {formatCents(takenTotal)} of it is in the books by this import.
          {apart !== 0 && ` ${formatCents(apart)} is in the rows that were left out.`}
        </Notice>
      )}
    </>
  );
}

function Actions({ run, file, onChanged }: Props) {
  const { service } = kindOf(run.kind);
  const commands = useImportCommands()[service];
  const client = useTRPCClient();
  const [saving, setSaving] = useState(false);
  const { counts, state } = run;
  const able = counts.new + counts.known;
  const { importId } = run;
  const start = async () => {
    const started = await commands.start.run({ importId });
    onChanged();
    if (started.ok) offerUndo("The import is running. You can leave this page.", () => void undo());
  };
  const undo = async () => {
    const undone = await commands.undo.run({ importId });
    onChanged();
    if (undone.ok) say("The import is being undone, row after row. What somebody has worked with since is kept.");
    else sayError(describeError(undone.error));
  };
  const save = async () => {
    setSaving(true);
    try {
      const rows = await failedRows(client, run);
      saveFile(
        `left-out-${run.fileName.replace(/\.\w+$/, "")}.csv`,
        new Blob([asFile(rows, run, file)], { type: "text/csv" }),
      );
    } catch (failure) {
      sayError(errorText(failure as Error));
    }
    setSaving(false);
  };
  const error = commands.start.error ?? commands.undo.error;
  const taken = counts.taken + counts.linked + counts.kept;
  return (
    <>
      <div className="im-row">
        {state === "checked" && (
          <Button
            size="xs"
            data-guide="import.start"
            loading={commands.start.pending}
            disabled={able === 0}
            onClick={() => void start()}
          >
            Import {formatCount(able, "row")}
          </Button>
        )}
        {counts.refused > 0 && (
          <Button size="xs" variant="default" loading={saving} onClick={() => void save()}>
            Save what was left out (CSV)
          </Button>
        )}
        {(state === "checked" ||
          state === "running" ||
          state === "done" ||
          (state === "undone" && counts.kept > 0)) && (
          <Button
            size="xs"
            variant="default"
            color="red"
            data-guide="import.undo"
            loading={commands.undo.pending}
            onClick={() => void undo()}
          >
            {state === "checked"
              ? "Drop this check"
              : state === "undone"
                ? "Undo what was kept, where it can be by now"
                : `Undo all ${formatCount(taken, "row")}`}
          </Button>
        )}
      </div>
      {error && (
        <Notice tone="danger" role="alert">
          {describeError(error)}
        </Notice>
      )}
    </>
  );
}

/** What was left out, as it came where the file is here, with the column and what to do. */
function asFile(rows: readonly Row[], run: Run, file: LoadedFile | null): string {
  const byLine = new Map(file?.csv.rows.map(({ line, cells }) => [line, cells]));
  const headings = file?.csv.headings ?? ["Old number"];
  return writeCsv([
    [...headings, "Line", "Column", "What to do"],
    ...rows.map((row) => {
      const cells = file ? (byLine.get(row.line) ?? []) : [row.oldNumber];
      const filled = headings.map((_, at) => cells[at] ?? "");
      return [...filled, String(row.line), fieldLabel(run, row.problem?.field ?? ""), row.problem?.message ?? ""];
    }),
  ]);
}

function fieldLabel(run: Run, field: string): string {
  const own = importFields[run.kind as Kind].find((one) => one.field === field || `${one.field}Id` === field);
  return own?.label ?? (field === "line" ? "The whole line" : (OTHER_FIELDS[field] ?? field));
}

/** Of the service's answers, where its name for a field is another than the file's. */
const OTHER_FIELDS: { readonly [field: string]: string } = {
  "subscriber.name": "Subscriber's last name",
  "subscriber.birthDate": "Subscriber's date of birth",
};

function Rows({
  run,
  states,
  onChanged,
}: {
  readonly run: Run;
  readonly states: readonly State[];
  readonly onChanged: () => void;
}) {
  const { items, isPending, error, refetch, more } = useImportRows(run, states);
  const columns: readonly WorklistColumn<Row>[] = [
    { id: "line", header: "Line", width: "52px", align: "right", cell: (row) => row.line },
    { id: "number", header: "Old number", width: "110px", cell: (row) => row.oldNumber },
    { id: "what", header: "Row", width: "minmax(150px, 3fr)", cell: (row) => whatOf(row) },
    { id: "state", header: "State", width: "96px", cell: (row) => stateOf(row) },
    {
      id: "why",
      header: "What to do",
      width: "minmax(160px, 2fr)",
      cell: (row) => <Why run={run} row={row} onChanged={onChanged} />,
    },
  ];
  if (error) return <ErrorState what="The rows" message={errorText(error)} onRetry={refetch} />;
  if (isPending || items === undefined) return <LoadingState rows={4} />;
  if (items.length === 0) return <EmptyState title="No such row">Choose another part of the report.</EmptyState>;
  return (
    <Worklist
      label={`Rows of ${run.fileName}`}
      compact
      items={items}
      columns={columns}
      keyOf={(row) => String(row.line)}
      maxHeight="56vh"
      more={more}
    />
  );
}

function stateOf(row: Row) {
  if (row.patientId === null || row.state === "undone") return stateWords[row.state];
  return (
    <Link to="/p/$patientId/summary" params={{ patientId: row.patientId }} className="p-anchor">
      {stateWords[row.state]}
    </Link>
  );
}

function Why({ run, row, onChanged }: { readonly run: Run; readonly row: Row; readonly onChanged: () => void }) {
  const { scheduling } = useImportCommands();
  if (row.problem) {
    const label = row.state === "kept" ? "" : `${fieldLabel(run, row.problem.field)}: `;
    return <span>{`${label}${row.problem.message}`}</span>;
  }
  if (row.state !== "doubtful") return null;
  const { importId } = run;
  const decide = async (patientId: string | null) => {
    const decided = await scheduling.decide.run({ importId, line: row.line, patientId });
    if (!decided.ok) sayError(describeError(decided.error));
    onChanged();
  };
  const name = row.row?.kind === "patients" ? formatName(row.row.name) : row.oldNumber;
  return (
    <div className="im-alike" data-guide="import.rows">
      {row.candidates.map((one) => (
        <Button
          key={one.patientId}
          size="compact-xs"
          variant="default"
          disabled={scheduling.decide.pending}
          aria-label={`${name} is ${formatName(one.name)}, MRN ${one.mrn}`}
          title={one.because.join(", ")}
          onClick={() => void decide(one.patientId)}
        >
          Is {formatName(one.name)}, {formatDate(one.birthDate)}, MRN {one.mrn}
        </Button>
      ))}
      <Button
        size="compact-xs"
        variant="default"
        disabled={scheduling.decide.pending}
        aria-label={`${name} is somebody else`}
        onClick={() => void decide(null)}
      >
        Somebody else
      </Button>
    </div>
  );
}
