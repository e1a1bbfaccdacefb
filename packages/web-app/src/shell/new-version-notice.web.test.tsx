import { afterEach, beforeEach, expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { newVersion } from "../live/new-version.ts";
import { InApp, services } from "../testing/in-app.tsx";
import { NewVersionNotice } from "./new-version-notice.tsx";

const meta = document.createElement("meta");
meta.name = "practicum-screens";
beforeEach(() => document.head.append(meta));
afterEach(() => meta.remove());

const shown = (load: () => void) =>
  render(
    <InApp on={services(() => "no-network")}>
      <NewVersionNotice load={load} />
    </InApp>,
  );

test("GTW-100 a page of older screens says so, and loads the new ones when the person wants them", async () => {
  meta.content = "monday";
  let loads = 0;
  const screen = await shown(() => (loads += 1));
  newVersion.told("monday");
  await expect.element(screen.getByText(/new version of Practicum/)).not.toBeInTheDocument();
  newVersion.told("tuesday");
  await expect.element(screen.getByText(/new version of Practicum/)).toBeVisible();
  expect(loads).toBe(0);
  await screen.getByRole("button", { name: "Load it now" }).click();
  expect(loads).toBe(1);
  // An upgrade that was taken back.
  newVersion.told("monday");
  await expect.element(screen.getByText(/new version of Practicum/)).not.toBeInTheDocument();
});

test("GTW-100 screens that no gateway has named are never called old", async () => {
  meta.content = "__SCREENS__";
  const screen = await shown(() => {});
  newVersion.told("tuesday");
  await expect.element(screen.getByText(/new version of Practicum/)).not.toBeInTheDocument();
});
