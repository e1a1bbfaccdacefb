import { Button, FileButton, Text, Title } from "@mantine/core";
import { standingOf, type AssignedLesson, type Assignment, type Standing } from "@practicum/curriculum/assignment";
import type { AnyLesson } from "@practicum/curriculum/kit/lesson";
import { helpOf } from "@practicum/curriculum/kit/mode";
import { lessons } from "@practicum/curriculum/lessons";
import { daysBetween, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { useState } from "react";
import type { AssignedWork } from "./assigned-work.ts";
import type { Wished } from "./progress.ts";

interface Props {
  readonly work: AssignedWork;
  readonly ready: boolean;
  /** The lesson that begins; null while none does. */
  readonly starting: string | null;
  readonly onBegin: (lesson: AnyLesson, help: Wished) => void;
}

/** What an instructor has given to do, opened from a file: each lesson with its day, the help it may have, and how it stands (CUR-81, CUR-82). */
export function Assigned({ work, ready, starting, onBegin }: Props) {
  const [told, setTold] = useState("");
  const [putBack, setPutBack] = useState<(() => void) | null>(null);
  const open = async (file: File | null) => {
    if (file === null) return;
    const wrong = work.open(await file.text().catch(() => ""));
    setPutBack(null);
    setTold(wrong === "" ? `${file.name} is on your list.` : wrong);
  };
  const remove = ({ id, title }: Assignment) => {
    const back = work.remove(id);
    setPutBack(() => back);
    setTold(`${title} is off your list. What you reached stays.`);
  };
  return (
    <section aria-labelledby="s-assigned" className="s-reviews">
      <Title order={3} size="h5" mt="md" mb={6} id="s-assigned">
        {work.all.length === 0 ? "Work from your instructor" : "Assigned to you"}
      </Title>
      {work.all.length === 0 && (
        <Text size="sm" mb="xs" maw={680}>
          Did you get a file that says what to do by when? Open it here: it stays in this browser.
        </Text>
      )}
      {work.all.map((one) => (
        <AssignmentPart
          key={one.id}
          of={one}
          work={work}
          ready={ready}
          starting={starting}
          onBegin={onBegin}
          onRemove={() => remove(one)}
        />
      ))}
      <FileButton onChange={(file) => void open(file)} accept="application/json,.json">
        {(props) => (
          <Button {...props} size="compact-sm" variant="subtle">
            Open an assignment
          </Button>
        )}
      </FileButton>
      <Text size="sm" role="status">
        {told}
        {putBack !== null && (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              putBack();
              setPutBack(null);
              setTold("It is on your list again.");
            }}
          >
            Undo
          </Button>
        )}
      </Text>
    </section>
  );
}

interface PartProps extends Props {
  readonly of: Assignment;
  readonly onRemove: () => void;
}

function AssignmentPart({ of, work, ready, starting, onBegin, onRemove }: PartProps) {
  const { today } = work;
  const stands = of.lessons.map((asked) => ({ asked, standing: standingOf(of, asked, work.tried, today) }));
  const left = stands.filter(({ standing }) => standing.state !== "done").length;
  return (
    <section aria-label={of.title}>
      <Text fw={650}>{of.title}</Text>
      <Text size="sm" c="dimmed" mb={6}>
        {of.cohort}, from {of.from}.{" "}
        {left === 0 ? "All of it is passed: bring the passports." : `${left} of ${stands.length} still to do.`}
      </Text>
      <ul className="s-review-list">
        {stands.map(({ asked, standing }) => {
          const lesson = lessons.find((one) => one.id === asked.lesson);
          return (
            <li key={asked.lesson}>
              <span>
                <Text size="sm" fw={650}>
                  {lesson?.title ?? `Lesson ${asked.lesson}`}
                </Text>
                <Text size="sm" {...(standing.state === "overdue" ? { fw: 650 } : { c: "dimmed" })}>
                  {lesson === undefined
                    ? "This page has no such lesson. Reload it: a newer one may have it."
                    : `${helpOf[asked.mode].label}. ${wordsOf(standing, asked, today)}`}
                </Text>
              </span>
              {lesson !== undefined && (
                <Button
                  size="sm"
                  variant={standing.state === "done" ? "default" : "filled"}
                  disabled={!ready || (starting !== null && starting !== lesson.id)}
                  loading={starting === lesson.id}
                  aria-label={`${standing.state === "done" ? "Once more" : "Begin as assigned"}: ${lesson.title}`}
                  onClick={() => onBegin(lesson, { mode: asked.mode, nonce: of.word })}
                >
                  {standing.state === "done" ? "Once more" : "Begin"}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <Button
        size="compact-sm"
        variant="subtle"
        mb="xs"
        aria-label={`Remove from the list: ${of.title}`}
        onClick={onRemove}
      >
        Remove from the list
      </Button>
    </section>
  );
}

/** How it stands, in words. What does not count says so: a pass with more help is not the one that was asked for. */
function wordsOf(standing: Standing, { due }: AssignedLesson, today: LocalDate): string {
  if (standing.state === "done") {
    const when = standing.isLate ? `late, on ${formatDate(standing.on)}` : `on ${formatDate(standing.on)}`;
    return `Passed ${when}, best ${standing.best}.`;
  }
  const sofar = standing.best === null ? "" : ` Best so far ${standing.best}.`;
  if (due === null) return `No due date.${sofar}`;
  if (standing.state === "today") return `Due today.${sofar}`;
  const days = Math.abs(daysBetween(today, due));
  const word = days === 1 ? "1 day" : `${days} days`;
  return standing.state === "overdue"
    ? `Due ${formatDate(due)}, ${word} ago. It can still be done.${sofar}`
    : `Due ${formatDate(due)}, in ${word}.${sofar}`;
}
