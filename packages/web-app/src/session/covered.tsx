import { useLayoutEffect, useRef, type ReactNode } from "react";

/** Where the component library puts what lies over the page. */
const OVERLAYS = "[data-portal],[data-mantine-shared-portal-node]";

/**
 * The app, or, while nobody is signed in, nothing of it: what it shows is taken out of the document, overlays too, and put back as it was when
 * the same person returns. So whoever stands at a locked screen finds no word of a chart in the page.
 */
export function Covered({ covered, children }: { readonly covered: boolean; readonly children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const page = frame.current;
    if (!covered || !page) return;
    const scrolled = [...page.querySelectorAll("*")].flatMap((one) =>
      one.scrollTop > 0 ? [{ one, top: one.scrollTop }] : [],
    );
    const putBack = [page, ...document.body.querySelectorAll<HTMLElement>(OVERLAYS)].map(takeOut);
    return () => {
      for (const back of putBack) back();
      for (const { one, top } of scrolled) one.scrollTop = top;
    };
  }, [covered]);
  return (
    <div style={{ display: "contents" }}>
      <div ref={frame} inert={covered} style={{ display: "contents" }}>
        {children}
      </div>
    </div>
  );
}

/** Takes an element out, and gives what puts it back in its place. */
function takeOut(element: Element): () => void {
  const place = document.createComment("");
  element.replaceWith(place);
  return () => place.replaceWith(element);
}
