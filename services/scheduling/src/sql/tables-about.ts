/**
 * SCH-304, SCH-305: numbers beside the first one. What they are found by (the whole number, its last four digits) lies beside them: these
 * are what people say and what a telephone shows.
 */
export const OTHER_PHONES: readonly string[] = [
  `alter table patient add column other_phones jsonb not null default '[]'`,
  `alter table patient add column other_numbers text[] not null default '{}'`,
  `create index patient_other_numbers on patient using gin (other_numbers)`,
];

/** SCH-297 to SCH-303: what patients say of themselves; null where nothing was asked yet. What is not in it was not asked. */
export const ABOUT_PATIENTS: readonly string[] = [`alter table patient add column about jsonb`];
