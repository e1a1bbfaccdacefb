import type { KioskAnswers } from "@practicum/contracts/scheduling/kiosk";
import { nothing } from "../api/door-call.ts";
import { kioskCall } from "./kiosk-call.ts";
import type { CardPicture } from "./kiosk-draft.ts";

/** A form that is filled in, with the ids of its commands: sent again it is the same form. */
export interface FilledForm {
  readonly commandId: string;
  readonly patientId: string;
  readonly answers: KioskAnswers;
  readonly pictures: readonly CardPicture[];
}

export function isFilledForm(value: unknown): value is FilledForm {
  return (
    typeof value === "object" && value !== null && "answers" in value && "pictures" in value && "commandId" in value
  );
}

/** What may go by itself: then the same is sent again. */
const PASSING: ReadonlySet<string> = new Set([
  "try-again",
  "too-many-attempts",
  "storage-full",
  "internal",
  "practice-paused",
]);

/** Sends the pictures, then the form. `later` where it is worth another try; `refused` where it is not. */
export async function sendForm({
  commandId,
  patientId,
  answers,
  pictures,
}: FilledForm): Promise<"sent" | "later" | "refused"> {
  for (const { commandId: id, pictureId, side, coverageId, jpeg } of pictures) {
    const done = await kioskCall("picture", { patientId, pictureId, side, coverageId, jpeg }, nothing, id);
    // A picture that is not taken for itself keeps nobody from the form; the card is shown at the desk then.
    if (!done.ok && PASSING.has(done.error.code)) return "later";
    // The form may be there already, whose answer was lost: it is asked below.
  }
  const done = await kioskCall("submit", { patientId, answers }, nothing, commandId);
  if (done.ok) return "sent";
  return PASSING.has(done.error.code) ? "later" : "refused";
}
