import { Button, Text, Title } from "@mantine/core";
import type { AnyLesson } from "@practicum/curriculum/kit/lesson";
import { lessons } from "@practicum/curriculum/lessons";
import { roleLabels } from "@practicum/contracts/permission";
import { useState } from "react";
import { HelpChoice } from "./help-choice.tsx";
import type { Progress, Wished } from "./progress.ts";
import { Reviews } from "./reviews.tsx";

interface Props {
  readonly progress: Progress;
  /** False while the practice is still being opened. */
  readonly ready: boolean;
  /** @param help other than what was chosen. */
  readonly onStart: (lesson: AnyLesson, help?: Wished) => Promise<void>;
}

/** A review is a lesson without help. */
const ALONE: Wished = { mode: "unaided", nonce: "" };

/** The lessons by role: what each teaches, how long it takes, how far one came. */
export default function LessonList({ progress, ready, onStart }: Props) {
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
  const groups = Map.groupBy(lessons, (lesson) => lesson.role);
  return (
    <>
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
    </>
  );
}

function wordOf(progress: Progress, { id }: AnyLesson): string {
  const { attempts, best, passed, alone = false } = progress.of(id);
  if (passed) return ` · passed${alone ? " unaided" : ""}, best ${best}`;
  return attempts === 0 ? "" : ` · begun, best ${best}`;
}

function sentence(parts: readonly string[]): string {
  return `You ${parts.join("; you ")}.`;
}
