import { SegmentedControl } from "@mantine/core";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { formatCount } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useMemo } from "react";
import { ColumnMap } from "../../../csv/column-map.tsx";
import { guessColumns, type Columns } from "../../../csv/columns.ts";
import { dateOrderOf, type DateOrder } from "../../../csv/read-cells.ts";
import { CheckRows } from "./check-rows.tsx";
import { dateFields, importFields } from "./import-kinds.ts";
import type { Draft, Loaded } from "./loaded-file.ts";
import { missingFields, readRows, type Said } from "./read-rows.ts";
import type { Run } from "./use-imports.ts";
import { useMeanings, type Meant } from "./use-meanings.ts";
import { ValueMap } from "./value-map.tsx";

interface ReadingProps {
  readonly file: Loaded;
  readonly draft: Draft;
  readonly put: (part: Partial<Draft>) => void;
  readonly earlier: readonly Run[];
  readonly today: LocalDate;
  readonly onChecked: (importId: string) => void;
}

/** What a file says: its columns, its days, and what its values mean here. */
export function Reading({ file, draft, put, earlier, today, onChecked }: ReadingProps) {
  const { kind, system } = draft;
  const { csv } = file;
  const before = earlier.find((run) => run.kind === kind && run.system === system)?.reading;
  const columns = useMemo((): Columns => {
    if (draft.columns) return draft.columns;
    const guessed = guessColumns(importFields[kind], csv.headings);
    const known = (before?.columns ?? []).flatMap(({ field, column }) => {
      const at = csv.headings.indexOf(column);
      return at === -1 ? [] : [[field, at] as const];
    });
    return { ...guessed, ...Object.fromEntries(known) };
  }, [draft.columns, kind, csv, before]);
  const days = dateFields[kind].flatMap((field) => csv.rows.map(({ cells }) => cells[columns[field] ?? -1] ?? ""));
  const told = dateOrderOf(days);
  const remembered = before?.values.find((one) => one.field === "dates")?.means as DateOrder | undefined;
  const order = told === "none" ? "month-first" : (told ?? draft.order ?? remembered ?? null);
  const meanings = useMeanings({ kind, csv, columns, said: draft.values, before });
  const said: Said = {
    order: order ?? "month-first",
    values: meanings.values,
    providerId: draft.providerId,
    asOf: draft.asOf,
  };
  const missing = missingFields(kind, columns);
  const lacks = [
    ...(system.trim() === "" ? ["name the old system"] : []),
    ...(csv.openQuote === null ? [] : ["close the quote in the file"]),
    ...(missing.length === 0 ? [] : [`say which column has what is marked *`]),
    ...(order === null ? ["say which comes first in the dates, month or day"] : []),
  ];
  const read = useMemo(
    () => readRows(kind, csv, columns, said, today),
    // `said` is made of these.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [kind, csv, columns, order, meanings.values, draft.providerId, draft.asOf, today],
  );
  return (
    <>
      <p className="a-dim" role="status">
        {file.name}: {formatCount(csv.rows.length, "row")}, {formatCount(csv.headings.length, "column")},{" "}
        {file.encoding}, separated by {SEPARATORS[csv.separator] ?? "commas"}.
      </p>
      {csv.openQuote !== null && (
        <Notice tone="danger" role="alert">
          A quote that begins in line {csv.openQuote} has no end, so the rest of the file was read as one cell. Close it
          in the file and choose the file again.
        </Notice>
      )}
      <ColumnMap
        fields={importFields[kind]}
        headings={csv.headings}
        columns={columns}
        missing={missing}
        onChange={(next) => put({ columns: next })}
      />
      {told === null && (
        <DayOrder
          example={days.find((one) => one !== "") ?? ""}
          order={order}
          onSay={(value) => put({ order: value })}
        />
      )}
      <Defaults draft={draft} put={put} today={today} providers={meanings.choices.provider} />
      {meanings.fields.map((field) => (
        <ValueMap
          key={field.field}
          label={field.label}
          values={field.values}
          choices={meanings.choices[field.field]}
          meaning={meanings.values[field.field] ?? {}}
          onChange={(value, means) =>
            put({ values: { ...draft.values, [field.field]: { ...draft.values[field.field], [value]: means ?? "" } } })
          }
        />
      ))}
      <CheckRows
        file={file}
        draft={draft}
        read={read}
        columns={columns}
        order={order}
        values={meanings.values}
        lacks={lacks}
        onChecked={onChecked}
      />
    </>
  );
}

interface DayOrderProps {
  readonly example: string;
  readonly order: DateOrder | null;
  readonly onSay: (order: DateOrder) => void;
}

/** Asked once, where the file's days can be read both ways. */
function DayOrder({ example, order, onSay }: DayOrderProps) {
  return (
    <Notice tone="warn">
      <div className="im-row">
        <span>Dates like {example} can be read two ways. Which comes first in this file?</span>
        <SegmentedControl
          size="xs"
          aria-label="Order of day and month"
          data={[
            { value: "month-first", label: "Month first" },
            { value: "day-first", label: "Day first" },
          ]}
          value={order ?? ""}
          onChange={(value) => onSay(value as DateOrder)}
        />
      </div>
    </Notice>
  );
}

interface DefaultsProps {
  readonly draft: Draft;
  readonly put: (part: Partial<Draft>) => void;
  readonly today: LocalDate;
  readonly providers: readonly Meant[];
}

/** What counts where a row says nothing. */
function Defaults({ draft, put, today, providers }: DefaultsProps) {
  const { kind, asOf, providerId } = draft;
  if (kind !== "balances" && kind !== "coverages") return null;
  return (
    <div className="im-row">
      <DateInput
        label={kind === "balances" ? "Balances as of, where a row has no day" : "In force from, where a row has no day"}
        size="xs"
        today={today}
        value={asOf}
        onChange={(day) => put({ asOf: day })}
      />
      {kind === "balances" && (
        <ChoiceList
          label="Provider, where a row has none"
          size="xs"
          clearable
          data={providers}
          value={providerId}
          onChange={(chosen) => put({ providerId: chosen })}
        />
      )}
    </div>
  );
}

const SEPARATORS: { readonly [sign: string]: string } = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" };
