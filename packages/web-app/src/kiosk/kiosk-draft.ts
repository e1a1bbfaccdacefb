import type { SignatureGiven } from "@practicum/contracts/scheduling/consents";
import {
  kioskChanges,
  type ContactChannel,
  type KioskAnswers,
  type KioskChanges,
  type KioskHistory,
  type KioskLanguage,
  type KioskStep,
} from "@practicum/contracts/scheduling/kiosk";
import type { Instant } from "@practicum/kernel/instant";
import type { KioskCoverage, KioskForm } from "./kiosk-call.ts";

/** One card's side, as it was photographed. */
export interface CardPicture {
  readonly pictureId: string;
  readonly commandId: string;
  readonly side: "front" | "back";
  readonly coverageId: string | null;
  readonly jpeg: string;
}

export interface SaidList {
  readonly answer: "some" | "none" | "no-answer";
  /** One a line. */
  readonly text: string;
}

export interface CoverageSaid {
  readonly says: "same" | "changed" | "ended" | null;
  readonly memberId: string;
  readonly groupNumber: string;
}

export interface SignedDraft {
  readonly name: string;
  readonly signature: SignatureGiven | null;
  readonly signedAt: Instant | null;
}

/** What is being filled in, as fields hold it: texts. */
export interface KioskDraft {
  readonly commandId: string;
  readonly language: KioskLanguage;
  readonly step: KioskStep;
  readonly name: { readonly given: string; readonly middle: string; readonly family: string; readonly suffix: string };
  readonly phone: string;
  readonly email: string;
  readonly address: {
    readonly line1: string;
    readonly line2: string;
    readonly city: string;
    readonly state: string;
    readonly zip: string;
  };
  readonly speaks: string;
  readonly emergency: { readonly name: string; readonly relationship: string; readonly phone: string };
  readonly contact: { readonly [C in ContactChannel]?: boolean };
  readonly coverages: { readonly [coverageId: string]: CoverageSaid };
  readonly newCoverage: { readonly payerName: string; readonly memberId: string; readonly groupNumber: string } | null;
  readonly pictures: readonly CardPicture[];
  readonly history: { readonly medications: SaidList; readonly allergies: SaidList; readonly conditions: SaidList };
  readonly phq2: { readonly interest: number | null; readonly mood: number | null };
  readonly consents: { readonly [formId: string]: SignedDraft };
}

const none: SaidList = { answer: "no-answer", text: "" };

/** The record as fields hold it. */
function fieldsOf({ name, phone, email, address, language, emergencyContact: emergency }: KioskForm["record"]) {
  const text = (value: string | null | undefined) => value ?? "";
  return {
    name: { given: name.given, middle: text(name.middle), family: name.family, suffix: text(name.suffix) },
    phone: text(phone),
    email: text(email),
    address: {
      line1: text(address?.line1),
      line2: text(address?.line2),
      city: text(address?.city),
      state: text(address?.state),
      zip: text(address?.zip),
    },
    speaks: language,
    emergency: {
      name: text(emergency?.name),
      relationship: text(emergency?.relationship),
      phone: text(emergency?.phone),
    },
  };
}

/** The form as it is before anybody types: what is on record, and no answer to what was not asked yet. */
export function freshDraft(form: KioskForm, coverages: readonly KioskCoverage[], commandId: string): KioskDraft {
  const { record } = form;
  return {
    ...fieldsOf(record),
    commandId,
    language: record.language.startsWith("es") ? "es" : "en",
    step: "about-you",
    contact: Object.fromEntries(form.contact.map(({ channel, allowed }) => [channel, allowed])),
    coverages: Object.fromEntries(
      coverages.map(({ coverageId }) => [coverageId, { says: null, memberId: "", groupNumber: "" }]),
    ),
    newCoverage: null,
    pictures: [],
    history: { medications: none, allergies: none, conditions: none },
    phq2: { interest: null, mood: null },
    consents: {},
  };
}

const digits = (text: string) => text.replaceAll(/\D/g, "");
const orNull = (text: string) => (text.trim() === "" ? null : text.trim());

