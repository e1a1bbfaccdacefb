import { fail } from "@practicum/contracts/error";
import { phoneSettingsChanged, type PhoneSettings } from "@practicum/contracts/messaging/phone";
import { ok } from "@practicum/kernel/result";
import type { Handlers, MessagingContext } from "../../handlers.ts";
import { checkSettings } from "../domain/call.ts";
import { DEFAULT_SETTINGS } from "../domain/default-settings.ts";
import { insertSettings, selectSettings } from "../sql/calls.ts";

export const phoneSettings: Handlers["phoneSettings"] = async ({ tx }) => {
  const kept = await selectSettings(tx);
  return ok({
    settings: kept?.content ?? DEFAULT_SETTINGS,
    version: kept?.version ?? 0,
    savedAt: kept?.saved_at ?? null,
    savedBy: kept?.saved_by ?? null,
  });
};

/** The practice's own words where it has some (MSG-206). */
export async function settingsNow({ tx }: MessagingContext): Promise<PhoneSettings> {
  return (await selectSettings(tx))?.content ?? DEFAULT_SETTINGS;
}

/** Each wording is kept as a version (MSG-206). */
export const savePhoneSettings: Handlers["savePhoneSettings"] = async (context, input) => {
  const { tx, now, actor } = context;
  const checked = checkSettings(input.settings);
  if (!checked.ok) return checked;
  if (((await selectSettings(tx))?.version ?? 0) !== input.version) return fail("stale-version");
  const version = input.version + 1;
  const kept = { version, content: input.settings, saved_at: now, saved_by: actor.name };
  if (!(await insertSettings(tx, kept))) return fail("stale-version");
  context.emit(phoneSettingsChanged, { version });
  return ok({ version });
};
