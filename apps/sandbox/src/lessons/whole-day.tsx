import { Button, Text, Title } from "@mantine/core";
import type { AnyLesson } from "@practicum/curriculum/kit/lesson";
import { lessons } from "@practicum/curriculum/lessons";
import { roleLabels } from "@practicum/contracts/permission";
import { useEffect, useState } from "react";
import { formatMoment } from "../moments.ts";
import type { WorldCard } from "../protocol.ts";
import type { WorkerClient } from "../worker-client.ts";
import { wordOf } from "./lesson-word.ts";
import type { Progress } from "./progress.ts";

interface Props {
  readonly progress: Progress;
  readonly ready: boolean;
  readonly worker: Pick<WorkerClient, "worlds">;
  /** The lesson that begins; null while none does. */
  readonly starting: string | null;
  readonly onBegin: (lesson: AnyLesson) => void;
  readonly onGoOn: (card: WorldCard, as: string) => void;
}

/** The end of the course: one day of twenty people, from every seat or from one. It is recommended when the lessons are done, never locked. */
export function WholeDay({ progress, ready, worker, starting, onBegin, onGoOn }: Props) {
  const kept = useKept(worker, ready);
  const ofTheDay = lessons.filter((lesson) => lesson.day !== undefined);
  return (
    <section aria-labelledby="s-day">
      <Title order={3} size="h5" mt="lg" mb={6} id="s-day">
        A whole day
      </Title>
      <Text size="sm" mb="xs" maw={680}>
        Twenty people, five seats, one day: from the counter to the claim. Take every seat yourself, or one of them
        while your colleagues have done the others&apos; work. You can leave at any time and go on later.
      </Text>
      <ul className="s-roles">
        {ofTheDay.map((lesson) => {
          const card = kept.find((one) => one.lesson?.id === lesson.id);
          return (
            <li key={lesson.id} className="s-role">
              <Text fw={650}>{lesson.title}</Text>
              <Text size="sm" c="dimmed">
                {lesson.day === "whole" ? "All five seats" : roleLabels[lesson.role]} · {lesson.minutes} minutes
                {wordOf(progress, lesson)}
              </Text>
              <Text size="sm">{readyFor(progress, lesson)}</Text>
              {card !== undefined && (
                <Button
                  fullWidth
                  mt="auto"
                  disabled={!ready || starting !== null}
                  aria-label={`Go on: ${lesson.title}`}
                  onClick={() => onGoOn(card, lesson.as)}
                >
                  Go on, from {formatMoment(card.at)}
                </Button>
              )}
              <Button
                fullWidth
                mt={card === undefined ? "auto" : 6}
                variant="default"
                disabled={!ready || (starting !== null && starting !== lesson.id)}
                loading={starting === lesson.id}
                aria-label={`Begin: ${lesson.title}`}
                onClick={() => onBegin(lesson)}
              >
                {card === undefined ? "Begin" : "Begin another one"}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Days that were begun and left, the last one first. */
function useKept(worker: Props["worker"], ready: boolean): readonly WorldCard[] {
  const [kept, setKept] = useState<readonly WorldCard[]>([]);
  useEffect(() => {
    if (!ready) return;
    let gone = false;
    worker.worlds().then(
      (cards) => {
        const days = cards.filter((one) => one.lesson?.id.startsWith("day.") === true && one.trouble === null);
        if (!gone) setKept(days.toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : -1)));
      },
      // Without the list there is nothing to go on with, and all else works.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [worker, ready]);
  return kept;
}

/** Which lessons it is best begun after, and how many of them are passed. */
function readyFor(progress: Progress, { best = [] }: AnyLesson): string {
  const open = best.filter((id) => !progress.of(id).passed);
  if (open.length === 0) return "You have passed all that it is built on.";
  const names = open.flatMap((id) => lessons.find((one) => one.id === id)?.title ?? []);
  const passed = best.length - open.length;
  const some = names.slice(0, NAMED).map((name) => `“${name}”`);
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  return `Recommended first${passed === 0 ? "" : ` (${passed} of ${best.length} passed)`}: ${some.join(", ")}${more}.`;
}

const NAMED = 3;
