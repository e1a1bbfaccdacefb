import type { Actor } from "@practicum/contracts/actor";
import type { SignInPolicy } from "@practicum/contracts/identity/account";
import { accountRequestChanged, type AccountRequest } from "@practicum/contracts/identity/second-person";
import type { Id } from "@practicum/kernel/brand";
import type { StaffInput } from "../domain/staff.ts";
import type { Handlers } from "../handlers.ts";
import { insertRequest } from "../sql/second-person.ts";
import type { OwnRoleWish } from "../sql/tables.ts";

type Context = Parameters<Handlers["saveStaff"]>[0];

/** Asks for a second person. */
export async function askSecondPerson(
  context: Context,
  by: Extract<Actor, { kind: "staff" }>,
  what: {
    readonly kind: AccountRequest["kind"];
    readonly staffId: Id<"staff"> | null;
    readonly wanted: StaffInput | null;
    readonly policy?: SignInPolicy;
    readonly ownRole?: OwnRoleWish;
  },
): Promise<void> {
  const requestId = await insertRequest(context.tx, {
    request_id: context.ids.next(),
    kind: what.kind,
    staff_id: what.staffId,
    wanted: what.wanted,
    policy: what.policy ?? null,
    own_role_id: what.ownRole?.input.roleId ?? null,
    own_role: what.ownRole ?? null,
    asked_by_id: by.staffId,
    asked_by: by.name,
    asked_at: context.now,
    status: "open",
    decided_by_id: null,
    decided_by: null,
    decided_at: null,
  });
  context.emit(accountRequestChanged, { requestId, staffId: what.staffId, status: "open" });
}
