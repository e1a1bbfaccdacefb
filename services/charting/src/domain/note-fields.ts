import type { NoteForm } from "@practicum/contracts/charting/note-templates";
import type { NoteSection } from "@practicum/contracts/charting/notes";
import type { z } from "zod";
import type { gateItem, OthersEntry } from "@practicum/contracts/charting/signing";
import { answersOf } from "@practicum/note-templates/answer-text";
import { narrative, wordsOf, type NarrativeLine } from "@practicum/note-templates/narrative";
import { missingFields, visibleFields } from "@practicum/note-templates/visible-fields";
import { changedSince, isBehind, type Woven } from "@practicum/note-templates/weave";
import { noteSections, sectionLabels } from "./note-sections.ts";

type GateItem = z.output<typeof gateItem>;

/** What the fields of a note's templates say of a section, a line each. */
function linesOf(forms: readonly NoteForm[], section: NoteSection): NarrativeLine[] {
  return forms.flatMap(({ templateId, content, answers }) =>
    narrative(content, section, answersOf(answers), `${templateId}:`),
  );
}

/**
 * What the fields say to the signature: a required one that is shown and not answered stops it (CHT-352); text that does not say what the
 * fields say is to be mended first (CHT-353).
 */
export function fieldItems(forms: readonly NoteForm[], sections: { readonly [S in NoteSection]: Woven }): GateItem[] {
  const missing = forms.flatMap(({ templateId, name, content, answers }) =>
    missingFields(content.fields, answersOf(answers)).map(({ key, label, section }): GateItem => ({
      severity: "stop",
      code: "field-missing",
      message: `${sectionLabels[section]}: “${label}” is not answered (${name}).`,
      target: `field:${templateId}.${key}`,
    })),
  );
  const behind = noteSections
    .filter((section) => {
      const now = linesOf(forms, section);
      return isBehind(sections[section], now) || changedSince(sections[section], now).length > 0;
    })
    .map((section): GateItem => ({
      severity: "fix",
      code: "text-behind-fields",
      message: `${sectionLabels[section]}: the text does not say what its fields say now.`,
      target: `section:${section}`,
    }));
  return [...missing, ...behind];
}

/** The templates with what is shown and answered, and nothing else of what was typed. */
export function shownForms(forms: readonly NoteForm[]): NoteForm[] {
  return forms.map((form) => {
    const shown = visibleFields(form.content.fields, answersOf(form.answers)).map(({ key }) => key);
    return { ...form, answers: form.answers.filter((one) => one.answer !== null && shown.includes(one.field)) };
  });
}

/** What the signature seals of the fields: what was answered and shown, with who answered. */
export function sealedForms(forms: readonly NoteForm[]): object[] {
  return shownForms(forms).map(({ templateId, version, name, content, answers }) => ({
    templateId,
    version,
    name,
    answers: answers.flatMap((saved) => {
      const field = content.fields.find((one) => one.key === saved.field);
      return field && saved.answer ? [{ label: field.label, words: wordsOf(field, saved.answer), ...saved }] : [];
    }),
  }));
}

interface Found {
  readonly id: string | null;
  readonly entry: OthersEntry;
}

/** What each person answered, a line a template and person: another answer makes another line of it (CHT-114). What rooming fills in is not asked for. */
export function answerEntries(forms: readonly NoteForm[]): Found[] {
  return forms.flatMap(({ templateId, name, content, answers }) => {
    const given = answers.filter((one) => one.answer !== null);
    const people = [...new Set(given.map((one) => one.savedById))];
    return people.map((id): Found => {
      const own = given.filter((one) => one.savedById === id);
      const last = own.toSorted((a, b) => (a.savedAt < b.savedAt ? 1 : -1))[0];
      const rooming = (key: string) => content.fields.find((field) => field.key === key)?.rooming === true;
      return {
        id,
        entry: {
          key: `fields:${templateId}:${id.slice(0, 8)}@${own.reduce((sum, one) => sum + one.version, own.length)}`,
          what: `${name}: ${own.length === 1 ? "one field" : `${own.length} fields`}`,
          by: last?.savedBy ?? "",
          at: last?.savedAt ?? null,
          asks: !own.every(({ field }) => rooming(field)),
          target: `field:${templateId}.${own[0]?.field ?? ""}`,
        },
      };
    });
  });
}
