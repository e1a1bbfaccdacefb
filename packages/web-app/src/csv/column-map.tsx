import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import type { Columns, FileField } from "./columns.ts";
import "./csv.css";

interface Props<Field extends string> {
  readonly fields: readonly FileField<Field>[];
  readonly headings: readonly string[];
  readonly columns: Columns<Field>;
  /** Fields that must have a column and have none, as far as this file needs them. */
  readonly missing: readonly FileField<Field>[];
  readonly onChange: (columns: Columns<Field>) => void;
}

/** Which column of a file is which field: as its headings say, and as a person changes it. */
export function ColumnMap<Field extends string>({ fields, headings, columns, missing, onChange }: Props<Field>) {
  const choices = headings.map((head, index) => ({ value: String(index), label: head || `Column ${index + 1}` }));
  return (
    <>
      <div className="csv-map" role="group" aria-label="Which column is what">
        {fields.map((one) => (
          <ChoiceList
            key={one.field}
            label={one.label}
            size="xs"
            withAsterisk={one.needed}
            clearable
            placeholder="Not in the file"
            data={choices}
            value={columns[one.field] === null ? null : String(columns[one.field])}
            onChange={(value) => onChange({ ...columns, [one.field]: value === null ? null : Number(value) })}
          />
        ))}
      </div>
      {missing.length > 0 && (
        <Notice tone="warn">Say which column is: {missing.map((one) => one.label.toLowerCase()).join(", ")}.</Notice>
      )}
    </>
  );
}
