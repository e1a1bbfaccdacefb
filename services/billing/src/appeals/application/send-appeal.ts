import type { appealOperations, AppealWay } from "@practicum/contracts/billing/appeals";
import { fail, type DomainError } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { waitingSubjects } from "../../approvals/sql/approvals.ts";
import { recordClaimEvent } from "../../claims/application/claim-history.ts";
import { lockClaims } from "../../claims/sql/claims.ts";
import { findPayer } from "../../coverage/sql/payers.ts";
import { lockDenial } from "../../denials/sql/denials.ts";
import { queueFile } from "../../exchange/sql/files.ts";
import { lockPatients } from "../../sql/counters.ts";
import { appealFileName, type AppealFile } from "../domain/appeal-mail.ts";
import { afterSending, afterWithdrawal, letterKindOf, notFrom, type LetterKind } from "../domain/appeal-state.ts";
import { isLate } from "../domain/appeal-warnings.ts";
import { GAP, withNumber } from "../domain/draft-letter.ts";
import type { LetterPurpose } from "../domain/letter-document.ts";
import { findLetter, insertLetter } from "../sql/appeal-mail.ts";
import { findAppeal, lockAppeal, type AppealRow } from "../sql/appeals.ts";
import { composeLetter, type Composed } from "./compose-letter.ts";
import { takeAppealStep } from "./take-step.ts";

type Send = InputOf<typeof appealOperations.sendAppeal>;

const SENT: { readonly [P in LetterPurpose]: string } = {
  appeal: "Appeal: sent",
  correction: "Appeal: a corrected letter sent",
  information: "Appeal: what the payer asked for sent",
  withdrawal: "Appeal: withdrawn",
};

/** BIL-183: the letter goes out after the commit; from then on it is never changed, only followed by another one. */
export async function sendAppeal(context: BillingContext, input: Send): ReplyOf<typeof appealOperations.sendAppeal> {
  const held = await holdAppeal(context, input);
  if (!held.ok) return held;
  const appeal = held.value;
  const purpose = letterKindOf(appeal.status);
  if (purpose === null) return notFrom(appeal.status);
  const way = await wayOf(context, appeal, input);
  if (!way.ok) return way;
  if (way.value.sentOn > context.today) return fail("in-the-future", { field: "sentOn" });
  const refused = await whyNot(context, appeal, purpose, { ...input, sentOn: way.value.sentOn });
  if (refused) return refused;
  const late = isLate({ status: appeal.status, dueOn: appeal.due_on }, way.value.sentOn);
  const because = input.because?.trim() || null;
  const letter = { purpose, because, late, on: way.value.sentOn };
  const composed = await composeLetter(context, appeal, letter);
  if (!composed.ok) return composed;
  await keepLetter(context, appeal, { ...letter, ...way.value, letterId: input.letterId }, composed.value);
  const payer = must(await findPayer(context.tx, appeal.payer_id));
  const answerDays = payer.appeals.levels[appeal.level - 1]?.answerDays ?? 60;
  const step = afterSending(way.value.sentOn, answerDays);
  const version = await takeAppealStep(context, appeal, step, { sent_on: way.value.sentOn });
  const detail = [appeal.level_name, WAYS[way.value.way], because].filter(Boolean).join(" · ");
  await recordClaimEvent(context, appeal.claim_id, { what: SENT[purpose], detail });
  return ok({ status: step.status, version });
}

const WAYS: { readonly [W in AppealWay]: string } = {
  electronic: "by the clearinghouse",
  fax: "by fax",
  "by-hand": "by hand",
};

/** BIL-186: a draft is dropped; a sent appeal is withdrawn by a letter of its own, and the refusal is open again. */
export async function withdrawAppeal(
  context: BillingContext,
  input: InputOf<typeof appealOperations.withdrawAppeal>,
): ReplyOf<typeof appealOperations.withdrawAppeal> {
  const held = await holdAppeal(context, input);
  if (!held.ok) return held;
  const appeal = held.value;
  const step = afterWithdrawal(appeal.status);
  if (!step.ok) return step;
  if (step.value.status === "withdrawn") {
    const payer = must(await findPayer(context.tx, appeal.payer_id));
    const letter = { purpose: "withdrawal" as const, because: input.because, late: false, on: context.today };
    const composed = await composeLetter(context, appeal, letter);
    if (!composed.ok) return composed;
    // The same way as the payer takes the others; who brings them by hand brings this one too.
    const { way, fax } = payer.appeals;
    await keepLetter(
      context,
      appeal,
      { ...letter, way, fax, sentOn: context.today, letterId: input.letterId },
      composed.value,
    );
  }
  const version = await takeAppealStep(context, appeal, step.value, {});
  const what = step.value.status === "withdrawn" ? SENT.withdrawal : "Appeal: draft dropped";
  await recordClaimEvent(context, appeal.claim_id, { what, detail: `${appeal.level_name} · ${input.because}` });
  return ok({ status: step.value.status, version });
}

