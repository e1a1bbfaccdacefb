import type { NoteSection } from "@practicum/contracts/charting/notes";
import { useEffect, useRef, type FocusEvent, type KeyboardEvent } from "react";
import { phrases } from "./phrases.ts";

export type SlashChoice =
  | { readonly kind: "diagnosis" | "procedure" | "order" | "vitals" | "slash" }
  | { readonly kind: "phrase"; readonly text: string };

interface Props {
  readonly section: NoteSection;
  readonly onChoose: (section: NoteSection, choice: SlashChoice) => void;
  /** Back to the text, with nothing put in. */
  readonly onClose: () => void;
}

/** What "/" offers, right under the section it was typed in: arrows or the first letter choose, Enter takes, Esc goes back. */
export function SlashMenu({ section, onChoose, onClose }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => frame.current?.querySelector<HTMLElement>("button")?.focus(), []);
  const entries: readonly (readonly [label: string, choice: SlashChoice])[] = [
    ["Diagnosis…", { kind: "diagnosis" }],
    ["Procedure or visit code…", { kind: "procedure" }],
    ["Medication order…", { kind: "order" }],
    ["Vital signs of the visit", { kind: "vitals" }],
    ...phrases[section].map((phrase) => [phrase.label, { kind: "phrase", text: phrase.text }] as const),
    ["Just a slash", { kind: "slash" }],
  ];
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const buttons = [...event.currentTarget.querySelectorAll("button")];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const to = (index: number) => buttons[(index + buttons.length) % buttons.length]?.focus();
    if (event.key === "ArrowDown") to(at + 1);
    else if (event.key === "ArrowUp") to(at - 1);
    else if (event.key === "Escape" || event.key === "Tab") onClose();
    else if (/^[a-z]$/i.test(event.key)) {
      const later = [...buttons.slice(at + 1), ...buttons.slice(0, at + 1)];
      later.find((button) => button.textContent?.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onBlur = (event: FocusEvent<HTMLDivElement>) => {
    if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) onClose();
  };
  return (
    <div className="e-slash">
      <div
        ref={frame}
        role="menu"
        tabIndex={-1}
        aria-label="Insert"
        className="e-slash-menu"
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      >
        {entries.map(([label, choice]) => (
          <button key={label} type="button" role="menuitem" tabIndex={-1} onClick={() => onChoose(section, choice)}>
            {label}
          </button>
        ))}
      </div>
    </div>
  );
}
