import type {
  AppealGrounds,
  AppealStatus,
  AppealWay,
  appealAnswer,
  appealLetter,
  appealRow,
  RecordPaper,
} from "@practicum/contracts/billing/appeals";
import type { Generated } from "kysely";
import type { z } from "zod";

/** Appeals: the letter that is written now, and what was sent and answered, which is only ever added to. */
export interface AppealSchema {
  appeal: {
    appeal_id: string;
    denial_id: string;
    claim_id: string;
    patient_id: string;
    level: number;
    level_name: string;
    grounds: AppealGrounds;
    status: AppealStatus;
    body: string;
    authorization_number: string | null;
    papers: RecordPaper[];
    due_on: string | null;
    follow_up_on: string | null;
    owner_id: string | null;
    owner_name: string | null;
    sent_on: string | null;
    outcome: z.output<typeof appealRow.shape.outcome>;
    opened_at: string;
    opened_by: string;
    version: number;
  };
  appeal_paper: {
    paper_id: string;
    sequence: Generated<number>;
    appeal_id: string;
    kind: "note" | "pdf" | "png" | "jpeg";
    name: string;
    /** Base64; of a note the sealed text as it is. */
    content: string;
    size: number;
    added_at: string;
    added_by: string;
    removed_at: string | null;
  };
  appeal_letter: {
    letter_id: string;
    sequence: Generated<number>;
    appeal_id: string;
    patient_id: string;
    kind: z.output<typeof appealLetter.shape.kind>;
    way: AppealWay;
    fax: string | null;
    because: string | null;
    body: string;
    /** Base64. */
    pdf: string;
    pages: number;
    status: "queued" | "sent";
    sent_on: string;
    made_at: string;
    made_by: string;
    /** Of one that went by the clearinghouse. */
    file_id: string | null;
  };
  appeal_answer: {
    answer_id: string;
    sequence: Generated<number>;
    appeal_id: string;
    outcome: z.output<typeof appealAnswer.shape.outcome> | "taken-back";
    answered_on: string;
    due_on: string | null;
    words: string;
    made_at: string;
    made_by: string;
    file_id: string | null;
    /** Of an entry that takes another one back. */
    takes_back: string | null;
  };
}
