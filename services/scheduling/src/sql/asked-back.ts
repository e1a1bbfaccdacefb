import type { AskedBackEntry, AskedBackOutcome } from "@practicum/contracts/scheduling/asked-back";
import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { sql, type Insertable } from "kysely";
import type { AskedBackTables } from "./tables-asked-back.ts";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;

export type AskedBackShow = "due" | "later" | "ended";

/** Kept once, however often it is told. */
export async function keepAskedBack(tx: T, row: Insertable<AskedBackTables["asked_back"]>): Promise<boolean> {
  const made = await tx
    .insertInto("asked_back")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning("appointment_id")
    .execute();
  return made.length > 0;
}

/** The visit after it that answers it: with that provider or of that kind, booked or held. */
const ANSWERED = sql`exists (select 1 from appointment a where a.patient_id = k.patient_id and a.date > k.visit_date
  and (a.provider_staff_id = k.staff_id or a.visit_type_id = k.visit_type_id) and a.status not in ('cancelled', 'no-show'))`;
/** A word of the patient's that ended it and stands. */
const ENDED = sql`exists (select 1 from asked_back_attempt t where t.appointment_id = k.appointment_id
  and t.outcome in ('declined', 'elsewhere') and t.taken_back_at is null)`;
const WAITS = sql`p.active and p.death is null and not ${ANSWERED}`;

/** What is due so soon is worked now. */
const DUE_DAYS = 14;
/** So long after the last word somebody who does not come is shown. */
const ENDED_DAYS = 180;

const shownIn = (show: AskedBackShow, today: LocalDate) => {
  const soon = addDays(today, DUE_DAYS);
  if (show === "ended") return sql`${ENDED} and k.due > ${addDays(today, -ENDED_DAYS)}::date`;
  return show === "due" ? sql`not ${ENDED} and k.due <= ${soon}::date` : sql`not ${ENDED} and k.due > ${soon}::date`;
};

/** A page by day and one more row, the first due first; `after` is the last one of the page before. */
export async function askedBackPage(
  tx: T,
  ask: {
    readonly show: AskedBackShow;
    readonly today: LocalDate;
    readonly after: { readonly due: LocalDate; readonly appointmentId: string } | null;
    readonly limit: number;
  },
): Promise<AskedBackEntry[]> {
  const { after } = ask;
  // limit: a page; the caller asks on from its last one.
  const inTurn = sql`order by k.due, k.appointment_id limit ${ask.limit + 1}`;
  const { rows } = await sql<AskedBackEntry>`
    select k.appointment_id as "appointmentId", k.visit_date as "visitDate", k.patient_id as "patientId",
      json_build_object('family', p.family, 'given', p.given, 'middle', p.middle, 'suffix', p.suffix) as "patientName",
      p.birth_date as "birthDate", p.phone, p.language, k.due, k.visit_type_id as "visitTypeId", v.name as "visitTypeName",
      k.staff_id as "providerId", coalesce(s.display_name, '') as "providerName",
      coalesce((select json_agg(json_build_object('attemptId', t.attempt_id, 'at', to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'by', t.by, 'outcome', t.outcome, 'words', t.words, 'takenBack', t.taken_back_at is not null) order by t.at desc, t.attempt_id desc)
        from asked_back_attempt t where t.appointment_id = k.appointment_id), '[]') as attempts
    from asked_back k join patient p on p.patient_id = k.patient_id join visit_type v on v.visit_type_id = k.visit_type_id
      left join staff s on s.staff_id = k.staff_id
    where ${WAITS} and ${shownIn(ask.show, ask.today)}
      and (${after?.due ?? null}::date is null or (k.due, k.appointment_id) > (${after?.due ?? null}::date, ${after?.appointmentId ?? null}::uuid))
    ${inTurn}`.execute(tx);
  return rows;
}

export async function askedBackCounts(
  tx: T,
  today: LocalDate,
): Promise<{ readonly due: number; readonly later: number; readonly ended: number }> {
  const { rows } = await sql<{ due: number; later: number; ended: number }>`
    select (count(*) filter (where ${shownIn("due", today)}))::int as due,
      (count(*) filter (where ${shownIn("later", today)}))::int as later,
      (count(*) filter (where ${shownIn("ended", today)}))::int as ended
    from asked_back k join patient p on p.patient_id = k.patient_id join visit_type v on v.visit_type_id = k.visit_type_id
    where ${WAITS}`.execute(tx);
  return rows[0] ?? { due: 0, later: 0, ended: 0 };
}

/** Whose it is; undefined where no visit asked. */
export async function askedBackPatient(tx: T, appointmentId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom("asked_back")
    .select("patient_id")
    .where("appointment_id", "=", appointmentId)
    .executeTakeFirst();
  return row?.patient_id;
}

/** False when one with that id exists already. */
export async function insertAttempt(
  tx: T,
  attempt: Omit<Insertable<AskedBackTables["asked_back_attempt"]>, "taken_back_at" | "taken_back_by">,
): Promise<boolean> {
  const made = await tx
    .insertInto("asked_back_attempt")
    .values({ ...attempt, taken_back_at: null, taken_back_by: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning("attempt_id")
    .execute();
  return made.length > 0;
}

export async function attemptById(
  tx: T,
  attemptId: string,
): Promise<{ readonly appointmentId: string; readonly outcome: AskedBackOutcome; readonly words: string } | undefined> {
  return tx
    .selectFrom("asked_back_attempt")
    .select(["appointment_id as appointmentId", "outcome", "words"])
    .where("attempt_id", "=", attemptId)
    .executeTakeFirst();
}

/** Once: who took it back first stays named. */
export async function takeBackAttempt(tx: T, attemptId: string, at: Instant, by: string): Promise<void> {
  await tx
    .updateTable("asked_back_attempt")
    .set({ taken_back_at: at, taken_back_by: by })
    .where("attempt_id", "=", attemptId)
    .where("taken_back_at", "is", null)
    .execute();
}
