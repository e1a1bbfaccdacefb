import type { Place } from "./ways.ts";

/** The first of the places that can be seen and used now; null where none can. */
export function findPlace(
  places: readonly Place[],
  root: ParentNode,
): { readonly element: HTMLElement; readonly place: Place } | null {
  for (const place of places) {
    const element = [...candidates(place, root)].find(canBeUsed);
    if (element !== undefined) return { element, place };
  }
  return null;
}

function candidates(place: Place, root: ParentNode): Iterable<HTMLElement> {
  switch (place.kind) {
    case "mark":
      return root.querySelectorAll<HTMLElement>(`[data-guide="${CSS.escape(place.id)}"]`);
    case "link":
      return linksTo(root, (to) => to === place.to);
    case "patient":
      return linksTo(root, (to) => to.startsWith(`/p/${place.patientId}/`));
    case "record":
      return [...root.querySelectorAll<HTMLElement>(".s-app :is(a, button, [role=button], [role=gridcell])")].filter(
        (one) => one.innerText.includes(place.name),
      );
    case "field":
      return byLabel(place.label, root);
  }
}

/** Addresses stand behind the # of a link, whatever stands before it. */
function linksTo(root: ParentNode, isWanted: (to: string) => boolean): readonly HTMLElement[] {
  return [...root.querySelectorAll<HTMLAnchorElement>(".s-app a[href]")].filter((link) => {
    const [, to = ""] = /#(\/[^?]*)/.exec(link.href) ?? [];
    return isWanted(to);
  });
}

function* byLabel(label: string, root: ParentNode): Iterable<HTMLElement> {
  const wanted = label.toLowerCase();
  for (const one of root.querySelectorAll<HTMLElement>(".s-app label"))
    if (textOf(one).startsWith(wanted)) {
      const field = one instanceof HTMLLabelElement ? one.control : null;
      yield field ?? one;
    }
  for (const one of root.querySelectorAll<HTMLElement>(".s-app :is(button, legend, th, dt, h2, h3)"))
    if (textOf(one).startsWith(wanted)) yield one;
}

function textOf(element: HTMLElement): string {
  return (element.textContent ?? "").trim().toLowerCase();
}

/** It has room, it is no copy that only measures, and nothing lies over it: what a drawer covers is not the next place. */
function canBeUsed(element: HTMLElement): boolean {
  if (element.closest("[aria-hidden=true], [inert]") !== null || element.matches(":disabled")) return false;
  const { left, top, width, height } = element.getBoundingClientRect();
  if (width === 0 || height === 0) return false;
  const [x, y] = [left + width / 2, top + height / 2];
  // What one has to scroll to is a place too: the text beside the work leads to it.
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return true;
  const over = document.elementFromPoint(x, y);
  return over === null || element.contains(over) || over.contains(element);
}
