import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { Notice } from "@practicum/ui/states.tsx";
import { newId } from "../api/command-id.ts";
import { useCommand } from "../api/use-command.ts";
import { useSession } from "../session/session-context.ts";
import { ChartList, EntryMenu } from "./chart-list.tsx";
import type { Problem } from "./chart-types.ts";
import { useDiagnosisSearch, type Code } from "./code-searches.tsx";
import { SearchPicker } from "./search-picker.tsx";
import { FactMark } from "./sensitive/fact-mark.tsx";

interface Props {
  readonly patientId: string;
  readonly problems: readonly Problem[];
  /** Where the note is open: takes a problem over as a diagnosis of the visit. */
  readonly onUse?: (code: Code) => void;
}

/** The problem list; in a note, each is one click from being a diagnosis of the visit. */
export function ProblemsPanel({ patientId, problems, onUse }: Props) {
  const session = useSession();
  const add = useCommand("charting", "addProblem");
  const may = session.can("diagnosis.write");
  const useSearch = useDiagnosisSearch(session.today);
  const save = ({ code, label }: Code) =>
    void add.run({ patientId, problemId: newId<"problem">(), code, label, onsetOn: null });
  return (
    <ChartList
      title="Problems"
      id="problems"
      field="problems"
      entries={problems}
      keyOf={(problem) => problem.problemId}
      isActive={(problem) => problem.status === "active"}
      row={(problem) => <ProblemRow patientId={patientId} problem={problem} may={may} onUse={onUse} />}
      none="No problem is listed."
      endedWords="resolved or corrected"
      ended={(problem) => (
        <>
          <s>{problem.label}</s>{" "}
          {problem.status === "resolved"
            ? `resolved${problem.resolvedOn ? ` ${formatDate(problem.resolvedOn)}` : ""}`
            : "entered in error"}
        </>
      )}
    >
      {add.error && <Notice tone="danger">{describeError(add.error)}</Notice>}
      {may && (
        <SearchPicker label="Add a problem" placeholder="Words or ICD-10-CM code" useSearch={useSearch} onPick={save} />
      )}
    </ChartList>
  );
}

interface RowProps {
  readonly patientId: string;
  readonly problem: Problem;
  readonly may: boolean;
  readonly onUse: ((code: Code) => void) | undefined;
}

const ICD10 = /^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$/;

function ProblemRow({ patientId, problem, may, onUse }: RowProps) {
  const { today } = useSession();
  const resolve = useCommand("charting", "resolveProblem");
  const end = (status: "resolved" | "entered-in-error") =>
    void resolve.run({ patientId, problemId: problem.problemId, status, on: today });
  const code = problem.code !== null && ICD10.test(problem.code) ? problem.code : null;
  return (
    <>
      <span style={{ flex: 1 }}>
        {code && <b>{code} </b>}
        {problem.label}
        {problem.onsetOn && <span className="c-dim"> since {formatDate(problem.onsetOn)}</span>}
      </span>
      {onUse && code && (
        <Button size="compact-xs" variant="default" onClick={() => onUse({ code, label: problem.label })}>
          Use today
        </Button>
      )}
      <FactMark patientId={patientId} factId={problem.problemId} name={problem.label} />
      {may && (
        <EntryMenu
          name={problem.label}
          pending={resolve.pending}
          items={[
            { label: "Resolved today", run: () => end("resolved") },
            { label: "Entered in error", run: () => end("entered-in-error") },
          ]}
        />
      )}
    </>
  );
}
