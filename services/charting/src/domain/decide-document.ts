import type { DocumentView } from "@practicum/contracts/charting/documents";
import { fail, type DomainError } from "@practicum/contracts/error";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";

/** A picture that nobody has turned, cut or marked. */
export const AS_TAKEN: DocumentView = { rotation: 0, crop: null, marks: [] };

/** Whether the day is one on which it can have been taken (CHT-209): not to come, and of a photo not before the birth. */
export function decideDocumentDay(
  { takenOn, kind }: { readonly takenOn: LocalDate; readonly kind: string },
  born: LocalDate,
  today: LocalDate,
): Result<undefined, DomainError> {
  if (takenOn > today) return wrong("takenOn", "That day has not come yet.");
  if (kind === "photo" && takenOn < born) return wrong("takenOn", "That is before the patient was born.");
  return ok();
}

/** Whether a picture can be shown so (CHT-211): only a picture, and the part that is looked at lies within it. */
export function decideView(view: DocumentView, isPicture: boolean): Result<undefined, DomainError> {
  if (!isPicture) return wrong("view", "Only a picture is turned, cut or marked.");
  const { crop } = view;
  if (crop && (crop.x + crop.width > 1000 || crop.y + crop.height > 1000))
    return wrong("view.crop", "The cut goes over the edge of the picture.");
  return ok();
}

function wrong(field: string, message: string): Result<never, DomainError> {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}
