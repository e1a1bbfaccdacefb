import { Button, Group, TextInput } from "@mantine/core";
import { IconCircle, IconCircleCheckFilled, IconPlayerSkipForward } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { isSettled, type CheckState } from "./check-state.ts";

interface Props {
  readonly title: string;
  readonly state: CheckState;
  readonly onChange: (state: CheckState) => void;
  readonly doneLabel: string;
  /** The way to mend what is wrong. */
  readonly fix?: ReactNode;
  readonly skippable?: boolean;
  /** Done for good: something outside this form has happened, and only there is it taken back. */
  readonly final?: boolean;
  readonly children?: ReactNode;
}

/** A row of the check-in: ✓, Fix, Skip with a reason. */
export function CheckItem({
  title,
  state,
  onChange,
  doneLabel,
  fix,
  skippable = true,
  final = false,
  children,
}: Props) {
  const Glyph = state.done ? IconCircleCheckFilled : isSettled(state) ? IconPlayerSkipForward : IconCircle;
  const word = state.done ? "done" : isSettled(state) ? "skipped" : "open";
  return (
    <section className="w-panel" aria-label={`${title}: ${word}`}>
      <header>
        <strong style={{ display: "inline-flex", gap: 6, alignItems: "center" }}>
          <Glyph size={18} aria-hidden color={state.done ? "var(--mantine-color-green-7)" : undefined} />
          {title}
        </strong>
        <Group gap={6}>
          {fix}
          {skippable && !state.done && (
            <Button
              size="compact-sm"
              variant="default"
              aria-expanded={state.skippedBecause !== null}
              onClick={() => onChange({ done: false, skippedBecause: state.skippedBecause === null ? "" : null })}
            >
              Skip
            </Button>
          )}
          {!(final && state.done) && (
            <Button
              size="compact-sm"
              variant={state.done ? "default" : "light"}
              onClick={() => onChange({ done: !state.done, skippedBecause: null })}
            >
              {state.done ? "Undo" : doneLabel}
            </Button>
          )}
        </Group>
      </header>
      {children}
      {state.skippedBecause !== null && (
        <TextInput
          label={`Why is "${title}" skipped?`}
          required
          maxLength={200}
          mt="xs"
          value={state.skippedBecause}
          onChange={(event) => onChange({ done: false, skippedBecause: event.currentTarget.value })}
        />
      )}
    </section>
  );
}
