import type { Alert } from "./alert-mail.ts";
import type { Finding } from "./finding.ts";

/** A finding that stays is told again after a week: by then the task of before was perhaps closed too early. */
const AGAIN_MS = 7 * 24 * 60 * 60_000;

export interface FindingWatchOptions {
  readonly look: () => Promise<readonly Finding[]>;
  readonly everyMs: number;
  /** Of the task. */
  readonly title: string;
  /** A task for the managers, of one practice where it is about one; true when they have it. */
  readonly tell: (title: string, detail: string, practice: string | undefined) => Promise<boolean>;
  /** At each look: who mails knows what was mailed that day. */
  readonly mail?: (alert: Alert) => Promise<void>;
  /** For whoever sits at the machine. */
  readonly say: (message: string) => void;
}

/** Looks from time to time at what a person must do something about, and tells it: once, and each week that nothing was done. */
export class FindingWatch {
  readonly #options: FindingWatchOptions;
  readonly #told = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(options: FindingWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(new Date()), this.#options.everyMs);
    void this.look(new Date());
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  look(now: Date): Promise<void> {
    this.#turn = this.#turn.then(() => this.#look(now.getTime())).catch(() => {});
    return this.#turn;
  }

  async #look(nowMs: number): Promise<void> {
    const ill = (await this.#options.look()).filter(({ remedy }) => remedy !== undefined);
    const kinds = new Set(ill.map(kindOf));
    for (const kind of this.#told.keys()) if (!kinds.has(kind)) this.#told.delete(kind);
    for (const finding of ill) {
      const kind = kindOf(finding);
      await this.#options.mail?.({ title: this.#options.title, what: finding.what, remedy: finding.remedy ?? "" });
      if (nowMs - (this.#told.get(kind) ?? -Infinity) < AGAIN_MS) continue;
      this.#options.say(`${finding.what}. ${finding.remedy ?? ""}`);
      const told = await this.#options.tell(
        this.#options.title,
        `${finding.what}. Tell whoever looks after the server: \`npm run practicum -- doctor\` says what to do.`,
        finding.practice,
      );
      // Who could not be told is told at the next look.
      if (told) this.#told.set(kind, nowMs);
    }
  }
}

/** Without the numbers in it: how many days are left, or how much waits, changes all the time and is the same news. */
function kindOf({ what }: Finding): string {
  return what.replaceAll(/\d+/g, "n");
}
