import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Letterhead } from "./letterhead.tsx";
import "./sheet.css";

interface Props {
  readonly title: string;
  /** What stands at the right of the letterhead. */
  readonly aside?: ReactNode;
  readonly taxId?: boolean;
  readonly lang?: "en" | "es";
  readonly children: ReactNode;
}

/** A paper as it will lie on the table: letterhead, title, content. The printer sees nothing else of its page. */
export function Sheet({ title, aside, taxId = false, lang = "en", children }: Props) {
  return (
    <article className="w-sheet" lang={lang} aria-label={title}>
      <header>
        <Letterhead taxId={taxId} />
        <div>{aside}</div>
      </header>
      <h2>{title}</h2>
      {children}
    </article>
  );
}

/** A part of a sheet under its heading. */
export function SheetPart({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** Where somebody signs. */
export function SignatureLine({ label, date = "Date" }: { readonly label: string; readonly date?: string }) {
  return (
    <div className="w-sign">
      <span>{label}</span>
      <span>{date}</span>
    </div>
  );
}

/** Prints what lies on the screen. */
export function PrintButton({ disabled = false }: { readonly disabled?: boolean }) {
  return (
    <Button size="xs" leftSection={<IconPrinter size={14} />} onClick={() => print()} disabled={disabled}>
      Print
    </Button>
  );
}
