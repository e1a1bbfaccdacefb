import type { NoteForm } from "@practicum/contracts/charting/note-templates";
import { noteSection, type NoteSection } from "@practicum/contracts/charting/notes";
import type { Answers, TemplateField } from "@practicum/contracts/charting/template-content";
import { answerOfText, answersOf } from "@practicum/note-templates/answer-text";
import { narrative, type NarrativeLine } from "@practicum/note-templates/narrative";
import { visibleFields } from "@practicum/note-templates/visible-fields";
import { useCallback, useMemo, useState } from "react";

/** A template in the note, with what is shown of it for the answers of this screen. */
export interface OpenForm {
  readonly form: NoteForm;
  readonly shown: readonly TemplateField[];
}

export interface NoteForms {
  readonly forms: readonly OpenForm[];
  /** By section: what the fields say, and how much this person has answered here. Undefined while the note has no template. */
  readonly fields: {
    readonly [S in NoteSection]?: { readonly lines: readonly NarrativeLine[]; readonly answered: number };
  };
  /** A field's answer as it is on this screen. */
  readonly onAnswer: (templateId: string, field: string, text: string, byHand: boolean) => void;
}

interface Local {
  readonly texts: { readonly [place: string]: string };
  readonly answered: number;
}

/** The templates of a note as they are on this screen, before what was answered has come back from the service. */
export function useNoteForms(kept: readonly NoteForm[]): NoteForms {
  const [local, setLocal] = useState<Local>({ texts: {}, answered: 0 });
  const onAnswer = useCallback((templateId: string, field: string, text: string, byHand: boolean) => {
    const place = `${templateId}.${field}`;
    setLocal((old) =>
      old.texts[place] === text && !byHand
        ? old
        : { texts: { ...old.texts, [place]: text }, answered: old.answered + (byHand ? 1 : 0) },
    );
  }, []);
  return useMemo(() => {
    const answered = kept.map((form) => ({ form, answers: answersHere(form, local) }));
    const lines = (section: NoteSection) =>
      answered.flatMap(({ form, answers }) => narrative(form.content, section, answers, `${form.templateId}:`));
    const fields = Object.fromEntries(
      noteSection.options.map((section) => [section, { lines: lines(section), answered: local.answered }]),
    );
    return {
      forms: answered.map(({ form, answers }) => ({ form, shown: visibleFields(form.content.fields, answers) })),
      fields: kept.length === 0 ? {} : fields,
      onAnswer,
    };
  }, [kept, local, onAnswer]);
}

function answersHere({ templateId, content, answers }: NoteForm, { texts }: Local): Answers {
  const saved = answersOf(answers);
  return Object.fromEntries(
    content.fields.flatMap(({ key }) => {
      const text = texts[`${templateId}.${key}`];
      const answer = text === undefined ? saved[key] : answerOfText(text);
      return answer === undefined ? [] : [[key, answer]];
    }),
  );
}
