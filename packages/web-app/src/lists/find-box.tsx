import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { formatCents, type Cents } from "@practicum/kernel/money";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";

const TYPED_MS = 200;

export interface ListText {
  readonly typed: string;
  readonly setTyped: (typed: string) => void;
  /** What is asked for: a moment after the last key. */
  readonly text: string;
}

/** What a list is searched for. Names of patients are looked for here, so what is typed stays out of the address. */
export function useListText(start = ""): ListText {
  const [typed, setTyped] = useState(start);
  const [text] = useDebouncedValue(typed.trim().slice(0, 80), TYPED_MS);
  return { typed, setTyped, text };
}

/** Where a list is searched, and what fits in all: how many rows, and what they come to where they are money. */
export function FindBox(props: {
  readonly label: string;
  /** By what a row is found. */
  readonly by: string;
  readonly find: ListText;
  /** The word for a row: one, and several. */
  readonly rows: readonly [string, string];
  readonly all: { readonly count: number; readonly total?: Cents } | null | undefined;
}) {
  const { find, all, rows } = props;
  return (
    <div
      className="w-find-box"
      style={{ display: "flex", gap: 10, alignItems: "center", flexWrap: "wrap", marginBottom: 8 }}
    >
      <TextInput
        size="xs"
        w={300}
        aria-label={props.label}
        placeholder={props.by}
        leftSection={<IconSearch size={14} />}
        value={find.typed}
        onChange={(event) => find.setTyped(event.currentTarget.value)}
      />
      {all && (
        <span role="status" style={{ fontSize: 13, color: "var(--p-dim)" }}>
          {all.count} {all.count === 1 ? rows[0] : rows[1]}
          {all.total !== undefined && ` · ${formatCents(all.total)}`}
        </span>
      )}
    </div>
  );
}
