/** Goes to the place that a gate item names, and shows for a moment where it is. */
export function jumpTo(elementId: string): void {
  const place = document.getElementById(elementId);
  if (!place) return;
  place.scrollIntoView({ block: "center" });
  const field = place.matches("textarea, input, button")
    ? place
    : place.querySelector<HTMLElement>("textarea, input:not([type=hidden]), button");
  field?.focus({ preventScroll: true });
  place.classList.add("e-flash");
  setTimeout(() => place.classList.remove("e-flash"), 1600);
}

/** Where a target of the gate is on the page: the element, and the side panel that must be open first. */
export function placeOf(target: string): { readonly id: string; readonly tab: "meds" | "vitals" | null } {
  const [kind = "", rest = ""] = target.split(/:(.*)/s);
  switch (kind) {
    case "section":
      return { id: `text-${rest}`, tab: null };
    case "procedures":
      return { id: rest === "" ? "procedures" : `procedure-${rest}`, tab: null };
    case "orders":
      return { id: rest === "" ? "orders" : `order-${rest}`, tab: null };
    case "allergies":
    case "medications":
      return { id: kind, tab: "meds" };
    case "vitals":
      return { id: "vitals", tab: "vitals" };
    default:
      return { id: kind, tab: null };
  }
}
