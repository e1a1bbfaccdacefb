import type { LocalDate } from "@practicum/kernel/local-date";

/** Code, label, weight (2 daily, 1 common), other words people type, first and last day of validity. */
export type DiagnosisRow = readonly [
  code: string,
  label: string,
  weight?: number,
  keywords?: string,
  from?: LocalDate,
  to?: LocalDate,
];
