import type { Encounter } from "@practicum/contracts/charting/encounters";
import { wordsOf } from "@practicum/note-templates/narrative";
import { placeOf } from "../../chart/note/fields/field-entry.tsx";
import "../../chart/note/fields/fields.css";

/** What was answered in the templates that a signed note was made with. */
export function AnsweredForms({ forms }: Pick<Encounter, "forms">) {
  return forms.map(({ templateId, name, content, answers }) => (
    <section key={templateId} className="w-panel" aria-label={name} style={{ marginBottom: 12 }}>
      <header>
        <h2>{name}</h2>
      </header>
      {content.fields.map((field) => {
        const words = wordsOf(field, answers.find((one) => one.field === field.key)?.answer ?? undefined);
        return words === null ? null : (
          <div key={field.key} className="nf-field" data-field={`field.${templateId}.${field.key}`}>
            <span className="nf-label">{field.label}</span>
            <span>{words}</span>
          </div>
        );
      })}
    </section>
  ));
}

/** Where a browser may have kept what was entered. */
export function fieldPlaces({ forms }: Pick<Encounter, "forms">): string[] {
  return forms.flatMap(({ templateId, content }) => content.fields.map(({ key }) => placeOf(templateId, key)));
}
