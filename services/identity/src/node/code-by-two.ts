import { accountRequestChanged } from "@practicum/contracts/identity/second-person";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { Tx } from "@practicum/db/db";
import { appendEvents, asJson } from "@practicum/service/unit-of-work";
import { hasSecondPerson, isPowerful } from "../domain/second-person.ts";
import { insertRequest, selectDeciders, useAgreement } from "../sql/second-person.ts";
import { displayName } from "../sql/staff.ts";
import type { IdentitySchema } from "../sql/tables.ts";
import { actorOf, type Found, type PracticeAuth } from "./practice-auth.ts";

/** IDN-78: with a code of somebody who opens the charts or the accounts, one could be that person. Asks for the second person where there is one. */
export async function mayMakeCode(
  at: PracticeAuth,
  tx: Tx<IdentitySchema>,
  asking: Pick<Found, "staff" | "sessionId" | "verifiedAt">,
  person: StaffMember,
): Promise<boolean> {
  if (!isPowerful(person)) return true;
  const { staff } = asking;
  const now = at.clock.now();
  if (!hasSecondPerson(await selectDeciders(tx, now), staff.staffId)) return true;
  const what = { kind: "sign-in-code" as const, staffId: person.staffId };
  if (await useAgreement(tx, { ...what, askedById: staff.staffId }, now)) return true;
  const requestId = await insertRequest(tx, {
    request_id: at.ids.next(),
    kind: what.kind,
    staff_id: what.staffId,
    wanted: null,
    asked_by_id: staff.staffId,
    asked_by: displayName(staff),
    asked_at: now,
    status: "open",
    decided_by_id: null,
    decided_by: null,
    decided_at: null,
  });
  const payload = { requestId, staffId: person.staffId, status: "open" as const };
  await appendEvents(tx, [
    {
      id: at.ids.next<"event">(),
      name: accountRequestChanged.name,
      practiceId: at.practice.id,
      occurredAt: now,
      traceId: at.ids.next<"trace">(),
      causedBy: null,
      actor: asJson(actorOf(asking)),
      keys: accountRequestChanged.keys(payload),
      payload: asJson(payload),
    },
  ]);
  return false;
}
