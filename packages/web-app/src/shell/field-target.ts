import { useLocation, useSearch } from "@tanstack/react-router";
import { useEffect, useLayoutEffect, useRef } from "react";

/**
 * The field that a link leads to: `?field=memberId&of=<id of its coverage>`. Names and ids only, no patient data. Every field of a
 * contract's form is found by the contract's own name; other places carry `data-field`, and `data-of` where a page has several records.
 */
export interface FieldTarget {
  readonly field?: string | undefined;
  readonly of?: string | undefined;
}

/** Reads the target from the search of any page. */
export function readFieldTarget(search: Record<string, unknown>): FieldTarget {
  const text = (key: string) => (typeof search[key] === "string" ? search[key] : undefined);
  return { field: text("field"), of: text("of") };
}

/** How long a page may take to show the field: it may have to load its record first. */
const WAIT_MS_MAX = 15_000;
const SHOWN_MS = 2400;

/** Puts the caret where the address leads, on every arrival, as soon as the field is there. Once, in the frame around all pages. */
export function useReachField(): void {
  const { field, of } = useArrival();
  const key = useArrivalKey();
  useEffect(() => (field === undefined ? undefined : reachField(field, of)), [field, of, key]);
}

/** Tells a page that a link leads to one of its fields, so that it opens the form which has that field. */
export function useFieldTarget(
  onArrival: (target: { readonly field: string; readonly of: string | null }) => void,
): void {
  const { field, of } = useArrival();
  const key = useArrivalKey();
  const latest = useRef(onArrival);
  // Before anything is painted: a page must not show the text for a moment, and have the text reached instead of the form.
  useLayoutEffect(() => {
    latest.current = onArrival;
  });
  useLayoutEffect(() => {
    if (field !== undefined) latest.current({ field, of: of ?? null });
  }, [field, of, key]);
}

function useArrival(): FieldTarget {
  return readFieldTarget(useSearch({ strict: false }));
}

/** Another one for each time that a link is followed, though it be the same link. */
function useArrivalKey(): string | undefined {
  return useLocation({ select: (location) => location.state.__TSR_key });
}

/**
 * Waits for a field, then focuses it, brings it into the middle and shows for a moment where it is.
 *
 * @param field the contract's name of it, or a page's own: "memberId", "address.line1", "section.hpi".
 * @param of the record it belongs to, where several are on the page.
 * @returns gives up waiting.
 */
export function reachField(field: string, of?: string): () => void {
  let frame = 0;
  const stop = () => {
    cancelAnimationFrame(frame);
    clearTimeout(tooLate);
    observer.disconnect();
  };
  let shown: HTMLElement | null = null;
  const look = () => {
    // After this turn's rendering: a page that reads the same address may be about to replace its text by a form.
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      // The person went on: nothing takes the focus away again.
      if (shown && document.activeElement !== shown && document.activeElement !== document.body) return stop();
      const place = findField(field, of);
      if (!place) return;
      const entry = entryOf(place);
      // Text that can only be read may become a field once the page has heard that it may be changed.
      if (entry !== place || entry.matches(FIELDS)) stop();
      if (shown !== entry) showField(place, entry);
      shown = entry;
    });
  };
  const observer = new MutationObserver(look);
  const tooLate = setTimeout(stop, WAIT_MS_MAX);
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["data-field"],
  });
  look();
  return stop;
}

/** The place of that name; else its first part ("subscriber.name.family" for "subscriber.name"); else the whole it is a part of. */
function findField(field: string, of: string | undefined): HTMLElement | null {
  const within = of === undefined ? document.body : document.querySelector(`[data-of="${CSS.escape(of)}"]`);
  if (!within) return null;
  for (let name = field; name !== ""; name = name.slice(0, Math.max(0, name.lastIndexOf(".")))) {
    const place =
      within.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`) ??
      within.querySelector<HTMLElement>(`[data-field^="${CSS.escape(name)}."]`);
    if (place) return place;
  }
  return null;
}

const FIELDS = ["textarea", "input:not([type=hidden])", "select"].map((one) => `${one}:not(:disabled)`).join(", ");
const CONTROLS = "button:not(:disabled), a[href], [tabindex]";

/** What takes the focus in a place: a field, else a button or a link, else the place itself. */
function entryOf(place: HTMLElement): HTMLElement {
  if (place.matches(FIELDS)) return place;
  return place.querySelector<HTMLElement>(FIELDS) ?? place.querySelector<HTMLElement>(CONTROLS) ?? place;
}

function showField(place: HTMLElement, entry: HTMLElement): void {
  // What can only be read takes the focus all the same: a reader hears it, and Tab goes on from there.
  if (entry === place && !place.matches(`${FIELDS}, ${CONTROLS}`)) place.tabIndex = -1;
  place.scrollIntoView({ block: "center", inline: "nearest" });
  entry.focus({ preventScroll: true });
  for (const earlier of document.querySelectorAll(".w-reached")) earlier.classList.remove("w-reached");
  place.classList.add("w-reached");
  setTimeout(() => place.classList.remove("w-reached"), SHOWN_MS);
}
