/**
 * Puts the caret into the first field of a template that shows what is no answer, a number out of its range or half a date, and has it say why.
 *
 * @returns whether there is one.
 */
export function reachNoAnswer(): boolean {
  const field = document.querySelector<HTMLElement>(".nf-form [data-unreadable]");
  if (!field) return false;
  // A field says what is wrong as soon as it is left.
  field.blur();
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
  return true;
}
