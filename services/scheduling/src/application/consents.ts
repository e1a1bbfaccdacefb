import { fail, type DomainError } from "@practicum/contracts/error";
import { consentFormChanged, type consentOperations } from "@practicum/contracts/scheduling/consents";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { countsFrom, sealedText } from "../domain/consents.ts";
import {
  insertForm,
  lockNewest,
  newestForms,
  signedBy,
  signedOne,
  type SignedRow,
  versionsOf,
} from "../sql/consents.ts";
import { sha256Of } from "../sql/kiosk.ts";
import { actorNameOf } from "./actor-name.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type Ops = typeof consentOperations;
type In<O extends keyof Ops> = z.output<Ops[O]["input"]>;
type Reply<O extends keyof Ops> = Promise<Result<z.input<Ops[O]["output"]>, DomainError>>;

export async function listConsentForms({ tx }: SchedulingContext): Reply<"listConsentForms"> {
  return ok(await newestForms(tx));
}

export async function consentFormVersions(
  { tx }: SchedulingContext,
  { formId }: In<"consentFormVersions">,
): Reply<"consentFormVersions"> {
  const versions = await versionsOf(tx, formId);
  return versions.length === 0 ? fail("not-found", { field: "formId" }) : ok(versions);
}

/** SCH-171, SCH-200: a change is the next version; what was signed keeps the text that it was signed with. */
export async function saveConsentForm(
  context: SchedulingContext,
  { version: seen, signAnew, ...form }: In<"saveConsentForm">,
): Reply<"saveConsentForm"> {
  const { newest, from } = await lockNewest(context.tx, form.formId);
  if (seen !== null && newest === 0) return fail("not-found");
  if (newest !== (seen ?? 0)) return fail("stale-version");
  const version = newest + 1;
  await insertForm(
    context.tx,
    { ...form, version, countsFrom: countsFrom(version, from, signAnew) },
    { at: context.now, name: actorNameOf(context) },
  );
  context.emit(consentFormChanged, { formId: form.formId, version });
  return ok({ version });
}

export async function patientConsents(
  { tx }: SchedulingContext,
  { patientId }: In<"patientConsents">,
): Reply<"patientConsents"> {
  return ok({ signed: (await signedBy(tx, patientId)).map(headOf) });
}

export async function signedConsent(
  { tx }: SchedulingContext,
  { patientId, consentId }: In<"signedConsent">,
): Reply<"signedConsent"> {
  const row = await signedOne(tx, patientId, consentId);
  if (!row) return fail("not-found", { field: "consentId" });
  const body = row.language === "es" ? row.body_es : row.body_en;
  const head = headOf(row);
  const sealed = sealedText({
    patientId: row.signed_in,
    form: { formId: row.form_id, version: row.version },
    title: head.title,
    body,
    language: row.language,
    name: row.signed_name,
    signature: row.signature,
    signedAt: row.signed_at,
  });
  const [seal] = await sha256Of(tx, sealed);
  return ok({
    ...head,
    body,
    signature: row.signature,
    signatureSha256: row.signature_sha256,
    sealSha256: row.seal_sha256,
    intact: seal === row.seal_sha256,
  });
}

export function headOf(row: SignedRow) {
  return {
    consentId: row.consent_id,
    formId: row.form_id,
    title: row.language === "es" ? row.title_es : row.title_en,
    version: row.version,
    language: row.language,
    signedName: row.signed_name,
    signedAt: row.signed_at,
    until: row.until,
  };
}
