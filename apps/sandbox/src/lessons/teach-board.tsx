import { Button, FileButton, NativeSelect, Text, Title } from "@mantine/core";
import type { AssignedLesson, Assignment } from "@practicum/curriculum/assignment";
import { helpOf } from "@practicum/curriculum/kit/mode";
import { lessons } from "@practicum/curriculum/lessons";
import { formatDate } from "@practicum/kernel/local-date";
import { broughtOf, csvOf, matrixOf, whyStuck, type BoardRow, type BroughtOf } from "@practicum/passport/board";
import { useState, useSyncExternalStore, type DragEvent } from "react";
import { formatMoment } from "../moments.ts";
import { saveText } from "../save-as-file.ts";
import { practiceOf, type Board, type OnBoard } from "./board-store.ts";

interface Props {
  readonly board: Board;
  /** False while the practice is still being opened. */
  readonly ready: boolean;
  /** Opens a learner's practice beside one's own, as who worked in it. */
  readonly onOpen: (text: string) => Promise<void>;
}

/** The class on one page, without a server: what learners brought, done again here, by learner and lesson. */
export function TeachBoard({ board, ready, onOpen }: Props) {
  const { assignment, found, unread, busy } = useSyncExternalStore(
    (listener) => board.onChange(listener),
    () => board.state,
  );
  const [over, setOver] = useState(false);
  const [trouble, setTrouble] = useState("");
  const rows = found.map((one) => one.row);
  const bring = (files: readonly File[]) => void board.bring(files);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (ready) bring([...event.dataTransfer.files]);
  };
  const open = async (one: OnBoard) => {
    setTrouble("");
    await onOpen(practiceOf(one)).catch((error: unknown) =>
      setTrouble(`${one.row.file} could not be opened. ${error instanceof Error ? error.message : ""}`),
    );
  };
  return (
    <section
      aria-label="Your class"
      className="s-board"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Title order={3} size="h5">
        Your class
      </Title>
      <Text size="sm" mb={6}>
        Drop what your learners brought: passports, and practices that they saved while they were stuck (Practices, Save
        as a file; the file&apos;s name is taken for theirs); and the assignment that you gave them, which says what is
        asked. Each is done again here, one after the other. The board stays until this page is closed.
      </Text>
      <div className="s-world-buttons">
        <FileButton multiple onChange={bring} accept="application/json,.json,.practicum">
          {(props) => (
            <Button {...props} size="sm" disabled={!ready}>
              Choose files
            </Button>
          )}
        </FileButton>
        <Button
          size="sm"
          variant="default"
          disabled={rows.length === 0}
          onClick={() => saveText("class.csv", csvOf(rows), "text/csv")}
        >
          Save the table (CSV)
        </Button>
        <Button
          size="sm"
          variant="subtle"
          disabled={rows.length === 0 && unread.length === 0 && assignment === null}
          onClick={() => board.empty()}
        >
          Empty the board
        </Button>
      </div>
      <Text size="sm" role="status" my={6}>
        {busy !== null && `The steps of ${busy.file} are being done again…`}
        {busy !== null && busy.behind > 0 && ` ${busy.behind} more wait.`}
      </Text>
      {trouble !== "" && (
        <Text size="sm" role="alert">
          {trouble}
        </Text>
      )}
      {unread.length > 0 && (
        <ul className="s-check-outcomes" aria-label="Not on the board">
          {unread.map(({ file, because }) => (
            <li key={file}>
              {file} is not on the board: {because}.
            </li>
          ))}
        </ul>
      )}
      {assignment !== null && (
        <Text size="sm" fw={650} mb={6}>
          {assignment.title}, {assignment.cohort}:{" "}
          {assignment.lessons.length === 1 ? "1 lesson" : `${assignment.lessons.length} lessons`}
          {rows.length === 0 && ". Nobody has brought anything yet."}
        </Text>
      )}
      {rows.length > 0 && <Matrix assignment={assignment} found={found} onOpen={open} />}
    </section>
  );
}

interface MatrixProps {
  readonly assignment: Assignment | null;
  readonly found: readonly OnBoard[];
  readonly onOpen: (one: OnBoard) => Promise<void>;
}

