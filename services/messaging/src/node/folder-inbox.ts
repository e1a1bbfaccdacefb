import { mkdir, readdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Inbox, IncomingText } from "../ports/inbox.ts";

const file = z.object({ from: z.string().max(40), text: z.string().max(1600) });
const BATCH = 50;
const NAME = /^[A-Za-z0-9._-]{1,100}\.json$/;

/**
 * Reads the files that a text gateway puts into `<folder>/<practice>/inbox/<key>.json`, each whole or not at all, with `from` and `text`. What was taken
 * in lies in `done` beside it, what can't be read in `unreadable`: nothing is deleted.
 */
export function folderInbox(folder: string): Inbox {
  const at = (practice: { readonly slug: string }, ...more: string[]) => join(folder, practice.slug, "inbox", ...more);
  const move = async (practice: { readonly slug: string }, name: string, to: string) => {
    await mkdir(at(practice, to), { recursive: true, mode: 0o700 });
    await rename(at(practice, name), at(practice, to, name));
  };
  return {
    async waiting(practice) {
      const names = await readdir(at(practice)).catch(() => []);
      const messages: IncomingText[] = [];
      // limit: the worker comes back for the rest.
      for (const name of names
        .filter((one) => NAME.test(one))
        .toSorted()
        .slice(0, BATCH)) {
        const read = file.safeParse(parsed(await readFile(at(practice, name), "utf8")));
        if (read.success) messages.push({ key: name.slice(0, -".json".length), ...read.data });
        else await move(practice, name, "unreadable");
      }
      return messages;
    },
    taken: (practice, key) => move(practice, `${key}.json`, "done"),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
