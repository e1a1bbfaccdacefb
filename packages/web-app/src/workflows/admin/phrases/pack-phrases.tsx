import { Button } from "@mantine/core";
import { noteSection } from "@practicum/contracts/charting/notes";
import { packPhrases } from "@practicum/note-templates/packs/phrases";
import { sectionLabels } from "../note-templates/field-model.ts";
import { isSought, type PhraseContent } from "./phrase-words.ts";

interface Props {
  readonly sought: string;
  /** Absent where nobody writes phrases of the own. */
  readonly onCopy?: (content: PhraseContent) => void;
}

/** The phrases that every practice has: they stay as they are, and are a beginning for others. */
export function PackPhrases({ sought, onCopy }: Props) {
  const found = noteSection.options.flatMap((section) =>
    packPhrases[section]
      .map((one) => ({ ...one, sections: [section], language: "en" as const, active: true }))
      .filter((one) => isSought(one, sought)),
  );
  if (found.length === 0) return null;
  return (
    <section className="w-panel" aria-label="Phrases that come with Practicum" style={{ marginTop: 16 }}>
      <header>
        <h2>Come with Practicum</h2>
        <small className="c-dim">Offered after yours and the practice’s.</small>
      </header>
      <ul className="c-list">
        {found.map((one) => (
          <li key={`${one.sections[0]} ${one.name}`}>
            <span className="ph-pack">
              <b>{one.name}</b> <span className="c-dim">{one.sections.map((of) => sectionLabels[of]).join()}</span>
              <br />
              {one.text}
            </span>
            {onCopy && (
              <Button size="compact-xs" variant="default" aria-label={`Copy “${one.name}”`} onClick={() => onCopy(one)}>
                Copy
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
