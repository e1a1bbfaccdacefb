import { Textarea } from "@mantine/core";
import { useState } from "react";

interface Props {
  readonly label: string;
  readonly description?: string;
  readonly text: string;
  readonly onRead: (text: string) => void;
  /** Why something of it is not read. */
  readonly faultOf?: (text: string) => string | null;
}

/** Lines as they are typed, read at each keystroke: what can't be read yet stays in the field, with why. */
export function TypedLines({ label, description, text, onRead, faultOf = () => null }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const fault = typed === null ? null : faultOf(typed);
  return (
    <Textarea
      size="xs"
      label={label}
      description={description}
      autosize
      minRows={2}
      maxRows={14}
      value={typed ?? text}
      error={fault ?? undefined}
      data-unreadable={fault === null ? undefined : true}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        onRead(value);
      }}
      onBlur={() => fault === null && setTyped(null)}
    />
  );
}
