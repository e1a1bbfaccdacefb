import type { DocumentMark, DocumentView } from "@practicum/contracts/charting/documents";

export type Crop = NonNullable<DocumentView["crop"]>;
export type Point = { readonly x: number; readonly y: number };
/** What the hand and the keys move: a mark by its place in the list, or the crop. */
export type Chosen = number | "crop" | null;

const inside = (value: number, from = 0, to = 1000) => Math.min(to, Math.max(from, Math.round(value)));

/** A new mark in the middle of what is looked at. */
export function newMark(kind: DocumentMark["kind"], crop: Crop | null): DocumentMark {
  const x = inside(crop ? crop.x + crop.width / 2 : 500);
  const y = inside(crop ? crop.y + crop.height / 2 : 500);
  if (kind === "arrow") return { kind, x: inside(x - 150), y: inside(y - 100), toX: x, toY: y };
  return kind === "circle" ? { kind, x, y, radius: 80 } : { kind, x, y, text: "Text" };
}

/** The mark as it is drawn from one place to another. @param aspect height by width. */
export function drawn(mark: DocumentMark, from: Point, to: Point, aspect: number): DocumentMark {
  const [x, y] = [inside(from.x), inside(from.y)];
  if (mark.kind === "arrow") return { ...mark, x, y, toX: inside(to.x), toY: inside(to.y) };
  if (mark.kind === "text") return { ...mark, x: inside(to.x), y: inside(to.y) };
  return { ...mark, x, y, radius: inside(Math.hypot(to.x - from.x, (to.y - from.y) * aspect), 5) };
}

export function moved(mark: DocumentMark, dx: number, dy: number): DocumentMark {
  const at = { x: inside(mark.x + dx), y: inside(mark.y + dy) };
  if (mark.kind !== "arrow") return { ...mark, ...at };
  return { ...mark, ...at, toX: inside(mark.toX + dx), toY: inside(mark.toY + dy) };
}

/** Larger or smaller by a step: the circle's radius, the arrow's length. */
export function resized(mark: DocumentMark, step: number): DocumentMark {
  if (mark.kind === "circle") return { ...mark, radius: inside(mark.radius + step, 5) };
  if (mark.kind === "arrow") return { ...mark, x: inside(mark.x - step), y: inside(mark.y - step) };
  return mark;
}

/** The rectangle between two corners, at least a hundredth of the picture. */
export function cropBetween(a: Point, b: Point): Crop {
  const x = inside(Math.min(a.x, b.x), 0, 990);
  const y = inside(Math.min(a.y, b.y), 0, 990);
  return {
    x,
    y,
    width: inside(Math.abs(a.x - b.x), 10, 1000 - x),
    height: inside(Math.abs(a.y - b.y), 10, 1000 - y),
  };
}

export function cropMoved(crop: Crop, dx: number, dy: number): Crop {
  return { ...crop, x: inside(crop.x + dx, 0, 1000 - crop.width), y: inside(crop.y + dy, 0, 1000 - crop.height) };
}

/** In a person's words, for who does not see the picture: "Circle at 50% from the left, 40% from the top". */
export function markWords(mark: DocumentMark): string {
  const place = ({ x, y }: Point) => `${Math.round(x / 10)}% from the left, ${Math.round(y / 10)}% from the top`;
  switch (mark.kind) {
    case "arrow":
      return `Arrow to ${place({ x: mark.toX, y: mark.toY })}`;
    case "circle":
      return `Circle at ${place(mark)}`;
    case "text":
      return `“${mark.text}” at ${place(mark)}`;
  }
}
