import type { ConsentForm, SignatureGiven } from "@practicum/contracts/scheduling/consents";
import type {
  ContactChannel,
  KioskAnswers,
  KioskHistory,
  KioskLanguage,
  KioskStep,
} from "@practicum/contracts/scheduling/kiosk";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";

/** What somebody answered to one difference; `old` is there while it is taken over, to be given back. */
export interface SettledField {
  readonly answer: "accepted" | "kept";
  readonly by: string;
  readonly at: Instant;
  readonly old?: unknown;
}

/** What the desk may read of a filled form; what is for the clinicians stands in a column of its own. */
export type DeskAnswers = Omit<KioskAnswers, "history" | "consents">;

/** What each is for stands in `migration-kiosk.ts`. */
export interface KioskTables {
  readonly kiosk_handover: {
    readonly handover_id: string;
    readonly appointment_id: string;
    readonly patient_id: string;
    readonly state: "waiting" | "open" | "sent" | "ended";
    readonly code_hash: string;
    readonly code_until: Instant;
    readonly tries: number;
    readonly made_at: Instant;
    readonly made_by: string;
    readonly opened_at: Instant | null;
    readonly session_id: string | null;
    readonly heard_at: Instant | null;
    readonly step: KioskStep | null;
    readonly language: KioskLanguage | null;
    readonly sent_at: Instant | null;
    readonly answers: DeskAnswers | null;
    readonly history: KioskHistory | null;
    readonly settled: { readonly [field: string]: SettledField };
    readonly ended_because: string | null;
    readonly reconciled_at: Instant | null;
    readonly reconciled_by: string | null;
  };
  readonly kiosk_picture: {
    readonly picture_id: string;
    readonly handover_id: string;
    readonly patient_id: string;
    readonly side: "front" | "back";
    readonly coverage_id: string | null;
    readonly jpeg: string;
    readonly sha256: string;
    readonly taken_at: Instant;
  };
  readonly contact_consent: {
    readonly patient_id: string;
    readonly channel: ContactChannel;
    readonly allowed: boolean;
    readonly said_at: Instant;
    readonly by: string;
  };
  readonly consent_form: {
    readonly form_id: string;
    readonly version: number;
    readonly kind: ConsentForm["kind"];
    readonly title_en: string;
    readonly title_es: string;
    readonly body_en: string;
    readonly body_es: string;
    readonly months: number | null;
    readonly active: boolean;
    readonly saved_at: Instant;
    readonly saved_by: string;
    readonly counts_from: number;
  };
  readonly signed_consent: {
    readonly consent_id: string;
    readonly patient_id: string;
    readonly handover_id: string | null;
    readonly form_id: string;
    readonly version: number;
    readonly language: KioskLanguage;
    readonly signed_name: string;
    readonly signature: SignatureGiven;
    /** As the tablet's clock said; it may have been without a network. */
    readonly signed_at: Instant;
    readonly received_at: Instant;
    readonly until: LocalDate | null;
    readonly signature_sha256: string;
    readonly seal_sha256: string;
  };
}
