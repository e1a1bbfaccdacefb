import type { Encounter } from "@practicum/contracts/charting/encounters";
import type { NoteSection } from "@practicum/contracts/charting/notes";
import type { TemplateField } from "@practicum/contracts/charting/template-content";
import type { Marked } from "@practicum/note-templates/carried";
import { FormFields } from "../../chart/note/fields/form-fields.tsx";
import type { NoteForms } from "../../chart/note/fields/use-note-forms.ts";
import { BookedFor } from "../../chart/note/booked-for.tsx";
import { MarkedText } from "../../chart/note/marked-text.tsx";
import type { PutIn } from "../../chart/note/put-in.ts";
import { SectionEditor } from "../../chart/note/section-editor.tsx";
import type { SlashEntry } from "../../chart/note/slash-menu.tsx";
import { HistoryLink } from "../../chart/note/history-link.tsx";
import type { SaveState } from "@practicum/ui/saved-state.tsx";

export const sectionNames: readonly (readonly [section: NoteSection, label: string, rows: number])[] = [
  ["reason", "Reason for visit", 1],
  ["hpi", "History of present illness", 4],
  ["ros", "Review of systems", 2],
  ["exam", "Exam", 4],
  ["assessment", "Assessment", 3],
  ["plan", "Plan", 4],
];

export interface Insertion extends PutIn {
  readonly section: NoteSection;
}

interface Props {
  readonly encounter: Encounter;
  readonly mayWrite: (section: NoteSection) => boolean;
  readonly insertion: Insertion | null;
  readonly slash: { readonly [S in NoteSection]: readonly SlashEntry[] };
  readonly onSaveState: (place: string, state: SaveState) => void;
  readonly forms: NoteForms;
  readonly mayAnswer: (field: TemplateField) => boolean;
  readonly onInsert: (section: NoteSection, text: string) => void;
}

/** The note, one section after the other on one page; what one may not write is read. */
export function NoteFields(props: Props) {
  const { encounter, mayWrite, insertion, slash, onSaveState, onInsert, forms, mayAnswer } = props;
  const { encounterId } = encounter;
  const fieldsOf = (section: NoteSection) => (
    <FormFields
      encounterId={encounterId}
      forms={forms}
      of={(field) => field.section === section}
      mayAnswer={mayAnswer}
      onSaveState={onSaveState}
    />
  );
  return (
    <>
      {sectionNames.map(([section, label, rows]) =>
        mayWrite(section) ? (
          <div key={section}>
            {section === "reason" && encounter.sections.reason.text === "" && (
              <BookedFor appointmentId={encounter.appointmentId} onUse={(text) => onInsert("reason", text)} />
            )}
            {fieldsOf(section)}
            <SectionEditor
              encounterId={encounterId}
              section={section}
              label={label}
              rows={rows}
              stored={encounter.sections[section]}
              insertion={insertion?.section === section ? insertion : null}
              slash={slash[section]}
              onSaveState={onSaveState}
              {...(forms.fields[section] ? { fields: forms.fields[section] } : {})}
            />
          </div>
        ) : (
          <div key={section}>
            {fieldsOf(section)}
            <ReadSection
              encounterId={encounterId}
              section={section}
              label={label}
              stored={encounter.sections[section]}
            />
          </div>
        ),
      )}
    </>
  );
}

interface ReadProps {
  readonly encounterId: string;
  readonly section: NoteSection;
  readonly label: string;
  readonly stored: Marked & { readonly version: number };
}

export function ReadSection({ encounterId, section, label, stored }: ReadProps) {
  return (
    <section className="n-section" data-field={`section.${section}`} aria-label={label}>
      <div className="n-section-head">
        <span>{label}</span>
        <HistoryLink encounterId={encounterId} section={section} label={label} version={stored.version} />
      </div>
      <div className="e-read">
        {stored.text === "" ? (
          <span className="c-dim">Nothing written.</span>
        ) : (
          <MarkedText text={stored.text} carried={stored.carried} />
        )}
      </div>
    </section>
  );
}
