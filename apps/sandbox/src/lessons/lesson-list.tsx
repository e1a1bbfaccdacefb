import { Button, Text, Title } from "@mantine/core";
import type { AnyLesson } from "@practicum/curriculum/kit/lesson";
import { lessons } from "@practicum/curriculum/lessons";
import { roleLabels } from "@practicum/contracts/permission";
import { useState } from "react";
import { Assigned } from "./assigned.tsx";
import { HelpChoice } from "./help-choice.tsx";
import { wordOf } from "./lesson-word.ts";
import type { WorldCard } from "../protocol.ts";
import type { WorkerClient } from "../worker-client.ts";
import type { Progress, Wished } from "./progress.ts";
import { Reviews } from "./reviews.tsx";
import { WholeDay } from "./whole-day.tsx";

interface Props {
  readonly progress: Progress;
  /** False while the practice is still being opened. */
  readonly ready: boolean;
  /** @param help other than what was chosen. */
  readonly worker: Pick<WorkerClient, "worlds">;
  readonly onStart: (lesson: AnyLesson, help?: Wished) => Promise<void>;
  /** @param as whose seat is taken where nobody worked there yet. */
  readonly onGoOn: (card: WorldCard, as: string) => Promise<void>;
}

/** A review is a lesson without help. */
const ALONE: Wished = { mode: "unaided", nonce: "" };

/** The lessons by role: what each teaches, how long it takes, how far one came. */
export default function LessonList({ progress, ready, worker, onStart, onGoOn }: Props) {
  const [starting, setStarting] = useState<string | null>(null);
  const [trouble, setTrouble] = useState("");
  // What was brought changes what is said of each lesson.
  const [, setBrought] = useState(0);
  const start = async (lesson: AnyLesson, help?: Wished) => {
    setStarting(lesson.id);
    setTrouble("");
    await onStart(lesson, help).catch(() =>
      setTrouble(`"${lesson.title}" could not begin. Reload the page and try again.`),
    );
    setStarting(null);
  };
  const groups = Map.groupBy(
    lessons.filter((lesson) => lesson.day === undefined),
    (lesson) => lesson.role,
  );
  return (
    <>
      <Assigned
        work={progress.assigned}
        ready={ready}
        starting={starting}
        onBegin={(lesson, help) => void start(lesson, help)}
      />
      <Reviews
        progress={progress}
        ready={ready}
        starting={starting}
        onReview={(lesson) => void start(lesson, ALONE)}
        onBrought={() => setBrought((count) => count + 1)}
      />
      <HelpChoice progress={progress} />
      {trouble !== "" && (
        <Text role="alert" mb="sm">
          {trouble}
        </Text>
      )}
      {[...groups].map(([role, ofRole]) => (
        <section key={role} aria-label={`Lessons: ${roleLabels[role]}`}>
          <Title order={3} size="h5" mt="md" mb={6}>
            {roleLabels[role]}
          </Title>
          <ul className="s-roles">
            {ofRole.map((lesson) => (
              <li key={lesson.id} className="s-role">
                <Text fw={650}>{lesson.title}</Text>
                <Text size="sm" c="dimmed">
                  {lesson.minutes} minutes{wordOf(progress, lesson)}
                </Text>
                <Text size="sm" mb="xs">
                  {sentence(lesson.teaches)}
                </Text>
                <Button
                  fullWidth
                  mt="auto"
                  variant="default"
                  disabled={!ready || (starting !== null && starting !== lesson.id)}
                  loading={starting === lesson.id}
                  aria-label={`Begin: ${lesson.title}`}
                  onClick={() => void start(lesson)}
                >
                  Begin
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <WholeDay
        progress={progress}
        ready={ready}
        worker={worker}
        starting={starting}
        onBegin={(lesson) => void start(lesson)}
        onGoOn={(card, as) =>
          void onGoOn(card, as).catch(() => setTrouble("The day could not be opened. It is kept as it was."))
        }
      />
    </>
  );
}

function sentence(parts: readonly string[]): string {
  return `You ${parts.join("; you ")}.`;
}
