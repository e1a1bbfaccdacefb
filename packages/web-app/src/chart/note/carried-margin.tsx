import type { Marked } from "@practicum/note-templates/carried";
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { linesText, markGroups, type MarkGroup } from "./mark-groups.ts";

interface Props {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly marked: Marked;
  /** Of the section, as a screen reader says it. */
  readonly label: string;
}

/** A line of a text that has a margin, as note.css has it. */
const LINE_PX = 24;

/** What the margin says beside the lines that were taken over: each is a button, which selects its lines in the text. */
export function CarriedMargin({ field, marked, label }: Props) {
  const groups = markGroups(marked);
  const mirror = useRef<HTMLDivElement>(null);
  const width = useFieldWidth(field);
  const [tops, setTops] = useState<readonly number[]>([]);
  useLayoutEffect(() => {
    const found = topsOf(mirror.current);
    setTops((old) => (old.length === found.length && old.every((top, at) => top === found[at]) ? old : found));
  }, [marked.text, width]);
  const select = ({ from, to }: MarkGroup) => {
    const lines = marked.text.split("\n");
    // limit: the lines above the mark.
    const start = lines.slice(0, from).reduce((sum, line) => sum + line.length + 1, 0);
    const end = start + lines.slice(from, to + 1).join("\n").length;
    field.current?.focus();
    field.current?.setSelectionRange(start, end);
  };
  return (
    <>
      <div ref={mirror} className="n-mirror" style={{ width }} aria-hidden>
        {marked.text.split("\n").map((line, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- lines have no other name than their place
          <div key={index}>{line === "" ? "\u200B" : line}</div>
        ))}
        <div />
      </div>
      <ul className="n-margin" aria-label={`${label}: lines of earlier notes`}>
        {groups.map((group) => {
          const top = tops[group.from] ?? 0;
          const height = (tops[group.to + 1] ?? top) - top;
          return (
            <li key={group.from} style={{ top, height }} data-tall={height > LINE_PX || undefined}>
              <button
                type="button"
                title={group.words}
                aria-label={`${group.words}: ${linesText(group)}`}
                onClick={() => select(group)}
              >
                <span className="n-margin-line">{linesText(group)}: </span>
                {group.words}
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** Where each line begins, and where the text ends: a field of text says it of none, so the same text is laid out beside it. */
function topsOf(mirror: HTMLDivElement | null): number[] {
  return [...(mirror?.children ?? [])].map((line) => (line instanceof HTMLElement ? line.offsetTop : 0));
}

function useFieldWidth(field: RefObject<HTMLTextAreaElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const { current } = field;
    if (!current) return;
    const measure = () => setWidth(current.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [field]);
  return width;
}
