/** Hand-overs of a tablet (SCH-160), pictures of cards (SCH-174), consents to be reached (SCH-173), forms and what was signed (SCH-171). */
export const KIOSK: readonly string[] = [
  `create table kiosk_handover (
    handover_id uuid primary key,
    appointment_id uuid not null references appointment,
    patient_id uuid not null references patient,
    state text not null check (state in ('waiting', 'open', 'sent', 'ended')),
    code_hash text not null,
    code_until timestamptz not null,
    tries integer not null default 0,
    made_at timestamptz not null,
    made_by text not null,
    opened_at timestamptz,
    session_id text,
    heard_at timestamptz,
    step text,
    language text,
    sent_at timestamptz,
    answers jsonb,
    history jsonb,
    settled jsonb not null default '{}',
    ended_because text,
    reconciled_at timestamptz,
    reconciled_by text,
    check ((state = 'sent') = (sent_at is not null)),
    check (state in ('waiting', 'ended') or session_id is not null)
  )`,
  // A code that waits is one visit's, and a visit has one tablet at a time.
  `create unique index kiosk_code_once on kiosk_handover (code_hash) where state = 'waiting'`,
  `create unique index kiosk_visit_once on kiosk_handover (appointment_id) where state in ('waiting', 'open')`,
  `create index kiosk_handover_visit on kiosk_handover (appointment_id, made_at)`,
  `create index kiosk_handover_patient on kiosk_handover (patient_id, sent_at)`,
  `create table kiosk_picture (
    picture_id uuid primary key,
    handover_id uuid not null references kiosk_handover,
    patient_id uuid not null references patient,
    side text not null check (side in ('front', 'back')),
    coverage_id uuid,
    jpeg text not null,
    sha256 text not null,
    taken_at timestamptz not null
  )`,
  `create index kiosk_picture_handover on kiosk_picture (handover_id)`,
  `create index kiosk_picture_patient on kiosk_picture (patient_id)`,
  `create table contact_consent (
    patient_id uuid not null references patient,
    channel text not null check (channel in ('call', 'voicemail', 'text', 'email')),
    allowed boolean not null,
    said_at timestamptz not null,
    by text not null,
    primary key (patient_id, channel)
  )`,
  `create table consent_form (
    form_id uuid not null,
    version integer not null,
    kind text not null,
    title_en text not null,
    title_es text not null,
    body_en text not null,
    body_es text not null,
    months integer,
    active boolean not null,
    saved_at timestamptz not null,
    saved_by text not null,
    primary key (form_id, version)
  )`,
  `create table signed_consent (
    consent_id uuid primary key,
    patient_id uuid not null references patient,
    handover_id uuid references kiosk_handover,
    form_id uuid not null,
    version integer not null,
    language text not null check (language in ('en', 'es')),
    signed_name text not null,
    signature jsonb not null,
    signed_at timestamptz not null,
    received_at timestamptz not null,
    until date,
    signature_sha256 text not null,
    seal_sha256 text not null,
    foreign key (form_id, version) references consent_form
  )`,
  `create index signed_consent_patient on signed_consent (patient_id, signed_at)`,
  ...usualForms(),
];

interface UsualForm {
  readonly id: string;
  readonly kind: string;
  readonly months: number | null;
  readonly en: readonly [title: string, body: string];
  readonly es: readonly [title: string, body: string];
}

/** What a practice has signed as a rule, in our own words; a practice changes them to what its lawyer says. */
function usualForms(): string[] {
  const forms: readonly UsualForm[] = [
    {
      id: "0190c0de-0000-7000-8000-000000000001",
      kind: "treatment",
      months: 12,
      en: [
        "Consent to treatment",
        "I agree to be examined and treated by the clinicians of this practice. They will explain what they find, what they propose, and what else could be done, and I may ask questions or say no at any time.\n\nI understand that no result can be promised. I may take this consent back at any time by telling the practice.",
      ],
      es: [
        "Consentimiento para recibir tratamiento",
        "Acepto que los profesionales clínicos de este consultorio me examinen y me traten. Me explicarán lo que encuentren, lo que proponen y qué otras opciones hay, y puedo hacer preguntas o decir que no en cualquier momento.\n\nEntiendo que no se puede prometer ningún resultado. Puedo retirar este consentimiento en cualquier momento si se lo comunico al consultorio.",
      ],
    },
    {
      id: "0190c0de-0000-7000-8000-000000000002",
      kind: "privacy-notice",
      months: null,
      en: [
        "Receipt of the privacy notice",
        "I was offered a copy of this practice's Notice of Privacy Practices. It says how health information about me may be used and shared, and what my rights are.\n\nSigning says that I was offered the notice. It does not say that I agree with it, and I am treated whether I sign or not.",
      ],
      es: [
        "Recibo del aviso de privacidad",
        "Se me ofreció una copia del Aviso de Prácticas de Privacidad de este consultorio. Explica cómo se puede usar y compartir mi información de salud y cuáles son mis derechos.\n\nMi firma indica que se me ofreció el aviso. No significa que esté de acuerdo con él, y recibiré atención aunque no firme.",
      ],
    },
    {
      id: "0190c0de-0000-7000-8000-000000000003",
      kind: "financial",
      months: 12,
      en: [
        "Financial responsibility",
        "I ask my insurance to pay this practice directly for my care. I understand that I may owe a copay, a deductible, coinsurance, and services that my insurance does not cover.\n\nI may ask what a service will cost before I receive it.",
      ],
      es: [
        "Responsabilidad financiera",
        "Pido a mi seguro que pague directamente a este consultorio por mi atención. Entiendo que es posible que deba un copago, un deducible, un coseguro y los servicios que mi seguro no cubra.\n\nPuedo preguntar cuánto costará un servicio antes de recibirlo.",
      ],
    },
  ];
  const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`;
  return forms.map(
    ({ id, kind, months, en, es }) => `insert into consent_form
      (form_id, version, kind, title_en, title_es, body_en, body_es, months, active, saved_at, saved_by)
      values (${[id, "1", kind, en[0], es[0], en[1], es[1]].map(quoted).join(", ").replace("'1'", "1")},
        ${months ?? "null"}, true, '2026-11-29T00:00:00Z', 'Practicum')`,
  );
}
