import type { Cents } from "@practicum/kernel/money";
import type { LocalDate } from "@practicum/kernel/local-date";
import { isNpi } from "@practicum/kernel/npi";
import { CODEC_837P } from "../837p/read.ts";
import type { Claim837P, Transaction837P } from "../837p/types.ts";
import { isSyntax } from "../999/codes.ts";
import type { ReadContext } from "../core/codec.ts";
import { sameValue } from "../core/equal.ts";
import { collectFindings } from "../core/findings.ts";
import { groupHeader, interchangeHeader } from "../core/interchange.ts";
import { X12Reader, type Place } from "../core/reader.ts";
import { replyHeaders, type ReplyEnvelope } from "../core/reply.ts";
import { ruleChecks } from "../core/rules.ts";
import { rulesOf } from "../rules/catalog.ts";
import type { StatusCode, StatusInformation } from "../status/types.ts";
import type { DateRange, EntityId, EntityName, Finding, Interchange } from "../types.ts";
import { statusOfFinding } from "./status-of-finding.ts";
import type { AcknowledgedTotals, ClaimAck277CA, Provider277CA, Transaction277CA } from "./types.ts";

export interface Build277CA {
  readonly reply: ReplyEnvelope;
  /** The payer or clearinghouse that answers. */
  readonly source: { readonly role: "PR" | "AY"; readonly name: EntityName; readonly id: EntityId };
  readonly receivedOn: LocalDate;
  readonly processedOn: LocalDate;
  /** The payer's own number for a claim it takes in. */
  readonly claimNumber: (claim: Claim837P, position: number) => string;
  /** What else the payer has against a claim: member unknown, not eligible, wrong payer. Empty: nothing. */
  readonly judge?: (claim: Claim837P) => readonly StatusCode[];
}

interface JudgedClaim {
  readonly claim: Claim837P;
  /** Numbers in the file: of the segment after the claim before it, of CLM, and of the claim's last segment. */
  readonly from: number;
  readonly at: number;
  readonly to: number;
}

interface JudgedTransaction {
  readonly place: Place;
  readonly value: Transaction837P;
  readonly claims: readonly JudgedClaim[];
  readonly last: number;
}

/**
 * The claim acknowledgments for a file of professional claims of someone else: one group for each of its groups, one
 * transaction for each transaction whose form is good (the others are refused by the 999). Every claim is accepted, or
 * rejected with the status codes that its faults have (X12 005010X214).
 *
 * @internal For tests, which need an answer to any file of claims; the simulators judge by what they remember too.
 */
export function build277CA(text: string, options: Build277CA): readonly Interchange<Transaction277CA>[] {
  const { transactions, errors } = readJudged(text);
  const groups = new Map<number, JudgedTransaction[]>();
  for (const one of transactions) {
    const within = errors.filter((e) => e.segmentNumber >= one.place.stNumber && e.segmentNumber <= one.last);
    if (within.some((e) => isSyntax(e.rule))) continue;
    const list = groups.get(one.place.groupIndex);
    if (list) list.push(one);
    else groups.set(one.place.groupIndex, [one]);
  }
  return [...groups.values()].map((list, at) => {
    const place = (list[0] as JudgedTransaction).place;
    const asked = { interchange: interchangeHeader(place.isa), group: groupHeader(place.gs) };
    const { controlNumber, groupControlNumber } = options.reply;
    const reply = {
      ...options.reply,
      controlNumber: controlNumber + at,
      groupControlNumber: groupControlNumber + at,
    };
    return {
      ...replyHeaders(asked, reply),
      transactions: list.map((one, position) => acknowledge(one, errors, options, position)),
    };
  });
}

