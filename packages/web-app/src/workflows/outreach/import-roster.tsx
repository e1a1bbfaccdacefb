import { Button, FileButton } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { ROSTER_MAX } from "@practicum/contracts/messaging/rosters";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCount, formatName, formatPhone } from "@practicum/ui/format.ts";
import { LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useMemo } from "react";
import { useCommand } from "../../api/use-command.ts";
import { RestoredNotice } from "../../forms/restored-notice.tsx";
import { useSession } from "../../session/session-context.ts";
import { useDraft } from "../../shell/dock/drafts.ts";
import { offerUndo, say, sayError } from "../../shell/undo.tsx";
import { languageWord } from "./outreach-words.ts";
import { ColumnMap } from "../../csv/column-map.tsx";
import { readCsv } from "../../csv/read-csv.ts";
import {
  guessMapping,
  readRoster,
  rosterFields,
  type Mapping,
  type ReadRoster,
  type RosterRow,
} from "./read-roster.ts";
import { is834, use834, type Read834 } from "./use-834.ts";
import { useDryRun, type Found } from "./use-dry-run.ts";

interface Draft {
  readonly file: { readonly name: string; readonly text: string } | null;
  /** As it was changed by hand; null is as the headings say. */
  readonly mapping: Mapping | null;
}

const NOTHING: Draft = { file: null, mapping: null };

/** A plan's list: which column is what, what it would bring, row by row, and then the import. */
export function ImportRoster({ campaignId }: { readonly campaignId: string }) {
  const { today } = useSession();
  const [draft, setDraft, clear, kept] = useDraft<Draft>(`roster:${campaignId}`, NOTHING);
  const dry = useDryRun();
  const { file, mapping: chosen } = draft;
  const asX12 = file !== null && is834(file.text);
  const plan = use834(campaignId, asX12 ? file.text : null);
  const csv = useMemo(() => (file && !is834(file.text) ? readCsv(file.text) : null), [file]);
  const guessed = useMemo(() => (csv ? guessMapping(csv.headings) : null), [csv]);
  const mapping = chosen ?? guessed;
  const table = useMemo(() => (csv && mapping ? readRoster(csv, mapping, today) : null), [csv, mapping, today]);
  const read = asX12 ? (plan.read?.read ?? null) : table;
  const put = (next: Draft) => {
    dry.clear();
    setDraft(next);
  };
  const forget = () => {
    clear();
    put(NOTHING);
  };
  return (
    <section className="w-panel or-stack" aria-label="Import a roster">
      <RestoredNotice small draft={kept} />
      <div className="or-row">
        <FileButton
          accept=".csv,.txt,.834,.x12,.edi,text/csv"
          onChange={(one) => void one?.text().then((text) => put({ file: { name: one.name, text }, mapping: null }))}
        >
          {(props) => (
            <Button size="xs" variant={file ? "default" : "filled"} {...props}>
              {file ? "Another file" : "Import a roster (CSV or 834)"}
            </Button>
          )}
        </FileButton>
        {!file && (
          <p className="or-dim">
            The plan&apos;s list of members: a table with a heading line and a line for each person, or the plan&apos;s
            834.
          </p>
        )}
        {file && (
          <>
            <span>{file.name}</span>
            <Button size="xs" variant="subtle" onClick={forget}>
              Cancel
            </Button>
          </>
        )}
      </div>
      {file && csv && mapping && (
        <ColumnMap
          fields={rosterFields}
          headings={csv.headings}
          columns={mapping}
          missing={rosterFields.filter(
            (one) => one.needed && mapping[one.field] === null && !(one.field === "given" && mapping.family !== null),
          )}
          onChange={(next) => put({ ...draft, mapping: next })}
        />
      )}
      {plan.failed && (
        <Notice tone="danger" role="alert">
          {plan.failed}
        </Notice>
      )}
      {asX12 && !plan.read && !plan.failed && <LoadingState />}
      {plan.read && <Difference of={plan.read} />}
      {file && read && (
        <TakeOver
          campaignId={campaignId}
          rosterId={kept.recordId}
          fileName={file.name}
          read={read}
          dry={dry}
          onDone={forget}
        />
      )}
      {read && <Report read={read} found={dry.found} />}
    </section>
  );
}

