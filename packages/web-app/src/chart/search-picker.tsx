import { Combobox, Loader, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useRef, useState, type RefObject } from "react";
import type { SearchAnswer } from "./search-answer.ts";
import { WaitingPicks, type WaitingPick } from "./waiting-picks.tsx";

interface Props<T> {
  readonly label: string;
  readonly placeholder?: string;
  readonly useSearch: (text: string) => SearchAnswer<T>;
  readonly onPick: (item: T) => void;
  /** Takes what was typed as it stands, where the list does not have it. */
  readonly onFreeText?: (text: string) => void;
  readonly freeTextWord?: string;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
  readonly size?: "sm" | "lg";
  readonly hideLabel?: boolean;
  /** Takes the focus when it appears: where it comes back after a form that stood in its place. */
  readonly autoFocus?: boolean;
}

/**
 * A field that searches while one types; arrows choose, Enter takes, and the field is ready for the next. An Enter that comes
 * before its answer is kept with the words it was for, and takes what they find when the answer is there.
 */
export function SearchPicker<T>(props: Props<T>) {
  const {
    label,
    placeholder,
    useSearch,
    onPick,
    onFreeText,
    freeTextWord = "Use",
    inputRef,
    size = "sm",
    hideLabel = false,
    autoFocus = false,
  } = props;
  const [text, setText] = useState("");
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [asked] = useDebouncedValue(text.trim(), 120);
  const { choices, searching, problem } = useSearch(asked.length >= 2 ? asked : "");
  const open = text.trim().length >= 2;
  const first = choices[0]?.key;
  // Until the answer to what is typed is there, the list still shows what fewer letters found: Enter waits for its own.
  const answered = asked === text.trim() && !searching;
  useEffect(() => {
    if (answered && first !== undefined) combobox.selectFirstOption();
    else combobox.resetSelectedOption();
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [answered, first]);
  const done = () => {
    setText("");
    combobox.closeDropdown();
  };
  const [waiting, setWaiting] = useState<readonly WaitingPick[]>([]);
  const counted = useRef(0);
  const wait = () => {
    const words = text.trim();
    setWaiting((old) => [...old, { id: ++counted.current, text: words }]);
    done();
  };
  return (
    <>
      <Combobox
        store={combobox}
        onOptionSubmit={(key) => {
          if (key === FREE) onFreeText?.(text.trim());
          const choice = choices.find((one) => one.key === key);
          if (choice) onPick(choice.item);
          done();
        }}
      >
        <Combobox.Target>
          <TextInput
            ref={inputRef}
            label={hideLabel ? undefined : label}
            aria-label={hideLabel ? label : undefined}
            placeholder={placeholder}
            size={size === "lg" ? "md" : "sm"}
            autoComplete="off"
            autoFocus={autoFocus}
            value={text}
            rightSection={searching ? <Loader size={14} /> : null}
            onChange={(event) => {
              setText(event.currentTarget.value);
              combobox.openDropdown();
            }}
            onFocus={() => combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
            onKeyDown={(event) => {
              if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && open && !answered) {
                if (combobox.getSelectedOptionIndex() !== -1) return;
                event.preventDefault();
                wait();
              }
              if (event.key !== "Escape" || text === "") return;
              event.preventDefault();
              event.stopPropagation();
              done();
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={!open}>
          <Combobox.Options aria-label={label} mah={320} style={{ overflowY: "auto" }}>
            {choices.map((choice) => (
              <Combobox.Option
                key={choice.key}
                value={choice.key}
                className={size === "lg" ? "c-choice-large" : undefined}
              >
                <span>{choice.shown}</span>
              </Combobox.Option>
            ))}
            {problem && <Combobox.Empty>{problem}</Combobox.Empty>}
            {onFreeText && text.trim().length >= 2 && (
              <Combobox.Option value={FREE} className={size === "lg" ? "c-choice-large" : undefined}>
                <span>
                  {freeTextWord} “{text.trim()}” as typed – it can’t be checked
                </span>
              </Combobox.Option>
            )}
            {!problem && answered && choices.length === 0 && !onFreeText && (
              <Combobox.Empty>Nothing found</Combobox.Empty>
            )}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <WaitingPicks
        waiting={waiting}
        useSearch={useSearch}
        onPick={onPick}
        onDone={(id) => setWaiting((old) => old.filter((one) => one.id !== id))}
        onAgain={setText}
        onFreeText={onFreeText}
      />
    </>
  );
}

const FREE = "free text";
