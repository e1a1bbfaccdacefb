import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import type { Said } from "../domain/reply.ts";

/** A text message that came in; the same key is the same message. */
export interface IncomingTextTable {
  readonly text_key: string;
  readonly at: Instant;
  readonly from_number: string;
  readonly text: string;
  readonly said: Said;
  /** What came of it. */
  readonly outcome: string;
  readonly patient_id: Id<"patient"> | null;
}

/** What a number said of messages last: MSG-126. */
export interface NumberChoiceTable {
  readonly phone: string;
  readonly stopped: boolean;
  readonly at: Instant;
}

/** An answer that goes out by itself. */
export interface AnswerTextTable {
  readonly text_key: string;
  readonly phone: string;
  readonly language: "en" | "es";
  readonly text: string;
  readonly status: "due" | "sent" | "failed";
  readonly attempts: number;
  readonly not_before: Instant;
  readonly problem: string | null;
}

export interface ReplySchema {
  readonly incoming_text: IncomingTextTable;
  readonly number_choice: NumberChoiceTable;
  readonly answer_text: AnswerTextTable;
}
