import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services } from "../../testing/in-app.tsx";
import { InRouter } from "../../testing/in-router.tsx";
import { SignedIn } from "../../testing/signed-in.tsx";
import { Palette } from "./palette.tsx";

test("Ctrl+K opens the palette, finds a page of the administration by its word, and Escape closes it at once", async () => {
  await render(
    <SignedIn on={services(() => ({ value: [] }))} roles={["practice-manager"]}>
      <InRouter>
        <Palette />
      </InRouter>
    </SignedIn>,
  );
  const dialog = page.getByRole("dialog", { name: "Find a patient or a command" });
  // The first keys may come before the page listens to them.
  await expect
    .poll(async () => {
      if (!dialog.query()) await userEvent.keyboard("{Control>}k{/Control}");
      return dialog.query() !== null;
    })
    .toBe(true);
  await userEvent.keyboard("outage");
  await expect.element(page.getByRole("option", { name: "Downtime kit and sheets" })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(dialog).not.toBeInTheDocument();
});
