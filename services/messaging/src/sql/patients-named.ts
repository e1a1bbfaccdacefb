import { plainPattern } from "@practicum/db/list-search";
import { expressionBuilder, sql, type SqlBool } from "kysely";
import type { MessagingSchema } from "./tables.ts";

/** The patients of whom a name begins with a word. */
export function patientsNamed(word: string) {
  const begins = `${plainPattern(word)}%`;
  return (
    expressionBuilder<MessagingSchema, never>()
      .selectFrom("patient as named")
      .select("named.patient_id")
      // The parts of a name lie in one column.
      .where(sql<SqlBool>`lower(named.name->>'family') like ${begins} or lower(named.name->>'given') like ${begins}`)
  );
}
