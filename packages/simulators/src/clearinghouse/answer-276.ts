import type { LocalDate } from "@practicum/kernel/local-date";
import type { StatusInformation, StatusInquiry, StatusResponse } from "@practicum/x12/status/types";
import type { SimulatorState } from "./jobs.ts";

/** Where a claim stands at its payer: not found, refused, being decided, paid or denied (X12 005010X212, STC). */
export function answer276(state: SimulatorState, inquiry: StatusInquiry, today: LocalDate): StatusResponse {
  const { birthDate: _b, sex: _s, ...subscriber } = inquiry.subscriber;
  return {
    payer: inquiry.payer,
    receiver: inquiry.receiver,
    provider: inquiry.provider,
    subscriber,
    ...(inquiry.dependent ? { dependent: { name: inquiry.dependent.name } } : {}),
    claim: {
      trace: inquiry.trace,
      statuses: [statusOf(state, inquiry, today)],
      ...(inquiry.references ? { references: inquiry.references } : {}),
      ...(inquiry.serviceDates ? { serviceDates: inquiry.serviceDates } : {}),
    },
  };
}

function statusOf(state: SimulatorState, inquiry: StatusInquiry, today: LocalDate): StatusInformation {
  const payerId = inquiry.payer.id?.value ?? "";
  const numbers = new Set(
    (inquiry.references ?? []).filter((r) => r.qualifier === "1K" || r.qualifier === "EJ").map((r) => r.value),
  );
  const accepted = Object.entries(state.accepted).findLast(
    ([number, one]) => one.claim.payer.id.value === payerId && (numbers.has(number) || numbers.has(one.claim.id)),
  );
  const about = (category: string, status: string, more: Partial<StatusInformation> = {}): StatusInformation => ({
    codes: [{ category, status }],
    date: today,
    ...(inquiry.charge === undefined ? {} : { charge: inquiry.charge }),
    ...more,
  });
  const rejected = [...numbers].map((number) => state.rejected[number]).find((one) => one !== undefined);
  // A4: not found; 35: claim or encounter not found. A7/A3 repeat what the 277CA said.
  if (!accepted) return rejected ? about(rejected.category, rejected.status) : about("A4", "35");
  const decided = state.payers.claims[accepted[0]];
  // P1, 20: taken in, being decided.
  if (!decided) return about("P1", "20");
  const money = { paid: decided.paid, adjudicationDate: decided.decidedOn };
  return decided.status === "denied" ? about("F2", "585", money) : about("F1", "65", money);
}
