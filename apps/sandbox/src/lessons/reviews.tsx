import { Button, FileButton, Text, Title } from "@mantine/core";
import type { AnyLesson } from "@practicum/curriculum/kit/lesson";
import { lessons } from "@practicum/curriculum/lessons";
import { useState } from "react";
import { saveText } from "../save-as-file.ts";
import type { Progress } from "./progress.ts";

interface Props {
  readonly progress: Progress;
  readonly ready: boolean;
  /** The lesson that begins; null while none does. */
  readonly starting: string | null;
  readonly onReview: (lesson: AnyLesson) => void;
  /** Something else is known now. */
  readonly onBrought: () => void;
}

/** What was learned and would be forgotten: lessons to do once more, by oneself and with other people, when their time has come. */
export function Reviews({ progress, ready, starting, onReview, onBrought }: Props) {
  const [told, setTold] = useState("");
  const due = progress.due(lessons);
  const bring = async (file: File | null) => {
    if (file === null) return;
    const wrong = progress.bring(await file.text().catch(() => ""));
    setTold(wrong === "" ? `${file.name} is taken in: the best of each lesson counts.` : wrong);
    if (wrong === "") onBrought();
  };
  return (
    <section aria-labelledby="s-reviews" className="s-reviews">
      <Title order={3} size="h5" mt="md" mb={6} id="s-reviews">
        {due.length === 0 ? "Nothing to review today" : `Due today: ${reviewsWord(due.length)}`}
      </Title>
      <Text size="sm" mb="xs" maw={680}>
        What you reached in a lesson comes back after 1, 3, 7, 16, 35 and 90 days, and what you missed on the next day:
        the same work, by yourself, with other people. It waits for you; nothing is lost by a day without.
      </Text>
      {due.length > 0 && (
        <ul className="s-review-list">
          {due.map(({ lesson, outcomes }) => (
            <li key={lesson.id}>
              <span>
                <Text size="sm" fw={650}>
                  {lesson.title}
                </Text>
                <Text size="sm" c="dimmed">
                  {outcomes.join("; ")}
                </Text>
              </span>
              <Button
                size="sm"
                disabled={!ready || (starting !== null && starting !== lesson.id)}
                loading={starting === lesson.id}
                aria-label={`Review: ${lesson.title}`}
                onClick={() => onReview(lesson)}
              >
                Review
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="s-world-buttons">
        <Button size="compact-sm" variant="subtle" onClick={() => saveText("what-i-learned.json", progress.saved())}>
          Save what I learned
        </Button>
        <FileButton onChange={(file) => void bring(file)} accept="application/json,.json">
          {(props) => (
            <Button {...props} size="compact-sm" variant="subtle">
              Bring what I learned
            </Button>
          )}
        </FileButton>
      </div>
      <Text size="sm" role="status">
        {told}
      </Text>
    </section>
  );
}

function reviewsWord(count: number): string {
  return count === 1 ? "1 short review" : `${count} short reviews`;
}
