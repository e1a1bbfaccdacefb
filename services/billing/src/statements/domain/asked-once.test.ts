import { usualPolicy } from "@practicum/contracts/billing/dunning";
import { assert, must } from "@practicum/kernel/assert";
import { addDays } from "@practicum/kernel/local-date";
import fc from "fast-check";
import { expect, test } from "vitest";
import { giveBack } from "../../adjustments/domain/give-back.ts";
import { settleCredit, type PaymentLeft } from "../../ledger/domain/settle-credit.ts";
import { dueBy, planStanding, schedule, type Agreed } from "../../plans/domain/plan.ts";
import { nextPaper, partsNow, type Account, type Asked, type PaperStep } from "./dunning.ts";

/**
 * An account as small as it can be and still true: a ledger of what the patient owes and pays, with the product's own rules for where money goes
 * (settleCredit, giveBack), what is asked for (nextPaper) and what a plan is (planStanding). Whatever happens to it, in whatever order.
 */
const VISITS = ["v1", "v2", "v3"] as const;

interface Line {
  readonly visit: string;
  readonly amount: number;
  readonly payment: string | null;
}

const op = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("charge"), visit: fc.nat(2), amount: fc.integer({ min: 1, max: 9000 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("pay"), visit: fc.nat(2), amount: fc.integer({ min: 1, max: 6000 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("refund"), visit: fc.nat(5), amount: fc.integer({ min: 1, max: 4000 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reverse"), visit: fc.nat(5), amount: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("pending"), visit: fc.nat(2), amount: fc.constant(0) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("give-up"), visit: fc.nat(2), amount: fc.integer({ min: 1, max: 3000 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("plan"),
      visit: fc.constant(0),
      amount: fc.integer({ min: 100, max: 5000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("end-plan"), visit: fc.constant(0), amount: fc.constant(0) }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant("day"), visit: fc.constant(0), amount: fc.integer({ min: 1, max: 45 }) }),
  },
);

class World {
  today = "2026-01-01";
  lines: Line[] = [];
  payments: { id: string; left: number }[] = [];
  pending = new Set<string>();
  plan: { installments: Agreed[]; covers: Set<string>; from: number } | null = null;
  ended: { installments: Agreed[]; covers: Set<string>; from: number; until: number }[] = [];
  papers: { step: PaperStep; date: string; at: number; visits: readonly Asked[] }[] = [];
  asked: Asked[] = [];

  due = (visit: string, until = this.lines.length) =>
    this.lines.slice(0, until).reduce((sum, one) => (one.visit === visit ? sum + one.amount : sum), 0);

  settle(): void {
    const payments = this.payments.map((one): PaymentLeft => ({
      paymentId: one.id,
      takenAt: one.id,
      left: one.left,
      encounterId: null,
      applied: VISITS.map((visit) => ({ encounterId: visit, amount: this.applied(one.id, visit) })),
    }));
    const visits = VISITS.map((visit) => ({ encounterId: visit, serviceDate: visit, due: this.due(visit) }));
    for (const { paymentId, encounterId, amount } of settleCredit(visits, payments)) {
      this.lines.push({ visit: encounterId, amount: -amount, payment: paymentId });
      must(this.payments.find((one) => one.id === paymentId)).left -= amount;
    }
  }

  applied = (payment: string, visit: string) =>
    this.lines.reduce((sum, one) => (one.payment === payment && one.visit === visit ? sum - one.amount : sum), 0);

  posted = (of: { covers: Set<string>; from: number }, until = this.lines.length) =>
    this.lines
      .slice(of.from, until)
      .reduce((sum, one) => (one.payment !== null && of.covers.has(one.visit) ? sum - one.amount : sum), 0);

  standing() {
    if (!this.plan) return null;
    const due = [...this.plan.covers].reduce((sum, visit) => sum + this.due(visit), 0);
    return planStanding({ ...this.plan, posted: this.posted(this.plan), due, over: null }, this.today, 5);
  }

  account(): Account {
    const standing = this.standing();
    const running = standing !== null && standing.remaining > 0;
    const visits = VISITS.map((encounterId) => {
      const last = this.papers.findLast((paper) => paper.visits.some((one) => one.encounterId === encounterId));
      let lowest = Infinity;
      for (let at = last?.at ?? 0; at <= this.lines.length; at += 1)
        lowest = Math.min(lowest, this.due(encounterId, at));
      const parts = last?.visits.filter((one) => one.encounterId === encounterId) ?? [];
      const due = this.due(encounterId);
      return {
        encounterId,
        due,
        pending: this.pending.has(encounterId) ? 100 : 0,
        planned: running && must(this.plan).covers.has(encounterId),
        parts: partsNow(parts, { due, lowest, collections: 0 }),
      };
    });
    const last = this.papers.at(-1) ?? null;
    const plan = running ? { asks: dueBy(standing, addDays(this.today, 30)) } : null;
    return { visits, hold: null, plan, last, owedSince: null };
  }

  endPlan(): void {
    if (this.plan) this.ended.push({ ...this.plan, until: this.lines.length });
    this.plan = null;
  }

  run({ do: what, visit: at, amount }: { do: string; visit: number; amount: number }): void {
    const visit = VISITS[at % 3] ?? "v1";
    const payment = this.payments[at % Math.max(1, this.payments.length)];
    if (what === "charge") this.lines.push({ visit, amount, payment: null });
    if (what === "pay") this.payments.push({ id: `p${String(this.payments.length).padStart(3, "0")}`, left: amount });
    if (what === "pending") if (!this.pending.delete(visit)) this.pending.add(visit);
    if (what === "give-up" && amount <= this.due(visit)) this.lines.push({ visit, amount: -amount, payment: null });
    if (what === "refund" && payment) this.giveBack(payment, amount);
    if (what === "reverse" && payment) {
      for (const one of VISITS) {
        const back = this.applied(payment.id, one);
        if (back !== 0) this.lines.push({ visit: one, amount: back, payment: payment.id });
      }
      this.payments = this.payments.filter((one) => one !== payment);
    }
    this.settle();
    if (what === "plan") this.agree(amount);
    if (what === "end-plan") this.endPlan();
    if (what === "day") this.today = addDays(this.today, amount);
    this.send();
  }

  giveBack(payment: { id: string; left: number }, amount: number): void {
    const applied = VISITS.map((encounterId) => ({ encounterId, amount: this.applied(payment.id, encounterId) }));
    const left = { paymentId: payment.id, takenAt: payment.id, left: payment.left, encounterId: null, applied };
    const visits = VISITS.map((one) => ({ encounterId: one, serviceDate: one, due: this.due(one) }));
    const parts = giveBack(left, visits, amount);
    if (!parts) return;
    payment.left -= parts.unapplied;
    for (const one of parts.visits)
      this.lines.push({ visit: one.encounterId, amount: one.amount, payment: payment.id });
  }

  agree(amount: number): void {
    const covers = VISITS.filter((visit) => this.due(visit) > 0);
    const total = covers.reduce((sum, visit) => sum + this.due(visit), 0);
    const installments = total > 0 ? schedule(total, amount, this.today, "month") : null;
    if (!installments) return;
    this.endPlan();
    this.plan = { installments, covers: new Set(covers), from: this.lines.length };
  }

  send(): void {
    const { paper, because } = nextPaper(this.account(), usualPolicy, this.today);
    if (!paper || because !== null) return;
    // A paper that asks while an insurer decides is told by a thrown error.
    assert(
      paper.visits.every((one) => !this.pending.has(one.encounterId)),
      "asked while insurance is pending",
    );
    this.papers.push({ step: paper.step, date: this.today, at: this.lines.length, visits: paper.visits });
    this.asked.push(...paper.visits.filter((one) => one.asked));
  }
}

const askedOf = (world: World, visit: string, step: string) =>
  world.asked.reduce((sum, one) => (one.encounterId === visit && one.step === step ? sum + one.amount : sum), 0);

test("BIL-262, BIL-263: in whatever order money comes and goes, no cent is asked for twice by one step, nor while an insurer decides", () => {
  fc.assert(
    fc.property(fc.array(op, { minLength: 5, maxLength: 40 }), (ops) => {
      const world = new World();
      for (const one of ops) {
        world.run(one);
        for (const visit of VISITS) {
          const came = world.lines.reduce((sum, l) => (l.visit === visit && l.amount > 0 ? sum + l.amount : sum), 0);
          const [first, second, third] = ["statement", "reminder", "final-notice"].map((s) => askedOf(world, visit, s));
          expect(first).toBeLessThanOrEqual(came);
          expect(second).toBeLessThanOrEqual(must(first));
          expect(third).toBeLessThanOrEqual(must(second));
        }
      }
    }),
    { numRuns: 400 },
  );
});

test("BIL-255: in whatever order money comes and goes, the parts of each plan were paid what the ledger posted to it", () => {
  fc.assert(
    fc.property(fc.array(op, { minLength: 5, maxLength: 40 }), (ops) => {
      const world = new World();
      for (const one of ops) {
        world.run(one);
        const plans = [
          ...world.ended.map((plan) => ({ plan, posted: world.posted(plan, plan.until), over: "ended" as const })),
          ...(world.plan ? [{ plan: world.plan, posted: world.posted(world.plan), over: null }] : []),
        ];
        for (const { plan, posted, over } of plans) {
          const due = [...plan.covers].reduce((sum, visit) => sum + world.due(visit), 0);
          const { installments, remaining } = planStanding({ ...plan, posted, due, over }, world.today, 5);
          const total = plan.installments.reduce((sum, part) => sum + part.amount, 0);
          const paid = installments.reduce((sum, part) => sum + part.paid, 0);
          expect(paid).toBe(Math.min(total, Math.max(0, posted)));
          for (const part of installments) expect(part.paid + part.waived).toBeLessThanOrEqual(part.amount);
          // Never more is still asked for than is owed, nor than was agreed.
          expect(remaining).toBeLessThanOrEqual(Math.max(0, due));
          expect(remaining + paid).toBeLessThanOrEqual(total);
        }
      }
    }),
    { numRuns: 400 },
  );
});
