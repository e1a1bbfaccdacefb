/** A rectangle of the window, in its pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const GAP = 10;

/**
 * Where a note stands beside what it points at: never over it, and within the window (CUR-61).
 *
 * @returns null where there is no room: then the note is only read in the lesson's text.
 */
export function beside(
  target: Box,
  note: { readonly width: number; readonly height: number },
  window: Box,
): Box | null {
  const along = clamp(
    target.left + target.width / 2 - note.width / 2,
    window.left + GAP,
    rightOf(window) - note.width - GAP,
  );
  const down = clamp(
    target.top + target.height / 2 - note.height / 2,
    window.top + GAP,
    bottomOf(window) - note.height - GAP,
  );
  const places: readonly Box[] = [
    { ...note, left: along, top: target.top + target.height + GAP },
    { ...note, left: along, top: target.top - note.height - GAP },
    { ...note, left: target.left + target.width + GAP, top: down },
    { ...note, left: target.left - note.width - GAP, top: down },
  ];
  return places.find((one) => isWithin(one, window)) ?? null;
}

function clamp(at: number, least: number, most: number): number {
  return Math.max(least, Math.min(at, most));
}

const rightOf = (box: Box) => box.left + box.width;
const bottomOf = (box: Box) => box.top + box.height;

function isWithin(one: Box, window: Box): boolean {
  return (
    one.left >= window.left &&
    one.top >= window.top &&
    rightOf(one) <= rightOf(window) &&
    bottomOf(one) <= bottomOf(window)
  );
}
