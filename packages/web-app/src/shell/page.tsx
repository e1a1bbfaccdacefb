import { Title } from "@mantine/core";
import { useEffect, type ReactNode } from "react";
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
  return (
    <div className="w-page-inner" data-fill={fill}>
      <header className="w-page-head">
        <Title order={1}>{title}</Title>
        <div className="w-page-actions p-no-print">{actions}</div>
      </header>
      {children}
    </div>
  );
}
