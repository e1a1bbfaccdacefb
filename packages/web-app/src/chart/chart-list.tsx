import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import type { ReactNode } from "react";

interface ListProps<T> {
  readonly title: string;
  /** The contract's name of the list, where links to it lead. */
  readonly field?: string;
  readonly id?: string;
  /** Beside the title. */
  readonly action?: ReactNode;
  /** Between the title and the entries. */
  readonly above?: ReactNode;
  readonly entries: readonly T[];
  readonly keyOf: (entry: T) => string;
  /** Of the others only that they were, behind a fold. */
  readonly isActive: (entry: T) => boolean;
  readonly row: (entry: T) => ReactNode;
  /** What stands there when no entry is active. */
  readonly none?: string;
  /** "resolved or corrected": what became of those behind the fold. */
  readonly endedWords: string;
  readonly ended: (entry: T) => ReactNode;
  /** Under the active entries: adding one. */
  readonly children?: ReactNode;
}

/** A list of the chart: its active entries, adding one, and behind a fold what is no longer so. */
export function ChartList<T>(props: ListProps<T>) {
  const { title, entries, keyOf, isActive, row, none, endedWords } = props;
  const active = entries.filter(isActive);
  const ended = entries.filter((entry) => !isActive(entry));
  return (
    <section className="w-panel" id={props.id} data-field={props.field} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {props.action}
      </header>
      {props.above}
      {active.length === 0 && none && <div>{none}</div>}
      <ul className="c-list">
        {active.map((entry) => (
          <li key={keyOf(entry)}>{row(entry)}</li>
        ))}
      </ul>
      {props.children}
      {ended.length > 0 && (
        <details className="c-ended">
          <summary>
            {ended.length} {endedWords}
          </summary>
          <ul className="c-list">
            {ended.map((entry) => (
              <li key={keyOf(entry)}>{props.ended(entry)}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

interface MenuProps {
  /** Of the entry: "Change penicillin". */
  readonly name: string;
  readonly height?: number;
  readonly pending: boolean;
  readonly items: readonly { readonly label: string; readonly run: () => void }[];
}

/** What can be said of an entry. */
export function EntryMenu({ name, height = 30, pending, items }: MenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" h={height} px={8} aria-label={`Change ${name}`} loading={pending}>
          <IconChevronDown size={16} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map((item) => (
          <Menu.Item key={item.label} onClick={item.run}>
            {item.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface AddingProps {
  /** What is added, as it was picked. */
  readonly name: string;
  readonly action: string;
  readonly height: number;
  readonly pending: boolean;
  readonly onSave: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** The few fields of a new entry; Enter saves it. */
export function NewEntry({ name, action, height, pending, onSave, onCancel, children }: AddingProps) {
  return (
    <form
      className="c-form"
      aria-label={`${action}: ${name}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) onSave();
      }}
    >
      <b>{name}</b>
      {children}
      <div style={{ display: "flex", gap: 8 }}>
        <Button type="submit" h={height} loading={pending}>
          {action}
        </Button>
        <Button h={height} variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
