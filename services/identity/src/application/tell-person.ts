import { accountNoticed, type AccountNoticeKind } from "@practicum/contracts/identity/account";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import { roleLabels } from "@practicum/contracts/permission";
import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import type { z } from "zod";
import { insertNotice } from "../sql/account.ts";
import type { IdentitySchema } from "../sql/tables.ts";

/** What a notice is kept and told with: a handler's context, or an endpoint's transaction. */
export interface Telling {
  readonly tx: Tx<IdentitySchema>;
  readonly now: Instant;
  readonly ids: { next(): Id<"account-notice"> };
  readonly emit: (definition: typeof accountNoticed, payload: z.input<typeof accountNoticed.payload>) => unknown;
}

interface Told {
  readonly kind: AccountNoticeKind;
  /** Who did it; empty where it was the person, or nobody can say. */
  readonly by: string;
  readonly detail?: string;
  /** Beside the address of now. */
  readonly alsoTo?: string;
}

/** Tells a person what was done to the own account, whoever did it: here, and by mail (IDN-116). */
export async function tellPerson(
  { tx, now, ids, emit }: Telling,
  person: Pick<StaffMember, "staffId" | "email" | "given">,
  { kind, by, detail = "", alsoTo }: Told,
): Promise<void> {
  const noticeId = ids.next();
  const { staffId, email, given } = person;
  await insertNotice(tx, { notice_id: noticeId, staff_id: staffId, kind, by, detail, at: now, read_at: null });
  const emails = alsoTo === undefined ? [email] : [alsoTo, email];
  await emit(accountNoticed, { noticeId, staffId, kind, by, detail, at: now, given, emails });
}

/** What of a change of the account its person is told. A person who is new is told nothing: the code for the first sign-in says it. */
export async function tellOfChange(
  telling: Telling,
  before: StaffMember,
  after: StaffMember,
  by: string,
): Promise<void> {
  const roles = [...after.roles].toSorted();
  if (JSON.stringify(roles) !== JSON.stringify([...before.roles].toSorted())) {
    const detail = after.roles.map((one) => roleLabels[one]).join(", ");
    await tellPerson(telling, after, { kind: "roles-changed", by, detail });
  } else if (rightsKey(before) !== rightsKey(after)) {
    await tellPerson(telling, after, { kind: "rights-changed", by });
  }
  if (before.active !== after.active)
    await tellPerson(telling, after, { kind: after.active ? "made-active" : "made-inactive", by });
  if (before.email.toLowerCase() !== after.email.toLowerCase())
    await tellPerson(telling, after, { kind: "email-changed", by, detail: after.email, alsoTo: before.email });
}

function rightsKey({ ownRoles = [], granted = [], withheld = [] }: StaffMember): string {
  return JSON.stringify([ownRoles.toSorted(), granted, withheld]);
}
