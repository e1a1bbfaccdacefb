import { Button } from "@mantine/core";
import type { FieldAnswer, TemplateField } from "@practicum/contracts/charting/template-content";
import { pointsOf, scoreOf } from "@practicum/note-templates/score";
import { useRef, useState } from "react";
import { ChoiceButtons } from "./choice-buttons.tsx";
import { FieldTitle } from "./field-title.tsx";

interface Props {
  readonly field: Extract<TemplateField, { kind: "score" }>;
  readonly answer: FieldAnswer | undefined;
  readonly onChange: (answer: FieldAnswer | null) => void;
}

/** A questionnaire: a digit answers and goes to the next question. Its total stands there when all of it is answered. */
export function ScoreEntry({ field, answer, onChange }: Props) {
  const given = answer?.kind === "score" ? answer : undefined;
  const score = scoreOf(field, given);
  const [isOpen, setOpen] = useState(score.answered > 0 && score.total === null);
  const frame = useRef<HTMLDivElement>(null);
  const focusQuestion = (index: number) => {
    const groups = frame.current?.querySelectorAll<HTMLElement>("[role=radiogroup]") ?? [];
    groups[index]?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  };
  const choose = (question: string, points: number | null) => {
    const rest = (given?.points ?? []).filter((one) => one.question !== question);
    const next = points === null ? rest : [...rest, { question, points }];
    // In the order of the questionnaire: the same answers are the same answer.
    const order = field.questions.map(({ key }) => key);
    next.sort((a, b) => order.indexOf(a.question) - order.indexOf(b.question));
    onChange(next.length === 0 ? null : { kind: "score", points: next });
  };
  return (
    <>
      <span className="nf-label">
        <FieldTitle field={field} />
      </span>
      <div className="nf-score">
        <div className="nf-total">
          <span>
            {score.total !== null && (
              <>
                <b>
                  {score.total} of {score.max}
                </b>
                {score.band !== null && `, ${score.band}`}
              </>
            )}
            {score.total === null &&
              (score.answered === 0 ? "Not asked" : `${score.answered} of ${score.of} answered: no score yet`)}
          </span>
          <Button
            size="compact-xs"
            variant="default"
            aria-expanded={isOpen}
            aria-label={`${isOpen ? "Close" : "Fill in"} ${field.label}`}
            onClick={() => {
              setOpen(!isOpen);
              if (!isOpen) setTimeout(() => focusQuestion(0));
            }}
          >
            {isOpen ? "Close" : "Fill in"}
          </Button>
        </div>
        {score.alarm !== null && (
          <div className="nf-alarm" role="alert">
            {score.alarm}
          </div>
        )}
        {isOpen && (
          <div ref={frame}>
            {field.help !== "" && <div className="nf-question">{field.help}</div>}
            {field.questions.map(({ key, text }, index) => {
              const points = pointsOf(given, key);
              const chosen = field.options.flatMap((one) => (one.points === points ? [String(one.points)] : []));
              return (
                <div key={key} className="nf-question">
                  <span>
                    {index + 1}. {text}
                  </span>
                  <ChoiceButtons
                    label={text}
                    choices={field.options.map((one) => ({ key: String(one.points), label: one.label }))}
                    chosen={chosen}
                    onChoose={(one) => choose(key, one === null || chosen.includes(one) ? null : Number(one))}
                    onDone={() => focusQuestion(Math.min(index + 1, field.questions.length - 1))}
                  />
                </div>
              );
            })}
            {field.source !== "" && <div className="c-dim">{field.source}</div>}
          </div>
        )}
      </div>
    </>
  );
}
