import type { TemplateField } from "@practicum/contracts/charting/template-content";
import type { SaveState } from "@practicum/ui/saved-state.tsx";
import { wordsOf } from "@practicum/note-templates/narrative";
import { FieldEntry } from "./field-entry.tsx";
import "./fields.css";
import type { NoteForms } from "./use-note-forms.ts";

interface Props {
  readonly encounterId: string;
  readonly forms: NoteForms;
  /** Which of the fields stand here. */
  readonly of: (field: TemplateField) => boolean;
  /** What one may not answer is read. */
  readonly mayAnswer: (field: TemplateField) => boolean;
  readonly onSaveState?: (place: string, state: SaveState) => void;
}

/** Fields of the note's templates, as they stand in a section: each with its label, in the template's order. */
export function FormFields({ encounterId, forms, of, mayAnswer, onSaveState }: Props) {
  return forms.forms.map(({ form, shown }) => {
    const here = shown.filter(of);
    if (here.length === 0) return null;
    return (
      <div key={form.templateId} className="nf-form" role="group" aria-label={form.name}>
        {forms.forms.length > 1 && <div className="nf-name">{form.name}</div>}
        {here.map((field) => {
          const saved = form.answers.find((one) => one.field === field.key);
          return mayAnswer(field) ? (
            <FieldEntry
              key={field.key}
              encounterId={encounterId}
              templateId={form.templateId}
              field={field}
              saved={saved}
              onAnswer={forms.onAnswer}
              onSaveState={onSaveState}
            />
          ) : (
            <div key={field.key} className="nf-field" data-field={`field.${form.templateId}.${field.key}`}>
              <span className="nf-label">{field.label}</span>
              <span>{wordsOf(field, saved?.answer ?? undefined) ?? <span className="c-dim">Not answered</span>}</span>
            </div>
          );
        })}
      </div>
    );
  });
}
