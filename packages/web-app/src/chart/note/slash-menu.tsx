import { useEffect, useRef } from "react";

/** What the menu offers: a text that is put in, or something to do. */
export interface SlashEntry {
  readonly label: string;
  /** Whose it is: "yours". Entries of one label differ in it. */
  readonly of?: string;
  readonly text?: string;
  readonly run?: () => void;
}

interface Props {
  readonly id: string;
  readonly entries: readonly SlashEntry[];
  readonly active: number;
  readonly onChoose: (entry: SlashEntry) => void;
}

/** The list under the text in which "/" was typed. The focus stays in the text: letters go on being typed there. */
export function SlashMenu({ id, entries, active, onChoose }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    frame.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div className="n-slash">
      <div ref={frame} id={id} role="listbox" aria-label="Insert" className="n-slash-menu">
        {entries.map((entry, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- its keys are the text field's
          <div
            key={`${entry.label} ${entry.of ?? ""}`}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            // The caret stays where it is.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(entry)}
          >
            {entry.label}
            {entry.of !== undefined && <small> {entry.of}</small>}
          </div>
        ))}
      </div>
    </div>
  );
}
