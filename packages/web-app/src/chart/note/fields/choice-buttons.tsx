import { useRef, type KeyboardEvent } from "react";

interface Choice {
  readonly key: string;
  readonly label: string;
}

interface Props {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  /** Several can be chosen. */
  readonly several?: boolean;
  readonly required?: boolean;
  /** What was chosen, toggled; null clears. */
  readonly onChoose: (key: string | null) => void;
  /** After a digit chose one of a single choice. */
  readonly onDone?: (() => void) | undefined;
}

/** Answers to choose from, all in sight: a digit chooses, the arrows move, Backspace takes back. One stop of the Tab key. */
export function ChoiceButtons({ label, choices, chosen, several = false, required = false, onChoose, onDone }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const focusAt = (index: number) => {
    const buttons = frame.current?.querySelectorAll<HTMLButtonElement>("button") ?? [];
    buttons[(index + buttons.length) % buttons.length]?.focus();
  };
  const first = Math.max(
    0,
    choices.findIndex(({ key }) => chosen.includes(key)),
  );
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = [...(frame.current?.querySelectorAll("button") ?? [])].indexOf(
      document.activeElement as HTMLButtonElement,
    );
    const digit = /^[1-9]$/.test(event.key) ? choices[Number(event.key) - 1] : undefined;
    if (digit) {
      // Who types the same answer once more means it: of a single choice a digit never takes back.
      if (several || !chosen.includes(digit.key)) onChoose(digit.key);
      focusAt(Number(event.key) - 1);
      onDone?.();
    } else if (event.key === "ArrowRight" || event.key === "ArrowDown") focusAt(at + 1);
    else if (event.key === "ArrowLeft" || event.key === "ArrowUp") focusAt(at - 1);
    else if (event.key === "Backspace" || event.key === "Delete") onChoose(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={frame}
      role={several ? "group" : "radiogroup"}
      aria-label={label}
      aria-required={!several && required ? true : undefined}
      className="nf-choices"
    >
      {choices.map(({ key, label: words }, index) => (
        <button
          key={key}
          type="button"
          role={several ? "checkbox" : "radio"}
          aria-checked={chosen.includes(key)}
          aria-label={words}
          tabIndex={index === first ? 0 : -1}
          className="nf-choice"
          onClick={() => onChoose(key)}
          onKeyDown={onKeyDown}
        >
          {index < 9 && (
            <span className="nf-digit" aria-hidden>
              {index + 1}
            </span>
          )}
          {words}
        </button>
      ))}
    </div>
  );
}
