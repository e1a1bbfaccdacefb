import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import type { TemplateField } from "@practicum/contracts/charting/template-content";
import { ConditionRows } from "./condition-rows.tsx";
import { kindLabels, ofKind, sectionLabels } from "./field-model.ts";
import { KindParts } from "./kind-parts.tsx";

interface Props {
  readonly field: TemplateField;
  readonly fields: readonly TemplateField[];
  readonly onChange: (field: TemplateField) => void;
}

const kinds = Object.entries(kindLabels).map(([value, label]) => ({ value, label }));
const sections = Object.entries(sectionLabels).map(([value, label]) => ({ value, label }));

/** One field of a template: what it asks, of which kind, when it is shown. */
export function FieldForm({ field, fields, onChange }: Props) {
  return (
    <div className="nt-field-form">
      <TextInput
        size="xs"
        label="Asks for"
        maxLength={120}
        value={field.label}
        onChange={(event) => onChange({ ...field, label: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        label="Key"
        description="Names it in conditions and words."
        maxLength={40}
        value={field.key}
        onChange={(event) => onChange({ ...field, key: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        label="Kind"
        data={kinds}
        value={field.kind}
        onChange={(event) => onChange(ofKind(field, event.currentTarget.value as TemplateField["kind"]))}
      />
      <NativeSelect
        size="xs"
        label="Section"
        data={sections}
        value={field.section}
        onChange={(event) => onChange({ ...field, section: event.currentTarget.value as TemplateField["section"] })}
      />
      <KindParts field={field} onChange={onChange} />
      <TextInput
        size="xs"
        label="Help beside it"
        maxLength={300}
        value={field.help}
        onChange={(event) => onChange({ ...field, help: event.currentTarget.value })}
      />
      <Checkbox
        className="nt-check"
        size="xs"
        label="Needed for the signature, while it is shown"
        checked={field.required}
        onChange={(event) => onChange({ ...field, required: event.currentTarget.checked })}
      />
      <Checkbox
        className="nt-check"
        size="xs"
        label="Whoever rooms the patient may answer it"
        checked={field.rooming}
        onChange={(event) => onChange({ ...field, rooming: event.currentTarget.checked })}
      />
      <ConditionRows field={field} fields={fields} onChange={(showIf) => onChange({ ...field, showIf })} />
    </div>
  );
}
