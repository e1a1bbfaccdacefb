import { Textarea } from "@mantine/core";
import type { FieldAnswer, TemplateField } from "@practicum/contracts/charting/template-content";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { useId } from "react";
import { useSession } from "../../../session/session-context.ts";
import { ChoiceButtons } from "./choice-buttons.tsx";
import { FieldTitle } from "./field-title.tsx";
import { NumberEntry } from "./number-entry.tsx";
import { ScoreEntry } from "./score-entry.tsx";
import type { Typing } from "./typing.ts";

interface EntryProps {
  readonly field: TemplateField;
  readonly answer: FieldAnswer | undefined;
  readonly onChange: (answer: FieldAnswer | null) => void;
  readonly typing?: Typing;
}

/** A field by its kind, to be answered. */
export function Entry(props: EntryProps) {
  const { field } = props;
  switch (field.kind) {
    case "text":
    case "number":
    case "date":
      return <TypedEntry {...props} />;
    case "yes-no":
    case "one":
    case "many":
      return <ChoiceEntry {...props} />;
    case "score":
      return <ScoreEntry {...props} field={field} />;
  }
}

function TypedEntry({ field, answer, onChange, typing }: EntryProps) {
  const id = useId();
  const { today } = useSession();
  return (
    <>
      <label htmlFor={id}>
        <FieldTitle field={field} />
      </label>
      {field.kind === "text" && (
        <Textarea
          id={id}
          size="xs"
          autosize
          minRows={1}
          maxRows={8}
          maxLength={2000}
          aria-required={field.required}
          value={answer?.kind === "text" ? answer.text : ""}
          onChange={({ currentTarget: { value } }) => onChange(value === "" ? null : { kind: "text", text: value })}
        />
      )}
      {field.kind === "number" && (
        <NumberEntry id={id} field={field} answer={answer} onChange={onChange} typing={typing} />
      )}
      {field.kind === "date" && (
        <DateInput
          id={id}
          size="xs"
          w={140}
          today={today}
          aria-required={field.required}
          value={answer?.kind === "date" ? answer.date : null}
          typed={typing?.text ?? null}
          onTyped={typing?.keep}
          onChange={(date) => onChange(date === null ? null : { kind: "date", date })}
        />
      )}
    </>
  );
}

const yesNo = [
  { key: "yes", label: "Yes" },
  { key: "no", label: "No" },
  { key: "unknown", label: "Not known" },
] as const;

function ChoiceEntry({ field, answer, onChange }: EntryProps) {
  const chosen = chosenOf(answer);
  const choose = (key: string | null) => {
    const taken = key === null || (field.kind !== "many" && chosen.includes(key)) ? undefined : key;
    if (field.kind === "many") {
      const next = taken === undefined ? [] : toggled(field, chosen, taken);
      onChange(next.length === 0 ? null : { kind: "many", choices: next });
    } else if (field.kind === "yes-no") {
      const value = yesNo.find((one) => one.key === taken)?.key;
      onChange(value === undefined ? null : { kind: "yes-no", value });
    } else onChange(taken === undefined ? null : { kind: "one", choice: taken });
  };
  return (
    <>
      <span className="nf-label">
        <FieldTitle field={field} />
      </span>
      <ChoiceButtons
        label={field.label}
        choices={field.kind === "one" || field.kind === "many" ? field.choices : yesNo}
        chosen={chosen}
        several={field.kind === "many"}
        required={field.required}
        onChoose={choose}
      />
    </>
  );
}

function chosenOf(answer: FieldAnswer | undefined): readonly string[] {
  if (answer?.kind === "one") return [answer.choice];
  if (answer?.kind === "many") return answer.choices;
  return answer?.kind === "yes-no" ? [answer.value] : [];
}

/** What stands alone takes the place of the others, and they its. */
function toggled(field: Extract<TemplateField, { kind: "many" }>, chosen: readonly string[], key: string): string[] {
  if (chosen.includes(key)) return chosen.filter((one) => one !== key);
  const alone = (one: string) => field.choices.find((choice) => choice.key === one)?.alone === true;
  return alone(key) ? [key] : [...chosen.filter((one) => !alone(one)), key];
}
