import type { Cause } from "../payer/causes.ts";
import type { DecidedClaim } from "../payer/state.ts";
import type { ExchangedFile } from "./jobs.ts";

/** An appeal goes as a file too: a short JSON, named `appeal-….json`. X12 has no transaction for it. */
export interface Appeal {
  readonly payerId: string;
  /** CLM01 or the payer's claim number. */
  readonly claimNumber: string;
  readonly grounds: "timely-filing" | "authorization" | "medical-necessity" | "bundled" | "payer-mistake";
  /** A retroactive authorization number. */
  readonly authorization: string | null;
  /** Names of the papers sent along: "note", "277CA", "contract". */
  readonly attachments: readonly string[];
}

export function readAppeal(file: ExchangedFile): Appeal | null {
  if (!/^appeal-[\w-]+\.json$/.test(file.name)) return null;
  try {
    const value: unknown = JSON.parse(file.content);
    return isAppeal(value) ? value : null;
  } catch {
    return null;
  }
}

function isAppeal(value: unknown): value is Appeal {
  if (typeof value !== "object" || value === null) return false;
  const appeal = value as Partial<Record<keyof Appeal, unknown>>;
  return (
    typeof appeal.payerId === "string" &&
    typeof appeal.claimNumber === "string" &&
    typeof appeal.grounds === "string" &&
    (appeal.authorization === null || typeof appeal.authorization === "string") &&
    Array.isArray(appeal.attachments) &&
    appeal.attachments.every((name) => typeof name === "string")
  );
}

/** The policies that the payer sets aside: none when the appeal brings nothing new. */
export function decideAppeal(
  appeal: Appeal,
  decided: DecidedClaim,
  facts: { acceptedEarlier: boolean },
): readonly Cause["policy"][] {
  const caused = decided.causes.some(
    (cause) => cause.policy === appeal.grounds || (appeal.grounds === "payer-mistake" && cause.policy === "downcoded"),
  );
  if (!caused) return [];
  switch (appeal.grounds) {
    case "timely-filing":
      return facts.acceptedEarlier && appeal.attachments.includes("277CA") ? ["timely-filing"] : [];
    case "authorization":
      return appeal.authorization !== null && /^[0-9A-Z]{6,30}$/.test(appeal.authorization) ? ["authorization"] : [];
    case "medical-necessity":
      return appeal.attachments.includes("note") ? ["medical-necessity"] : [];
    case "bundled":
      return appeal.attachments.includes("note") ? ["bundled"] : [];
    case "payer-mistake":
      return appeal.attachments.some((name) => name === "contract" || name === "note")
        ? ["payer-mistake", "downcoded"]
        : [];
  }
}
