import { TextInput, type TextInputProps } from "@mantine/core";
import { formatCents, parseCents, type Cents } from "@practicum/kernel/money";
import { useEffect, useState } from "react";
import { whenPointerIsUp } from "./pointer-up.ts";

interface Props extends Omit<TextInputProps, "value" | "onChange" | "defaultValue"> {
  readonly value?: Cents | null;
  readonly onChange: (value: Cents | null) => void;
}

function read(text: string): Cents | null {
  const parsed = parseCents(text);
  return parsed.ok ? parsed.value : null;
}

/** An amount in whole cents. A third decimal is refused, never rounded; what can't be read stays in the field. */
export function MoneyInput({ value = null, onChange, error, onBlur, ...rest }: Props) {
  const [text, setText] = useState(value === null ? "" : formatCents(value));
  const [left, setLeft] = useState(false);
  const unreadable = text.trim() !== "" && read(text) === null;
  useEffect(() => {
    setText((old) => (read(old) === value ? old : value === null ? "" : formatCents(value)));
  }, [value]);
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      placeholder="$0.00"
      styles={{ input: { textAlign: "right" } }}
      {...rest}
      value={text}
      data-unreadable={unreadable ? true : undefined}
      error={unreadable && left ? "Enter an amount in dollars and cents." : error}
      onChange={(event) => {
        setText(event.currentTarget.value);
        setLeft(false);
        onChange(read(event.currentTarget.value));
      }}
      onBlur={(event) => {
        const parsed = read(text);
        if (unreadable) whenPointerIsUp(() => setLeft(true));
        if (parsed !== null) setText(formatCents(parsed));
        onBlur?.(event);
      }}
    />
  );
}
