import { rm } from "node:fs/promises";
import { join } from "node:path";
import { sftpSecretsFolder } from "@practicum/billing/node/sftp-secrets";
import { dropPracticeDatabase } from "@practicum/db/setup";
import { auditHeadFolder } from "./audit-heads.ts";
import { enterOperatorAct } from "./operator-log.ts";
import type { PracticeFolders } from "./practice-export.ts";
import { knownPractices, savePractices, type PracticeEntry } from "./practices.ts";
import { clearinghouseFolder } from "./service-config.ts";
import { SERVICES } from "./service-names.ts";
import { settings } from "./settings.ts";
import { paths } from "./state.ts";

export function practiceFolders(): PracticeFolders {
  return {
    clearinghouse: clearinghouseFolder(),
    messages: settings().folders.messages ?? join(paths.root, "outbox"),
    auditHeads: auditHeadFolder(),
  };
}

/**
 * What must hold before a practice may go (SVC-42): paused, exported since then, and its name typed as it is.
 *
 * @throws with what is missing.
 */
export function checkRemoval(entry: PracticeEntry, typedName: string): void {
  const command = (words: string) => `\`npm run practicum -- practice ${words}\``;
  if (entry.paused !== true || entry.pausedAt === undefined)
    throw new Error(`"${entry.slug}" is at work: ${command(`pause ${entry.slug}`)} first.`);
  if (entry.exported === undefined || entry.exported.at < entry.pausedAt)
    throw new Error(
      `"${entry.slug}" was not exported since it was paused: ${command(`export ${entry.slug} --to FOLDER --key FILE`)} first.`,
    );
  if (typedName !== entry.name)
    throw new Error(`The name is not "${typedName}". Type it as it stands in ${command("list")}, with --name "...".`);
}

/** Removes what was told to go, before anything of it is started: database, logins and files of that practice alone. */
export async function removeTold(
  adminUrl: string,
  folders: PracticeFolders,
  say: (message: string) => void,
): Promise<readonly PracticeEntry[]> {
  for (const entry of await knownPractices()) {
    if (entry.remove !== true) continue;
    await dropPracticeDatabase({ adminUrl, database: entry.database, services: SERVICES });
    await rm(join(folders.clearinghouse, entry.id), { recursive: true, force: true });
    await rm(sftpSecretsFolder(folders.clearinghouse, entry.id), { recursive: true, force: true });
    await rm(join(folders.messages, entry.slug), { recursive: true, force: true });
    for (const file of [`${entry.id}.jsonl`, `${entry.id}.newest.json`])
      await rm(join(folders.auditHeads, file), { force: true });
    await savePractices((await knownPractices()).filter(({ id }) => id !== entry.id));
    await enterOperatorAct("removed", entry, { exported: entry.exported?.file ?? "" });
    say(`The practice "${entry.slug}" was removed; its export is ${entry.exported?.file ?? "nowhere"}.`);
  }
  return knownPractices();
}
