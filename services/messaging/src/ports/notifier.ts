import type { Practice } from "@practicum/service/define-service";
import type { Inbox } from "./inbox.ts";

/** One message to a patient's telephone or mailbox. */
export interface Notice {
  /** The same key again is the same message: a sender that can tell must not send it twice. */
  readonly key: string;
  readonly channel: "sms" | "email";
  readonly to: string;
  readonly language: "en" | "es";
  readonly subject: string;
  readonly text: string;
}

/** A message could not be sent. Its words are for people, and never repeat the address. */
export class NotSent extends Error {
  override readonly name = "NotSent";

  /** Whether another try can't help: the mailbox does not exist, or its server wants nothing of us. */
  readonly forGood: boolean;

  constructor(message: string, forGood: boolean) {
    super(message);
    this.forGood = forGood;
  }
}

/**
 * Sends messages to patients. Adapters: a folder that a mail or text gateway empties (`node/folder-notifier.ts`), SMTP (`node/smtp-notifier.ts`), memory
 * (`memory-notifier.ts`).
 */
export interface Notifier {
  /** @throws when it could not be sent; it is tried again. */
  send(practice: Practice, notice: Notice): Promise<void>;
}

export interface MessagingPorts {
  readonly notifier: Notifier;
  /** Where the practice's pages are found: "https://practice.example"; absent where nobody knows, and then no links are sent. */
  readonly pages?: string;
  /** Where text messages to the practice arrive; absent where none can. */
  readonly inbox?: Inbox;
}
