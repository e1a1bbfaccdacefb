import type { cosignStepKind, encounterStatus } from "@practicum/contracts/charting/encounters";
import type { OthersEntry } from "@practicum/contracts/charting/signing";
import { fail, type DomainError } from "@practicum/contracts/error";
import type { Role } from "@practicum/contracts/permission";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { unaccepted } from "./others-entries.ts";
import { stops, type GateItem } from "./sign-gate.ts";

type Status = z.output<typeof encounterStatus>;
export type CosignStepKind = z.output<typeof cosignStepKind>;

export interface SigningFacts {
  readonly status: Status;
  readonly patientId: string;
  readonly providerId: string;
  readonly gate: readonly GateItem[];
  /** What others than the signer put in. */
  readonly others: readonly OthersEntry[];
  /** Active physicians. */
  readonly supervisors: readonly { readonly staffId: string }[];
}

export interface SigningWish {
  readonly patientId: string;
  readonly supervisorId: string | null;
  readonly acceptedEntries: readonly string[];
  readonly signer: { readonly staffId: string; readonly roles: readonly Role[] };
}

/** A physician and a nurse practitioner sign alone; a physician assistant's note is co-signed (CHT-57). */
export function needsSupervisor(roles: readonly Role[]): boolean {
  return roles.includes("physician-assistant") && !roles.includes("physician") && !roles.includes("nurse-practitioner");
}

/** Whether the note is signed, and what it becomes (CHT-57 to CHT-60). */
export function decideSigning(
  facts: SigningFacts,
  wish: SigningWish,
): Result<{ status: Status; supervisorId: string | null }, DomainError> {
  if (facts.status !== "open") return fail("encounter-sealed");
  // The patient on the screen is not the note's: the wrong chart is open.
  if (facts.patientId !== wish.patientId) return fail("sign-gate", { field: "patientId", detail: { count: 1 } });
  if (facts.providerId !== wish.signer.staffId) return fail("not-allowed");
  const count = stops(facts.gate);
  if (count > 0) return fail("sign-gate", { detail: { count } });
  const open = unaccepted(facts.others, wish.acceptedEntries);
  if (open.length > 0) {
    const names = [...new Set(open.map((one) => one.by))].join("; ");
    return fail("others-entries", { field: "acceptedEntries", detail: { count: open.length, names } });
  }
  if (!needsSupervisor(wish.signer.roles)) return ok({ status: "signed", supervisorId: null });
  const supervisor = facts.supervisors.find((one) => one.staffId === wish.supervisorId);
  if (!supervisor) return fail("supervisor-required", { field: "supervisorId" });
  return ok({ status: "awaiting-cosign", supervisorId: supervisor.staffId });
}

interface Cosigned {
  readonly status: Status;
  readonly patientId: string;
  readonly providerId: string;
  readonly supervisorId: string | null;
}

interface CosignWish {
  readonly patientId: string;
  readonly staffId: string;
}

/** Whether the co-signature is this person's to give (CHT-63). */
export function decideCosigning(
  encounter: Omit<Cosigned, "providerId">,
  wish: CosignWish,
): Result<undefined, DomainError> {
  if (encounter.status === "open") return fail("encounter-not-signed");
  if (encounter.patientId !== wish.patientId) return fail("not-found", { field: "patientId" });
  return encounter.supervisorId === wish.staffId ? ok() : fail("not-the-cosigner");
}

/** Whether the note is this person's to return (CHT-155): to the same one as the co-signature, and only before it. */
export function decideReturn(
  encounter: Omit<Cosigned, "providerId">,
  wish: CosignWish,
): Result<undefined, DomainError> {
  const mine = decideCosigning(encounter, wish);
  if (!mine.ok) return mine;
  return encounter.status === "cosigned" ? fail("already-cosigned") : ok();
}

/**
 * Whether a returned note is this person's to answer (CHT-156).
 *
 * @param last the last step between supervisor and author; undefined where there was none.
 */
export function decideAnswer(
  encounter: Cosigned,
  last: CosignStepKind | undefined,
  wish: CosignWish,
): Result<undefined, DomainError> {
  if (encounter.status === "open") return fail("encounter-not-signed");
  if (encounter.patientId !== wish.patientId) return fail("not-found", { field: "patientId" });
  if (encounter.providerId !== wish.staffId) return fail("not-allowed");
  return encounter.status === "awaiting-cosign" && last === "returned" ? ok() : fail("not-returned");
}
