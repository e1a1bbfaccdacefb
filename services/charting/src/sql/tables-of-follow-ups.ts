import type { FollowUp } from "@practicum/contracts/charting/follow-ups";
import type { Instant } from "@practicum/kernel/instant";

/** CHT-454 to CHT-460: whether a visit asks the patient back; once the note is signed it stays. */
export const FOLLOW_UPS: readonly string[] = [
  `create table follow_up (
    encounter_id uuid primary key references encounter on delete cascade,
    content jsonb not null,
    version integer not null,
    saved_at timestamptz not null,
    saved_by text not null,
    saved_by_id text not null
  )`,
  `create trigger keep_sealed before insert or update or delete on follow_up
    for each row execute function keep_sealed_part()`,
];

export interface FollowUpTables {
  readonly follow_up: {
    readonly encounter_id: string;
    readonly content: FollowUp;
    readonly version: number;
    readonly saved_at: Instant;
    readonly saved_by: string;
    readonly saved_by_id: string;
  };
}
