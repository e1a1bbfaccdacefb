import { describe, expect, test } from "vitest";
import {
  arrowStep,
  cardsAt,
  clampPlace,
  closureAt,
  columnAt,
  isOpen,
  layOut,
  shareWidth,
  slotCount,
  slotOf,
  stepFrom,
  type DayCard,
  type DayColumn,
} from "./model.ts";

const frame = { start: 480, end: 1020, slotMinutes: 15 };
const columns: DayColumn[] = [
  { id: "a", label: "A", closures: [{ start: 720, end: 780, label: "Lunch" }] },
  { id: "b", label: "B", closures: [] },
];

function card(id: string, columnId: string, start: number, end: number): DayCard {
  return { id, columnId, start, end, status: "booked", title: id, lines: [], spoken: id, movable: true };
}

describe("lay out", () => {
  test("cards that only touch share one lane", () => {
    const placed = layOut([card("1", "a", 480, 510), card("2", "a", 510, 540)]);
    expect(placed.map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  test("overlapping cards stand side by side, and a freed lane is used again", () => {
    const placed = layOut([
      card("long", "a", 480, 540),
      card("first", "a", 480, 500),
      card("second", "a", 505, 530),
      card("later", "a", 540, 555),
    ]);
    expect(Object.fromEntries(placed.map(({ card: c, lane, lanes }) => [c.id, [lane, lanes]]))).toEqual({
      long: [0, 2],
      first: [1, 2],
      second: [1, 2],
      later: [0, 1],
    });
  });

  test("no two cards in one lane ever overlap", () => {
    let state = 7;
    const next = (below: number) => (state = (state * 48271) % 2147483647) % below;
    for (let round = 0; round < 200; round += 1) {
      const cards = Array.from({ length: 12 }, (_, index) => {
        const start = 480 + next(36) * 15;
        return card(String(index), "a", start, start + 5 + next(60));
      });
      const placed = layOut(cards);
      expect(placed).toHaveLength(cards.length);
      for (const one of placed)
        for (const other of placed)
          if (one !== other && one.lane === other.lane)
            expect(one.card.end <= other.card.start || other.card.end <= one.card.start).toBe(true);
      for (const one of placed) expect(one.lane).toBeLessThan(one.lanes);
    }
  });
});

describe("places", () => {
  test("the frame counts whole slots and finds the slot of a minute", () => {
    expect(slotCount(frame)).toBe(36);
    expect(slotOf(frame, 480)).toBe(0);
    expect(slotOf(frame, 499)).toBe(1);
    expect(slotOf(frame, 465)).toBe(-1);
  });

  test("a column with three beside each other is three times as wide, and is found under the pointer", () => {
    const cards = ["1", "2", "3"].map((id) => card(id, "b", 480, 510));
    const { spans, parts } = shareWidth(columns, layOut(cards));
    expect(parts).toBe(4);
    expect(spans).toEqual([
      { left: 0, width: 0.25 },
      { left: 0.25, width: 0.75 },
    ]);
    expect([0, 0.24, 0.25, 0.99].map((share) => columnAt(spans, share))).toEqual([0, 0, 1, 1]);
  });

  test("outside of the hours is not open, nor is a slot that ends after them; without hours it is open all day", () => {
    const column = { id: "c", label: "C", closures: [], open: [{ start: 480, end: 720 }] };
    expect(isOpen(column, { start: 705, end: 720 })).toBe(true);
    expect(isOpen(column, { start: 710, end: 725 })).toBe(false);
    expect(isOpen({ id: "r", label: "R", closures: [] }, { start: 0, end: 15 })).toBe(true);
  });

  test("a place is kept inside the grid", () => {
    expect(clampPlace({ column: 9, slot: -3 }, 2, 36)).toEqual({ column: 1, slot: 0 });
  });

  test("a card counts in every slot that it covers", () => {
    const cards = [card("1", "a", 490, 520)];
    expect(cardsAt(cards, "a", frame, 0).map((c) => c.id)).toEqual(["1"]);
    expect(cardsAt(cards, "a", frame, 2).map((c) => c.id)).toEqual(["1"]);
    expect(cardsAt(cards, "a", frame, 3)).toEqual([]);
    expect(cardsAt(cards, "b", frame, 0)).toEqual([]);
  });

  test("a closure is met when the span reaches into it, not when it ends at its edge", () => {
    const column = columns[0];
    if (!column) throw new Error("column");
    expect(closureAt(column, { start: 705, end: 735 })?.label).toBe("Lunch");
    expect(closureAt(column, { start: 690, end: 720 })).toBeNull();
  });
});

describe("keyboard steps", () => {
  const cards = [card("1", "a", 480, 525), card("2", "a", 480, 510), card("3", "b", 525, 540)];
  const walk = (from: { place: { column: number; slot: number }; cardId: string | null }, ...keys: string[]) =>
    keys.reduce(
      (at, key) => stepFrom(at, arrowStep(key) ?? { column: 0, slot: 0 }, columns, cards, frame),
      from as ReturnType<typeof stepFrom>,
    );

  test("down leaves a long card at its end", () => {
    expect(walk({ place: { column: 0, slot: 0 }, cardId: "1" }, "ArrowDown")).toEqual({
      place: { column: 0, slot: 3 },
      cardId: null,
    });
  });

  test("right visits the card beside before it leaves the column", () => {
    const beside = walk({ place: { column: 0, slot: 0 }, cardId: "1" }, "ArrowRight");
    expect(beside.cardId).toBe("2");
    expect(stepFrom(beside, { column: 1, slot: 0 }, columns, cards, frame)).toEqual({
      place: { column: 1, slot: 0 },
      cardId: null,
    });
  });

  test("going left enters a column at its last card", () => {
    expect(walk({ place: { column: 1, slot: 0 }, cardId: null }, "ArrowLeft").cardId).toBe("2");
  });

  test("up from below meets the card that covers the slot", () => {
    expect(walk({ place: { column: 1, slot: 4 }, cardId: null }, "ArrowUp")).toEqual({
      place: { column: 1, slot: 3 },
      cardId: "3",
    });
  });

  test("other keys are no steps", () => {
    expect(arrowStep("n")).toBeNull();
  });
});
