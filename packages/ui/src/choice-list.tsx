import { Combobox, TextInput, useCombobox, type TextInputProps } from "@mantine/core";
import { useMergedRef } from "@mantine/hooks";
import { IconSelector } from "@tabler/icons-react";
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import { matchChoices, type Choice } from "./choice-match.ts";
import { whenPointerIsUp } from "./pointer-up.ts";

interface Props extends Omit<TextInputProps, "value" | "onChange" | "defaultValue"> {
  readonly data: readonly Choice[];
  readonly value?: string | null | undefined;
  readonly onChange: (value: string | null) => void;
  /** No choice is an answer too: an emptied field says it. Without it an emptied field shows its choice again. */
  readonly clearable?: boolean;
}

/**
 * The one choice list. It can be typed into: beginnings of words, codes and initials find the choices (see `choice-match.ts`). On leaving,
 * with Enter and with Ctrl+Enter a text that means one choice without doubt is taken; any other is kept as it is, with an error, the choice
 * stays what it was, and no form that asks `firstUnreadable` is sent.
 */
export function ChoiceList({ data, value, onChange, clearable = false, error, ref, ...rest }: Props) {
  const chosen = data.find((choice) => choice.value === value) ?? null;
  const { typed, setTyped, problem, setProblem, input } = useTyped(value, chosen?.label);
  const merged = useMergedRef(input, ref);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const match = matchChoices(data, typed ?? "");
  const only = typed === null ? undefined : match.only?.value;
  useEffect(() => {
    if (typed === null) return;
    // Only what is meant without doubt waits for Enter; among several the arrows choose.
    const at = only === undefined ? -1 : match.shown.findIndex((choice) => choice.value === only);
    if (at >= 0) combobox.selectOption(at);
    else combobox.resetSelectedOption();
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [typed, only]);

  const take = (next: string | null) => {
    setTyped(null);
    setProblem(null);
    if (next !== (value ?? null)) onChange(next);
  };
  useEffect(() => {
    // Somebody types faster than the list is loaded: what was left as unknown is taken once the list knows it.
    if (typed !== null && only !== undefined && document.activeElement !== input.current) take(only);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [only]);
  /** Reads what was typed. False where it means nothing, or several. */
  const settle = (): boolean => {
    combobox.closeDropdown();
    if (typed === null) return true;
    if (typed.trim() === "") {
      take(clearable ? null : (value ?? null));
      return true;
    }
    if (match.only) {
      take(match.only.value);
      return true;
    }
    whenPointerIsUp(() => setProblem(whyNot(typed, match.shown, chosen)));
    return false;
  };
  // Before anybody else hears the key: a form that is sent by it must find the choice.
  const onKeyDownCapture = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape" && combobox.dropdownOpened) {
      event.preventDefault();
      event.stopPropagation();
      combobox.closeDropdown();
    }
    if (event.key !== "Enter" || event.nativeEvent.isComposing || typed === null) return;
    const sends = event.ctrlKey || event.metaKey;
    if (combobox.dropdownOpened && combobox.getSelectedOptionIndex() >= 0 && !sends) return;
    let settled = false;
    flushSync(() => {
      settled = settle();
    });
    if (sends && settled) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(next) => {
        take(next);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          autoComplete="off"
          {...(clearable && chosen && !rest.disabled
            ? { rightSection: <Combobox.ClearButton size="sm" aria-label="Clear" onClear={() => take(null)} /> }
            : { rightSection: <IconSelector size={16} aria-hidden />, rightSectionPointerEvents: "none" })}
          {...rest}
          error={(typed === null ? null : problem) ?? error}
          data-unreadable={typed === null ? undefined : true}
          value={typed ?? chosen?.label ?? ""}
          ref={merged}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setProblem(null);
            combobox.openDropdown();
          }}
          onFocus={(event) => {
            // What is typed next takes the place of the choice instead of being added to its words.
            event.currentTarget.select();
            rest.onFocus?.(event);
          }}
          onClick={(event) => {
            // So does what is typed after a text that was not understood. The browser puts the caret after this event, if at all.
            const input = event.currentTarget;
            if (typed === null || problem !== null) setTimeout(() => selectAgain(input));
            if (typed === null) combobox.toggleDropdown();
            else combobox.openDropdown();
            rest.onClick?.(event);
          }}
          onBlur={(event) => {
            settle();
            rest.onBlur?.(event);
          }}
          onKeyDownCapture={onKeyDownCapture}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options
          aria-label={typeof rest.label === "string" ? rest.label : rest["aria-label"]}
          mah={280}
          style={{ overflowY: "auto" }}
        >
          <Lines shown={match.shown} value={value ?? null} />
          {match.shown.length === 0 && (
            <Combobox.Empty>
              {typed === null ? "Nothing to choose from" : `Nothing begins with “${typed.trim()}”`}
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** What is being typed over the choice, and how a choice that arrives meanwhile gets on with it. */
function useTyped(value: string | null | undefined, label: string | undefined) {
  const input = useRef<HTMLInputElement>(null);
  /** What was typed over the choice; null while the field shows the choice itself. */
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    // A choice that came from elsewhere (a draft, a record that was loaded) takes the place of what was typed and left, never of
    // what is being typed.
    if (document.activeElement === input.current) return;
    setTyped(null);
    setProblem(null);
  }, [value]);
  useLayoutEffect(() => {
    // A proposal that arrives where somebody is about to type is marked, as on coming here: the next letter takes its place.
    if (typed === null && document.activeElement === input.current) input.current?.select();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- when the field shows another choice, and at no other time
  }, [label]);
  return { typed, setTyped, problem, setProblem, input };
}

function Lines({ shown, value }: { readonly shown: readonly Choice[]; readonly value: string | null }) {
  const groups = [...new Set(shown.map((choice) => choice.group))];
  const line = (choice: Choice) => (
    <Combobox.Option key={choice.value} value={choice.value} active={choice.value === value}>
      {choice.label}
    </Combobox.Option>
  );
  if (groups.length === 1 && groups[0] === undefined) return shown.map(line);
  return groups.map((group) => (
    <Combobox.Group key={group ?? ""} label={group}>
      {shown.filter((choice) => choice.group === group).map(line)}
    </Combobox.Group>
  ));
}

/** A click puts the caret between the letters; a stretch that was marked with the mouse stays. */
function selectAgain(input: HTMLInputElement): void {
  if (document.activeElement === input && input.selectionStart === input.selectionEnd) input.select();
}

function whyNot(typed: string, shown: readonly Choice[], stays: Choice | null): string {
  const text = typed.trim();
  const why =
    shown.length === 0
      ? `Nothing in the list begins with “${text}”.`
      : `“${text}” fits ${shown.length}: ${nameSome(shown)}.`;
  return `${why} Choose one.${stays ? ` It is still ${stays.label}.` : ""}`;
}

function nameSome(shown: readonly Choice[]): string {
  const first = shown.slice(0, 3).map((choice) => choice.label);
  return shown.length > 3 ? `${first.join(", ")} …` : first.join(" and ");
}