/** The record as the patient has it now. */
function recordOf(draft: KioskDraft): Required<KioskChanges> {
  const { address, emergency, name } = draft;
  const hasAddress = Object.values(address).some((part) => part.trim() !== "");
  const hasEmergency = Object.values(emergency).some((part) => part.trim() !== "");
  return {
    name: {
      given: name.given.trim(),
      middle: orNull(name.middle),
      family: name.family.trim(),
      suffix: orNull(name.suffix),
    },
    phone: orNull(digits(draft.phone)),
    email: orNull(draft.email),
    address: hasAddress
      ? {
          line1: address.line1.trim(),
          line2: orNull(address.line2),
          city: address.city.trim(),
          state: address.state.trim().toUpperCase(),
          zip: digits(address.zip),
        }
      : null,
    language: draft.speaks,
    emergencyContact: hasEmergency
      ? { name: emergency.name.trim(), relationship: emergency.relationship.trim(), phone: digits(emergency.phone) }
      : null,
  };
}

const said = (value: unknown): string =>
  JSON.stringify(value ?? null, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner)
            .filter(([, v]) => v !== null && v !== "")
            .toSorted(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );

/** Only what is otherwise than the record was: what stayed the same says nothing. */
export function changesOf(draft: KioskDraft, { record }: KioskForm): KioskChanges {
  const now = recordOf(draft);
  const fields = Object.keys(now) as (keyof KioskChanges)[];
  return Object.fromEntries(
    fields.filter((field) => said(now[field]) !== said(record[field])).map((field) => [field, now[field]]),
  );
}

/** Paths of fields that can't stand like this, "address.zip". */
export function faultsOf(draft: KioskDraft, form: KioskForm): ReadonlySet<string> {
  const parsed = kioskChanges.safeParse(changesOf(draft, form));
  const faults = new Set(parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.map(String).join(".")));
  for (const [coverageId, one] of Object.entries(draft.coverages)) {
    const noPicture = !draft.pictures.some((picture) => picture.coverageId === coverageId);
    if (one.says === "changed" && one.memberId.trim().length < 2 && (noPicture || one.memberId.trim() !== ""))
      faults.add(`coverages.${coverageId}.memberId`);
  }
  if (draft.newCoverage) {
    if (draft.newCoverage.payerName.trim() === "") faults.add("newCoverage.payerName");
    if (draft.newCoverage.memberId.trim().length < 2) faults.add("newCoverage.memberId");
  }
  for (const [formId, one] of Object.entries(draft.consents))
    if (one.signature !== null && one.name.trim() === "") faults.add(`consents.${formId}.name`);
  return faults;
}

/** Which step a field stands at. */
export function stepOfField(field: string): KioskStep {
  if (field.startsWith("coverages") || field.startsWith("newCoverage")) return "insurance";
  if (field.startsWith("emergencyContact")) return "emergency";
  return field.startsWith("consents") ? "consents" : "about-you";
}

const listed = ({ answer, text }: SaidList): KioskHistory["medications"] => {
  const items = text
    .split("\n")
    // limit: what a line of the form takes; the field says so
    .map((line) => line.trim().slice(0, 200))
    .filter((line) => line !== "")
    // limit: what the form takes; the field says so
    .slice(0, 30);
  return items.length > 0 ? { answer: "some", items } : { answer: answer === "none" ? "none" : "no-answer", items: [] };
};

/** The form as it is sent. */
export function answersOf(draft: KioskDraft, form: KioskForm): KioskAnswers {
  const due = new Map(form.forms.map((one) => [one.formId as string, one.version]));
  return {
    language: draft.language,
    seenVersion: form.patientVersion,
    changes: changesOf(draft, form),
    contact: (["call", "voicemail", "text", "email"] as const).flatMap((channel) => {
      const allowed = draft.contact[channel];
      return allowed === undefined ? [] : [{ channel, allowed }];
    }),
    coverages: Object.entries(draft.coverages).flatMap(([coverageId, { says, memberId, groupNumber }]) =>
      says === null
        ? []
        : [
            {
              coverageId,
              says,
              memberId: says === "changed" ? orNull(memberId) : null,
              groupNumber: says === "changed" ? orNull(groupNumber) : null,
            },
          ],
    ),
    newCoverage: draft.newCoverage && {
      payerName: draft.newCoverage.payerName.trim(),
      memberId: draft.newCoverage.memberId.trim(),
      groupNumber: orNull(draft.newCoverage.groupNumber),
    },
    history: {
      medications: listed(draft.history.medications),
      allergies: listed(draft.history.allergies),
      conditions: listed(draft.history.conditions),
      phq2: form.asksPhq2 ? draft.phq2 : null,
    },
    consents: Object.entries(draft.consents).flatMap(([formId, { name, signature, signedAt }]) => {
      const version = due.get(formId);
      return signature === null || signedAt === null || version === undefined || name.trim() === ""
        ? []
        : [{ formId, version, name: name.trim(), signature, signedAt }];
    }),
  };
}
