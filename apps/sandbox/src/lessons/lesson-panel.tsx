import { Button, Text, Title } from "@mantine/core";
import type { Judgement } from "@practicum/curriculum/kit/judge";
import { helpOf } from "@practicum/curriculum/kit/mode";
import { useState } from "react";
import type { WorkerClient } from "../worker-client.ts";
import { Guide } from "./guide/guide.tsx";
import { Debrief } from "./debrief.tsx";
import { Task } from "./lesson-task.tsx";
import type { LessonSheet } from "./sheet.ts";
import type { LessonInHand } from "./use-lesson.ts";

interface Props {
  readonly lesson: LessonInHand;
  readonly onFinished: (judgement: Judgement) => void;
  readonly onAgain: () => Promise<void>;
  readonly onNext: (lesson: LessonSheet["next"][number]) => Promise<void>;
  readonly onLeave: () => Promise<void>;
  /** The proof of the lesson, as a file's text. */
  readonly onPassport: (name: string) => Promise<string>;
  /** Goes to a place of the application. */
  readonly goTo: (route: string) => void;
  readonly worker: WorkerClient;
  /** Whose seat the learner has, as a key of the practice's people; empty where it is nobody's. */
  readonly seat: string;
  readonly onSeat: (key: string) => void;
}

/** The lesson beside the work: what is asked, what was given, how far one is. It never stands over the application. */
export function LessonPanel({
  lesson,
  onFinished,
  onAgain,
  onNext,
  onLeave,
  onPassport,
  goTo,
  worker,
  seat,
  onSeat,
}: Props) {
  const { sheet, judgement } = lesson;
  const [shown, setShown] = useState(true);
  const [busy, setBusy] = useState<"judging" | "starting" | null>(null);
  const [result, setResult] = useState<Judgement | null>(null);
  const [trouble, setTrouble] = useState("");
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
  const hint = (outcome: string) => {
    lesson.hint(outcome).catch(() => setTrouble("The hint did not come. Try again."));
  };
  return (
    <aside className="s-lesson p-no-print" aria-label="Lesson" data-shown={shown} data-reading={result !== null}>
      <header className="s-lesson-head">
        <Title order={2} size="h5">
          {sheet.title}
        </Title>
        <Text size="sm" c="dimmed" role="status">
          {progressOf(lesson)}
        </Text>
        <Button variant="subtle" size="compact-sm" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? "Fold" : "Unfold"}
        </Button>
      </header>
      {shown && (
        <div className="s-lesson-body">
          {result === null ? (
            <>
              {helpOf[sheet.mode].points && judgement !== null && (
                <Guide sheet={sheet} judgement={judgement} seat={seat} />
              )}
              <Task sheet={sheet} judgement={judgement} onHint={hint} seat={seat} onSeat={onSeat} />
            </>
          ) : (
            <Debrief
              sheet={sheet}
              result={result}
              worker={worker}
              goTo={goTo}
              onPassport={onPassport}
              onNext={(next) => void run("starting", () => onNext(next))}
            />
          )}
          {trouble !== "" && <Text role="alert">{trouble}</Text>}
          <div className="s-lesson-buttons">
            {result === null ? (
              <Button size="sm" loading={busy === "judging"} onClick={() => void finish()}>
                {doneWord(sheet)}
              </Button>
            ) : (
              !result.passed &&
              !sheet.isHandedIn && (
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

function progressOf({ sheet, judgement }: LessonInHand): string {
  const { label, verdicts } = helpOf[sheet.mode];
  if (!verdicts) return sheet.isHandedIn ? `${label}: handed in` : `${label}: nobody says how far you are`;
  const reached = judgement?.outcomes.filter((one) => one.verdict.state === "met").length ?? 0;
  return `${reached} of ${sheet.outcomes.length} reached`;
}

function doneWord({ mode, isHandedIn }: LessonSheet): string {
  if (mode !== "exam") return "I am done";
  return isHandedIn ? "See what came of it" : "Hand it in";
}
