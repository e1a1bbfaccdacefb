import { Textarea } from "@mantine/core";
import type { TemplateContent } from "@practicum/contracts/charting/template-content";
import { sectionLabels } from "./field-model.ts";

interface Props {
  readonly content: TemplateContent;
  readonly onChange: (content: TemplateContent) => void;
}

/** The words of each section that has fields; without any each field says itself. */
export function TemplateWords({ content, onChange }: Props) {
  const sections = [...new Set(content.fields.map((field) => field.section))];
  return (
    <fieldset className="nt-fields">
      <legend>Words of the text</legend>
      <p className="c-dim">
        {
          "{{key}} is an answer; what stands in [brackets] is left out with its answer. Empty: each field says “Label: answer”."
        }
      </p>
      {sections.map((section) => (
        <Textarea
          key={section}
          size="xs"
          label={sectionLabels[section]}
          autosize
          minRows={1}
          maxRows={10}
          maxLength={4000}
          value={content.patterns.find((one) => one.section === section)?.text ?? ""}
          onChange={({ currentTarget: { value } }) => {
            const rest = content.patterns.filter((one) => one.section !== section);
            onChange({ ...content, patterns: value === "" ? rest : [...rest, { section, text: value }] });
          }}
        />
      ))}
    </fieldset>
  );
}
