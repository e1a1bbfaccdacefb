import { NumberInput, TextInput } from "@mantine/core";
import type { TemplateField } from "@practicum/contracts/charting/template-content";
import { choicesOf, choicesText } from "./field-model.ts";
import { ChoiceWords } from "./choice-words.tsx";
import { ScoreParts } from "./score-parts.tsx";
import { TypedLines } from "./typed-lines.tsx";

interface Props {
  readonly field: TemplateField;
  readonly onChange: (field: TemplateField) => void;
}

/** What a field of its kind has besides. */
export function KindParts({ field, onChange }: Props) {
  switch (field.kind) {
    case "text":
    case "date":
      return null;
    case "number":
      return (
        <div className="nt-numbers">
          <TextInput
            size="xs"
            label="Unit"
            maxLength={20}
            value={field.unit}
            onChange={(event) => onChange({ ...field, unit: event.currentTarget.value })}
          />
          {(["min", "max", "decimals"] as const).map((part) => (
            <NumberInput
              key={part}
              size="xs"
              label={{ min: "From", max: "To", decimals: "Digits after the point" }[part]}
              value={field[part]}
              {...(part === "decimals" ? { min: 0, max: 3, allowDecimal: false } : {})}
              onChange={(value) => typeof value === "number" && onChange({ ...field, [part]: value })}
            />
          ))}
        </div>
      );
    case "one":
    case "many":
      return (
        <>
          <TypedLines
            label="Answers, one a line"
            description="One that stands alone begins with “!”, as “!None of these”."
            text={choicesText(field.choices)}
            onRead={(text) => onChange({ ...field, choices: choicesOf(text, field.choices) })}
          />
          <ChoiceWords choices={field.choices} onChange={(choices) => onChange({ ...field, choices })} />
        </>
      );
    case "yes-no":
      return (
        <div className="nt-pair">
          {(["yes", "no"] as const).map((part) => (
            <TextInput
              key={part}
              size="xs"
              label={`In the text, for ${part}`}
              maxLength={200}
              value={field.says?.[part] ?? ""}
              onChange={(event) => {
                const says = { yes: "", no: "", ...field.says, [part]: event.currentTarget.value };
                onChange({ ...field, says: says.yes === "" && says.no === "" ? null : says });
              }}
            />
          ))}
        </div>
      );
    case "score":
      return <ScoreParts field={field} onChange={onChange} />;
  }
}
