import type { estimateOperations } from "@practicum/contracts/billing/estimates";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { pricesOn } from "../../charges/sql/prices.ts";
import { serviceEntry } from "../../claims/domain/code-facts.ts";
import { findPatient, isOfAnother, findStaff } from "../../sql/copies.ts";
import { nextNumber } from "../../sql/counters.ts";
import type { EstimateAsked } from "../../sql/schema-front-desk.ts";
import { priceEstimate } from "../domain/price-estimate.ts";
import { estimatesOf, findEstimate, insertEstimate } from "../sql/estimates.ts";

/** BIL-161: the estimate keeps the prices of its day; asked for again under its id it is the one it was. */
export async function issueEstimate(
  context: BillingContext,
  input: InputOf<typeof estimateOperations.issueEstimate>,
): ReplyOf<typeof estimateOperations.issueEstimate> {
  const { tx, today } = context;
  const { estimateId, reason, ...rest } = input;
  const asked: EstimateAsked = rest;
  const before = await findEstimate(tx, estimateId);
  if (before) return isSame(before.asked, asked) ? ok(before.content) : fail("already-recorded");
  const patient = await findPatient(tx, input.patientId);
  if (!patient) return context.notHereYet({ field: "patientId" });
  if (await isOfAnother(tx, input)) return fail("visit-of-another", { field: "appointmentId" });
  const provider = await findStaff(tx, input.providerStaffId);
  if (!provider) return context.notHereYet({ field: "providerStaffId" });
  const prices = await pricesOn(tx, input.serviceDate);
  const priced = priceEstimate(
    input.lines,
    (code) => prices.get(code)?.price ?? null,
    (code) => serviceEntry(code, input.serviceDate)?.label ?? "",
  );
  if (!priced.ok) return priced;
  const content = {
    estimateId,
    number: `E${String(await nextNumber(tx, "estimate")).padStart(6, "0")}`,
    patientId: input.patientId,
    patientName: patient.name,
    birthDate: patient.birthDate,
    appointmentId: input.appointmentId,
    issuedOn: today,
    serviceDate: input.serviceDate,
    providerName: `${provider.given} ${provider.family}${provider.credential ? `, ${provider.credential}` : ""}`,
    providerNpi: provider.npi,
    reason,
    ...priced.value,
  };
  await insertEstimate(tx, content, asked);
  return ok(content);
}

export async function estimateServices(
  { tx }: BillingContext,
  { onDate }: InputOf<typeof estimateOperations.estimateServices>,
): ReplyOf<typeof estimateOperations.estimateServices> {
  const prices = await pricesOn(tx, onDate);
  return ok([...prices].map(([code, { price }]) => ({ code, label: serviceEntry(code, onDate)?.label ?? "", price })));
}

export async function listEstimates(
  { tx }: BillingContext,
  { patientId }: InputOf<typeof estimateOperations.listEstimates>,
): ReplyOf<typeof estimateOperations.listEstimates> {
  return ok(await estimatesOf(tx, patientId));
}

function isSame(a: EstimateAsked, b: EstimateAsked): boolean {
  const text = ({ patientId, appointmentId, serviceDate, providerStaffId, lines }: EstimateAsked) =>
    JSON.stringify([
      patientId,
      appointmentId,
      serviceDate,
      providerStaffId,
      lines.map(({ code, units }) => [code, units]),
    ]);
  return text(a) === text(b);
}
