import type { PhraseField } from "@practicum/note-templates/phrase-fields";

interface Props {
  readonly field: PhraseField;
  readonly onAnswer: (choice: string) => void;
}

/** What the selected field of a phrase asks for; the focus stays in the text. */
export function PhraseAsks({ field: { asks, choices }, onAnswer }: Props) {
  return (
    <div className="n-asks" role="status">
      {choices.length === 0
        ? `Write: ${asks}.`
        : choices.map((choice, index) => (
            <button
              key={choice}
              type="button"
              tabIndex={-1}
              // The selection stays where it is.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onAnswer(choice)}
            >
              <span className="p-kbd">{index + 1}</span> {choice}
            </button>
          ))}
      <span className="c-dim">Tab: the next one</span>
    </div>
  );
}
