import {
  readAll,
  streamReader,
  type Codec,
  type ReadContext,
  type StreamHandlers,
  type StreamReader,
} from "../core/codec.ts";
import { dateOf } from "../core/interchange.ts";
import {
  addressOf,
  all,
  centsOf,
  child,
  contactOf,
  first,
  firstOf,
  NO_ADDRESS,
  numberOf,
  opt,
  references,
  refValue,
  some,
} from "../core/pick.ts";
import type { Loop, Segment } from "../core/walker.ts";
import { T835 } from "../spec/t835.ts";
import type { Interchange, ReadResult } from "../types.ts";
import { positions, TS2_COUNTS, TS3_COUNTS } from "./positions.ts";
import { claimPaymentOf } from "./read-claim.ts";
import type {
  BankAccount,
  ClaimPayment835,
  Payee835,
  Payer835,
  Payment835,
  ProviderAdjustment835,
  ProviderSummary835,
  Remittance835,
} from "./types.ts";

/** X12 005010X221A1, from text to remittances. */
export const CODEC_835: Codec<Remittance835, ClaimPayment835> = {
  spec: T835,
  itemLoops: ["2100"],
  dropLoops: [],
  item: claimPaymentOf,
  transaction: readRemittance,
};

/** Reads a whole remittance file. What is off is in the findings; it never throws. */
export function read835(text: string | Iterable<string>): ReadResult<readonly Interchange<Remittance835>[]> {
  return readAll(CODEC_835, text);
}

/**
 * Reads remittances piece by piece, in constant memory. `onTransaction` comes last, with the provider adjustments (PLB);
 * what a claim's place shows of the remittance does not have them yet.
 */
export function stream835(handlers: StreamHandlers<Remittance835, ClaimPayment835>): StreamReader {
  return streamReader(CODEC_835, handlers);
}

function readRemittance(root: Loop, claims: readonly ClaimPayment835[], context: ReadContext): Remittance835 {
  const trn: Segment = first(root, "TRN") ?? ["TRN"];
  const payer = child(root, "1000A");
  const payee = child(root, "1000B");
  return {
    controlNumber: context.place.st[2] ?? "",
    payment: readPayment(first(root, "BPR") ?? ["BPR"]),
    trace: { number: trn[2] ?? "", payerId: trn[3] ?? "", supplementalCode: opt(trn[4]) },
    currency: opt(first(root, "CUR")?.[2]),
    receiverId: refValue(root, "EV"),
    versionId: refValue(root, "F2"),
    productionDate: dateOf(firstOf(root, "DTM", "405")?.[2]),
    payer: readPayer(payer),
    payee: readPayee(payee),
    providerSummaries: readSummaries(root),
    claims,
    providerAdjustments: all(root, "PLB").map((plb) => readProviderAdjustment(plb, context.delimiters.component)),
  };
}

function readPayment(bpr: Segment): Payment835 {
  return {
    handling: bpr[1] ?? "",
    amount: centsOf(bpr[2]),
    creditDebit: bpr[3] === "D" ? "D" : "C",
    method: bpr[4] ?? "",
    format: opt(bpr[5]),
    payerBank: bankAt(bpr, 6),
    originatorId: opt(bpr[10]),
    originatorSupplementalCode: opt(bpr[11]),
    payeeBank: bankAt(bpr, 12),
    date: dateOf(bpr[16]) ?? "1900-01-01",
  };
}

function bankAt(bpr: Segment, at: number): BankAccount | undefined {
  if (!bpr[at + 1] && !bpr[at + 3]) return undefined;
  return {
    routingQualifier: bpr[at] ?? "",
    routingNumber: bpr[at + 1] ?? "",
    accountQualifier: bpr[at + 2] ?? "",
    account: bpr[at + 3] ?? "",
  };
}

function readPayer(loop: Loop | undefined): Payer835 {
  if (!loop) return { name: "", address: NO_ADDRESS, technicalContacts: [] };
  const n1 = loop.segments[0];
  const business = firstOf(loop, "PER", "CX");
  return {
    name: n1?.[2] ?? "",
    planId: opt(n1?.[4]),
    address: addressOf(loop) ?? NO_ADDRESS,
    secondaryIds: references(loop),
    businessContact: business && contactOf(business),
    technicalContacts: all(loop, "PER")
      .filter((per) => per[1] === "BL")
      .map(contactOf),
    webSite: opt(firstOf(loop, "PER", "IC")?.[4]),
  };
}

function readPayee(loop: Loop | undefined): Payee835 {
  if (!loop) return { name: "", id: { qualifier: "", value: "" } };
  const n1 = loop.segments[0];
  const rdm = first(loop, "RDM");
  return {
    name: n1?.[2] ?? "",
    id: { qualifier: n1?.[3] ?? "", value: n1?.[4] ?? "" },
    address: addressOf(loop),
    secondaryIds: references(loop),
    delivery: rdm && { method: rdm[1] ?? "", name: opt(rdm[2]), address: opt(rdm[3]) },
  };
}

/** TS3 and TS2 of the groups that have them. */
function readSummaries(root: Loop): readonly ProviderSummary835[] | undefined {
  const list: ProviderSummary835[] = [];
  for (const group of root.loops) {
    const ts3 = group.node.id === "2000" ? first(group, "TS3") : undefined;
    if (!ts3) continue;
    const ts2 = first(group, "TS2");
    list.push({
      group: numberOf(group.segments[0]?.[1]),
      providerId: ts3[1] ?? "",
      facilityType: ts3[2] ?? "",
      fiscalPeriodEnd: dateOf(ts3[3]) ?? "1900-01-01",
      claimCount: numberOf(ts3[4]),
      charge: centsOf(ts3[5]),
      further: positions(ts3, 6, TS3_COUNTS),
      inpatient: ts2 && positions(ts2, 1, TS2_COUNTS),
    });
  }
  return some(list);
}

function readProviderAdjustment(plb: Segment, component: string): ProviderAdjustment835 {
  const entries: { reason: string; reference: string | undefined; amount: number }[] = [];
  for (let at = 3; at < plb.length; at += 2) {
    if (!plb[at] && !plb[at + 1]) continue;
    const [reason = "", reference] = (plb[at] ?? "").split(component);
    entries.push({ reason, reference: opt(reference), amount: centsOf(plb[at + 1]) });
  }
  return { providerId: plb[1] ?? "", fiscalPeriodEnd: dateOf(plb[2]) ?? "1900-01-01", entries };
}
