import { Button, Text } from "@mantine/core";
import type { Judgement } from "@practicum/curriculum/kit/judge";
import type { Material } from "@practicum/curriculum/kit/lesson";
import { helpOf } from "@practicum/curriculum/kit/mode";
import { roleLabels } from "@practicum/contracts/permission";
import { staffByKey } from "@practicum/seed/practice";
import type { OutcomeVerdict } from "@practicum/curriculum/kit/verdict";
import type { LessonSheet, SheetOutcome } from "./sheet.ts";

interface Props {
  readonly sheet: LessonSheet;
  /** Null while nobody may know how far it has come. */
  readonly judgement: Judgement | null;
  readonly onHint: (outcome: string) => void;
  /** Whose seat the learner has, as a key of the practice's people; empty where it is nobody's. */
  readonly seat: string;
  readonly onSeat: (key: string) => void;
}

/** What is asked and what was given. */
export function Task({ sheet, judgement, onHint, seat, onSeat }: Props) {
  const seats = [...new Set(sheet.outcomes.flatMap((one) => (one.seat === undefined ? [] : [one.seat])))];
  return (
    <>
      {sheet.story.map((line) => (
        <Text key={line} size="sm" mb={6}>
          {line}
        </Text>
      ))}
      {seats.length === 0 && sheet.materials.map((material, index) => <MaterialCard key={index} material={material} />)}
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
      {seats.length === 0 ? (
        <Outcomes sheet={sheet} judgement={judgement} onHint={onHint} of={sheet.outcomes} />
      ) : (
        seats.map((key) => (
          <Seat key={key} of={key} sheet={sheet} judgement={judgement} onHint={onHint} seat={seat} onSeat={onSeat} />
        ))
      )}
    </>
  );
}

/** One seat of a whole day: what lies there, what is asked there, and the way to sit down at it. */
function Seat({ of, sheet, judgement, onHint, seat, onSeat }: Props & { readonly of: string }) {
  const own = sheet.outcomes.filter((one) => one.seat === of);
  const { given, family, roles } = staffByKey(of);
  const [role] = roles;
  const isHere = seat === of;
  const reached = own.filter((one) => judgement?.outcomes.find(({ id }) => id === one.id)?.verdict.state === "met");
  const count = judgement === null ? `${own.length} things` : `${reached.length} of ${own.length} reached`;
  return (
    // The seat that one has is open, and the others as they were left.
    <details className="s-seat" open={isHere || undefined} data-here={isHere}>
      <summary>
        <strong>{role === undefined ? "" : roleLabels[role]}</strong>: {given} {family}
        {isHere && ", you"} · {count}
      </summary>
      {!isHere && (
        <Button variant="default" size="compact-sm" my={6} onClick={() => onSeat(of)}>
          Work as {given} {family}
        </Button>
      )}
      {sheet.materials
        .filter((one) => one.seat === of)
        .map((material, index) => (
          <MaterialCard key={index} material={material} />
        ))}
      <Outcomes sheet={sheet} judgement={judgement} onHint={onHint} of={own} />
    </details>
  );
}

function Outcomes({
  sheet,
  judgement,
  onHint,
  of,
}: Pick<Props, "sheet" | "judgement" | "onHint"> & { readonly of: readonly SheetOutcome[] }) {
  const isSilent = !helpOf[sheet.mode].verdicts;
  return (
    <ol className="s-outcomes" data-silent={isSilent}>
      {of.map((outcome) => (
        <Outcome
          key={outcome.id}
          outcome={outcome}
          verdict={judgement?.outcomes.find((one) => one.id === outcome.id)?.verdict.state ?? "open"}
          isSilent={isSilent}
          onHint={() => onHint(outcome.id)}
        />
      ))}
    </ol>
  );
}

interface OutcomeProps {
  readonly outcome: SheetOutcome;
  readonly verdict: OutcomeVerdict["verdict"]["state"];
  readonly isSilent: boolean;
  readonly onHint: () => void;
}

function Outcome({ outcome, verdict, isSilent, onHint }: OutcomeProps) {
  const { label, hints, hasMore } = outcome;
  const next = hints.length === 0 ? "A hint" : "Another hint";
  return (
    <li data-state={verdict}>
      <span className="s-outcome-mark">{isSilent ? "Asked" : markOf(verdict)}</span>
      <span>
        {label}
        {hints.map((hint) => (
          <Text key={hint} size="sm" c="dimmed" mt={4}>
            {hint}
          </Text>
        ))}
        {verdict !== "met" && hasMore && (
          <Button
            variant="subtle"
            size="compact-sm"
            ml={-8}
            display="block"
            onClick={onHint}
            aria-label={`${next}: ${label}`}
          >
            {next}
          </Button>
        )}
      </span>
    </li>
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
