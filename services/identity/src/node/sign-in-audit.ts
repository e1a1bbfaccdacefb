import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { Id } from "@practicum/kernel/brand";
import { appendAccess } from "../sql/audit.ts";
import { displayName } from "../sql/staff.ts";
import type { PracticeAuth } from "./practice-auth.ts";

/** Enters what happened at the door into the audit trail (IDN-27). Who could not be recognized stays unnamed: people type passwords there. */
export async function auditSignIn(
  at: PracticeAuth,
  operation: string,
  who: { readonly staff: StaffMember | null; readonly sessionId: string | null },
  outcome: string,
  aboutStaffId: Id<"staff"> | null = null,
): Promise<void> {
  const { staff, sessionId } = who;
  const now = at.clock.now();
  await at.db.transact((tx) =>
    appendAccess(tx, {
      eventId: at.ids.next(),
      at: now,
      receivedAt: now,
      actorKind: "staff",
      actorName: staff ? displayName(staff) : "Unknown person",
      staffId: staff?.staffId ?? null,
      actorId: null,
      sessionId,
      roles: staff?.roles ?? [],
      service: "identity",
      operation,
      kind: "command",
      permission: "sign-in",
      patientIds: [],
      outcome,
      commandId: null,
      aboutStaffId,
    }),
  );
}
