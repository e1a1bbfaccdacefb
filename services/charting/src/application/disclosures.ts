import type { disclosureOperations } from "@practicum/contracts/charting/disclosures";
import type { Letter } from "@practicum/contracts/charting/letters";
import type { SensitiveClass } from "@practicum/contracts/charting/sensitive-classes";
import type { Id } from "@practicum/kernel/brand";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { disclosurePage, insertDisclosure } from "../sql/disclosures.ts";
import { actorName, type ChartingContext } from "./charting-context.ts";
import { toldDisclosures } from "./told-disclosures.ts";

type Operations = typeof disclosureOperations;

/** What went out of a chart, for the account of disclosures (CHT-281). */
export async function listDisclosures(
  context: ChartingContext,
  { patientId, ...page }: InputOf<Operations["listDisclosures"]>,
): ReplyOf<Operations["listDisclosures"]> {
  const { disclosures, next } = await disclosurePage(context.tx, patientId, page);
  const isTold = await toldDisclosures(context, patientId);
  return ok({ disclosures: disclosures.filter(isTold), next });
}

/** A letter goes out: that is written down in the same transaction, under the id of the sending (CHT-281). */
export async function discloseLetter(
  context: ChartingContext,
  letter: Pick<Letter, "letterId" | "patientId" | "kind" | "title" | "to">,
  sending: {
    readonly sendingId: string;
    readonly way: string;
    readonly to: string;
    readonly classes: readonly SensitiveClass[];
    readonly consentId: string | null;
  },
): Promise<void> {
  const to = sending.to || letter.to || (sending.way === "hand" ? "The patient" : "");
  await insertDisclosure(context.tx, {
    disclosureId: sending.sendingId,
    patientId: letter.patientId,
    kind: letter.kind === "referral" ? "referral-letter" : "letter",
    to,
    what: letter.title,
    purpose: PURPOSES[letter.kind],
    way: sending.way,
    classes: [...sending.classes],
    consentId: sending.consentId as Id<"consent"> | null,
    sourceId: letter.letterId as Id<"letter">,
    at: context.now,
    by: actorName(context),
  });
}

const PURPOSES: { readonly [K in Letter["kind"]]: string } = {
  referral: "Treatment",
  "work-excuse": "The patient asked for it",
  "school-excuse": "The patient asked for it",
  other: "Letter of the practice",
};
