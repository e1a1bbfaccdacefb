import { Button, Text, Title } from "@mantine/core";
import type { Judgement, OutcomeVerdict } from "@practicum/curriculum/kit/judge";
import type { Material } from "@practicum/curriculum/kit/lesson";
import type { Diagnosis } from "@practicum/curriculum/kit/verdict";
import { useState } from "react";
import { SavePassport } from "./save-passport.tsx";
import type { WorkerClient } from "../worker-client.ts";
import { Compare } from "../worlds/compare.tsx";
import type { LessonSheet } from "./sheet.ts";
import type { LessonInHand } from "./use-lesson.ts";

interface Props {
  readonly lesson: LessonInHand;
  readonly onFinished: (judgement: Judgement) => void;
  readonly onAgain: () => Promise<void>;
  readonly onLeave: () => Promise<void>;
  /** The proof of the lesson, as a file's text. */
  readonly onPassport: (name: string, hints: { readonly [outcome: string]: number }) => Promise<string>;
  /** Goes to a place of the application. */
  readonly goTo: (route: string) => void;
  readonly worker: WorkerClient;
}

/** The lesson beside the work: what is asked, what was given, how far one is. It never stands over the application. */
export function LessonPanel({ lesson, onFinished, onAgain, onLeave, onPassport, goTo, worker }: Props) {
  const { sheet, judgement } = lesson;
  const [shown, setShown] = useState(true);
  const [busy, setBusy] = useState<"judging" | "starting" | null>(null);
  const [result, setResult] = useState<Judgement | null>(null);
  const [trouble, setTrouble] = useState("");
  const [comparing, setComparing] = useState(false);
  const [hints, setHints] = useState<{ readonly [outcome: string]: number }>({});
  const reached = judgement?.outcomes.filter((one) => one.verdict.state === "met").length ?? 0;
  const run = async (what: "judging" | "starting", work: () => Promise<void>) => {
    setBusy(what);
    setTrouble("");
    await work().catch(() => setTrouble("This did not work. Try again; what you did is kept."));
    setBusy(null);
  };
  const finish = () =>
    run("judging", async () => {
      const judged = await lesson.finish();
      setResult(judged);
      onFinished(judged);
    });
  return (
    <aside className="s-lesson p-no-print" aria-label="Lesson" data-shown={shown}>
      <header className="s-lesson-head">
        <Title order={2} size="h5">
          {sheet.title}
        </Title>
        <Text size="sm" c="dimmed" role="status">
          {reached} of {sheet.outcomes.length} reached
        </Text>
        <Button variant="subtle" size="compact-sm" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? "Fold" : "Unfold"}
        </Button>
      </header>
      {shown && (
        <div className="s-lesson-body">
          {result === null ? (
            <Task sheet={sheet} judgement={judgement} hints={hints} onHint={setHints} />
          ) : (
            <>
              <Result sheet={sheet} result={result} goTo={goTo} />
              <Button variant="default" size="compact-sm" mb="sm" onClick={() => setComparing(true)}>
                Had you gone another way
              </Button>
              <Compare
                worker={worker}
                opened={comparing}
                onClose={() => setComparing(false)}
                entry={null}
                mayShow={result.passed}
              />
              {result.passed && <SavePassport lesson={sheet.id} onMake={(name) => onPassport(name, hints)} />}
            </>
          )}
          {trouble !== "" && <Text role="alert">{trouble}</Text>}
          <div className="s-lesson-buttons">
            {result === null ? (
              <Button size="sm" loading={busy === "judging"} onClick={() => void finish()}>
                I am done
              </Button>
            ) : (
              !result.passed && (
                <Button size="sm" onClick={() => setResult(null)}>
                  Go on
                </Button>
              )
            )}
            <Button
              size="sm"
              variant="default"
              loading={busy === "starting"}
              onClick={() => void run("starting", onAgain)}
            >
              Begin again, with other people
            </Button>
            <Button size="sm" variant="subtle" disabled={busy !== null} onClick={() => void run("starting", onLeave)}>
              Leave the lesson
            </Button>
          </div>
        </div>
      )}
    </aside>
  );
}

interface TaskProps {
  readonly sheet: LessonSheet;
  readonly judgement: Judgement | null;
  readonly hints: { readonly [outcome: string]: number };
  readonly onHint: (hints: { readonly [outcome: string]: number }) => void;
}

