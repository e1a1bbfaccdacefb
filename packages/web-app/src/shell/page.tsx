import { Title } from "@mantine/core";
import { useEffect, useRef, type ReactNode } from "react";
import { useSession } from "../session/session-context.ts";

interface Props {
  /** Of the page, never of a patient: it stands in the window's title and in the browser's history. */
  readonly title: string;
  readonly actions?: ReactNode;
  /** Fills the height, and scrolls inside. */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

/** A page: its title, its actions, one scroll area. */
export function Page({ title, actions, fill = false, children }: Props) {
  const { mode } = useSession();
  useEffect(() => {
    document.title = `${mode === "sandbox" ? "TRAINING · " : ""}${title} · Practicum`;
  }, [title, mode]);
  const heading = useRef<HTMLHeadingElement>(null);
  const firstTitle = useRef(title);
  useEffect(() => {
    // A new page, or one that became another: Tab goes on from its title, wherever the way here began.
    const held = document.activeElement;
    const elsewhere = held === null || held === document.body || held.closest("main, aside, [role=dialog]") === null;
    // One that became another, like a note that was signed, is read from its top.
    if (elsewhere) heading.current?.focus({ preventScroll: title === firstTitle.current });
  }, [title]);
  return (
    <div className="w-page-inner" data-fill={fill}>
      <header className="w-page-head">
        <Title order={1} ref={heading} tabIndex={-1} data-landing>
          {title}
        </Title>
        <div className="w-page-actions p-no-print">{actions}</div>
      </header>
      {children}
    </div>
  );
}
