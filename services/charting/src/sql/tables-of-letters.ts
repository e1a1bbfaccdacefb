import type { letterKind, letterWay } from "@practicum/contracts/charting/letters";
import type { Instant } from "@practicum/kernel/instant";
import type { GeneratedAlways } from "kysely";
import type { z } from "zod";

type Kind = z.output<typeof letterKind>;

interface Template {
  readonly kind: Kind;
  readonly language: "en" | "es";
  readonly name: string;
  readonly title: string;
  readonly body: string;
}

const away = {
  en: `Please excuse the absence from {{away.from}} through {{away.through}}.\nOn return, please observe: {{limits}}`,
  es: `Le rogamos que disculpe la ausencia desde el {{away.from}} hasta el {{away.through}}.\nAl regresar, por favor observe: {{limits}}`,
};
const call = {
  en: `Call {{practice.name}} at the number above if you want to make sure that this letter is ours.`,
  es: `Llame a {{practice.name}} al número de arriba si desea confirmar que esta carta es nuestra.`,
};

/** What every practice begins with, in our own words; each practice changes them. An excuse says nothing of why. */
const BEGIN: readonly Template[] = [
  {
    kind: "work-excuse",
    language: "en",
    name: "Work excuse",
    title: "Work excuse",
    body: `To whom it may concern:\n\n{{patient.name}} was seen in our office on {{visit.date}}.\n${away.en}\n\n${call.en}`,
  },
  {
    kind: "work-excuse",
    language: "es",
    name: "Justificante para el trabajo",
    title: "Justificante para el trabajo",
    body: `A quien corresponda:\n\n{{patient.name}} fue atendido/a en nuestro consultorio el {{visit.date}}.\n${away.es}\n\n${call.es}`,
  },
  {
    kind: "school-excuse",
    language: "en",
    name: "School excuse",
    title: "School excuse",
    body: `To the school:\n\n{{patient.name}} was seen in our office on {{visit.date}}.\n${away.en}\n\n${call.en}`,
  },
  {
    kind: "school-excuse",
    language: "es",
    name: "Justificante para la escuela",
    title: "Justificante para la escuela",
    body: `A la escuela:\n\n{{patient.name}} fue atendido/a en nuestro consultorio el {{visit.date}}.\n${away.es}\n\n${call.es}`,
  },
  {
    kind: "referral",
    language: "en",
    name: "Referral letter",
    title: "Referral",
    body: `To: {{recipient}}\n\nThank you for seeing {{patient.name}}, born {{patient.birth-date}}, whom {{visit.provider}} saw on {{visit.date}}.\n\n{{question}}\n\nDiagnoses: {{visit.diagnoses}}\nProblems: {{problems}}\nMedications: {{medications}}\nAllergies: {{allergies}}\n\nReferral number {{referral.number}}, good from {{referral.from}} through {{referral.until}}.\n\nPlease send your report to {{practice.name}}.`,
  },
  {
    kind: "referral",
    language: "es",
    name: "Carta de referencia",
    title: "Referencia",
    body: `Para: {{recipient}}\n\nGracias por atender a {{patient.name}}, fecha de nacimiento {{patient.birth-date}}, a quien {{visit.provider}} vio el {{visit.date}}.\n\n{{question}}\n\nDiagnósticos: {{visit.diagnoses}}\nProblemas: {{problems}}\nMedicinas: {{medications}}\nAlergias: {{allergies}}\n\nReferencia número {{referral.number}}, válida del {{referral.from}} al {{referral.until}}.\n\nPor favor envíe su informe a {{practice.name}}.`,
  },
];

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** CHT-245 to CHT-251. A template and what was sent are only added to; a signed letter does not change but to be struck. */
export const LETTERS: readonly string[] = [
  `create table letter_template (
    template_id uuid not null,
    version integer not null check (version > 0),
    name text not null,
    kind text not null check (kind in ('work-excuse', 'school-excuse', 'referral', 'other')),
    language text not null check (language in ('en', 'es')),
    title text not null,
    body text not null,
    active boolean not null,
    saved_at timestamptz not null,
    saved_by text not null,
    primary key (template_id, version)
  )`,
  `create trigger keep_added before update or delete on letter_template for each row execute function keep_added()`,
  ...BEGIN.map(
    ({ kind, language, name, title, body }, index) =>
      `insert into letter_template (template_id, version, name, kind, language, title, body, active, saved_at, saved_by) values
        ('00000000-0000-4000-8000-0000000000${10 + index}', 1, ${[name, kind, language, title, body].map(quoted).join(", ")}, true, '2026-11-01T00:00:00Z', 'Practicum')`,
  ),
  `create table letter (
    letter_id uuid primary key,
    place bigint generated always as identity,
    patient_id uuid not null,
    encounter_id uuid references encounter,
    template_id uuid not null,
    template_version integer not null,
    kind text not null,
    language text not null,
    recipient text not null,
    title text not null,
    text text not null,
    version integer not null,
    written_at timestamptz not null,
    written_by text not null,
    signed_at timestamptz,
    signed_by text,
    document_id uuid references document,
    struck_at timestamptz,
    struck_by text,
    strike_reason text,
    foreign key (template_id, template_version) references letter_template
  )`,
  `create index letter_patient on letter (patient_id, place desc)`,
  `create function keep_signed_letter() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' or (old.signed_at is not null
      and to_jsonb(new) - array['struck_at', 'struck_by', 'strike_reason'] <> to_jsonb(old) - array['struck_at', 'struck_by', 'strike_reason'])
    then
      raise exception 'a letter is not deleted, and what is signed does not change';
    end if;
    return new;
  end $$`,
  `create trigger keep_signed_letter before update or delete on letter for each row execute function keep_signed_letter()`,
  `create table letter_sending (
    sending_id uuid primary key,
    place bigint generated always as identity,
    letter_id uuid not null references letter,
    way text not null check (way in ('hand', 'mail', 'fax')),
    recipient text not null,
    at timestamptz not null,
    by_name text not null
  )`,
  `create index letter_sending_letter on letter_sending (letter_id, place desc)`,
  `create trigger keep_added before update or delete on letter_sending for each row execute function keep_added()`,
];

export interface LetterTables {
  readonly letter_template: {
    readonly template_id: string;
    readonly version: number;
    readonly name: string;
    readonly kind: Kind;
    readonly language: "en" | "es";
    readonly title: string;
    readonly body: string;
    readonly active: boolean;
    readonly saved_at: Instant;
    readonly saved_by: string;
  };
  readonly letter: {
    readonly letter_id: string;
    readonly place: GeneratedAlways<number>;
    readonly patient_id: string;
    readonly encounter_id: string | null;
    readonly template_id: string;
    readonly template_version: number;
    readonly kind: Kind;
    readonly language: "en" | "es";
    readonly recipient: string;
    readonly title: string;
    readonly text: string;
    readonly version: number;
    readonly written_at: Instant;
    readonly written_by: string;
    readonly signed_at: Instant | null;
    readonly signed_by: string | null;
    readonly document_id: string | null;
    readonly struck_at: Instant | null;
    readonly struck_by: string | null;
    readonly strike_reason: string | null;
  };
  readonly letter_sending: {
    readonly sending_id: string;
    readonly place: GeneratedAlways<number>;
    readonly letter_id: string;
    readonly way: z.output<typeof letterWay>;
    readonly recipient: string;
    readonly at: Instant;
    readonly by_name: string;
  };
}
