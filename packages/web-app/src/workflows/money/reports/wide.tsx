import type { ReactNode } from "react";

/** A table that is wider than a small screen: it has no link or button in it, so it is itself where the keys scroll. */
export function Wide({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard (axe: scrollable-region-focusable)
    <div className="m-scroll" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