function readJudged(text: string): { transactions: readonly JudgedTransaction[]; errors: readonly Finding[] } {
  const { findings, report } = collectFindings();
  const transactions: JudgedTransaction[] = [];
  let claims: JudgedClaim[] = [];
  let number = 0;
  let from = 0;
  let context: ReadContext | undefined;
  const reader = new X12Reader({
    // A transaction without its first segment has no place of its own but its ST.
    report: (finding) =>
      report(finding.segmentNumber === 0 && context ? { ...finding, segmentNumber: context.place.stNumber } : finding),
    segment: (_segment, at) => (number = at),
    transactionStart(transaction, place, to) {
      const mine: ReadContext = { delimiters: place.delimiters, place, shared: new WeakMap() };
      context = mine;
      claims = [];
      from = place.stNumber;
      const checks = ruleChecks(rulesOf(transaction.spec), transaction, place.delimiters, to);
      const isMine = transaction.spec === CODEC_837P.spec;
      return transaction.loops.map((node, index) => (loop) => {
        checks[index]?.(loop);
        if (isMine && node.id === "2300") {
          const claim = CODEC_837P.item(loop, mine);
          if (claim) claims.push({ claim, from, at: loop.numbers[0] ?? from, to: number - 1 });
          from = number;
          return true;
        }
        return isMine ? CODEC_837P.dropLoops.includes(node.id) : node.parent?.parent === undefined;
      });
    },
    transactionEnd(root, place, transaction) {
      if (transaction.spec !== CODEC_837P.spec || !context) return;
      transactions.push({ place, value: CODEC_837P.transaction(root, [], context), claims, last: number });
    },
  });
  reader.push(text);
  reader.end();
  return { transactions, errors: findings.filter((finding) => finding.severity === "error") };
}

/** NM109 of loop 2100D for a claim that came without a member number: the guide wants one. */
export const unknownMember = "UNKNOWN";

const PROVIDER_LOOPS = new Set(["2000A", "2010AA", "2010AB", "2010AC"]);

/** What the standard has against each claim of a file, in its order, as the status codes of an STC; nothing against a good one. */
export function judgeClaims(text: string): readonly (readonly StatusCode[])[] {
  const { transactions, errors } = readJudged(text);
  return transactions.flatMap((one) => faultsOfClaims(one, errors));
}

/** A fault of the billing provider is one of all its claims. */
function faultsOfClaims({ claims }: JudgedTransaction, errors: readonly Finding[]): readonly (readonly StatusCode[])[] {
  let billing: Claim837P["billingProvider"] | undefined;
  let providerFaults: readonly Finding[] = [];
  return claims.map(({ claim, from, to }) => {
    const faults = errors.filter((e) => e.segmentNumber >= from && e.segmentNumber <= to);
    if (!billing || !sameValue(billing, claim.billingProvider)) {
      billing = claim.billingProvider;
      providerFaults = faults.filter((fault) => PROVIDER_LOOPS.has(fault.loop ?? ""));
    }
    const own = faults.filter((fault) => !PROVIDER_LOOPS.has(fault.loop ?? ""));
    const patient = claim.patient ? "QC" : "IL";
    return threeAtMost([...providerFaults, ...own].flatMap((fault) => statusOfFinding(fault, patient)));
  });
}

function acknowledge(
  transaction: JudgedTransaction,
  errors: readonly Finding[],
  options: Build277CA,
  position: number,
): Transaction277CA {
  const { value, claims } = transaction;
  const providers: Provider277CA[] = [];
  let provider: Provider277CA | undefined;
  let billing: Claim837P["billingProvider"] | undefined;
  let taken: ClaimAck277CA[] = [];
  const faults = faultsOfClaims(transaction, errors);
  claims.forEach(({ claim }, at) => {
    if (!provider || !sameValue(billing, claim.billingProvider)) {
      if (provider) providers.push(totalled(provider, taken));
      billing = claim.billingProvider;
      taken = [];
      provider = { name: billing.name, id: providerId(claim), claims: [] };
    }
    const codes = faults[at] ?? [];
    taken.push(claimAck(claim, codes.length > 0 ? codes : (options.judge?.(claim) ?? []), options, at));
  });
  if (provider) providers.push(totalled(provider, taken));
  const totals = sumTotals(providers);
  return {
    controlNumber: String(position + 1).padStart(4, "0"),
    referenceId: value.referenceId,
    date: options.reply.date,
    time: options.reply.time,
    source: options.source,
    sourceTrace: `${options.reply.controlNumber}${value.controlNumber}`,
    receivedOn: options.receivedOn,
    processedOn: options.processedOn,
    receiver: {
      name: value.submitter.name,
      id: { qualifier: "46", value: value.submitter.id },
      trace: value.referenceId,
      statuses: [received(options.processedOn, (totals.acceptedAmount ?? 0) + (totals.rejectedAmount ?? 0))],
      totals,
      providers,
    },
  };
}

