import { must } from "@practicum/kernel/assert";
import { BookApp } from "@practicum/web-app/book/book-app.tsx";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

/** Mounts the page of a patient's link: no staff app, no session of staff. */
export function startBook(): void {
  createRoot(must(document.getElementById("root"))).render(
    <StrictMode>
      <BookApp />
    </StrictMode>,
  );
}
