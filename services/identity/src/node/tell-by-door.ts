import type { accountNoticed } from "@practicum/contracts/identity/account";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { Actor } from "@practicum/contracts/actor";
import { appendEvents, asJson } from "@practicum/service/unit-of-work";
import type { Tx } from "@practicum/db/db";
import type { z } from "zod";
import { tellPerson } from "../application/tell-person.ts";
import type { IdentitySchema } from "../sql/tables.ts";
import type { PracticeAuth } from "./practice-auth.ts";

/** Tells a person what was done at the door, in the transaction in which it is done (IDN-116). */
export async function tellByDoor(
  at: PracticeAuth,
  tx: Tx<IdentitySchema>,
  actor: Actor,
  person: StaffMember,
  told: Parameters<typeof tellPerson>[2],
): Promise<void> {
  const now = at.clock.now();
  const emit = async (
    definition: typeof accountNoticed,
    payload: z.input<typeof accountNoticed.payload>,
  ): Promise<void> => {
    const checked = definition.payload.parse(payload);
    const id = at.ids.next<"event">();
    const traceId = at.ids.next<"trace">();
    const about = { name: definition.name, practiceId: at.practice.id, occurredAt: now, traceId, causedBy: null };
    const keys = definition.keys(checked);
    await appendEvents(tx, [{ id, ...about, actor: asJson(actor), keys, payload: asJson(checked) }]);
  };
  await tellPerson({ tx, now, ids: at.ids, emit }, person, told);
}
