import type { SensitiveClass } from "@practicum/contracts/charting/sensitive-classes";
import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql } from "kysely";
import type { PrivacyTables } from "./tables-of-privacy.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;

export async function handDisclosure(tx: T, disclosureId: string) {
  return tx
    .selectFrom("hand_disclosure")
    .select(["patient_id", "classes"])
    .where("disclosure_id", "=", disclosureId)
    .executeTakeFirst();
}

export async function insertHandDisclosure(tx: T, row: PrivacyTables["hand_disclosure"]): Promise<void> {
  await tx
    .insertInto("hand_disclosure")
    .values({ ...row, classes: sql<readonly SensitiveClass[]>`${[...row.classes]}::text[]` })
    .execute();
}

/** Struck once; again is the same. */
export async function insertStrike(tx: T, row: PrivacyTables["struck_disclosure"]): Promise<void> {
  await tx
    .insertInto("struck_disclosure")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What was written down by hand in a span of days, the newest first. */
export async function handDisclosures(
  tx: T,
  ask: { readonly patientId: string; readonly from: LocalDate; readonly until: LocalDate; readonly limit: number },
) {
  return (
    tx
      .selectFrom("hand_disclosure as d")
      .leftJoin("struck_disclosure as x", "x.disclosure_id", "d.disclosure_id")
      .select(["d.disclosure_id", "d.on_day", "d.recipient", "d.what", "d.purpose", "d.way", "d.by_name"])
      .select(["d.exemption", "d.withheld_until", "d.classes"])
      .select(["x.reason as struck_reason", "x.by_name as struck_by", "x.at as struck_at"])
      .where("d.patient_id", "=", ask.patientId)
      .where("d.on_day", ">=", ask.from)
      .where("d.on_day", "<=", ask.until)
      .orderBy("d.on_day", "desc")
      .orderBy("d.disclosure_id")
      // limit: who asks says when there are more than it shows.
      .limit(ask.limit)
      .execute()
  );
}

/** What went out by itself, in a span of days of the practice. */
export async function sentDisclosures(
  tx: T,
  ask: {
    readonly patientId: string;
    readonly from: LocalDate;
    readonly until: LocalDate;
    readonly zone: string;
    readonly limit: number;
  },
) {
  const day = sql<LocalDate>`(at at time zone ${ask.zone}::text)::date`;
  return (
    tx
      .selectFrom("disclosure")
      .select(["disclosure_id", "recipient", "what", "purpose", "way", "by_name", "classes", "source_id"])
      .select(day.as("on_day"))
      .where("patient_id", "=", ask.patientId)
      .where(day, ">=", ask.from)
      .where(day, "<=", ask.until)
      .orderBy("place", "desc")
      // limit: who asks says when there are more than it shows.
      .limit(ask.limit)
      .execute()
  );
}
