import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { formatCount } from "@practicum/ui/format.ts";
import type { Meant } from "./use-meanings.ts";

interface Props {
  readonly label: string;
  readonly values: readonly { readonly value: string; readonly count: number }[];
  readonly choices: readonly Meant[];
  readonly meaning: { readonly [value: string]: string };
  readonly onChange: (value: string, means: string | null) => void;
}

/** What stands in a column of the file, and which of the practice's own it means. */
export function ValueMap({ label, values, choices, meaning, onChange }: Props) {
  const open = values.filter(({ value }) => meaning[value] === undefined);
  const rows = open.reduce((sum, { count }) => sum + count, 0);
  return (
    <div role="group" aria-label={`${label}: what the file means`}>
      <h3 className="a-heading">{label}: what the file means</h3>
      {open.length > 0 && (
        <Notice tone="warn">
          {formatCount(open.length, "value")} of {formatCount(rows, "row")} still mean nothing here; those rows are left
          out.
        </Notice>
      )}
      <div className="im-values">
        {values.map(({ value, count }) => (
          <ChoiceList
            key={value}
            label={`${value} (${formatCount(count, "row")})`}
            size="xs"
            clearable
            placeholder="Left out"
            data={choices}
            value={meaning[value] ?? null}
            onChange={(means) => onChange(value, means)}
          />
        ))}
      </div>
    </div>
  );
}
