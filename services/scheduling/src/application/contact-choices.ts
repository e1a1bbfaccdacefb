import { fail, type DomainError } from "@practicum/contracts/error";
import { contactRefused, type contactOperations } from "@practicum/contracts/scheduling/contact-choices";
import { contactChannel } from "@practicum/contracts/scheduling/kiosk";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { contactConsents, contactSaid, isAnyAskedAboutContact, saveContactConsent } from "../sql/kiosk.ts";
import { patientById } from "../sql/patients.ts";
import { actorNameOf } from "./actor-name.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type Ops = typeof contactOperations;
type In<O extends keyof Ops> = z.output<Ops[O]["input"]>;
type Reply<O extends keyof Ops> = Promise<Result<z.input<Ops[O]["output"]>, DomainError>>;

/** SCH-270. */
export async function getContactChoices(
  { tx }: SchedulingContext,
  { patientId }: In<"getContactChoices">,
): Reply<"getContactChoices"> {
  if (!(await patientById(tx, patientId))) return fail("not-found", { field: "patientId" });
  const said = new Map((await contactSaid(tx, patientId)).map((one) => [one.channel, one]));
  return ok({
    choices: contactChannel.options.map((channel) => {
      const { allowed = null, saidAt = null, by = null } = said.get(channel) ?? {};
      return { channel, allowed, saidAt, by };
    }),
  });
}

/** SCH-270, SCH-271. */
export async function saveContactChoices(
  context: SchedulingContext,
  { patientId, choices }: In<"saveContactChoices">,
): Reply<"saveContactChoices"> {
  const { tx, now } = context;
  if (!(await patientById(tx, patientId))) return fail("not-found", { field: "patientId" });
  const by = actorNameOf(context);
  for (const one of choices) await saveContactConsent(tx, { patientId, ...one, by, at: now });
  await tellRefused(context, patientId);
  return ok({});
}

/** Whoever sends something hears what the patient refuses (SCH-271). */
export async function tellRefused(context: SchedulingContext, patientId: string): Promise<void> {
  const said = await contactConsents(context.tx, patientId);
  const refused = contactChannel.options.filter((channel) => said.get(channel) === false);
  context.emit(contactRefused, { patientId, refused, at: context.now });
}

/**
 * What was refused under a record holds for the one that it is merged into, and no longer when they are two again (SCH-191).
 *
 * @param patientIds the records, and those that they led to before and lead to now.
 */
export async function tellRefusedOfMerged(context: SchedulingContext, patientIds: readonly string[]): Promise<void> {
  const all = [...new Set(patientIds)].toSorted();
  if (!(await isAnyAskedAboutContact(context.tx, all))) return;
  for (const patientId of all) await tellRefused(context, patientId);
}
