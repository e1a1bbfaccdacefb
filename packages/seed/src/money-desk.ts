import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { actorOf, demoPayers, staffByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

const PAGE = 200;

/** The bank's list of the evening: whatever 835s announced before today has come. */
export async function bankEvening(practice: ScriptedPractice, seed: string, day: LocalDate): Promise<void> {
  const biller = actorOf(staffByKey("nair"));
  const { remittances } = await practice.run("billing", "listUnbanked", { before: null, limit: PAGE }, biller);
  for (const { remittanceId, paymentDate } of remittances) {
    if (paymentDate >= day) continue;
    const ids = {
      depositId: seededId<"deposit">(seed, `${remittanceId}/deposit`),
      checkId: seededId<"deposit-check">(seed, `${remittanceId}/check`),
    };
    await practice.run("billing", "bankRemittance", { ...ids, remittanceId, depositedOn: day }, biller);
  }
}

const payerOf = (electronicId: string) => demoPayers.find((one) => one.electronicId === electronicId)?.payerId ?? null;

/** What lies on the biller's desk in the morning: money that nobody has explained yet, and a month's capitation that is posted. */
export async function moneyDesk(
  practice: ScriptedPractice,
  options: { readonly seed: string; readonly today: LocalDate; readonly patientId: string },
): Promise<void> {
  const { seed, today, patientId } = options;
  const biller = actorOf(staffByKey("nair"));
  const id = <K extends string>(key: string) => seededId<K>(seed, `desk/${key}`);
  const capitated = demoPayers.find((one) => one.capitated)?.payerId ?? null;
  const deposits = [
    { key: "cap-last", kind: "check", payerId: capitated, number: "88210417", amount: 412_650, days: 20 },
    { key: "cap-this", kind: "check", payerId: capitated, number: "88213902", amount: 409_835, days: 3 },
    {
      key: "eft",
      kind: "eft",
      payerId: payerOf("BSCAP"),
      number: "826330049512",
      amount: 31_840,
      days: 2,
    },
    { key: "paper", kind: "check", payerId: payerOf("WCSTA"), number: "0044117", amount: 18_275, days: 1 },
  ] as const;
  for (const one of deposits) {
    const check = { checkId: id<"deposit-check">(one.key), payerId: one.payerId, patientId: null };
    await practice.run(
      "billing",
      "recordDeposit",
      {
        depositId: id<"deposit">(`${one.key}/deposit`),
        kind: one.kind,
        depositedOn: addDays(today, -one.days),
        amount: one.amount,
        reference: "",
        checks: [{ ...check, number: one.number, amount: one.amount }],
      },
      biller,
    );
  }
  const month = addDays(today, -20).slice(0, 7);
  await practice.run("billing", "postCapitation", { checkId: id<"deposit-check">("cap-last"), month }, biller);
  await practice.run(
    "billing",
    "recordDeposit",
    {
      depositId: id<"deposit">("lockbox/deposit"),
      kind: "lockbox",
      depositedOn: addDays(today, -1),
      amount: 14_620,
      reference: "Lockbox 7731",
      checks: [
        {
          checkId: id("lockbox/1"),
          payerId: payerOf("BSCAP"),
          patientId: null,
          number: "2207",
          amount: 11_120,
        },
        { checkId: id("lockbox/2"), payerId: null, patientId, number: "318", amount: 3500 },
      ],
    },
    biller,
  );
  await handWork(practice, seed, patientId);
  await practice.settle();
}

/** A prepayment of which a part went back, and of which more is asked for than a biller gives back alone. */
async function handWork(practice: ScriptedPractice, seed: string, patientId: string): Promise<void> {
  const paymentId = seededId<"payment">(seed, "desk/prepayment");
  const desk = actorOf(staffByKey("brooks"));
  const biller = actorOf(staffByKey("nair"));
  const refund = (key: string, amount: number, because: string, as: typeof desk) => {
    const adjustmentId = seededId<"adjustment">(seed, `desk/${key}`);
    const input = { adjustmentId, patientId, paymentId, amount, method: "check" as const, reference: "", because };
    return practice.run("billing", "refundPayment", input, as);
  };
  await practice.run(
    "billing",
    "takePayment",
    {
      paymentId,
      patientId,
      amount: 24_000,
      method: "check",
      reference: "1088",
      purpose: "prepayment",
      appointmentId: null,
    },
    desk,
  );
  await refund("refund", 2500, "Procedure costs less than was quoted", desk);
  await refund("refund-asked", 15_000, "Procedure was cancelled", biller);
}