/** Learners by lessons; or, of one lesson, learners by its outcomes. */
function Matrix({ assignment, found, onOpen }: MatrixProps) {
  const [lesson, setLesson] = useState("");
  const rows = found.map((one) => one.row);
  const { learners, lessons, cell } = matrixOf(rows);
  const chosen = lessons.find((one) => one.id === lesson);
  const outcomes =
    chosen === undefined ? [] : (learners.map((who) => cell(who, chosen.id)).find(Boolean)?.outcomes ?? []);
  const heads =
    chosen !== undefined
      ? outcomes.map((one) => one.label)
      : assignment === null
        ? lessons.map((one) => `${one.id} ${one.title}`)
        : assignment.lessons.map((one) => askedWord(one));
  const said = (who: string): readonly string[] => {
    if (chosen !== undefined) return outcomes.map(({ id }) => reachedOf(cell(who, chosen.id), id));
    if (assignment === null) return lessons.map((one) => wordOf(cell(who, one.id)));
    return broughtOf(assignment, rows, who).map(broughtWord);
  };
  const stuck = learners.flatMap((who) =>
    lessons.flatMap((one) => {
      const row = cell(who, one.id);
      const why = row === undefined ? "" : whyStuck(row);
      return row === undefined || why === "" ? [] : [{ row, why }];
    }),
  );
  return (
    <>
      <NativeSelect
        label="Show"
        size="sm"
        maw={360}
        mb="xs"
        value={lesson}
        onChange={(event) => setLesson(event.currentTarget.value)}
        data={[
          { value: "", label: assignment === null ? "All lessons" : "What was assigned" },
          ...lessons.map((one) => ({ value: one.id, label: `${one.id} ${one.title}` })),
        ]}
      />
      {/* What scrolls must be reached by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="s-board-table" tabIndex={0} role="region" aria-label="Learners and what they reached">
        <table>
          <thead>
            <tr>
              <th scope="col">Learner</th>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {learners.map((who) => (
              <tr key={who}>
                <th scope="row">{who}</th>
                {said(who).map((text, index) => (
                  <td key={heads[index]}>{text}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {stuck.length > 0 && (
        <>
          <Title order={4} size="h6" mt="sm">
            Who may need you
          </Title>
          <ul className="s-check-outcomes">
            {stuck.map(({ row, why }) => (
              <li key={row.file}>
                {row.learner}, {row.lesson.title}: {why}. Last step of {row.steps}: {formatMoment(row.lastAt)} of the
                practice.
              </li>
            ))}
          </ul>
        </>
      )}
      <Title order={4} size="h6" mt="sm">
        Look in
      </Title>
      <Text size="sm" mb={4}>
        A copy is opened beside your own practice; under Steps is all that was done, and you can go back to before any
        of it. Change role, then Teach, brings you back to this board.
      </Text>
      <div className="s-world-buttons">
        {found.map((one) => (
          <Button key={one.row.file} size="compact-sm" variant="default" onClick={() => void onOpen(one)}>
            {one.row.learner}: {one.row.lesson.id}
          </Button>
        ))}
      </div>
    </>
  );
}

function wordOf(row: BoardRow | undefined): string {
  if (row === undefined) return "–";
  const proof = row.kind === "passport" ? "" : ", by a saved practice";
  const how = `${row.score}, ${helpOf[row.mode].label.toLowerCase()}${proof}`;
  return row.passed ? `Passed, ${how}` : `Not yet, ${how}`;
}

/** An assigned lesson at the head of its column. */
function askedWord({ lesson, mode, due }: AssignedLesson): string {
  const title = lessons.find((one) => one.id === lesson)?.title ?? "";
  return `${lesson} ${title} · ${helpOf[mode].label}${due === null ? "" : `, due ${formatDate(due)}`}`;
}

/** What was brought of it. Work with more help, or by another word, is not what was asked for, whatever its points. */
function broughtWord({ asked, row, isEnough }: BroughtOf): string {
  if (row === undefined) return "Not brought";
  if (isEnough) return wordOf(row);
  const why = row.mode === "exam" ? "by another word" : `${helpOf[asked.mode].label.toLowerCase()} was asked`;
  return `${wordOf(row)}: ${why}`;
}

function reachedOf(row: BoardRow | undefined, outcome: string): string {
  if (row === undefined) return "–";
  return row.outcomes.some((one) => one.id === outcome && one.isMet) ? "Reached" : "Not reached";
}
