import type { SmtpSettings } from "@practicum/messaging/node/smtp-notifier";
import { settings } from "./settings.ts";

/** The mail server of the settings; undefined where they name none. */
export function mailSettings(): SmtpSettings | undefined {
  const { host, from, ...mail } = settings().mail;
  return host === undefined || from === undefined ? undefined : { ...mail, host, from };
}
