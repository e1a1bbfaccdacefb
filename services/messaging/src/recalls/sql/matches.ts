import type { PersonName } from "@practicum/contracts/schema";
import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf, type PlaceForm } from "@practicum/db/list-place";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { sql, type SqlBool } from "kysely";
import type { Reader } from "../../domain/clinical.ts";
import { patientsNamed } from "../../sql/patients-named.ts";
import { chartOpenTo } from "../../sql/restrictions.ts";
import type { MessagingSchema } from "../../sql/tables.ts";
import type { RecallFacts } from "../domain/recall-fate.ts";
import type { RecallRuleTable } from "./tables.ts";

type T = Tx<MessagingSchema>;

/** What is known of a patient whom a rule means. */
export interface MatchFacts extends RecallFacts {
  readonly patientId: Id<"patient">;
  readonly name: PersonName;
  readonly openId: Id<"recall"> | null;
}

const NO_VISIT = ["cancelled", "no-show"] as const;

/** The facts by which a patient's fate is decided, each patient one row. */
function factsOf(tx: T, rule: RecallRuleTable, now: Instant) {
  return tx
    .selectFrom("patient")
    .leftJoin("recall as open", (join) =>
      join.onRef("open.patient_id", "=", "patient.patient_id").on("open.ended_at", "is", null),
    )
    .leftJoin("contact_refusal as refusal", "refusal.patient_id", "patient.patient_id")
    .select((eb) => [
      "patient.patient_id",
      "patient.name",
      "patient.active",
      "patient.phone",
      "patient.email",
      eb
        .exists(
          eb
            .selectFrom("number_choice")
            .select("number_choice.phone")
            .whereRef("number_choice.phone", "=", "patient.phone")
            .where("number_choice.stopped", "=", true),
        )
        .as("stopped"),
      "refusal.text as no_text",
      "refusal.email as no_email",
      "open.recall_id as open_id",
      eb
        .exists(
          eb
            .selectFrom("recall_reason")
            .select("recall_reason.rule_id")
            .whereRef("recall_reason.recall_id", "=", "open.recall_id")
            .where("recall_reason.rule_id", "=", rule.rule_id),
        )
        .as("has_reason"),
      eb
        .exists(
          eb
            .selectFrom("recall as no")
            .select("no.recall_id")
            .whereRef("no.patient_id", "=", "patient.patient_id")
            .where("no.state", "=", "opted-out"),
        )
        .as("no_recalls"),
      eb
        .exists(
          eb
            .selectFrom("appointment")
            .select("appointment.appointment_id")
            .whereRef("appointment.patient_id", "=", "patient.patient_id")
            .where("appointment.starts_at", ">=", now)
            .where("appointment.status", "not in", [...NO_VISIT])
            // Of what kind an old visit is may be unknown here: then it counts, and nobody is asked for nothing.
            .where(
              rule.unless_visit === "any"
                ? sql<SqlBool>`true`
                : sql<SqlBool>`coalesce(appointment.visit_type_id = ${rule.visit_type_id}::uuid, true)`,
            ),
        )
        .as("has_visit"),
      eb
        .selectFrom("recall as old")
        .innerJoin("recall_reason as for", "for.recall_id", "old.recall_id")
        .whereRef("old.patient_id", "=", "patient.patient_id")
        .where("for.rule_id", "=", rule.rule_id)
        .select((of) => of.fn.max("old.ended_at").as("ended_at"))
        .as("ended_at"),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof factsOf>["executeTakeFirstOrThrow"]>>;

function matchOf(row: Row): MatchFacts {
  return {
    patientId: row.patient_id,
    name: row.name,
    active: row.active,
    reach: {
      sms: row.phone !== null && !row.stopped && row.no_text !== true,
      email: row.email !== null && row.no_email !== true,
    },
    noRecalls: Boolean(row.no_recalls),
    hasVisit: Boolean(row.has_visit),
    open: row.open_id === null ? null : { hasReason: Boolean(row.has_reason) },
    openId: row.open_id,
    endedAt: row.ended_at,
  };
}

/** The facts of these patients, kept from others until the transaction ends; not of whom nothing is known here yet. In the order of their ids. */
export async function lockMatches(
  tx: T,
  rule: RecallRuleTable,
  patientIds: readonly Id<"patient">[],
  now: Instant,
): Promise<MatchFacts[]> {
  if (patientIds.length === 0) return [];
  // In one order, so that two looks never wait for each other.
  const locked = await tx
    .selectFrom("patient")
    .select("patient_id")
    .where("patient_id", "in", patientIds)
    .orderBy("patient_id")
    .forUpdate()
    .execute();
  if (locked.length === 0) return [];
  const known = locked.map((one) => one.patient_id);
  // By a statement of its own: it sees what those did who held them before.
  const rows = await factsOf(tx, rule, now)
    .where("patient.patient_id", "in", known)
    .orderBy("patient.patient_id")
    .execute();
  return rows.map(matchOf);
}

const order: readonly PlaceForm[] = ["text", "text", "uuid"];
const family = sql<string>`lower(patient.name->>'family')`;
const given = sql<string>`lower(patient.name->>'given')`;

interface Wanted {
  readonly rule: RecallRuleTable;
  readonly words: readonly string[];
  readonly reader: Reader;
}

/** Whom a rule means, by name, as the last look found them; not those whose charts the reader may not open (MSG-121). */
export async function selectMatches(
  tx: T,
  { rule, words, reader }: Wanted,
  page: { readonly before: string | null; readonly limit: number },
  now: Instant,
): Promise<{ readonly matches: MatchFacts[]; readonly next: string | null }> {
  const after = placeOf(page.before, order);
  let query = factsOf(tx, rule, now)
    .where("patient.patient_id", "in", (eb) =>
      eb
        .selectFrom("recall_match")
        .select("recall_match.patient_id")
        .where("recall_match.rule_id", "=", rule.rule_id)
        .where("recall_match.ask_id", "=", rule.ask_id),
    )
    .where(chartOpenTo("patient.patient_id", reader))
    .orderBy(family)
    .orderBy(given)
    .orderBy("patient.patient_id");
  for (const word of words) query = query.where("patient.patient_id", "in", patientsNamed(word));
  // Row comparisons, so that the next page is one step in the order; the builder has no tuples of expressions.
  if (after)
    query = query.where(
      sql<boolean>`(${family}, ${given}, patient.patient_id) > (${after[0]}::text, ${after[1]}::text, ${after[2]}::uuid)`,
    );
  const rows = await query.limit(page.limit + 1).execute();
  const matches = rows.slice(0, page.limit).map(matchOf);
  const last = rows.length > page.limit ? matches.at(-1) : undefined;
  const place = last && [last.name.family.toLowerCase(), last.name.given.toLowerCase(), last.patientId];
  return { matches, next: place ? placeAfter(place) : null };
}
