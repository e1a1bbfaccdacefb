import type { LocalDate } from "@practicum/kernel/local-date";

/** Billing 0032: visits that are kept from a patient's health plans (45 CFR 164.522(a)(1)(vi)), as charting tells it (BIL-410). */
export const planRestrictionTables: readonly string[] = [
  `create table plan_restriction (
    request_id uuid primary key,
    patient_id uuid not null,
    heard bigint not null,
    stands boolean not null,
    from_date date not null,
    until_date date
  )`,
  `create index plan_restriction_patient on plan_restriction (patient_id) where stands`,
];

export interface PlanRestrictionSchema {
  plan_restriction: {
    request_id: string;
    patient_id: string;
    heard: number;
    stands: boolean;
    from_date: LocalDate;
    until_date: LocalDate | null;
  };
}
