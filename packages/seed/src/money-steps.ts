import { must } from "@practicum/kernel/assert";
import { addDays } from "@practicum/kernel/local-date";
import { workClaims } from "./claim-work-case.ts";
import type { Billed } from "./money-cases.ts";
import { actorOf, profile, staffByKey } from "./practice.ts";

const biller = actorOf(staffByKey("nair"));
const desk = actorOf(staffByKey("brooks"));

interface MoneyStep {
  readonly ago: number;
  readonly run: () => Promise<void>;
}

/** What was done about the claims of the last months since they were sent: next payers, appeals, payments, statements, a file by hand. */
export function moneySteps(of: Billed): readonly MoneyStep[] {
  return [
    { ago: 72, run: () => sendNext(of, "three-payers") },
    { ago: 40, run: () => sendNext(of, "three-payers") },
    { ago: 34, run: () => sendNext(of, "late") },
    { ago: 62, run: () => appeal(of, "no-authorization", "AUTH4471902") },
    { ago: 60, run: () => refusedByHand(of, "refused-twice") },
    { ago: 5, run: () => appeal(of, "bundled", null) },
    { ago: 70, run: () => overpay(of, "credit", 5000) },
    ...[61, 31, 1].map((ago) => ({ ago, run: () => statement(of, "copay", ago) })),
    ...accountSteps(of),
    // The evening it is billed: the next one would send what is ready as a file.
    { ago: 20, run: () => print(of, "on-paper") },
    { ago: 1, run: () => statement(of, "deductible", 1) },
    { ago: 3, run: () => workClaims(of) },
    { ago: 20, run: () => fileByHand(of, "out-of-balance") },
  ];
}

/** What becomes of a patient's own balance: a plan with a missed part, the steps up to the agency, what stops them, and a few dollars that are left. */
function accountSteps(of: Billed): readonly MoneyStep[] {
  const papers = (key: string, days: readonly number[]) =>
    days.map((ago) => ({ ago, run: () => statement(of, key, ago) }));
  return [
    ...papers("for-collections", [94, 63, 32]),
    ...papers("in-collections", [96, 65, 34]),
    ...papers("disputed", [38]),
    ...papers("mail-back", [43]),
    { ago: 75, run: () => agreePlan(of, "plan") },
    ...[70, 40].map((ago) => ({ ago, run: () => payPart(of, "plan", ago) })),
    { ago: 95, run: () => payAllBut(of, "small", 450) },
    { ago: 30, run: () => hold(of, "mail-back", "returned-mail", "Attempted, not known at this address") },
    { ago: 20, run: () => hold(of, "disputed", "dispute", "Says that the visit was a follow-up without charge") },
    { ago: 3, run: () => toCollections(of, "in-collections") },
  ];
}

async function agreePlan({ practice, id, today, patientOf }: Billed, key: string): Promise<void> {
  const patientId = patientOf(key);
  const { patientDue } = await practice.run("billing", "getAccount", { patientId }, biller);
  const plan = {
    firstDue: addDays(today, -70),
    every: "month" as const,
    replaces: null,
    note: "By card, on the phone",
  };
  const amount = Math.ceil(patientDue / 4);
  await practice.run("billing", "agreePlan", { planId: id<"plan">(key), patientId, amount, ...plan }, biller);
}

async function payPart(of: Billed, key: string, ago: number): Promise<void> {
  const [plan] = await of.practice.run("billing", "plansOf", { patientId: of.patientOf(key) }, biller);
  await pay(of, key, `plan/${ago}`, must(plan?.installments[0]).amount);
}

async function payAllBut(of: Billed, key: string, left: number): Promise<void> {
  const { patientDue } = await of.practice.run("billing", "getAccount", { patientId: of.patientOf(key) }, biller);
  await pay(of, key, "most", patientDue - left);
}

async function pay({ practice, id, patientOf }: Billed, key: string, what: string, amount: number): Promise<void> {
  const how = { method: "card" as const, reference: null, purpose: "balance" as const, appointmentId: null };
  const input = { paymentId: id<"payment">(`${key}/${what}`), patientId: patientOf(key), amount, ...how };
  await practice.run("billing", "takePayment", input, desk);
}

async function hold(
  { practice, id, patientOf }: Billed,
  key: string,
  kind: "returned-mail" | "dispute",
  because: string,
): Promise<void> {
  const input = { holdId: id<"hold">(key), patientId: patientOf(key), kind, because };
  await practice.run("billing", "holdAccount", input, desk);
}

async function toCollections({ practice, id, patientOf }: Billed, key: string): Promise<void> {
  const patientId = patientOf(key);
  const { visits } = await practice.run("billing", "getDunning", { patientId }, biller);
  const given = visits
    .filter((one) => one.toCollections > 0)
    .map((one) => ({ adjustmentId: id<"adjustment">(`${key}/${one.serviceDate}`), encounterId: one.encounterId }));
  await practice.run("billing", "sendToCollections", { patientId, agency: "Pacific Recovery", visits: given }, biller);
}

/** A claim that goes by mail. */
async function print({ practice, claimOf }: Billed, key: string): Promise<void> {
  const claimId = claimOf(key);
  const { version } = await practice.run("billing", "getClaim", { claimId }, biller);
  await practice.run("billing", "printClaim", { claimId, version }, biller);
}

/** What is ready to go to the patient's next payer. */
async function sendNext({ practice, patientOf }: Billed, key: string): Promise<void> {
  const asked = { statuses: ["ready" as const], patientId: patientOf(key), before: null, limit: 10 };
  const { claims } = await practice.run("billing", "listClaims", asked, biller);
  if (claims.length > 0)
    await practice.run("billing", "submitClaims", { claimIds: claims.map((one) => one.claimId) }, biller);
}

