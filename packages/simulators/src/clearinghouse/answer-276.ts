import type { LocalDate } from "@practicum/kernel/local-date";
import type { StatusInformation, StatusInquiry, StatusResponse } from "@practicum/x12/status/types";
import type { ClaimRejection } from "./acknowledge-claim.ts";
import type { SimulatorState } from "./jobs.ts";
import { echoed } from "./trading-partner.ts";

/** The numbers of a question that its answer has a place for. */
const answered = new Set(["1K", "BLT", "EJ", "XZ", "D9"]);

/** Where a claim stands at its payer: not found, refused, being decided, paid or denied (X12 005010X212, STC). */
export function answer276(state: SimulatorState, inquiry: StatusInquiry, today: LocalDate): StatusResponse {
  const { birthDate: _b, sex: _s, ...subscriber } = inquiry.subscriber;
  const references = (inquiry.references ?? []).filter((one) => answered.has(one.qualifier));
  return {
    payer: inquiry.payer,
    receiver: inquiry.receiver,
    provider: { ...inquiry.provider, ...(inquiry.provider.id ? echoed({ id: inquiry.provider.id }) : {}) },
    subscriber,
    ...(inquiry.dependent ? { dependent: { name: inquiry.dependent.name } } : {}),
    claim: {
      trace: inquiry.trace,
      statuses: [statusOf(state, inquiry, today)],
      ...(references.length > 0 ? { references } : {}),
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
  const about = (
    { category, status, also = [] }: Pick<ClaimRejection, "category" | "status" | "also">,
    more: Partial<StatusInformation> = {},
  ): StatusInformation => ({
    codes: [{ category, status }, ...also],
    date: today,
    ...(inquiry.charge === undefined ? {} : { charge: inquiry.charge }),
    ...more,
  });
  const rejected = [...numbers].map((number) => state.rejected[number]).find((one) => one !== undefined);
  // A4: not found; 35: claim or encounter not found. A7/A3 repeat what the 277CA said.
  if (!accepted) return about(rejected ?? { category: "A4", status: "35" });
  const decided = state.payers.claims[accepted[0]];
  // P1, 20: taken in, being decided.
  if (!decided) return about({ category: "P1", status: "20" });
  const money = { paid: decided.paid, adjudicationDate: decided.decidedOn };
  return about(
    decided.status === "denied" ? { category: "F2", status: "585" } : { category: "F1", status: "65" },
    money,
  );
}
