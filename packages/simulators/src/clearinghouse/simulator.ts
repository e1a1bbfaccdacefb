import { must } from "@practicum/kernel/assert";
import { dateIn, epochMs, type Instant, timeIn } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import type { Claim837P, Transaction837P } from "@practicum/x12/837p/types";
import type { StatusCode } from "@practicum/x12/status/types";
import type { Interchange } from "@practicum/x12/types";
import type { Cause } from "../payer/causes.ts";
import { payerByElectronicId } from "../payer/payers.ts";
import { payerTimeZone, type PayerRules } from "../payer/rules.ts";
import { claimByNumber, emptyPayerState } from "../payer/state.ts";
import { memberOf, rejectionOf } from "./acknowledge-claim.ts";
import { answer276 } from "./answer-276.ts";
import { answer270 } from "./answer-270.ts";
import { AppealDesk } from "./appeal-desk.ts";
import { readAppeal } from "./appeal.ts";
import { acknowledgeClaims } from "./answer-837.ts";
import {
  encode271,
  encode277,
  encode277CA,
  encode835,
  type Inbound,
  readInbound,
  type Reply,
  type Sender,
  senderOf,
  type Stamp,
} from "./exchange.ts";
import { acknowledgeFile } from "./acknowledge-file.ts";
import type { ExchangedFile } from "./exchanged-file.ts";
import type { Job, NewJob, SimulatorState } from "./jobs.ts";
import { carryKey, PayerDesk } from "./payer-desk.ts";
import { buildRemittance, type Carry, type RemittedClaim } from "./remit.ts";
import type { SimulatorOptions } from "./simulator-options.ts";

/** What a payer decided for a payee in a day, job by job. */
interface Batch {
  readonly key: string;
  readonly rules: PayerRules;
  at: Instant;
  readonly parts: { readonly remitted: readonly RemittedClaim[]; readonly announced: readonly Carry[] }[];
}

/**
 * A clearinghouse with every payer of `payers.ts` behind it. It speaks files alone, as the real one does: 270, 276 and 837 go
 * in; 271, 277, TA1, 999, 277CA and 835 come out when their day has come.
 */
export class ClearinghouseSimulator {
  readonly #options: SimulatorOptions;
  readonly #state: SimulatorState;
  readonly #desk: PayerDesk;
  readonly #appeals: AppealDesk;

