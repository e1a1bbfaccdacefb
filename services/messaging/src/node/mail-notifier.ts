import type { Notifier } from "../ports/notifier.ts";
import { folderNotifier } from "./folder-notifier.ts";
import { smtpNotifier, type SmtpSettings } from "./smtp-notifier.ts";

/** E-mail by the server that the settings name, all else into the folder; without a server everything goes there. */
export function mailNotifier(folder: string, mail: SmtpSettings | undefined): Notifier {
  const others = folderNotifier(folder);
  return mail === undefined ? others : smtpNotifier(mail, others);
}