function Task({ sheet, judgement, hints, onHint }: TaskProps) {
  return (
    <>
      {sheet.story.map((line) => (
        <Text key={line} size="sm" mb={6}>
          {line}
        </Text>
      ))}
      {sheet.materials.map((material, index) => (
        <MaterialCard key={index} material={material} />
      ))}
      <details className="s-words">
        <summary>Words of this lesson</summary>
        <dl>
          {sheet.words.map(({ word, meaning }) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </details>
      <Text size="sm" fw={650} mt="sm">
        {sheet.goal}
      </Text>
      <ol className="s-outcomes">
        {sheet.outcomes.map(({ id, label, hints: known }) => {
          const verdict = judgement?.outcomes.find((one) => one.id === id)?.verdict.state ?? "open";
          const shown = hints[id] ?? 0;
          return (
            <li key={id} data-state={verdict}>
              <span className="s-outcome-mark">{markOf(verdict)}</span>
              <span>
                {label}
                {known.slice(0, shown).map((hint) => (
                  <Text key={hint} size="sm" c="dimmed" mt={4}>
                    {hint}
                  </Text>
                ))}
                {verdict !== "met" && shown < known.length && (
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    ml={-8}
                    display="block"
                    onClick={() => onHint({ ...hints, [id]: shown + 1 })}
                    aria-label={`${shown === 0 ? "A hint" : "Another hint"}: ${label}`}
                  >
                    {shown === 0 ? "A hint" : "Another hint"}
                  </Button>
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function markOf(state: OutcomeVerdict["verdict"]["state"]): string {
  return { met: "Done", open: "Open", broken: "Lost" }[state];
}

function MaterialCard({ material }: { readonly material: Material }) {
  switch (material.kind) {
    case "says":
      return (
        <figure className="s-material" data-kind="says">
          <figcaption>{material.who}</figcaption>
          {material.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </figure>
      );
    case "card":
      return (
        <figure className="s-material" data-kind="card">
          <figcaption>{material.payer}</figcaption>
          <dl>
            {material.lines.map(([label, text]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </figure>
      );
    case "paper":
      return (
        <figure className="s-material" data-kind="paper">
          <figcaption>{material.title}</figcaption>
          {material.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </figure>
      );
  }
}

interface ResultProps {
  readonly sheet: LessonSheet;
  readonly result: Judgement;
  readonly goTo: (route: string) => void;
}

function Result({ sheet, result, goTo }: ResultProps) {
  const harmed = result.traps.some((one) => one.critical);
  const open = result.outcomes.filter((one) => one.verdict.state !== "met");
  return (
    <div role="status">
      <Text fw={650} mb={6}>
        {result.passed
          ? `Passed, with ${result.score} of 100 points.`
          : harmed
            ? `Not yet: somebody would have come to harm. ${result.score} of 100 points.`
            : `Not yet: ${result.score} of 100 points.`}
      </Text>
      {open.map(({ id, label, verdict }) =>
        verdict.state === "met" ? null : <Finding key={id} title={label} diagnosis={verdict.diagnosis} goTo={goTo} />,
      )}
      {result.traps.map(({ id, verdict }) => (
        <Finding key={id} title="What happened" diagnosis={verdict.diagnosis} goTo={goTo} />
      ))}
      {result.passed &&
        sheet.debrief.map((line) => (
          <Text key={line} size="sm" mb={6}>
            {line}
          </Text>
        ))}
    </div>
  );
}

interface FindingProps {
  readonly title: string;
  readonly diagnosis: Diagnosis;
  readonly goTo: (route: string) => void;
}

/** What is not as it should be: where, what is there, and why it matters; never what it should be. */
function Finding({ title, diagnosis, goTo }: FindingProps) {
  const { record, field, found, principle, route } = diagnosis;
  return (
    <section className="s-finding">
      <Text size="sm" fw={650}>
        {title}
      </Text>
      {field !== "" && (
        <Text size="sm">
          {record}, {field}: {found}.
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {principle}
      </Text>
      {route !== "" && (
        <Button variant="subtle" size="compact-sm" ml={-8} onClick={() => goTo(route)}>
          Go there
        </Button>
      )}
    </section>
  );
}
