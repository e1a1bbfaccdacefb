import type {
  appeal as appealSchema,
  appealOperations,
  appealRow,
  RecordPaper,
} from "@practicum/contracts/billing/appeals";
import { recordPaper } from "@practicum/contracts/billing/appeals";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { fail } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { z } from "zod";
import type { BillingContext } from "../../application/context.ts";
import { UNKNOWN_NAME } from "../../charges/application/list-charges.ts";
import { claimWords } from "../../claims/domain/claim-search.ts";
import { remarkMeaning } from "../../claims/domain/code-facts.ts";
import { findPayer } from "../../coverage/sql/payers.ts";
import { findDenial } from "../../denials/sql/denials.ts";
import { patientsById } from "../../sql/copies.ts";
import { appealWarnings } from "../domain/appeal-warnings.ts";
import { letterHead, PAPER_NAMES } from "../domain/letter-document.ts";
import { firstAccepted, type LetterFacts } from "../domain/letter-facts.ts";
import { answersOf, lettersOf } from "../sql/appeal-mail.ts";
import { paperNames } from "../sql/appeal-papers.ts";
import { appealPage, appealsFor, appealTotals, findAppeal, type AppealRow } from "../sql/appeals.ts";
import { letterFacts } from "./letter-facts.ts";

type Row = z.input<typeof appealRow>;
type View = z.input<typeof appealSchema>;

/** BIL-188: the appeals that somebody follows, the nearest day first. */
export async function listAppeals(
  { tx, today }: BillingContext,
  input: InputOf<typeof appealOperations.listAppeals>,
): ReplyOf<typeof appealOperations.listAppeals> {
  const { show, ownerId, limit, before } = input;
  const wanted = { show, ownerId, today, words: claimWords(input.text) };
  const { rows, next } = await appealPage(tx, { ...wanted, limit, before });
  const patients = await patientsById(
    tx,
    rows.map((row) => row.patient_id),
  );
  return ok({
    appeals: rows.map((row) => rowOf(row, patients.get(row.patient_id))),
    next,
    all: before === null ? await appealTotals(tx, wanted) : null,
  });
}

export async function appealsOfDenial(
  { tx }: BillingContext,
  input: InputOf<typeof appealOperations.appealsOfDenial>,
): ReplyOf<typeof appealOperations.appealsOfDenial> {
  const denial = await findDenial(tx, input.denialId);
  if (!denial) return fail("not-found");
  const { claim_id: claimId, adjustment_group: group, reason } = denial;
  const rows = await appealsFor(tx, { claimId, group, reason });
  const patients = await patientsById(tx, [denial.patient_id]);
  return ok(rows.map((row) => rowOf(row, patients.get(row.patient_id))));
}

export async function getAppeal(
  context: BillingContext,
  input: InputOf<typeof appealOperations.getAppeal>,
): ReplyOf<typeof appealOperations.getAppeal> {
  const { tx, today } = context;
  const row = await findAppeal(tx, input.appealId);
  if (!row) return fail("not-found");
  const patients = await patientsById(tx, [row.patient_id]);
  const payer = must(await findPayer(tx, row.payer_id));
  const before = await appealsFor(tx, { claimId: row.claim_id, group: row.adjustment_group, reason: row.reason });
  const facts = await letterFacts(context, row, { level: row.level, name: row.level_name }, before);
  const attached = await paperNames(tx, row.appeal_id);
  const available = availableOf(
    facts,
    attached.some((one) => one.kind === "note"),
  );
  const has = (paper: RecordPaper) => available.some((one) => one.paper === paper && one.has);
  const { grounds, status, body, papers } = row;
  const authorization = row.authorization_number;
  const written = { status, grounds, levelName: row.level_name, body, authorization, papers, dueOn: row.due_on };
  return ok({
    ...rowOf(row, patients.get(row.patient_id)),
    head: [...letterHead(facts)],
    body,
    authorization,
    papers,
    available,
    attached: attached
      .filter((one) => one.kind !== "note")
      .map((one) => ({ paperId: one.paper_id, name: one.name, kilobytes: Math.ceil(one.size / 1024) })),
    warnings: [...appealWarnings(written, has, today)],
    levels: payer.appeals.levels,
    way: payer.appeals.way,
    fax: payer.appeals.fax,
    remarks: row.remarks.map((code) => [code, remarkMeaning(code)].filter(Boolean).join(": ")),
    encounterId: row.encounter_id,
    denialStatus: row.denial_status,
    letters: await letterViews(context, row.appeal_id),
    answers: await answerViews(context, row.appeal_id),
  });
}

function rowOf(row: AppealRow, patient: Patient | undefined): Row {
  return {
    appealId: row.appeal_id,
    denialId: row.denial_id,
    claimId: row.claim_id,
    claimNumber: row.number,
    patientId: row.patient_id,
    patientName: patient?.name ?? UNKNOWN_NAME,
    payerName: row.payer_name,
    serviceDate: row.service_date,
    group: row.adjustment_group,
    reason: row.reason,
    amount: row.amount,
    level: row.level,
    levelName: row.level_name,
    grounds: row.grounds,
    status: row.status,
    dueOn: row.due_on,
    followUpOn: row.follow_up_on,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    sentOn: row.sent_on,
    outcome: row.outcome,
    version: row.version,
  };
}

/** What the record has of each paper, so that nobody promises what is not there. */
function availableOf(facts: LetterFacts, note: boolean): View["available"] {
  const accepted = firstAccepted(facts);
  const what: { readonly [P in RecordPaper]: readonly [has: boolean, words: string] } = {
    remittance: [true, `Payment ${facts.denied.trace}`],
    claim: [true, `Claim ${facts.claimNumber}`],
    acknowledgment: accepted
      ? [true, `277CA: accepted on ${accepted.answer.on}`]
      : [facts.filings.some((one) => one.answers.length > 0), "No 277CA by which the payer accepted it"],
    note: [note, note ? "Sealed note, checked" : "Not attached yet"],
  };
  return recordPaper.options.map((paper) => ({
    paper,
    has: what[paper][0],
    what: `${PAPER_NAMES[paper]}: ${what[paper][1]}`,
  }));
}

async function letterViews({ tx }: BillingContext, appealId: string): Promise<View["letters"]> {
  const rows = await lettersOf(tx, appealId);
  return rows.map((row) => ({
    letterId: row.letter_id,
    kind: row.kind,
    way: row.way,
    fax: row.fax,
    because: row.because,
    pages: row.pages,
    status: row.status,
    sentOn: row.sent_on,
    at: row.made_at,
    by: row.made_by,
  }));
}

async function answerViews({ tx }: BillingContext, appealId: string): Promise<View["answers"]> {
  const rows = await answersOf(tx, appealId);
  const takenBack = new Map(rows.map((row) => [row.takes_back, row.words]));
  return rows.flatMap(({ outcome, ...row }) =>
    outcome === "taken-back"
      ? []
      : [
          {
            answerId: row.answer_id,
            outcome,
            answeredOn: row.answered_on,
            dueOn: row.due_on,
            words: row.words,
            at: row.made_at,
            by: row.made_by,
            takenBackBecause: takenBack.get(row.answer_id) ?? null,
          },
        ],
  );
}
