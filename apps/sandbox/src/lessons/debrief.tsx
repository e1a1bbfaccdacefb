import { Button, Text, Title } from "@mantine/core";
import type { Judgement } from "@practicum/curriculum/kit/judge";
import { useEffect, useState } from "react";
import type { StepCard } from "../protocol.ts";
import type { WorkerClient } from "../worker-client.ts";
import { Compare } from "../worlds/compare.tsx";
import { dimensionWords, findingsOf, trapWords, type Finding } from "./findings.ts";
import { SavePassport } from "./save-passport.tsx";
import type { LessonSheet } from "./sheet.ts";

interface Props {
  readonly sheet: LessonSheet;
  readonly result: Judgement;
  readonly worker: WorkerClient;
  readonly goTo: (route: string) => void;
  /** The proof of the lesson, as a file's text. */
  readonly onPassport: (name: string) => Promise<string>;
  readonly onNext: (lesson: LessonSheet["next"][number]) => void;
}

/** After a lesson: what was reached, which points went where and why, what the traps were, and how to go on. */
export function Debrief({ sheet, result, worker, goTo, onPassport, onNext }: Props) {
  const [comparing, setComparing] = useState(false);
  const [trouble, setTrouble] = useState("");
  const steps = useSteps(worker);
  const isOver = result.passed || sheet.isHandedIn;
  const findings = findingsOf(result);
  const back = async (entry: number) => {
    setTrouble("");
    await worker.backTo(entry).catch(() => setTrouble("It was not possible to go back there. Your work is as it was."));
  };
  return (
    <>
      <div role="status">
        <Text fw={650} mb={6}>
          {verdictOf(result)}
        </Text>
      </div>
      <Points result={result} />
      <Reached result={result} />
      {findings.length > 0 && (
        <section aria-label="What was lost, and why">
          <Title order={3} size="h6" mt="sm" mb={4}>
            What was lost, and why
          </Title>
          {findings.map((finding) => (
            <FindingCard
              key={finding.check}
              finding={finding}
              step={steps.find((one) => one.entry === finding.entry)}
              goTo={goTo}
              onBack={back}
            />
          ))}
        </section>
      )}
      {trouble !== "" && <Text role="alert">{trouble}</Text>}
      <Traps sheet={sheet} result={result} />
      {isOver && (
        <section aria-label="What it was about">
          <Title order={3} size="h6" mt="sm" mb={4}>
            What it was about
          </Title>
          {sheet.debrief.map((line) => (
            <Text key={line} size="sm" mb={6}>
              {line}
            </Text>
          ))}
        </section>
      )}
      <Button variant="default" size="compact-sm" my="sm" onClick={() => setComparing(true)}>
        Had you gone another way
      </Button>
      <Compare
        worker={worker}
        opened={comparing}
        onClose={() => setComparing(false)}
        entry={null}
        mayShow={result.passed}
      />
      {result.passed && <SavePassport lesson={sheet.id} onMake={onPassport} />}
      {isOver &&
        sheet.next.map((one) => (
          <Button key={one.id} size="sm" mt="sm" mr="xs" onClick={() => onNext(one)}>
            Next: {one.title}
          </Button>
        ))}
    </>
  );
}

function verdictOf(result: Judgement): string {
  if (result.passed) return `Passed, with ${result.score} of 100 points.`;
  const harmed = result.traps.some((one) => one.critical);
  return harmed
    ? `Not yet: somebody would have come to harm. ${result.score} of 100 points.`
    : `Not yet: ${result.score} of 100 points.`;
}

function Points({ result }: { readonly result: Judgement }) {
  return (
    <table className="s-points">
      <caption>Points by what they are given for</caption>
      <tbody>
        {result.dimensions.map(({ dimension, parts, earned }) => (
          <tr key={dimension} data-asked={earned !== null}>
            <th scope="row">{dimensionWords[dimension]}</th>
            <td>{earned === null ? "not asked here" : `${earned} of ${parts}`}</td>
            <td aria-hidden>{earned !== null && <meter min={0} max={parts} value={earned} />}</td>
          </tr>
        ))}
      </tbody>
      {!result.outcomes.some((one) => one.verdict.state === "met") && (
        <tfoot>
          <tr>
            <td colSpan={3}>
              What needs no deed, as to be quick or to harm nobody, counts from the first that is reached.
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function Reached({ result }: { readonly result: Judgement }) {
  const met = result.outcomes.flatMap(({ id, label, verdict }) =>
    verdict.state === "met" ? [{ id, label, evidence: verdict.evidence }] : [],
  );
  if (met.length === 0) return null;
  return (
    <section aria-label="What you reached">
      <Title order={3} size="h6" mt="sm" mb={4}>
        What you reached
      </Title>
      <ul className="s-check-outcomes">
        {met.map(({ id, label, evidence }) => (
          <li key={id}>
            {label}: {evidence}.
          </li>
        ))}
      </ul>
    </section>
  );
}

function Traps({ sheet, result }: Pick<Props, "sheet" | "result">) {
  const fallen = new Set(result.traps.map((one) => one.id));
  // A trap that was not seen is no merit yet while the work is not done: its name would give it away.
  if (sheet.traps.length === 0 || !(result.passed || sheet.isHandedIn)) return null;
  const avoided = sheet.traps.filter((one) => !fallen.has(one.id));
  return (
    <Text size="sm" mt="sm">
      {avoided.length} of {sheet.traps.length} {sheet.traps.length === 1 ? "trap" : "traps"} avoided
      {avoided.length > 0 && `: ${avoided.map((one) => trapWords(one.id)).join(", ")}`}.
    </Text>
  );
}

interface FindingCardProps {
  readonly finding: Finding;
  readonly step: StepCard | undefined;
  readonly goTo: (route: string) => void;
  readonly onBack: (entry: number) => Promise<void>;
}

/** What is not as it should be: where, what is there, and why it matters; never what it should be. */
function FindingCard({ finding, step, goTo, onBack }: FindingCardProps) {
  const [busy, setBusy] = useState(false);
  const { title, points, dimension, diagnosis, isCritical } = finding;
  const { record, field, found, principle, route } = diagnosis;
  const again = async (entry: number) => {
    setBusy(true);
    await onBack(entry);
    setBusy(false);
  };
  return (
    <div className="s-finding" data-critical={isCritical}>
      <Text size="sm" fw={650}>
        {title}
      </Text>
      <Text size="sm">
        {isCritical && "Somebody would have come to harm. "}
        {points > 0 &&
          `${points} ${points === 1 ? "point" : "points"} for ${dimensionWords[dimension].toLowerCase()}. `}
        {step !== undefined && `Your step ${step.number}: ${step.what}.`}
      </Text>
      {field !== "" && (
        <Text size="sm">
          {record}, {field}: {found}.
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {principle}
      </Text>
      <div className="s-world-buttons">
        {route !== "" && (
          <Button variant="subtle" size="compact-sm" ml={-8} onClick={() => goTo(route)}>
            Go there
          </Button>
        )}
        {step?.canGoBack === true && (
          <Button variant="subtle" size="compact-sm" loading={busy} onClick={() => void again(step.entry)}>
            Try again from before step {step.number}
          </Button>
        )}
      </div>
    </div>
  );
}

/** What was done, as it is counted under Steps. */
function useSteps(worker: WorkerClient): readonly StepCard[] {
  const [steps, setSteps] = useState<readonly StepCard[]>([]);
  useEffect(() => {
    let gone = false;
    worker.steps().then(
      (found) => {
        if (!gone) setSteps(found);
      },
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [worker]);
  return steps;
}
