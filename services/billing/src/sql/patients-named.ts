import { plainPattern } from "@practicum/db/list-search";
import { expressionBuilder, sql, type SqlBool } from "kysely";
import type { BillingSchema } from "./schema.ts";

/** The patients of whom a name begins with a word, or whose chart has that number. */
export function patientsNamed(word: string) {
  const begins = `${plainPattern(word)}%`;
  return (
    expressionBuilder<BillingSchema, never>()
      .selectFrom("patient_copy as named")
      .select("named.patient_id")
      // Names and the chart's number lie in the copy's content.
      .where(
        sql<SqlBool>`lower(named.content->'name'->>'family') like ${begins}
          or lower(named.content->'name'->>'given') like ${begins} or named.content->>'mrn' = ${word}`,
      )
  );
}
