import { TextInput, type TextInputProps } from "@mantine/core";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { useEffect, useState } from "react";
import { formatAge } from "./format.ts";
import { parseDateText, type DateSense } from "./parse-date.ts";
import { whenPointerIsUp } from "./pointer-up.ts";

interface Props extends Omit<TextInputProps, "value" | "onChange" | "defaultValue"> {
  readonly value?: LocalDate | null;
  readonly onChange: (value: LocalDate | null) => void;
  readonly today: LocalDate;
  readonly sense?: DateSense;
  /** Shows the age after the date, for birth dates. */
  readonly withAge?: boolean;
  /** What was left here earlier and could not be read. */
  readonly typed?: string | null;
  /** Hears of what can't be read, to keep it; null as soon as that is gone. */
  readonly onTyped?: ((text: string | null) => void) | undefined;
}

/** A date typed as people type it: `3/4/81`, `t-1`, `+6m`. What can't be read stays in the field, with an error beside it. */
export function DateInput({
  value = null,
  onChange,
  today,
  sense = "nearest",
  withAge = false,
  typed = null,
  onTyped,
  error,
  onBlur,
  onKeyDown,
  ...rest
}: Props) {
  const [text, setText] = useState(value ? formatDate(value) : (typed ?? ""));
  const [left, setLeft] = useState(!value && typed !== null);
  const unreadable = text.trim() !== "" && parseDateText(text, today, sense) === null;
  useEffect(() => {
    if (value) {
      setText((old) => (parseDateText(old, today, sense) === value ? old : formatDate(value)));
      setLeft(false);
    } else {
      setText((old) => (parseDateText(old, today, sense) ? "" : old));
    }
  }, [value, today, sense]);

  const settle = () => {
    const parsed = parseDateText(text, today, sense);
    if (unreadable) whenPointerIsUp(() => setLeft(true));
    if (parsed) setText(formatDate(parsed));
    if (parsed !== value) onChange(parsed);
  };
  return (
    <TextInput
      placeholder="MM/DD/YYYY"
      autoComplete="off"
      {...rest}
      value={text}
      data-unreadable={unreadable ? true : undefined}
      error={unreadable && left ? "Enter a date that exists, as MM/DD/YYYY." : error}
      rightSection={
        withAge && value ? <span style={{ whiteSpace: "nowrap" }}>{formatAge(value, today)}</span> : rest.rightSection
      }
      rightSectionWidth={withAge ? 52 : rest.rightSectionWidth}
      onChange={(event) => {
        setText(event.currentTarget.value);
        setLeft(false);
        const parsed = parseDateText(event.currentTarget.value, today, sense);
        onTyped?.(parsed === null && event.currentTarget.value.trim() !== "" ? event.currentTarget.value : null);
        if (parsed !== value) onChange(parsed);
      }}
      onBlur={(event) => {
        settle();
        onBlur?.(event);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") settle();
        onKeyDown?.(event);
      }}
    />
  );
}
