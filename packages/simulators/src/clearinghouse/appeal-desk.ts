import { dateIn, type Instant } from "@practicum/kernel/instant";
import { fingerprintOf } from "../payer/adjudicate.ts";
import { payerByElectronicId } from "../payer/payers.ts";
import { payerTimeZone } from "../payer/rules.ts";
import { claimByNumber } from "../payer/state.ts";
import { answerDaysOf, answerFile, chanceOf, decideAppeal, type Appeal } from "./appeal.ts";
import type { Job, NewJob, SimulatorState } from "./jobs.ts";
import type { PayerDesk } from "./payer-desk.ts";
import type { SimulatorOptions } from "./simulator-options.ts";

type AppealJob = Extract<Job, { kind: "appeal" }>;

/** The payers' appeals departments: letters wait there, are decided when their day has come, and are answered by a letter. */
export class AppealDesk {
  readonly #state: SimulatorState;
  readonly #options: SimulatorOptions;
  readonly #desk: PayerDesk;
  readonly #schedule: (job: NewJob) => void;

  constructor(
    state: SimulatorState,
    options: SimulatorOptions,
    parts: { readonly desk: PayerDesk; readonly schedule: (job: NewJob) => void },
  ) {
    this.#state = state;
    this.#options = options;
    this.#desk = parts.desk;
    this.#schedule = parts.schedule;
  }

  /** SIM-22: a correction takes the place of the letter before it, a withdrawal ends it; neither undoes what was decided. */
  receive(appeal: Appeal, now: Instant): void {
    const decided = claimByNumber(this.#state.payers, appeal.payerId, appeal.claimNumber);
    if (!decided || !payerByElectronicId(appeal.payerId)) return;
    const { reply } = appeal;
    if (reply) {
      this.#state.jobs = this.#state.jobs.filter(
        (job) => job.kind !== "appeal" || job.appeal.reply?.appealId !== reply.appealId,
      );
      if (reply.purpose === "withdrawal") return;
    }
    const { payerClaimNumber } = decided;
    const days = reply ? answerDaysOf(this.#options.seed, decided.id, reply) : 0;
    this.#schedule({ kind: "appeal", dueAt: this.#desk.after(now, days), payerClaimNumber, appeal });
  }

  /** Decides a letter whose day has come. @returns the letter that goes back, where one does. */
  decide({ appeal, payerClaimNumber, dueAt }: AppealJob): string | null {
    const decided = this.#state.payers.claims[payerClaimNumber];
    const accepted = this.#state.accepted[payerClaimNumber];
    const rules = payerByElectronicId(appeal.payerId);
    if (!decided || !accepted || !rules) return null;
    const acceptedEarlier = Object.values(this.#state.accepted).some(
      (one) =>
        one.claim !== accepted.claim &&
        fingerprintOf(one.claim) === decided.fingerprint &&
        one.receivedOn < accepted.receivedOn,
    );
    const chance =
      this.#options.mistakes && appeal.reply ? chanceOf(this.#options.seed, decided.id, appeal.reply) : null;
    const decision = decideAppeal(appeal, decided, { acceptedEarlier, chance });
    if (decision.waived.length > 0)
      this.#schedule({
        kind: "adjudicate",
        dueAt: this.#desk.payAt(rules, accepted.claim, dueAt),
        payerId: appeal.payerId,
        payerClaimNumber,
        receivedOn: accepted.receivedOn,
        claim: accepted.claim,
        waived: decision.waived,
        ...(decision.waivedLines ? { waivedLines: decision.waivedLines } : {}),
        replaces: payerClaimNumber,
      });
    return answerFile(appeal, decision, dateIn(dueAt, payerTimeZone));
  }
}
