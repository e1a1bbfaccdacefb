import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Notifier } from "../ports/notifier.ts";

/**
 * Writes each message as a file, for a mail or text gateway that empties the folder: `<folder>/<practice>/sms/<key>.json`.
 * A file appears whole or not at all, and the same message again is the same file.
 */
export function folderNotifier(folder: string): Notifier {
  return {
    async send(practice, notice) {
      const target = join(folder, practice.slug, notice.channel);
      await mkdir(target, { recursive: true, mode: 0o700 });
      const file = join(target, `${notice.key}.json`);
      const partial = `${file}.part`;
      await writeFile(partial, `${JSON.stringify(notice, null, 2)}\n`, { mode: 0o600 });
      await rename(partial, file);
    },
  };
}
