/** SCH-297 to SCH-303: what patients say of themselves; null where nothing was asked yet. What is not in it was not asked. */
export const ABOUT_PATIENTS: readonly string[] = [`alter table patient add column about jsonb`];
