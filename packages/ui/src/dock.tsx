import { ActionIcon } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconX } from "@tabler/icons-react";
import { focusIsFree } from "./landing.ts";
import { useEffect, useRef, type ReactNode, type RefObject } from "react";

interface Props {
  readonly title: string;
  readonly minimised: boolean;
  readonly onMinimise: (minimised: boolean) => void;
  /** Closing never discards: the host keeps the draft. */
  readonly onClose: () => void;
  /** The dock is about another patient than the page: the frame turns amber. */
  readonly wrongPatient?: boolean;
  /** Whom it is about; stays while the dock scrolls. */
  readonly banner?: ReactNode;
  readonly children: ReactNode;
}

/** A dialog that lies over the dock has the Escape, also when it came so lately that the focus is still here. */
function isUnderDialog(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}

/** A workspace beside the page, 480 px; below 1280 px it lies over the page. Escape minimises it. */
export function Dock({ title, minimised, onMinimise, onClose, wrongPatient = false, banner, children }: Props) {
  const frame = useRef<HTMLElement>(null);
  const before = useRef<Element | null>(null);
  const opened = useRef(false);
  useEffect(() => {
    if (minimised) return;
    // Content that was there at once has taken the focus to where the person begins.
    const taken = !opened.current && frame.current?.contains(document.activeElement);
    opened.current = true;
    if (!taken) frame.current?.focus();
  }, [minimised]);
  useKeptFocus(frame);
  useEffect(
    () => () => {
      // To where the person came from: the card of the day sheet, the row of the list.
      const from = before.current;
      if (from instanceof HTMLElement && focusIsFree()) from.focus({ preventScroll: true });
    },
    [],
  );
  return (
    <aside
      ref={frame}
      tabIndex={-1}
      className="p-dock p-no-print"
      aria-label={title}
      data-minimised={minimised}
      data-wrong={wrongPatient}
      onFocus={(event) => {
        const from = event.relatedTarget;
        if (from instanceof Element && !event.currentTarget.contains(from)) before.current ??= from;
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented && !isUnderDialog()) onMinimise(true);
      }}
    >
      <div className="p-dock-head">
        <span style={{ flex: 1 }}>{title}</span>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={minimised ? `Restore ${title}` : `Minimise ${title}`}
          onClick={() => onMinimise(!minimised)}
        >
          {minimised ? <IconChevronUp size={18} /> : <IconChevronDown size={18} />}
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={`Close ${title}`} onClick={onClose}>
          <IconX size={18} />
        </ActionIcon>
      </div>
      {!minimised && banner}
      <div className="p-dock-body" hidden={minimised}>
        {children}
      </div>
    </aside>
  );
}

/**
 * The field marked `data-autofocus` takes the focus when it appears in a dock that has it. Where what had the focus goes away, like a
 * button that did its work, the dock itself takes it: the keys stay here.
 */
function useKeptFocus(frame: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const dock = frame.current;
    if (!dock) return;
    let last: EventTarget | null = null;
    let landed = false;
    const onFocus = (event: FocusEvent) => (last = event.target);
    const look = () => {
      const first = landed ? null : dock.querySelector<HTMLElement>("[data-autofocus]");
      if (first) {
        landed = true;
        if (document.activeElement === dock) first.focus();
      } else if (last instanceof Element && !last.isConnected && focusIsFree()) {
        last = null;
        dock.focus();
      }
    };
    const observer = new MutationObserver(look);
    dock.addEventListener("focusin", onFocus);
    observer.observe(dock, { childList: true, subtree: true });
    look();
    return () => {
      observer.disconnect();
      dock.removeEventListener("focusin", onFocus);
    };
  }, [frame]);
}
