import { ActionIcon, Button, NativeSelect, TextInput } from "@mantine/core";
import type { Condition, TemplateField } from "@practicum/contracts/charting/template-content";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { conditionFor } from "./field-model.ts";

interface Props {
  readonly field: TemplateField;
  readonly fields: readonly TemplateField[];
  readonly onChange: (showIf: TemplateField["showIf"]) => void;
}

/** When a field is shown: always, or while other fields are answered so. */
export function ConditionRows({ field: { key, showIf }, fields, onChange }: Props) {
  const others = fields.filter((one) => one.key !== key);
  const of = showIf?.of ?? [];
  const set = (next: readonly Condition[], match = showIf?.match ?? "all") =>
    onChange(next.length === 0 ? null : { match, of: [...next] });
  const first = others[0];
  return (
    <fieldset className="nt-conditions">
      <legend>{of.length === 0 ? "Always shown" : "Shown if"}</legend>
      {of.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label="How many of them"
          data={[
            { value: "all", label: "all of these hold" },
            { value: "any", label: "one of these holds" },
          ]}
          value={showIf?.match}
          onChange={(event) => set(of, event.currentTarget.value === "any" ? "any" : "all")}
        />
      )}
      {of.map((one, index) => (
        <div key={`${one.field} ${index}`} className="nt-condition-row">
          <NativeSelect
            size="xs"
            aria-label="Field"
            data={others.map((other) => ({ value: other.key, label: other.label }))}
            value={one.field}
            onChange={(event) => {
              const chosen = others.find((other) => other.key === event.currentTarget.value);
              if (chosen) set(of.with(index, conditionFor(chosen)));
            }}
          />
          <ConditionValue
            key={`${one.field} ${one.is}`}
            condition={one}
            field={others.find((other) => other.key === one.field)}
            onChange={(next) => set(of.with(index, next))}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Remove the condition"
            onClick={() => set(of.toSpliced(index, 1))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      {first && of.length < 6 && (
        <Button size="compact-xs" variant="default" onClick={() => set([...of, conditionFor(first)])}>
          Add a condition
        </Button>
      )}
    </fieldset>
  );
}

const yesNo = [
  { key: "yes", label: "Yes" },
  { key: "no", label: "No" },
  { key: "unknown", label: "Not known" },
];

interface ValueProps {
  readonly condition: Condition;
  readonly field: TemplateField | undefined;
  readonly onChange: (next: Condition) => void;
}

function ConditionValue({ condition, field, onChange }: ValueProps) {
  if (field === undefined) return <span>there is no such field any more</span>;
  if (condition.is === "answered") return <span>is answered</span>;
  if (condition.is === "one-of") {
    const choices = field.kind === "one" || field.kind === "many" ? field.choices : yesNo;
    return (
      <span className="nt-condition">
        is
        {choices.map(({ key, label }) => (
          <label key={key}>
            <input
              type="checkbox"
              checked={condition.values.includes(key)}
              onChange={({ currentTarget: { checked } }) => {
                const values = checked ? [...condition.values, key] : condition.values.filter((one) => one !== key);
                if (values.length > 0) onChange({ ...condition, values });
              }}
            />{" "}
            {label}
          </label>
        ))}
      </span>
    );
  }
  const question = field.kind === "score" ? field.questions : [];
  return (
    <span className="nt-condition">
      <NativeSelect
        size="xs"
        aria-label="How"
        data={[
          { value: "at-least", label: "is at least" },
          { value: "at-most", label: "is at most" },
          ...question.map((one, index) => ({ value: `q ${one.key}`, label: `question ${index + 1} is at least` })),
        ]}
        value={condition.is === "question-at-least" ? `q ${condition.question}` : condition.is}
        onChange={({ currentTarget: { value } }) => {
          const of = { field: condition.field, number: condition.number };
          if (value === "at-least" || value === "at-most") onChange({ ...of, is: value });
          else onChange({ ...of, is: "question-at-least", question: value.slice(2) });
        }}
      />
      <NumberOf number={condition.number} onChange={(number) => onChange({ ...condition, number })} />
    </span>
  );
}

/** What is no number stays in the field, with why: the condition holds on to the one before it, and is not saved so. */
function NumberOf({ number, onChange }: { readonly number: number; readonly onChange: (number: number) => void }) {
  const [typed, setTyped] = useState(String(number));
  const read = (text: string) => (text.trim() === "" ? Number.NaN : Number(text));
  const isNumber = Number.isFinite(read(typed));
  return (
    <TextInput
      size="xs"
      w={90}
      aria-label="Number"
      inputMode="decimal"
      value={typed}
      error={isNumber ? undefined : "A number"}
      data-unreadable={isNumber ? undefined : true}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        if (Number.isFinite(read(value))) onChange(read(value));
      }}
    />
  );
}