  /** @param saved what `snapshot` gave before; absent for a new one. */
  constructor(options: SimulatorOptions, saved?: SimulatorState) {
    this.#options = options;
    this.#state = {
      payers: emptyPayerState(),
      jobs: [],
      ready: [],
      carries: {},
      accepted: {},
      rejected: {},
      taken: {},
      failed: [],
      nextControlNumber: 1,
      nextOrder: 1,
      // What an older version saved may lack what this one added.
      ...saved,
    };
    const schedule = (job: NewJob) => this.#schedule(job);
    this.#desk = new PayerDesk(this.#state, options, schedule);
    this.#appeals = new AppealDesk(this.#state, options, { desk: this.#desk, schedule });
  }

  /** Everything it remembers, as plain data. Read it before the next call: it is not a copy. */
  snapshot(): SimulatorState {
    return this.#state;
  }

  /**
   * Takes a file; a name that was taken before is passed over. What can't be read at all is answered by a TA1 or 999 that says
   * so. It never throws: a fault of our own is in `snapshot().failed`.
   */
  receive(file: ExchangedFile, now: Instant): void {
    if (this.#state.taken[file.name]) return;
    this.#state.taken[file.name] = true;
    // What fell due before the file came is decided before it, whether or not anyone has fetched it.
    this.#state.ready.push(...this.#performDue(now));
    const appeal = readAppeal(file);
    if (appeal) return this.#appeals.receive(appeal, now);
    this.#attempt(now, `file ${file.name}`, () => {
      const acknowledged = acknowledgeFile(file.content, this.#stamp(now));
      for (const reply of acknowledged.replies) this.#deliver(now, reply);
      if (acknowledged.accepted) this.#take(readInbound(file.content), now, file.name);
    });
  }

  /** The files whose time has come, oldest first. Each is given once. */
  due(now: Instant): ExchangedFile[] {
    return [...this.#state.ready.splice(0), ...this.#performDue(now)];
  }

  #performDue(now: Instant): ExchangedFile[] {
    const files: ExchangedFile[] = [];
    for (;;) {
      const ready = this.#state.jobs.filter((job) => job.dueAt <= now).toSorted(byTime);
      if (ready.length === 0) return files;
      const chosen = new Set(sameDayBatch(ready));
      files.push(...this.#perform([...chosen]));
      // Only what has been done goes; what it led to has joined the others meanwhile.
      this.#state.jobs = this.#state.jobs.filter((job) => !chosen.has(job));
    }
  }

  /** When the next file will be due. */
  nextDueAt(): Instant | null {
    let next: Instant | null = null;
    for (const { dueAt } of this.#state.jobs) if (next === null || dueAt < next) next = dueAt;
    return next;
  }

  /** Why a claim (by CLM01) was refused or not paid in full: for teaching, never part of a file. */
  explain(claimId: string): {
    readonly rejected: { readonly field: string; readonly words: string } | null;
    readonly causes: readonly Cause[];
  } {
    const decided = Object.values(this.#state.payers.claims).findLast((claim) => claim.id === claimId);
    return { rejected: this.#state.rejected[claimId] ?? null, causes: decided?.causes ?? [] };
  }

  #take(inbound: Inbound, now: Instant, fileName: string): void {
    const faults = inbound.claimFaults.values();
    for (const interchange of inbound.claims) this.#takeClaims(interchange, faults, now, fileName);
    const today = dateIn(now, payerTimeZone);
    for (const interchange of inbound.eligibility) {
      for (const { referenceId, inquiries } of interchange.transactions) {
        for (const inquiry of inquiries) {
          const rules = payerByElectronicId(inquiry.source.id.value);
          // 41: the source is not reached under this id.
          const unknownPayer = {
            source: inquiry.source,
            sourceRejections: [{ valid: true, reason: "41", followUp: "C" }],
            benefits: [],
          };
          const response = rules ? answer270(rules, this.#state.payers, inquiry, today) : unknownPayer;
          if (!response) continue;
          this.#attempt(now, `270 of file ${fileName}`, () =>
            this.#deliver(now, encode271(senderOf(interchange), this.#stamp(now), referenceId, [response])),
          );
        }
      }
    }
    for (const interchange of inbound.status) {
      for (const { referenceId, inquiries } of interchange.transactions) {
        const responses = inquiries.map((inquiry) => answer276(this.#state, inquiry, today));
        this.#attempt(now, `276 of file ${fileName}`, () =>
          this.#deliver(now, encode277(senderOf(interchange), this.#stamp(now), referenceId, responses)),
        );
      }
    }
  }

  #takeClaims(
    interchange: Interchange<Transaction837P>,
    faults: Iterator<readonly StatusCode[]>,
    now: Instant,
    fileName: string,
  ): void {
    const receivedOn = dateIn(now, payerTimeZone);
    for (const transaction of interchange.transactions) {
      const judged = transaction.claims.map((claim) => ({ claim, faults: faults.next().value ?? [] }));
      for (const [payerId, claims] of Map.groupBy(judged, ({ claim }) => claim.payer.id.value)) {
        const rules = payerByElectronicId(payerId);
        const random = seededRandom(`${this.#options.seed}/${fileName}/${payerId}`);
        const range = rules?.acknowledgeDays ?? [0, 0];
        const dueAt = this.#desk.after(now, randomInt(random, range[0], range[1]));
        const verdicts = claims.map((one) => ({
          claim: one.claim,
          ...this.#accept(rules, one, receivedOn, now, senderOf(interchange)),
        }));
        const content = acknowledgeClaims(rules ?? null, interchange, transaction, verdicts, {
          receivedOn,
          processedOn: dateIn(dueAt, payerTimeZone),
        });
        this.#attempt(now, `277CA of file ${fileName} for ${payerId}`, () =>
          this.#deliver(dueAt, encode277CA(senderOf(interchange), this.#stamp(dueAt), content)),
        );
      }
    }
  }

  #accept(
    rules: PayerRules | undefined,
    { claim, faults }: { readonly claim: Claim837P; readonly faults: readonly StatusCode[] },
    receivedOn: LocalDate,
    now: Instant,
    from: Sender,
  ) {
    if (!rules)
      return {
        rejection: {
          category: "A3",
          status: "116",
          entity: "PR",
          field: "payer.electronicId",
          words: "No payer has this id.",
        },
        payerClaimNumber: null,
      };
    const rejection = rejectionOf(rules, this.#state.payers, claim, faults, receivedOn);
    if (rejection) {
      this.#state.rejected[claim.id] = rejection;
      return { rejection, payerClaimNumber: null };
    }
    memberOf(rules, this.#state.payers, claim, receivedOn);
    const payerClaimNumber = this.#desk.newClaimNumber(now);
    this.#state.accepted[payerClaimNumber] = { claim, receivedOn, from };
    const original =
      claim.originalClaimNumber === undefined
        ? undefined
        : claimByNumber(this.#state.payers, rules.electronicId, claim.originalClaimNumber);
    this.#schedule({
      kind: "adjudicate",
      dueAt: this.#desk.payAt(rules, claim, now),
      payerId: rules.electronicId,
      payerClaimNumber,
      receivedOn,
      claim,
      waived: [],
      replaces: original?.payerClaimNumber ?? null,
    });
    return { rejection: null, payerClaimNumber };
  }

  /** Jobs of one day: the decisions of a payer for a payee become one remittance. */
  #perform(jobs: readonly Job[]): ExchangedFile[] {
    const files: ExchangedFile[] = [];
    const batches = new Map<string, Batch>();
    for (const job of jobs) {
      if (job.kind === "deliver") {
        files.push(job.file);
        continue;
      }
      if (job.kind === "appeal") {
        this.#attempt(job.dueAt, `appeal ${job.payerClaimNumber}`, () => {
          const letter = this.#appeals.decide(job);
          if (letter !== null) files.push(this.#named({ kind: "appeal-answer", content: letter }));
        });
        continue;
      }
      const rules = payerByElectronicId(job.payerId);
      const claim = job.kind === "adjudicate" ? job.claim : this.#state.accepted[job.payerClaimNumber]?.claim;
      if (!rules || !claim) continue;
      const key = carryKey(job.payerId, claim);
      const batch = batches.get(key) ?? { key, rules, at: job.dueAt, parts: [] };
      batches.set(key, batch);
      batch.at = job.dueAt > batch.at ? job.dueAt : batch.at;
      this.#attempt(job.dueAt, `${job.kind} ${job.payerClaimNumber}`, () => {
        const remitted: RemittedClaim[] = [];
        const announced =
          job.kind === "adjudicate" ? [] : this.#desk.takeBack(rules, job.payerClaimNumber, job.dueAt, remitted);
        if (job.kind === "adjudicate") remitted.push(...this.#desk.decide(rules, job));
        if (remitted.length > 0) batch.parts.push({ remitted, announced });
      });
    }
    for (const batch of batches.values()) if (batch.parts.length > 0) files.push(...this.#remitAll(batch));
    return files;
  }

  /** One remittance; or when it can't be written, one for each decision, so that only the one at fault is missing. */
  #remitAll(batch: Batch): ExchangedFile[] {
    const { parts } = batch;
    const files: ExchangedFile[] = [];
    if (parts.length === 1) {
      const number = parts[0]?.remitted[0]?.decided.payerClaimNumber ?? "";
      this.#attempt(batch.at, `remittance of ${number}`, () => files.push(this.#remit(batch)));
      return files;
    }
    try {
      return [this.#remit(batch)];
    } catch {
      return parts.flatMap((part) => this.#remitAll({ ...batch, parts: [part] }));
    }
  }

  /** Does a piece of work so that its fault, which is ours, stops no other. */
  #attempt(at: Instant, what: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#state.failed.push({ at, what, words: error instanceof Error ? error.message : String(error) });
    }
  }

  #remit({ key, parts, ...batch }: Batch): ExchangedFile {
    const remitted = parts.flatMap((part) => part.remitted);
    const paidOn = dateIn(batch.at, payerTimeZone);
    const waiting = this.#state.carries[key] ?? [];
    const carried = waiting.filter((carry) => carry.dueOn <= paidOn);
    const first = must(remitted[0], "a remittance has at least one claim");
    const payee = first.claim.billingProvider;
    const from = must(this.#state.accepted[first.decided.payerClaimNumber], "a decided claim was accepted").from;
    const stamp = this.#stamp(batch.at);
    const trace = `${batch.rules.electronicId}${paidOn.replaceAll("-", "")}${String(stamp.controlNumber).padStart(5, "0")}`;
    const ordered = [...remitted.filter((one) => one.reversal), ...remitted.filter((one) => !one.reversal)];
    const { remittance, forward } = buildRemittance(
      batch.rules,
      payee,
      ordered,
      [
        ...parts.flatMap((part) => part.announced),
        ...carried.map(({ reason, reference, amount }) => ({ reason, reference, amount })),
      ],
      paidOn,
      trace,
    );
    const reply = encode835(from, stamp, remittance);
    // What was kept back is settled only now that there is a remittance that says so.
    const left = waiting.filter((carry) => carry.dueOn > paidOn);
    if (forward > 0) left.push({ reason: "FB", reference: trace, amount: forward, dueOn: addDays(paidOn, 1) });
    this.#state.carries[key] = left;
    return this.#named(reply);
  }

  /** A new control number with the day and time of a moment. */
  #stamp(at: Instant): Stamp {
    return { controlNumber: this.#control(), date: dateIn(at, payerTimeZone), time: timeIn(at, payerTimeZone) };
  }

  #control(): number {
    const number = this.#state.nextControlNumber;
    this.#state.nextControlNumber += 1;
    return number;
  }

  #deliver(dueAt: Instant, reply: Reply): void {
    this.#schedule({ kind: "deliver", dueAt, file: this.#named(reply) });
  }

  /** Names sort in the order in which the files were made. */
  #named(reply: { readonly kind: string; readonly content: string }): ExchangedFile {
    return { name: `${String(this.#control()).padStart(8, "0")}.${reply.kind.toLowerCase()}`, content: reply.content };
  }

  #schedule(job: NewJob): void {
    this.#state.jobs.push({ ...job, order: this.#state.nextOrder });
    this.#state.nextOrder += 1;
  }
}

function byTime(a: Job, b: Job): number {
  return epochMs(a.dueAt) - epochMs(b.dueAt) || a.order - b.order;
}

/** The jobs of the earliest day among those ready, so that a clock moved far ahead still pays day by day. */
function sameDayBatch(ready: readonly Job[]): readonly Job[] {
  const first = ready[0];
  if (!first) return [];
  const day = dateIn(first.dueAt, payerTimeZone);
  return ready.filter((job) => dateIn(job.dueAt, payerTimeZone) === day);
}
