import { noteSection } from "@practicum/contracts/charting/notes";
import type { Answers, TemplateContent } from "@practicum/contracts/charting/template-content";
import { narrative } from "@practicum/note-templates/narrative";
import { missingFields, visibleFields } from "@practicum/note-templates/visible-fields";
import { useState } from "react";
import { Entry } from "../../../chart/note/fields/entry.tsx";
import "../../../chart/note/fields/fields.css";
import { nameOf, sectionLabels } from "./field-model.ts";

/** The template as it is filled in, to be tried: nothing of it is kept. */
export function TemplatePreview({ content }: { readonly content: TemplateContent }) {
  const [answers, setAnswers] = useState<Answers>({});
  const fields = content.fields.map((field, index) => ({ ...field, label: nameOf(field, index) }));
  const shown = visibleFields(fields, answers);
  const missing = missingFields(fields, answers);
  return (
    <article className="w-panel" aria-label="Preview">
      <header>
        <h2>Preview</h2>
        <small className="c-dim">Try it: nothing of it is kept.</small>
      </header>
      {noteSection.options.map((section) => {
        const here = shown.filter((field) => field.section === section);
        const lines = narrative(content, section, answers);
        if (here.length === 0) return null;
        return (
          <section key={section} aria-label={sectionLabels[section]}>
            <h3 className="nt-section">{sectionLabels[section]}</h3>
            <div className="nf-form">
              {here.map((field) => (
                <div key={field.key} className="nf-field">
                  <Entry
                    field={field}
                    answer={answers[field.key]}
                    onChange={(answer) =>
                      setAnswers((old) => {
                        const { [field.key]: _before, ...rest } = old;
                        return answer === null ? rest : { ...rest, [field.key]: answer };
                      })
                    }
                  />
                </div>
              ))}
            </div>
            {lines.length > 0 && <p className="nt-said">{lines.map((one) => one.text).join("\n")}</p>}
          </section>
        );
      })}
      <p className="c-dim">
        {missing.length === 0
          ? "Nothing stands in the way of the signature."
          : `Needed for the signature: ${missing.map((field) => field.label).join(", ")}.`}
      </p>
    </article>
  );
}
