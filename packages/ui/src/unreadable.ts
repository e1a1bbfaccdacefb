/**
 * The first field of a form that shows what is not read: a date that does not exist, a choice that is not in its list or still typed. Its value is
 * still the one before, so nothing may be sent until the person has mended or emptied it.
 */
export function firstUnreadable(form: ParentNode | null): HTMLElement | null {
  return form?.querySelector<HTMLElement>("[data-unreadable]") ?? null;
}
