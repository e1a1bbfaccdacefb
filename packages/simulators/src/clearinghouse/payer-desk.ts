import { addMs, dateIn, type Instant } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import { cents } from "@practicum/kernel/money";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import type { Claim837P } from "@practicum/x12/837p/types";
import { adjudicate } from "../payer/adjudicate.ts";
import { claimFate, type Member } from "../payer/member.ts";
import { payerByElectronicId } from "../payer/payers.ts";
import { payerTimeZone, type PayerRules } from "../payer/rules.ts";
import { accumulatorOf, type DecidedClaim, memberKey } from "../payer/state.ts";
import { memberOf } from "./acknowledge-claim.ts";
import { sameName } from "./answer-270.ts";
import type { Job, NewJob, SimulatorState } from "./jobs.ts";
import { type Carry, type RemittedClaim, recoupmentDue } from "./remit.ts";
import type { SimulatorOptions } from "./simulator-options.ts";

type AdjudicateJob = Extract<Job, { kind: "adjudicate" }>;

/** The payers' desks: what they decide on the claims that they accepted, and what they do about it later. */
export class PayerDesk {
  readonly #state: SimulatorState;
  readonly #options: SimulatorOptions;
  readonly #schedule: (job: NewJob) => void;

  constructor(state: SimulatorState, options: SimulatorOptions, schedule: (job: NewJob) => void) {
    this.#state = state;
    this.#options = options;
    this.#schedule = schedule;
  }

  /** When a payer pays what it took in now: most claims of a day together, a few after a reviewer has looked. */
  payAt(rules: PayerRules, claim: Claim837P, now: Instant): Instant {
    // SIM-25: long enough that it owes interest, where it ever does.
    if (claimFate(claim.subscriber.memberId) === "late")
      return this.after(now, (rules.interest?.afterDays ?? rules.payDays[1]) + 15);
    const random = seededRandom(`${this.#options.seed}/pay/${rules.electronicId}/${dateIn(now, payerTimeZone)}`);
    const day = randomInt(random, rules.payDays[0], rules.payDays[1]);
    const reviewed = seededRandom(`${this.#options.seed}/review/${claim.id}`).next() < 0.12;
    return this.after(now, reviewed ? Math.min(day + 4, rules.payDays[1]) : day);
  }

  /** Payer days later. */
  after(now: Instant, days: number): Instant {
    return addMs(now, Math.round(days * this.#options.dayMs));
  }

  newClaimNumber(now: Instant): string {
    const number = this.#state.payers.nextClaimNumber;
    this.#state.payers.nextClaimNumber += 1;
    return `${dateIn(now, payerTimeZone).slice(2).replaceAll("-", "")}${String(number).padStart(8, "0")}`;
  }

  /** Decides a claim; an earlier decision that it replaces is reversed first (SIM-12). */
  decide(rules: PayerRules, job: AdjudicateJob): RemittedClaim[] {
    const remitted: RemittedClaim[] = [];
    const original = job.replaces === null ? undefined : this.#state.payers.claims[job.replaces];
    const originalClaim = job.replaces === null ? undefined : this.#state.accepted[job.replaces]?.claim;
    if (original && originalClaim && original.status !== "reversed") {
      this.#reverse(original);
      remitted.push({ claim: originalClaim, decided: original, reversal: true, forwardedTo: null });
    }
    if (job.claim.frequency === "8") return remitted;
    const decidedOn = dateIn(job.dueAt, payerTimeZone);
    const member = memberOf(rules, this.#state.payers, job.claim, decidedOn);
    const decided = adjudicate(rules, this.#state.payers, job.claim, member, {
      receivedOn: job.receivedOn,
      decidedOn,
      payerClaimNumber: job.payerClaimNumber,
      mistakeSeed: this.#options.mistakes && job.replaces === null ? this.#options.seed : null,
      waived: job.waived,
      ...(job.waivedLines ? { waivedLines: job.waivedLines } : {}),
    });
    this.#state.payers.claims[job.payerClaimNumber] = decided;
    const forwardedTo = job.replaces === null ? this.#sendOn(rules, job, member, decided) : null;
    remitted.push({ claim: job.claim, decided, reversal: false, forwardedTo });
    this.#perhapsTakeBackLater(rules, job, decided);
    return remitted;
  }

  /**
   * Takes a payment back because the coverage had ended: reversal and denial now, the money a month later (SIM-13). Gives what
   * the remittance adds so that nothing is kept back yet.
   */
  takeBack(rules: PayerRules, payerClaimNumber: string, at: Instant, remitted: RemittedClaim[]): Carry[] {
    const decided = this.#state.payers.claims[payerClaimNumber];
    const accepted = this.#state.accepted[payerClaimNumber];
    const key = decided && memberKey(rules.electronicId, decided.memberId);
    const member = key === undefined ? undefined : this.#state.payers.members[key];
    if (!decided || !accepted || !member || key === undefined || decided.status !== "paid") return [];
    const { claim, receivedOn } = accepted;
    const serviceDay = claim.lines[0]?.serviceDates.from ?? receivedOn;
    this.#state.payers.members[key] = { ...member, to: addDays(serviceDay, -1) };
    const again: AdjudicateJob = {
      kind: "adjudicate",
      dueAt: at,
      order: 0,
      payerId: rules.electronicId,
      payerClaimNumber,
      receivedOn,
      claim,
      waived: [],
      replaces: payerClaimNumber,
    };
    remitted.push(...this.decide(rules, again));
    const carry = { reason: "WO" as const, reference: payerClaimNumber, amount: decided.paid };
    const waiting = (this.#state.carries[carryKey(rules.electronicId, claim)] ??= []);
    waiting.push({ ...carry, dueOn: recoupmentDue(dateIn(at, payerTimeZone)) });
    return [{ ...carry, amount: cents(-decided.paid) }];
  }

  /** Undoes what a decision did to the member's running totals. */
  #reverse(decided: DecidedClaim): void {
    this.#state.payers.claims[decided.payerClaimNumber] = { ...decided, status: "reversed" };
    const member = this.#state.payers.members[memberKey(decided.payerId, decided.memberId)];
    const claim = this.#state.accepted[decided.payerClaimNumber]?.claim;
    if (!member || !claim) return;
    for (const [index, line] of decided.lines.entries()) {
      const day = claim.lines[index]?.serviceDates.from ?? decided.receivedOn;
      const totals = accumulatorOf(this.#state.payers, member, day);
      const of = (reasons: readonly string[]) =>
        line.adjustments.reduce((sum, a) => (a.group === "PR" && reasons.includes(a.reason) ? sum + a.amount : sum), 0);
      totals.deductibleMet = cents(Math.max(0, totals.deductibleMet - of(["1"])));
      totals.outOfPocket = cents(Math.max(0, totals.outOfPocket - of(["1", "2", "3"])));
    }
  }

  /** One paid claim in ninety, and those of some members (SIM-24): weeks later the payer finds that the coverage had ended, and wants the money back. */
  #perhapsTakeBackLater(rules: PayerRules, job: AdjudicateJob, decided: DecidedClaim): void {
    if (decided.paid === 0 || job.replaces !== null) return;
    const random = seededRandom(`${this.#options.seed}/take-back/${job.claim.id}`);
    const byChance = this.#options.mistakes && random.next() < 1 / 90;
    if (!byChance && claimFate(job.claim.subscriber.memberId) !== "taken-back") return;
    const dueAt = this.after(job.dueAt, 20);
    this.#schedule({
      kind: "end-coverage",
      dueAt,
      payerId: rules.electronicId,
      payerClaimNumber: job.payerClaimNumber,
    });
  }