async function draft(of: Billed, key: string) {
  const { practice, claimOf, id } = of;
  const claimId = claimOf(key);
  const { number } = await practice.run("billing", "getClaim", { claimId }, biller);
  const asked = { open: true, text: number, before: null, limit: 10 };
  const { denials } = await practice.run("billing", "listDenials", asked, biller);
  const { denialId } = must(denials.find((one) => one.claimId === claimId));
  const appealId = id<"appeal">(`${key}/appeal`);
  await practice.run("billing", "draftAppeal", { appealId, denialId }, biller);
  return practice.run("billing", "getAppeal", { appealId }, biller);
}

/** What the record does not have is written by hand: a letter with a gap does not go out. */
const whole = (body: string) => body.replaceAll(/\[[^\]]*\]/g, "as described in the enclosed papers");

async function appeal(of: Billed, key: string, authorization: string | null): Promise<void> {
  const { practice, id } = of;
  const { appealId, version, grounds, body, papers } = await draft(of, key);
  const kept = { appealId, version, grounds, body: whole(body), authorization, papers };
  const saved = await practice.run("billing", "saveAppeal", kept, biller);
  const letter = { letterId: id<"letter">(key), way: "electronic" as const, fax: null, sentOn: null, because: null };
  await practice.run("billing", "sendAppeal", { appealId, version: saved.version, ...letter }, biller);
}

/** Sent by mail; the payer has written back that it stays as it is. */
async function refusedByHand(of: Billed, key: string): Promise<void> {
  const { practice, id, today } = of;
  const { appealId, version, grounds, body, papers } = await draft(of, key);
  const kept = { appealId, version, grounds, body: whole(body), authorization: null, papers };
  const saved = await practice.run("billing", "saveAppeal", kept, biller);
  const sentOn = addDays(today, -60);
  const letter = { letterId: id<"letter">(key), way: "by-hand" as const, fax: null, sentOn, because: null };
  const sent = await practice.run("billing", "sendAppeal", { appealId, version: saved.version, ...letter }, biller);
  await practice.run(
    "billing",
    "recordAppealAnswer",
    {
      appealId,
      version: sent.version,
      answerId: id<"answer">(key),
      outcome: "upheld",
      answeredOn: sentOn,
      dueOn: null,
      words: "No authorization was on file on the day of the service.",
    },
    biller,
  );
}

/** The patient paid more than was theirs: a credit stands. */
async function overpay({ practice, id, patientOf }: Billed, key: string, amount: number): Promise<void> {
  const payment = { method: "check" as const, reference: "2214", purpose: "balance" as const, appointmentId: null };
  const input = { paymentId: id<"payment">(key), patientId: patientOf(key), amount, ...payment };
  await practice.run("billing", "takePayment", input, desk);
}

async function statement({ practice, id, patientOf }: Billed, key: string, ago: number): Promise<void> {
  const statements = [{ statementId: id<"statement">(`${key}/${ago}`), patientId: patientOf(key) }];
  await practice.run("billing", "issueStatements", { statements }, biller);
}

/**
 * A payer that answers on its portal: the 835 that the biller took from there says a dollar less of what was taken off than is missing. The
 * claim waits; the payment itself is whole.
 */
async function fileByHand({ practice, id, claimOf, today, visitOf, memberOf }: Billed, key: string): Promise<void> {
  const { number, total } = await practice.run("billing", "getClaim", { claimId: claimOf(key) }, biller);
  const visit = visitOf(key);
  const compact = (day: string) => day.replaceAll("-", "");
  const paidOn = compact(addDays(today, -20));
  const dollars = (amount: number) => String(amount / 100);
  const paid = 7000;
  const body = [
    "ST*835*0001",
    `BPR*I*${dollars(paid)}*C*ACH*CCP*01*122000661*DA*90330000113*1330000113**01*122000661*DA*${profile.taxId}*${paidOn}`,
    "TRN*1*TW0004711*1330000113",
    `DTM*405*${paidOn}`,
    "N1*PR*TRICARE WEST",
    "N3*100 CLAIMS WAY",
    "N4*FLORENCE*SC*295020001",
    "PER*BL*EDI SUPPORT*TE*8005550100",
    `N1*PE*MISSION BAY FAMILY PRACTICE*XX*${profile.npi}`,
    `REF*TJ*${profile.taxId}`,
    "LX*1",
    `CLP*${number}*1*${dollars(total)}*${dollars(paid)}**CH*TW990017*11*1`,
    `NM1*QC*1*${visit.family.toUpperCase()}*${visit.given.toUpperCase()}****MI*${memberOf(key)}`,
    `SVC*HC:${visit.codes[0]}*${dollars(total)}*${dollars(paid)}**1`,
    `DTM*472*${compact(addDays(today, -visit.served))}`,
    `CAS*CO*45*${dollars(total - paid - 100)}`,
  ];
  const content = [
    `ISA*00*          *00*          *ZZ*TRICAREWEST    *30*${profile.taxId.padEnd(15)}*${paidOn.slice(2)}*0900*^*00501*000004711*0*P*:`,
    `GS*HP*TRICAREWEST*${profile.taxId}*${paidOn}*0900*4711*X*005010X221A1`,
    ...body,
    `SE*${body.length + 1}*0001`,
    "GE*1*4711",
    "IEA*1*000004711",
    "",
  ].join("~\n");
  await practice.run("billing", "receiveFile", { fileId: id<"file">(key), name: "portal.835", content }, biller);
}