/** A letter that was sent, as it went; or the next one as it would go now. */
export async function appealPdf(
  context: BillingContext,
  input: InputOf<typeof appealOperations.appealPdf>,
): ReplyOf<typeof appealOperations.appealPdf> {
  const appeal = await findAppeal(context.tx, input.appealId);
  if (!appeal) return fail("not-found");
  const name = `appeal-${appeal.number}.pdf`;
  if (input.letterId !== null) {
    const letter = await findLetter(context.tx, input.letterId);
    if (!letter || letter.appeal_id !== input.appealId) return fail("not-found");
    return ok({ patientId: letter.patient_id, name, pages: letter.pages, pdf: letter.pdf });
  }
  const purpose = letterKindOf(appeal.status) ?? "appeal";
  const late = isLate({ status: appeal.status, dueOn: appeal.due_on }, context.today);
  const composed = await composeLetter(context, appeal, { purpose, because: null, late, on: context.today });
  if (!composed.ok) return composed;
  const { pages, pdf } = composed.value;
  return ok({ patientId: appeal.patient_id, name, pages, pdf });
}

/** The appeal in the version that was seen, locked in the order in which money is: patient, claim, refusal, appeal. */
export async function holdAppeal(
  context: BillingContext,
  of: { readonly appealId: string; readonly version: number | null },
): Promise<Result<AppealRow, DomainError>> {
  const { tx } = context;
  const seen = await findAppeal(tx, of.appealId);
  if (!seen) return fail("not-found");
  context.auditPatient(seen.patient_id);
  await lockPatients(tx, [seen.patient_id]);
  await lockClaims(tx, [seen.claim_id]);
  await lockDenial(tx, seen.denial_id);
  await lockAppeal(tx, of.appealId);
  const now = must(await findAppeal(tx, of.appealId));
  return of.version !== null && now.version !== of.version ? fail("stale-version") : ok(now);
}

interface Way {
  readonly way: AppealWay;
  readonly fax: string | null;
  readonly sentOn: string;
}

async function wayOf(context: BillingContext, appeal: AppealRow, input: Send): Promise<Result<Way, DomainError>> {
  const { way } = input;
  if (way === "by-hand") return ok({ way, fax: null, sentOn: input.sentOn ?? context.today });
  if (way === "electronic") return ok({ way, fax: null, sentOn: context.today });
  const fax = input.fax ?? (await findPayer(context.tx, appeal.payer_id))?.appeals.fax ?? null;
  return fax === null
    ? missing("fax", "Enter the payer's fax number for appeals.")
    : ok({ way, fax, sentOn: context.today });
}

/** What stands between the letter and the payer. */
async function whyNot(
  context: BillingContext,
  appeal: AppealRow,
  purpose: LetterKind,
  input: Send & { readonly sentOn: string },
) {
  if (purpose === "appeal") {
    if (appeal.denial_status !== "open") return fail("claim-not-ready", { detail: { status: appeal.denial_status } });
    if ((await waitingSubjects(context.tx, [appeal.denial_id])).has(appeal.denial_id))
      return fail("claim-not-ready", { detail: { status: "waiting for the approval of a write-off" } });
  }
  if (appeal.body.trim() === "") return missing("body", "Write the letter first.");
  const gap = GAP.exec(withNumber(appeal.body, appeal.authorization_number))?.[0];
  if (gap) return missing("body", `Fill in ${gap}, or take the sentence out.`);
  if (input.because?.trim()) return null;
  if (purpose === "correction") return missing("because", "Say what is corrected: the letter says so too.");
  if (isLate({ status: appeal.status, dueOn: appeal.due_on }, input.sentOn))
    return missing("because", "The payer's time for it is over: say why it is late.");
  return null;
}

function missing(field: string, message: string) {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}

/** Keeps the letter as it goes, and puts it where a worker finds it. */
async function keepLetter(
  context: BillingContext,
  appeal: AppealRow,
  letter: Way & { readonly letterId: string; readonly purpose: LetterPurpose; readonly because: string | null },
  composed: Composed,
): Promise<void> {
  const { tx, now } = context;
  const fileId = letter.way === "electronic" ? context.ids.next<"file">() : null;
  if (fileId !== null) {
    const file: AppealFile = {
      kind: "appeal",
      appealId: appeal.appeal_id,
      letterId: letter.letterId,
      purpose: letter.purpose,
      payerId: appeal.content.payer.electronicId,
      claimNumber: appeal.payer_claim_number ?? appeal.number,
      level: appeal.level,
      grounds: appeal.grounds,
      authorization: appeal.authorization_number,
      attachments: composed.attachments,
      letter: composed.pdf,
    };
    const name = appealFileName(letter.letterId);
    const content = JSON.stringify(file);
    await queueFile(tx, { fileId, name, kind: "appeal", content, reference: null, controlNumber: null, at: now });
  }
  await insertLetter(tx, {
    letter_id: letter.letterId,
    appeal_id: appeal.appeal_id,
    patient_id: appeal.patient_id,
    kind: letter.purpose,
    way: letter.way,
    fax: letter.fax,
    because: letter.because,
    body: withNumber(appeal.body, appeal.authorization_number),
    pdf: composed.pdf,
    pages: composed.pages,
    status: letter.way === "fax" ? "queued" : "sent",
    sent_on: letter.sentOn,
    made_at: now,
    made_by: actorName(context.actor),
    file_id: fileId,
  });
  if (letter.way !== "by-hand") context.wake("exchange");
}
