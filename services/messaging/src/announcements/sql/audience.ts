import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf, type PlaceForm } from "@practicum/db/list-place";
import type { PersonName } from "@practicum/contracts/schema";
import type { Id } from "@practicum/kernel/brand";
import { atLocal, type Instant, type TimeZone } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import { sql, type ExpressionBuilder, type RawBuilder, type SqlBool } from "kysely";
import type { Reader } from "../../domain/clinical.ts";
import { patientsNamed } from "../../sql/patients-named.ts";
import { chartOpenTo } from "../../sql/restrictions.ts";
import type { MessagingSchema } from "../../sql/tables.ts";
import type { ReachFacts } from "../domain/receiver.ts";
import type { AnnouncementTable } from "./tables.ts";

type T = Tx<MessagingSchema>;
type Announcement = Pick<AnnouncementTable, "announcement_id" | "whom" | "way">;

/** Whether another record has taken this one over, by the merges that stand. */
const merged = sql<boolean>`exists (
  select from patient_merge m where m.duplicate_id = patient.patient_id and not m.undone)`;

const stopped = sql<boolean>`exists (
  select from number_choice c where c.phone = patient.phone and c.stopped)`;

/** What the patient refuses (MSG-165). */
const refuses = (way: "text" | "email") =>
  sql<boolean>`exists (
    select from contact_refusal f where f.patient_id = patient.patient_id and f.${sql.ref(way)})`;

/** Whom an announcement means (MSG-170). What is not known of a visit counts as meant: nobody is left untold for that. */
function meant(tx: T, { whom }: Announcement, zone: TimeZone) {
  const { visits, language } = whom;
  let query = tx.selectFrom("patient").where(sql<SqlBool>`not ${merged}`);
  if (language !== null)
    query = query.where(sql<SqlBool>`split_part(lower(patient.language), '-', 1) = ${language}::text`);
  if (visits !== null)
    query = query.where((eb) =>
      eb.exists(visitsIn(eb as Expressions, visits, zone).select("appointment.appointment_id")),
    );
  return query;
}

type Expressions = ExpressionBuilder<MessagingSchema, "patient">;
type Visits = NonNullable<AnnouncementTable["whom"]["visits"]>;

function visitsIn(eb: Expressions, visits: Visits, zone: TimeZone) {
  const { providerResourceId, locationId } = visits;
  let query = eb
    .selectFrom("appointment")
    .whereRef("appointment.patient_id", "=", "patient.patient_id")
    .where("appointment.status", "<>", "cancelled")
    .where("appointment.starts_at", ">=", atLocal(visits.from, "00:00", zone))
    .where("appointment.starts_at", "<", atLocal(addDays(visits.until, 1), "00:00", zone));
  if (providerResourceId !== null)
    query = query.where(sql<SqlBool>`coalesce(appointment.provider_resource_id = ${providerResourceId}::uuid, true)`);
  if (locationId !== null)
    query = query.where(sql<SqlBool>`coalesce(appointment.location_id = ${locationId}::uuid, true)`);
  return query;
}

/** The number or the address that a patient would be told at: one of a family is the first by the order in which they are told. */
const address = (way: AnnouncementTable["way"]): RawBuilder<string | null> =>
  sql<
    string | null
  >`case when ${way}::text = 'text' and patient.phone is not null and not ${stopped} and not ${refuses("text")}
    then patient.phone when not ${refuses("email")} then lower(patient.email) end`;

/** The facts by which the fate of each patient whom it means is decided, and whether nobody of the same address is told before. */
function factsOf(tx: T, announcement: Announcement, zone: TimeZone) {
  const told = address(announcement.way);
  return meant(tx, announcement, zone)
    .select(["patient.patient_id", "patient.name", "patient.active"])
    .select([
      sql<boolean>`patient.phone is not null`.as("phone"),
      sql<boolean>`patient.email is not null`.as("email"),
      stopped.as("stopped"),
      refuses("text").as("noText"),
      refuses("email").as("noEmail"),
      // A closed record takes nobody's place.
      sql<boolean>`row_number() over (partition by patient.active, ${told} order by patient.patient_id) = 1`.as(
        "first",
      ),
    ]);
}

export interface FactsCount extends ReachFacts {
  readonly first: boolean;
  readonly count: number;
}

