import { seededRandom } from "@practicum/kernel/random";
import { must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import { beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";
import { acknowledgment277CA, acknowledgment999, decision, remittance, reversalOf } from "../../testing/payer-files.ts";

/** The seed is in the test's name, so a failure can be run again. */
const SEEDS = ["1", "2", "3", "4"];

describe("BIL-27, BIL-38, BIL-52, BIL-84: answers in any order, late and repeated, lead to the same state", () => {
  let straight: State;
  beforeAll(async () => {
    straight = await run("pglite", (steps) => steps);
  });
  test("in the order they are sent, what was worked out by hand: a fault in every order shows here", () => {
    expect(straight.claims).toEqual(STRAIGHT);
  });
  test.each(SEEDS)(
    "seed %s",
    async (seed) => {
      const random = seededRandom(seed);
      const shuffled = await run("pglite", (files) => {
        const all = [...files, ...files.filter(() => random.next() < 0.5)];
        return all
          .map((file) => ({ file, at: random.next() }))
          .sort((a, b) => a.at - b.at)
          .map(({ file }) => file);
      });
      expect(shuffled).toEqual(straight);
    },
    240_000,
  );
});

/** Adams, Baker, Clark: paid, partly refused, decided again; copay, refused whole; Medicare, and Medi-Cal after it. */
const STRAIGHT = [
  { status: "paid", paid: 10_000, patient: 0 },
  { status: "partly-denied", paid: 4000, patient: 2500 },
  { status: "paid", paid: 10_000, patient: 0 },
  { status: "paid", paid: 8000, patient: 2000 },
  { status: "denied", paid: 0, patient: 0 },
  { status: "paid", paid: 8000, patient: 2000 },
  { status: "paid", paid: 1500, patient: 0 },
];

interface State {
  readonly claims: readonly { readonly status: string; readonly paid: number; readonly patient: number }[];
  readonly accounts: readonly { readonly account: string; readonly balance: number }[];
  readonly due: readonly number[];
  readonly denials: readonly { readonly amount: number; readonly status: string }[];
}

type Step =
  /** The same answer with any interchange number: what comes again mostly comes in another file. */
  | { readonly kind: "file"; readonly content: (controlNumber: number) => string }
  | {
      readonly kind: "pay";
      readonly paymentId: string;
      readonly commandId: Id<"command">;
      readonly patientId: string;
      readonly amount: number;
    };

async function run(database: "pglite", arrange: (steps: readonly Step[]) => readonly Step[]): Promise<State> {
  const clinic = await openClinic(database, "any-order");
  try {
    const patients = [
      await patientWithCover(clinic, "ADAMS"),
      await patientWithCover(clinic, "BAKER"),
      await patientWithCover(clinic, "CLARK", ["medicare", "medicaid"]),
    ];
    const [adams = "", baker = "", clark = ""] = patients;
    const steps: Step[] = [];
    for (const [index, patientId] of [adams, baker, adams, baker, adams, clark].entries()) {
      const claim = await clinic.sentClaim(patientId);
      const sent = must(clinic.exchange.outbound().findLast((file) => file.name.startsWith("837P"))).content;
      steps.push({ kind: "file", content: (control) => acknowledgment999(sent, "A", control) });
      steps.push({ kind: "file", content: (control) => acknowledgment277CA(sent, claim.number, index !== 3, control) });
      for (const [part, payments] of answersTo(claim.number, index).entries())
        steps.push({
          kind: "file",
          content: (controlNumber) => remittance(payments, { trace: `T${index}-${part}`, controlNumber }),
        });
    }
    for (const patientId of patients) {
      const id = clinic.kit.ids;
      steps.push({ kind: "pay", paymentId: id.next(), commandId: id.next(), patientId, amount: 3000 });
    }
    for (const [index, step] of arrange(steps).entries()) await take(clinic, step, 3000 + index);
    return await stateOf(clinic, patients);
  } finally {
    await clinic.stop();
  }
}

async function take(clinic: Clinic, step: Step, controlNumber: number): Promise<void> {
  if (step.kind === "file") {
    const content = step.content(controlNumber);
    const fileId = clinic.kit.ids.next<"file">();
    expect(await clinic.call("receiveFile", { fileId, name: "in.x12", content })).toHaveProperty("ok");
    return;
  }
  const { paymentId, patientId, amount, commandId } = step;
  const rest = { method: "cash", reference: null, purpose: "balance", appointmentId: null } as const;
  const reply = await clinic.call("takePayment", { paymentId, patientId, amount, ...rest }, { commandId });
  expect(reply).toMatchObject({ ok: true });
}

async function patientWithCover(
  clinic: Clinic,
  family: string,
  payers: readonly ("hmo" | "medicare" | "medicaid")[] = ["hmo"],
): Promise<string> {
  const patientId = await clinic.addPatient({ family });
  const memberIds = { hmo: "CF1234567", medicare: "1EG4TE5MK73", medicaid: "90000001A" };
  for (const [index, payer] of payers.entries())
    await clinic.cover(patientId, {
      payerId: clinic.ids[payer],
      memberId: memberIds[payer],
      priority: index + 1,
    });
  return patientId;
}

/** The remittances about a claim, each a file: mostly one; one that is taken back and decided again; one of two payers. */
function answersTo(number: string, index: number): ClaimPayment835[][] {
  if (index === 5) {
    const medicare = { ...payment(number, 1), status: "19", filingIndicator: "MB" };
    const left = { code: "99213", charge: 15_000, paid: 1500 };
    const after = [
      { group: "OA", reason: "23", amount: 13_000 },
      { group: "CO", reason: "45", amount: 500 },
    ];
    const own = { status: "2", filingIndicator: "MC", payerClaimNumber: "MCAL5" };
    return [[medicare], [{ ...decision(number, [{ ...left, adjustments: after }]), ...own }]];
  }
  if (index !== 4) return [[payment(number, index)]];
  const first = payment(number, 2);
  return [[first], [reversalOf(first), payment(number, 0)]];
}

/** One paid in full, one with a copay, one partly refused, one refused. */
function payment(number: string, index: number) {
  const line = { code: "99213", charge: 15_000 };
  const contract = { group: "CO", reason: "45", amount: 5000 };
  const refused = (amount: number) => ({ group: "CO", reason: "197", amount });
  switch (index) {
    case 0:
      return decision(number, [{ ...line, paid: 10_000, adjustments: [contract] }]);
    case 1:
      return decision(number, [
        { ...line, paid: 8000, adjustments: [contract, { group: "PR", reason: "3", amount: 2000 }] },
      ]);
    case 2:
      return decision(number, [
        { ...line, paid: 4000, adjustments: [contract, { group: "PR", reason: "1", amount: 2500 }, refused(3500)] },
      ]);
    default:
      return decision(number, [{ ...line, paid: 0, adjustments: [refused(15_000)] }], "4");
  }
}

async function stateOf(clinic: Clinic, patients: readonly string[]): Promise<State> {
  const listed = await Promise.all(
    patients.map((patientId) => clinic.call("listClaims", { statuses: [], patientId, before: null, limit: 50 })),
  );
  const balance = await clinic.call("trialBalance", {});
  expect(balance).toMatchObject({ value: { total: 0, unbalancedTransactions: 0 } });
  const accounts = await Promise.all(patients.map((patientId) => clinic.call("getAccount", { patientId })));
  const denials = await clinic.call("listDenials", { open: true, before: null, limit: 50 });
  return {
    claims: listed.flatMap((reply) =>
      must(reply.ok ? reply.value.claims : null)
        .toSorted((a, b) => a.order - b.order || (a.number < b.number ? -1 : 1))
        .map(({ status, paid, patientResponsibility }) => ({ status, paid, patient: patientResponsibility })),
    ),
    accounts: must(balance.ok ? balance.value.accounts.filter((one) => one.balance !== 0) : null),
    due: accounts.flatMap((reply) =>
      reply.ok ? [reply.value.patientDue, reply.value.unapplied, reply.value.insurancePending] : [],
    ),
    denials: must(denials.ok ? denials.value.denials.map(({ amount, status }) => ({ amount, status })) : null),
  };
}
