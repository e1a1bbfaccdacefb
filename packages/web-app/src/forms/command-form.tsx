import { Button, Group } from "@mantine/core";
import { useKeys } from "@practicum/ui/keys.ts";
import { Notice } from "@practicum/ui/states.tsx";
import type { CSSProperties, ReactNode } from "react";
import { DraftNotice } from "./draft-notice.tsx";
import type { CommandFormControl } from "./use-command-form.ts";

interface Props<Values> {
  /** From `useCommandForm`. */
  readonly of: CommandFormControl<Values>;
  readonly label: string;
  /** What its button says. */
  readonly action: string;
  readonly size?: "xs" | "sm";
  /** The stable name of its button, for lessons that point at it. */
  readonly guide?: string;
  /** Nothing can be sent yet. */
  readonly disabled?: boolean;
  /** With it there is a Cancel, which drops what was typed. */
  readonly onCancel?: (() => void) | undefined;
  readonly className?: string;
  readonly style?: CSSProperties;
  /** Of which record its fields are, for links that lead to them. */
  readonly dataOf?: string;
  /** Beside the buttons. */
  readonly foot?: ReactNode;
  /** Under the buttons. */
  readonly below?: ReactNode;
  /** In words of its own instead of the error's. */
  readonly problem?: ReactNode;
  readonly children: ReactNode;
}

/** The form of one command: what went wrong and what is restored stand above its fields, its buttons under them. Ctrl+Enter sends it. */
export function CommandForm<Values>(props: Props<Values>) {
  const { of, label, action, size = "sm", disabled = false, onCancel, children } = props;
  const send = () => {
    if (!disabled) void of.submit();
  };
  const onKeyDown = useKeys({ "mod+Enter": send });
  const problem = props.problem ?? of.problem;
  return (
    <form
      ref={of.frame}
      noValidate
      className={`p-form ${props.className ?? ""}`}
      style={props.style}
      data-of={props.dataOf}
      aria-label={label}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        send();
      }}
    >
      {problem && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      <DraftNotice draft={of.draft} words={of.words} />
      {children}
      <Group gap="xs">
        <Button type="submit" data-guide={props.guide} size={size} loading={of.pending} disabled={disabled}>
          {action}
        </Button>
        {onCancel && (
          <Button
            size={size}
            variant="default"
            onClick={() => {
              of.leave();
              onCancel();
            }}
          >
            Cancel
          </Button>
        )}
        {props.foot}
      </Group>
      {props.below}
    </form>
  );
}