/** How many patients have which facts. */
export async function countFacts(tx: T, announcement: Announcement, zone: TimeZone): Promise<FactsCount[]> {
  const facts = ["active", "phone", "email", "stopped", "noText", "noEmail", "first"] as const;
  return tx
    .selectFrom(factsOf(tx, announcement, zone).as("person"))
    .select((eb) => [...facts, eb.fn.countAll<number>().as("count")])
    .groupBy(facts)
    .execute();
}

export interface MeantPatient extends ReachFacts {
  readonly patientId: Id<"patient">;
  readonly name: PersonName;
  readonly first: boolean;
}

interface Wanted {
  readonly announcement: Announcement;
  readonly zone: TimeZone;
  readonly words: readonly string[];
  readonly reader: Reader;
}

function found(tx: T, { announcement, zone, words, reader }: Wanted, open: boolean) {
  const mayOpen = chartOpenTo("person.patient_id", reader);
  let query = tx
    .selectFrom(factsOf(tx, announcement, zone).as("person"))
    .where(open ? mayOpen : sql<SqlBool>`not ${mayOpen}`);
  for (const word of words) query = query.where("person.patient_id", "in", patientsNamed(word));
  return query;
}

const order: readonly PlaceForm[] = ["text", "text", "uuid"];

/** Whom it means, by name; not those whose charts the reader may not open (MSG-173). */
export async function selectMeant(
  tx: T,
  wanted: Wanted,
  page: { readonly before: string | null; readonly limit: number },
): Promise<{ readonly people: MeantPatient[]; readonly next: string | null }> {
  const after = placeOf(page.before, order);
  const [family, given] = [sql<string>`lower(person.name->>'family')`, sql<string>`lower(person.name->>'given')`];
  let query = found(tx, wanted, true)
    .select(["patient_id", "name", "active", "phone", "email", "stopped", "noText", "noEmail", "first"])
    .orderBy(family)
    .orderBy(given)
    .orderBy("patient_id");
  // A row comparison, so that the next page is one step in the order.
  if (after)
    query = query.where(
      sql<boolean>`(${family}, ${given}, person.patient_id) > (${after[0]}::text, ${after[1]}::text, ${after[2]}::uuid)`,
    );
  const rows = await query.limit(page.limit + 1).execute();
  const people = rows.slice(0, page.limit).map(({ patient_id, ...facts }) => ({ patientId: patient_id, ...facts }));
  const last = rows.length > page.limit ? people.at(-1) : undefined;
  const place = last && [last.name.family.toLowerCase(), last.name.given.toLowerCase(), last.patientId];
  return { people, next: place ? placeAfter(place) : null };
}

/** How many such patients there are, and of how many the reader may not open the chart. */
export async function countMeant(tx: T, wanted: Wanted): Promise<{ count: number; restricted: number }> {
  const of = async (open: boolean) =>
    (
      await found(tx, wanted, open)
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow()
    ).count;
  return { count: await of(true), restricted: wanted.reader.isService ? 0 : await of(false) };
}

/** Writes down whom it means now: from here on that stands (MSG-175). */
export async function fixReceivers(tx: T, announcement: Announcement, now: Instant, zone: TimeZone): Promise<void> {
  await tx
    .insertInto("announcement_receiver")
    .columns(["receiver_id", "announcement_id", "patient_id", "state", "attempts", "not_before"])
    .expression(
      meant(tx, announcement, zone)
        .where("patient.active", "=", true)
        .select([
          // It follows from both, so that the same beginning makes the same receivers.
          sql<
            Id<"announcement-receiver">
          >`md5(${announcement.announcement_id}::text || patient.patient_id::text)::uuid`.as("receiver_id"),
          sql<Id<"announcement">>`${announcement.announcement_id}::uuid`.as("announcement_id"),
          "patient.patient_id",
          sql<"due">`'due'`.as("state"),
          sql<number>`0`.as("attempts"),
          sql<Instant>`${now}::timestamptz`.as("not_before"),
        ]),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** How a patient can be told now; null where nothing is known of the patient. */
export async function selectReach(tx: T, patientId: Id<"patient">, way: AnnouncementTable["way"]) {
  const row = await tx
    .selectFrom("patient")
    .select([
      "patient.name",
      "patient.preferred",
      "patient.language",
      "patient.active",
      "patient.phone as number",
      "patient.email as mailbox",
    ])
    .select([stopped.as("stopped"), refuses("text").as("noText"), refuses("email").as("noEmail")])
    .select([merged.as("merged"), address(way).as("address")])
    .where("patient.patient_id", "=", patientId)
    .executeTakeFirst();
  return row ? { ...row, phone: row.number !== null, email: row.mailbox !== null } : null;
}
