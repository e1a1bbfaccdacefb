import { Button, Text } from "@mantine/core";
import type { Judgement } from "@practicum/curriculum/kit/judge";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { LessonSheet } from "../sheet.ts";
import { beside, type Box } from "./beside.ts";
import { findPlace } from "./find-place.ts";
import { nextAim, wordsAt } from "./next-aim.ts";
import { waysFrom, type Place } from "./ways.ts";

interface Props {
  readonly sheet: LessonSheet;
  readonly judgement: Judgement;
  /** Whose seat the learner has. */
  readonly seat: string;
}

const RING = 4;

/**
 * Points at the next place of the application. It goes on by what the practice says of the work, and by what is on the screen, never by
 * clicks: any way that leads on is as good. What it says stands in the lesson's text too, for who does not see it.
 */
export function Guide({ sheet, judgement, seat }: Props) {
  const aim = nextAim(sheet, judgement, seat);
  const place = usePlace(aim === null ? null : JSON.stringify(aim));
  if (aim === null)
    return (
      <div className="s-guide" role="status">
        <Text size="sm">
          {judgement.outcomes.some((one) => one.verdict.state === "open") &&
          sheet.outcomes.some((one) => one.seat !== undefined)
            ? "At this seat all that can be seen now is reached. Sit down at another one, or say that you are done."
            : "All that can be seen now is reached. Say that you are done."}
        </Text>
      </div>
    );
  const words = place === null ? null : wordsAt(place.element, place.place, aim);
  const show = () => {
    place?.element.scrollIntoView({ block: "center", inline: "nearest" });
    // A cell of the day sheet has no focus of its own: its grid has, and arrows go on from there.
    const entry = place?.element.closest<HTMLElement>("a[href], button, input, select, textarea, [tabindex]");
    entry?.focus({ preventScroll: true });
  };
  return (
    <div className="s-guide">
      <div role="status">
        <Text size="sm" fw={650}>
          Next: {aim.label}
        </Text>
        <Text size="sm">{words ?? "Go on where you are; the hints below say where to look."}</Text>
      </div>
      {place !== null && (
        <Button variant="default" size="compact-sm" mt={4} onClick={show}>
          Take me there
        </Button>
      )}
      {place !== null &&
        place.box !== null &&
        words !== null &&
        createPortal(<Pointer box={place.box} words={words} />, document.body)}
    </div>
  );
}

/** The ring and the note. Both let every press through to what lies under them. */
function Pointer({ box, words }: { readonly box: Box; readonly words: string }) {
  const note = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<Box | null>(null);
  useLayoutEffect(() => {
    const { current } = note;
    if (current === null) return;
    const { width, height } = current.getBoundingClientRect();
    // Beside the lesson, not over its text.
    const window =
      document.querySelector(".s-app")?.getBoundingClientRect() ?? new DOMRect(0, 0, innerWidth, innerHeight);
    const ring = {
      left: box.left - RING,
      top: box.top - RING,
      width: box.width + 2 * RING,
      height: box.height + 2 * RING,
    };
    setAt(beside(ring, { width, height }, window));
  }, [box, words]);
  return (
    <div aria-hidden className="p-no-print">
      <div
        className="s-guide-ring"
        style={{
          left: box.left - RING,
          top: box.top - RING,
          width: box.width + 2 * RING,
          height: box.height + 2 * RING,
        }}
      />
      <div
        ref={note}
        className="s-guide-note"
        style={at === null ? { visibility: "hidden" } : { left: at.left, top: at.top }}
      >
        {words}
      </div>
    </div>
  );
}

interface Found {
  readonly element: HTMLElement;
  readonly place: Place;
  /** Null while it is out of sight. */
  readonly box: Box | null;
}

/** The place to point at, followed wherever it goes. */
function usePlace(aim: string | null): Found | null {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (aim === null) return setFound(null);
    let frame = 0;
    const look = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        const here = location.hash.slice(1).split("?")[0] ?? "/";
        const next = findPlace(waysFrom(here, JSON.parse(aim)), document.body);
        setFound((before) => sameOr(before, next));
      });
    };
    const observer = new MutationObserver((changes) => {
      // What the note itself changes is no change of the application.
      if (
        changes.some(({ target }) => !(target instanceof Element) || target.closest(".s-guide, .s-guide-note") === null)
      )
        look();
    });
    observer.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["class", "style", "href", "disabled", "data-guide"],
    });
    const events = ["resize", "scroll", "hashchange", "popstate", "transitionend", "animationend"] as const;
    for (const event of events) addEventListener(event, look, true);
    look();
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      for (const event of events) removeEventListener(event, look, true);
    };
  }, [aim]);
  return found;
}

/** The same place at the same spot is the same: nothing is drawn anew. */
function sameOr(before: Found | null, next: Pick<Found, "element" | "place"> | null): Found | null {
  if (next === null) return null;
  const { element, place } = next;
  const { left, top, width, height } = element.getBoundingClientRect();
  const isSeen = top + height > 0 && left + width > 0 && top < innerHeight && left < innerWidth;
  const box = isSeen ? { left, top, width, height } : null;
  const isSame = before?.element === element && JSON.stringify(before.box) === JSON.stringify(box);
  return isSame ? before : { element, place, box };
}