function received(date: LocalDate, charge: Cents): StatusInformation {
  return { codes: [{ category: "A1", status: "19", entity: "PR" }], date, action: "WQ", charge };
}

function providerId(claim: Claim837P): EntityId {
  const { npi, taxId } = claim.billingProvider;
  // A false NPI is why its claims are refused; it can't be sent back as one.
  return npi && isNpi(npi) ? { qualifier: "XX", value: npi } : { qualifier: "FI", value: taxId.value };
}

function claimAck(claim: Claim837P, rejections: readonly StatusCode[], options: Build277CA, at: number): ClaimAck277CA {
  const accepted = rejections.length === 0;
  const codes = accepted ? [{ category: "A2", status: "20", entity: "PR" }] : threeAtMost(rejections);
  const { name } = claim.patient ?? claim.subscriber;
  return {
    patient: {
      // NM102 of a patient is a person; a company that is the subscriber has its name there all the same.
      name: name.kind === "person" ? name : { kind: "person", last: name.name },
      id: { qualifier: "MI", value: claim.subscriber.memberId ?? unknownMember },
    },
    claimId: claim.id,
    statuses: [{ codes, date: options.processedOn, action: accepted ? "WQ" : "U", charge: claim.charge }],
    payerClaimNumber: accepted ? options.claimNumber(claim, at) : undefined,
    references: claim.clearinghouseTrace
      ? [{ qualifier: "D9", value: claim.clearinghouseTrace, description: undefined }]
      : undefined,
    serviceDates: serviceDates(claim),
  };
}

/** STC01, STC10 and STC11. */
function threeAtMost(codes: readonly StatusCode[]): StatusCode[] {
  const seen = new Map(codes.map((code) => [`${code.category}:${code.status}:${code.entity ?? ""}`, code]));
  return [...seen.values()].slice(0, 3);
}

/** From the first to the last date of service. */
function serviceDates(claim: Claim837P): DateRange | undefined {
  let from = "";
  let to = "";
  for (const line of claim.lines) {
    if (from === "" || line.serviceDates.from < from) from = line.serviceDates.from;
    if (line.serviceDates.to > to) to = line.serviceDates.to;
  }
  return from === "" ? undefined : { from, to };
}

function totalled(provider: Provider277CA, claims: readonly ClaimAck277CA[]): Provider277CA {
  let [acceptedCount, rejectedCount, acceptedAmount, rejectedAmount] = [0, 0, 0, 0];
  for (const claim of claims) {
    const charge = claim.statuses[0]?.charge ?? 0;
    if (claim.statuses[0]?.action === "WQ") {
      acceptedCount += 1;
      acceptedAmount += charge;
    } else {
      rejectedCount += 1;
      rejectedAmount += charge;
    }
  }
  const status: StatusInformation = {
    codes: [{ category: "A1", status: "19", entity: "PR" }],
    action: "WQ",
    charge: acceptedAmount + rejectedAmount,
  };
  return {
    ...provider,
    trace: "0",
    statuses: [status],
    totals: shown({ acceptedCount, rejectedCount, acceptedAmount, rejectedAmount }),
    claims,
  };
}

function sumTotals(providers: readonly Provider277CA[]): AcknowledgedTotals {
  const sum = (part: keyof AcknowledgedTotals) =>
    providers.reduce((total, provider) => total + (provider.totals?.[part] ?? 0), 0);
  return shown({
    acceptedCount: sum("acceptedCount"),
    rejectedCount: sum("rejectedCount"),
    acceptedAmount: sum("acceptedAmount"),
    rejectedAmount: sum("rejectedAmount"),
  });
}

/** Counts and amounts of nothing are left out, as the guide wants it. */
function shown(totals: Required<AcknowledgedTotals>): AcknowledgedTotals {
  return {
    acceptedCount: totals.acceptedCount || undefined,
    rejectedCount: totals.rejectedCount || undefined,
    acceptedAmount: totals.acceptedCount > 0 ? totals.acceptedAmount : undefined,
    rejectedAmount: totals.rejectedCount > 0 ? totals.rejectedAmount : undefined,
  };
}
