import { seededRandom } from "@practicum/kernel/random";
import { must } from "@practicum/kernel/assert";
import { beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../testing/clinic.ts";
import { acknowledgment277CA, acknowledgment999, decision, remittance } from "../testing/payer-files.ts";

/** The seed is in the test's name, so a failure can be run again. */
const SEEDS = ["1", "2", "3", "4"];

describe("BIL-27, BIL-38, BIL-52: answers in any order, late and repeated, lead to the same state", () => {
  let straight: State;
  beforeAll(async () => {
    straight = await run("pglite", (steps) => steps);
  }, 60_000);
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
    120_000,
  );
});

interface State {
  readonly claims: readonly { readonly status: string; readonly paid: number; readonly patient: number }[];
  readonly accounts: readonly { readonly account: string; readonly balance: number }[];
  readonly due: readonly number[];
  readonly denials: readonly { readonly amount: number; readonly status: string }[];
}

type Step =
  | { readonly kind: "file"; readonly content: string }
  | { readonly kind: "pay"; readonly paymentId: string; readonly patientId: string; readonly amount: number };

async function run(database: "pglite", arrange: (steps: readonly Step[]) => readonly Step[]): Promise<State> {
  const clinic = await openClinic(database, "any-order");
  try {
    const patients = [await patientWithCover(clinic, "ADAMS"), await patientWithCover(clinic, "BAKER")];
    const claims: { claimId: string; number: string }[] = [];
    const steps: Step[] = [];
    for (const [index, patientId] of [...patients, ...patients].entries()) {
      const claim = await clinic.sentClaim(patientId);
      claims.push(claim);
      const sent = must(clinic.exchange.outbound().findLast((file) => file.name.startsWith("837P"))).content;
      steps.push({ kind: "file", content: acknowledgment999(sent, "A", 600 + index) });
      steps.push({ kind: "file", content: acknowledgment277CA(sent, claim.number, index !== 3, 700 + index) });
      steps.push({
        kind: "file",
        content: remittance([payment(claim.number, index)], { trace: `T${index}`, controlNumber: 800 + index }),
      });
    }
    for (const patientId of patients)
      steps.push({ kind: "pay", paymentId: clinic.kit.ids.next<string>(), patientId, amount: 3000 });
    const taken = new Set<string>();
    for (const step of arrange(steps)) {
      if (step.kind === "file")
        await clinic.call("receiveFile", { fileId: clinic.kit.ids.next(), name: "in.x12", content: step.content });
      else if (!taken.has(step.paymentId)) {
        taken.add(step.paymentId);
        const { paymentId, patientId, amount } = step;
        await clinic.call("takePayment", {
          paymentId,
          patientId,
          amount,
          method: "cash",
          reference: null,
          purpose: "balance",
          appointmentId: null,
        });
      }
    }
    return await stateOf(clinic, claims, patients);
  } finally {
    await clinic.stop();
  }
}

async function patientWithCover(clinic: Clinic, family: string): Promise<string> {
  const patientId = await clinic.addPatient({ family });
  await clinic.cover(patientId);
  return patientId;
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

async function stateOf(
  clinic: Clinic,
  claims: readonly { claimId: string }[],
  patients: readonly string[],
): Promise<State> {
  const views = await Promise.all(claims.map(({ claimId }) => clinic.call("getClaim", { claimId })));
  const balance = await clinic.call("trialBalance", {});
  expect(balance).toMatchObject({ value: { total: 0, unbalancedTransactions: 0 } });
  const accounts = await Promise.all(patients.map((patientId) => clinic.call("getAccount", { patientId })));
  const denials = await clinic.call("listDenials", { open: true, before: null, limit: 50 });
  return {
    claims: views.map((view) => {
      const { status, paid, patientResponsibility } = must(view.ok ? view.value : null);
      return { status, paid, patient: patientResponsibility };
    }),
    accounts: must(balance.ok ? balance.value.accounts.filter((one) => one.balance !== 0) : null),
    due: accounts.flatMap((reply) =>
      reply.ok ? [reply.value.patientDue, reply.value.unapplied, reply.value.insurancePending] : [],
    ),
    denials: must(denials.ok ? denials.value.denials.map(({ amount, status }) => ({ amount, status })) : null),
  };
}
