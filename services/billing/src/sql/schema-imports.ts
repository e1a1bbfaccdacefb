import type { ImportTables } from "@practicum/service/imports/tables";

/** What is taken over from an old system; `tables-imports.ts` says what each is for. */
export interface ImportSchema extends ImportTables {
  patient_number: {
    system: string;
    old_number: string;
    patient_id: string;
    known: boolean;
    as_of: string;
  };
  opening_visit: { encounter_id: string; import_id: string; patient_id: string };
}
