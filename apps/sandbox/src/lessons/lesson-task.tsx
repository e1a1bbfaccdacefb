import { Button, Text } from "@mantine/core";
import type { Judgement } from "@practicum/curriculum/kit/judge";
import type { Material } from "@practicum/curriculum/kit/lesson";
import { helpOf } from "@practicum/curriculum/kit/mode";
import type { OutcomeVerdict } from "@practicum/curriculum/kit/verdict";
import type { LessonSheet, SheetOutcome } from "./sheet.ts";

interface Props {
  readonly sheet: LessonSheet;
  /** Null while nobody may know how far it has come. */
  readonly judgement: Judgement | null;
  readonly onHint: (outcome: string) => void;
}

/** What is asked and what was given. */
export function Task({ sheet, judgement, onHint }: Props) {
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
      <ol className="s-outcomes" data-silent={!helpOf[sheet.mode].verdicts}>
        {sheet.outcomes.map((outcome) => (
          <Outcome
            key={outcome.id}
            outcome={outcome}
            verdict={judgement?.outcomes.find((one) => one.id === outcome.id)?.verdict.state ?? "open"}
            isSilent={!helpOf[sheet.mode].verdicts}
            onHint={() => onHint(outcome.id)}
          />
        ))}
      </ol>
    </>
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