  /**
   * Crossover (SIM-17): what the first payer left to the patient goes to the other one by itself, where the same person is a
   * member there. Gives that payer's id.
   */
  #sendOn(rules: PayerRules, job: AdjudicateJob, member: Member, decided: DecidedClaim): string | null {
    const next = rules.crossoverTo === null ? undefined : payerByElectronicId(rules.crossoverTo);
    const accepted = this.#state.accepted[job.payerClaimNumber];
    if (!next || !accepted || decided.status !== "paid" || decided.patientResponsibility === 0) return null;
    const there = Object.values(this.#state.payers.members).find(
      (one) =>
        one.payerId === next.electronicId &&
        one.birthDate === member.birthDate &&
        sameName(one.family, member.family) &&
        sameName(one.given, member.given),
    );
    if (!there) return null;
    const payerClaimNumber = this.newClaimNumber(job.dueAt);
    const claim = secondaryClaim(job.claim, rules, next, there, decided);
    const receivedOn = dateIn(job.dueAt, payerTimeZone);
    this.#state.accepted[payerClaimNumber] = { claim, receivedOn, from: accepted.from };
    const dueAt = this.payAt(next, claim, job.dueAt);
    this.#schedule({
      kind: "adjudicate",
      dueAt,
      payerId: next.electronicId,
      payerClaimNumber,
      receivedOn,
      claim,
      waived: [],
      replaces: null,
    });
    return next.electronicId;
  }
}

/** Remittances and what is kept back go by payer and payee. */
export function carryKey(payerId: string, claim: Claim837P): string {
  return `${payerId}/${claim.billingProvider.npi ?? claim.billingProvider.taxId.value}`;
}

function secondaryClaim(
  claim: Claim837P,
  first: PayerRules,
  next: PayerRules,
  member: Member,
  decided: DecidedClaim,
): Claim837P {
  return {
    ...claim,
    subscriber: {
      ...claim.subscriber,
      responsibility: "S",
      memberId: member.memberId,
      filingIndicator: next.claimFiling,
    },
    payer: { name: next.name, id: { qualifier: "PI", value: next.electronicId } },
    lines: claim.lines.map((line, index) => ({
      ...line,
      adjudications: [
        {
          payerId: first.electronicId,
          paid: decided.lines[index]?.paid ?? cents(0),
          procedure: line.procedure,
          quantity: line.quantity,
          adjustments: decided.lines[index]?.adjustments ?? [],
          date: decided.decidedOn,
        },
      ],
    })),
  };
}
