import { NativeSelect, TextInput } from "@mantine/core";
import type { TemplateField } from "@practicum/contracts/charting/template-content";
import { pairsFault, pairsOf, pairsText, questionsOf } from "./field-model.ts";
import { TypedLines } from "./typed-lines.tsx";

type ScoreField = Extract<TemplateField, { kind: "score" }>;

interface Props {
  readonly field: ScoreField;
  readonly onChange: (field: ScoreField) => void;
}

const ANSWER = "0 = Not at all";
const MEANING = "5 = mild";

/** A questionnaire: what it asks, what each answer counts, what the total means. */
export function ScoreParts({ field, onChange }: Props) {
  return (
    <>
      <TypedLines
        label="Questions, one a line"
        text={field.questions.map((one) => one.text).join("\n")}
        onRead={(text) => onChange({ ...field, questions: questionsOf(text, field.questions) })}
      />
      <div className="nt-pair">
        <TypedLines
          label="Answers with their points"
          description={`As “${ANSWER}”, one a line.`}
          text={pairsText(field.options.map((one) => [one.points, one.label]))}
          faultOf={(text) => pairsFault(text, ANSWER)}
          onRead={(text) =>
            onChange({ ...field, options: pairsOf(text).map(([points, label]) => ({ points, label })) })
          }
        />
        <TypedLines
          label="What a total means"
          description={`From which points on, as “${MEANING}”.`}
          text={pairsText(field.bands.map((one) => [one.from, one.label]))}
          faultOf={(text) => pairsFault(text, MEANING)}
          onRead={(text) => onChange({ ...field, bands: pairsOf(text).map(([from, label]) => ({ from, label })) })}
        />
      </div>
      <AlarmParts field={field} onChange={onChange} />
      <TextInput
        size="xs"
        label="Where the questionnaire is from"
        maxLength={300}
        value={field.source}
        onChange={(event) => onChange({ ...field, source: event.currentTarget.value })}
      />
    </>
  );
}

/** The answer that is said at once, whatever the total. */
function AlarmParts({ field, onChange }: Props) {
  const { alarm, questions, options } = field;
  const above = options.filter((one) => one.points > 0);
  return (
    <div className="nt-numbers">
      <NativeSelect
        size="xs"
        label="Alarm at question"
        data={[
          { value: "", label: "None" },
          ...questions.map((one, index) => ({ value: one.key, label: `${index + 1}. ${one.text}` })),
        ]}
        value={alarm?.question ?? ""}
        onChange={({ currentTarget: { value } }) =>
          onChange({
            ...field,
            alarm: value === "" ? null : { from: above[0]?.points ?? 1, message: "", ...alarm, question: value },
          })
        }
      />
      {alarm && (
        <>
          <NativeSelect
            size="xs"
            label="From the answer"
            data={above.map((one) => ({ value: String(one.points), label: one.label }))}
            value={String(alarm.from)}
            onChange={(event) => onChange({ ...field, alarm: { ...alarm, from: Number(event.currentTarget.value) } })}
          />
          <TextInput
            size="xs"
            label="It says"
            maxLength={200}
            value={alarm.message}
            onChange={(event) => onChange({ ...field, alarm: { ...alarm, message: event.currentTarget.value } })}
          />
        </>
      )}
    </div>
  );
}
