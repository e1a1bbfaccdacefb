import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { ChartingTables } from "./tables.ts";
import { isSame, type WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;

const COLUMNS = [
  ...(["consent_id as consentId", "patient_id as patientId", "recipient as to", "what", "purpose"] as const),
  ...([
    "signed_on as signedOn",
    "expires_on as expiresOn",
    "document_id as documentId",
    "at",
    "by_name as by",
  ] as const),
  ...(["revoked_on as revokedOn", "revoked_by as revokedBy", "revoke_reason as revokeReason"] as const),
] as const;

/** A patient's consents, the newest first. */
export async function consentsOf(tx: T, patientId: string) {
  return tx
    .selectFrom("part2_consent")
    .select(COLUMNS)
    .where("patient_id", "=", patientId)
    .orderBy("place", "desc")
    .execute();
}

export async function consentById(tx: T, consentId: string) {
  return tx.selectFrom("part2_consent").select(COLUMNS).where("consent_id", "=", consentId).executeTakeFirst();
}

export async function insertConsent(
  tx: T,
  c: {
    readonly consentId: string;
    readonly patientId: string;
    readonly to: string;
    readonly what: string;
    readonly purpose: string;
    readonly signedOn: LocalDate;
    readonly expiresOn: LocalDate | null;
    readonly documentId: string | null;
  },
  w: { readonly at: Instant; readonly by: string },
): Promise<WroteOnce> {
  const content = {
    patient_id: c.patientId,
    recipient: c.to,
    what: c.what,
    purpose: c.purpose,
    signed_on: c.signedOn,
    expires_on: c.expiresOn,
    document_id: c.documentId,
    by_name: w.by,
  };
  const written = await tx
    .insertInto("part2_consent")
    .values({
      consent_id: c.consentId,
      ...content,
      at: w.at,
      revoked_on: null,
      revoked_at: null,
      revoked_by: null,
      revoke_reason: null,
    })
    .onConflict((conflict) => conflict.column("consent_id").doNothing())
    .returning("consent_id")
    .executeTakeFirst();
  if (written) return "written";
  const same = await tx
    .selectFrom("part2_consent")
    .select("consent_id")
    .where("consent_id", "=", c.consentId)
    .where((eb) => isSame(eb, content))
    .executeTakeFirst();
  return same ? "same" : "other";
}

/** The first word stays. */
export async function revokeConsent(
  tx: T,
  consentId: string,
  r: { readonly on: LocalDate; readonly at: Instant; readonly by: string; readonly reason: string },
): Promise<void> {
  await tx
    .updateTable("part2_consent")
    .set({ revoked_on: r.on, revoked_at: r.at, revoked_by: r.by, revoke_reason: r.reason })
    .where("consent_id", "=", consentId)
    .where("revoked_at", "is", null)
    .execute();
}