/** What the plan's file changes about the campaign's list. */
function Difference({ of: { read, difference } }: { readonly of: Read834 }) {
  const { already, gone } = difference;
  return (
    <Notice tone={gone.length > 0 ? "warn" : "info"}>
      {formatCount(read.rows.length - already, "person is", "people are")} new, {already} on the list already,{" "}
      {gone.length} on the list and in the plan no more.
      {gone.length > 0 && (
        <ul className="or-history" aria-label="In the plan no more">
          {gone.map((one) => (
            <li key={one.memberId}>
              {formatName(one.name)}, member {one.memberNumber}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

function TakeOver(props: {
  readonly campaignId: string;
  readonly rosterId: string;
  readonly fileName: string;
  readonly read: ReadRoster;
  readonly dry: ReturnType<typeof useDryRun>;
  readonly onDone: () => void;
}) {
  const { campaignId, rosterId, fileName, read, dry, onDone } = props;
  const take = useCommand("messaging", "importRoster");
  const undo = useCommand("messaging", "undoRoster");
  const takeBack = async () => {
    const result = await undo.run({ rosterId });
    if (result.ok) say(`${formatCount(result.value.withdrawn, "person", "people")} of the import are not called.`);
    else sayError(describeError(result.error));
  };
  const run = async () => {
    const result = await take.run({
      rosterId,
      campaignId,
      // limit: the name of the file, cut to what the contract keeps.
      fileName: fileName.slice(0, 120),
      rows: [...read.rows],
      refused: [...read.refused],
    });
    if (!result.ok) return;
    const { added, already } = result.value;
    offerUndo(
      `${formatCount(added, "person", "people")} came onto the list${already > 0 ? `, ${already} were on it` : ""}.`,
      () => void takeBack(),
    );
    onDone();
  };
  const tooMany = read.rows.length > ROSTER_MAX;
  return (
    <>
      <div className="or-row">
        <Button
          size="xs"
          variant="default"
          loading={dry.running}
          disabled={read.rows.length === 0}
          onClick={() => void dry.run(read.rows)}
        >
          Look who is a patient
        </Button>
        <Button
          size="xs"
          loading={take.pending}
          disabled={read.rows.length === 0 || tooMany}
          onClick={() => void run()}
        >
          Import {formatCount(read.rows.length, "person", "people")}
        </Button>
        <span className="or-dim" role="status">
          {dry.found.size > 0 && summary(dry.found)}
        </span>
      </div>
      {tooMany && <Notice tone="warn">A file has at most {ROSTER_MAX} people. Split it.</Notice>}
      {dry.failed && (
        <Notice tone="danger" role="alert">
          {dry.failed}
        </Notice>
      )}
      {take.error && (
        <Notice tone="danger" role="alert">
          {take.error.fields?.[0]?.message ?? describeError(take.error)}
        </Notice>
      )}
    </>
  );
}

function summary(found: ReadonlyMap<number, Found>): string {
  const count = (verdict: Found["verdict"]) => [...found.values()].filter((one) => one.verdict === verdict).length;
  return `${count("new")} new, ${count("matched")} are patients, ${count("unsure")} to review after the import.`;
}

const verdicts = { new: "New", matched: "Patient", unsure: "To review" } as const;

function Report({ read, found }: { readonly read: ReadRoster; readonly found: ReadonlyMap<number, Found> }) {
  const columns: readonly WorklistColumn<RosterRow>[] = [
    { id: "line", header: "Line", width: "56px", align: "right", cell: (row) => row.line },
    { id: "number", header: "Member number", width: "130px", cell: (row) => row.memberNumber },
    { id: "name", header: "Name", width: "minmax(150px, 2fr)", cell: (row) => formatName(row.name) },
    { id: "born", header: "DOB", width: "100px", cell: (row) => formatDate(row.birthDate) },
    {
      id: "phone",
      header: "Telephone",
      width: "130px",
      cell: (row) => (row.phones[0] ? formatPhone(row.phones[0]) : "None"),
    },
    { id: "language", header: "Language", width: "100px", cell: (row) => languageWord(row.language) },
    { id: "found", header: "Here", width: "minmax(130px, 1fr)", cell: (row) => foundWords(found.get(row.line)) },
  ];
  return (
    <>
      {read.refused.length > 0 && (
        <Notice tone="warn">
          {formatCount(read.refused.length, "line is", "lines are")} left out. They are kept with the import, with the
          reason.
          <ul className="or-history" aria-label="Lines that are left out">
            {read.refused.map((one) => (
              <li key={one.line}>
                Line {one.line}: {one.because}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {read.rows.length > 0 && (
        <Worklist
          label="What would be imported"
          compact
          items={read.rows}
          columns={columns}
          keyOf={(row) => String(row.line)}
          maxHeight="48vh"
        />
      )}
    </>
  );
}

function foundWords(found: Found | undefined): string {
  if (!found) return "Not looked up yet";
  const [first] = found.candidates;
  return found.verdict === "new" || !first
    ? "New"
    : `${verdicts[found.verdict]}: MRN ${first.mrn}, ${first.score} % alike`;
}
