import type { chargedVisit } from "@practicum/contracts/billing/charges";
import type { Claim } from "@practicum/contracts/billing/claims";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import type { Id } from "@practicum/kernel/brand";
import type { PracticePort } from "@practicum/seed/practice-port";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import type { z } from "zod";
import { encounterOf, openedNote } from "./encounters.ts";
import type { WorldView } from "./world-view.ts";

/** A service of a visit as it is billed. */
export interface BilledLine {
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly pointers: readonly number[];
  readonly units: number;
}

interface Billed {
  readonly patientId: string;
  readonly encounterId: string;
  readonly claim: Claim | null;
  readonly lines: readonly BilledLine[];
  readonly diagnoses: Encounter["diagnoses"];
}

/** What of a visit stands to be billed: on its first payer's claim, or in review while there is none. */
export async function linesOf(view: WorldView, visit: Id<"appointment">): Promise<Billed> {
  const encounter = await encounterOf(view, visit);
  // Nobody has come yet: there is nothing to bill.
  if (encounter === null) return { patientId: "", encounterId: "", claim: null, lines: [], diagnoses: [] };
  const { patientId, encounterId, diagnoses } = encounter;
  const list = await view.ask("billing", "listClaims", { statuses: [], patientId, before: null, limit: 50 });
  const claims = await Promise.all(
    (list?.claims ?? []).map(({ claimId }) => view.ask("billing", "getClaim", { claimId })),
  );
  const claim: Claim | null =
    claims.find((one) => one?.encounterId === encounterId && one.order === 1 && one.status !== "voided") ?? null;
  const review = await view.ask("billing", "listCharges", { status: "review" });
  const charges = (review?.visits ?? []).find((one) => one.encounterId === encounterId)?.charges ?? [];
  const lines: readonly BilledLine[] = claim?.lines ?? charges.filter((one) => one.status !== "reversed");
  return { patientId, encounterId, claim, lines, diagnoses };
}

type ChargeOf = Pick<
  z.output<typeof chargedVisit>["charges"][number],
  "chargeId" | "code" | "modifiers" | "pointers" | "units" | "unitPrice" | "version"
>;

/** A biller finds a visit's charge of a code: on its claim, or in review. */
export async function chargeOf(practice: PracticePort, visit: Id<"appointment">, code: string): Promise<ChargeOf> {
  const nair = actorOf(staffByKey("nair"));
  const { encounterId } = await openedNote(practice, visit, staffByKey("alvarez"));
  const review = await practice.run("billing", "listCharges", { status: "review" }, nair);
  const charges = review.visits.find((one) => one.encounterId === encounterId)?.charges ?? [];
  const found = charges.find((one) => one.code === code && one.status !== "reversed");
  if (found !== undefined) return found;
  const line = (await claimsOfVisit(practice, visit))
    .flatMap((claim) => claim.lines)
    .find((one) => one.code === code && one.charge !== null);
  if (line === undefined || line.charge === null) throw new Error(`the visit has no charge for ${code}`);
  return { ...line, ...line.charge };
}

/** Every claim of a visit that stands, the first payer's first. */
export async function claimsOfVisit(practice: PracticePort, visit: Id<"appointment">): Promise<readonly Claim[]> {
  const nair = actorOf(staffByKey("nair"));
  const { encounterId, patientId } = await openedNote(practice, visit, staffByKey("alvarez"));
  const input = { statuses: [], patientId, before: null, limit: 50 };
  const { claims } = await practice.run("billing", "listClaims", input, nair);
  const all: Claim[] = [];
  for (const { claimId } of claims) all.push(await practice.run("billing", "getClaim", { claimId }, nair));
  return all
    .filter((one) => one.encounterId === encounterId && one.status !== "voided")
    .toSorted((a, b) => a.order - b.order);
}
