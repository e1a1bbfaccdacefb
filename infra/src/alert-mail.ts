import { createHash } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import type { Notifier } from "@practicum/messaging/ports/notifier";
import type { Practice } from "@practicum/service/define-service";

/** What a person must hear of, whoever reads no terminal and no list of tasks that day. Never anything about a patient. */
export interface Alert {
  readonly title: string;
  readonly what: string;
  readonly remedy: string;
}

export interface AlertMailOptions {
  readonly notifier: Notifier;
  readonly to: readonly string[];
  /** Remembers what was mailed, also over a restart. */
  readonly file: string;
  /** Under whose name the mail gateway finds it. */
  readonly practice: Practice;
}

/** Mails what becomes a task of the managers: each finding once a day for as long as it is there (SVC-59). */
export class AlertMail {
  readonly #options: AlertMailOptions;
  #turn: Promise<void> = Promise.resolve();

  constructor(options: AlertMailOptions) {
    this.#options = options;
  }

  send(alert: Alert, now: Date): Promise<void> {
    this.#turn = this.#turn.then(() => this.#send(alert, now));
    return this.#turn;
  }

  async #send({ title, what, remedy }: Alert, now: Date): Promise<void> {
    const { notifier, to, file, practice } = this.#options;
    const day = now.toISOString().slice(0, 10);
    // Without the numbers in it: how much waits, or how many days are left, is the same finding.
    const kind = createHash("sha256")
      .update(`${title}\n${what.replaceAll(/\d+/g, "n")}`)
      .digest("hex")
      .slice(0, 24);
    const mailed = await read(file);
    for (const [at, address] of to.entries()) {
      const key = `alert-${day}-${kind}-${at}`;
      if (mailed.has(key)) continue;
      try {
        await notifier.send(practice, {
          key,
          channel: "email",
          to: address,
          language: "en",
          subject: `Practicum: ${title}`,
          text: `${what}.\n\nWhat to do: ${remedy}\n\nThis comes once a day for as long as it is so. \`npm run practicum -- doctor\` says all there is.\n`,
        });
        mailed.add(key);
      } catch {
        // It is tried again at the next look; the task and the line at the machine are there.
      }
    }
    // Of days before nothing is needed.
    await write(
      file,
      [...mailed].filter((key) => key.startsWith(`alert-${day}-`)),
    );
  }
}

async function read(file: string): Promise<Set<string>> {
  try {
    const keys: unknown = JSON.parse(await readFile(file, "utf8"));
    return new Set(Array.isArray(keys) ? keys.map(String) : []);
  } catch {
    return new Set();
  }
}

async function write(file: string, keys: readonly string[]): Promise<void> {
  await writeFile(`${file}.part`, JSON.stringify(keys), { mode: 0o600 }).catch(() => {});
  await rename(`${file}.part`, file).catch(() => {});
}
