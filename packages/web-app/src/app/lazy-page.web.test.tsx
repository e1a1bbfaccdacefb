import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { InApp, services } from "../testing/in-app.tsx";
import { lazyPage } from "./lazy-page.tsx";

const nowhere = services(() => "no-network");
const failed = () => new TypeError("Failed to fetch dynamically imported module: http://127.0.0.1/desk-page.js");

test("a page that can't be fetched says why, and opens by itself when the network is back", async () => {
  let reachable = false;
  const Page = lazyPage(async () => {
    if (!reachable) throw failed();
    return () => <p>The day sheet</p>;
  });
  const screen = await render(
    <InApp on={nowhere}>
      <Page />
    </InApp>,
  );
  await expect.element(screen.getByText(/It opens by itself as soon as it can\. What you typed is kept/)).toBeVisible();
  reachable = true;
  dispatchEvent(new Event("online"));
  await expect.element(screen.getByText("The day sheet")).toBeVisible();
});

test("one that was fetched before is there at once, without a network", async () => {
  let fetched = 0;
  const Page = lazyPage(async () => {
    fetched += 1;
    if (fetched > 1) throw failed();
    return () => <p>The flow board</p>;
  });
  await Page.fetchPage();
  const screen = await render(
    <InApp on={nowhere}>
      <Page />
    </InApp>,
  );
  await expect.element(screen.getByText("The flow board")).toBeVisible();
  expect(fetched).toBe(1);
});

test("a failed prefetch is no answer for ever", async () => {
  let fetched = 0;
  const Page = lazyPage(async () => {
    fetched += 1;
    if (fetched === 1) throw failed();
    return () => <p>Patients</p>;
  });
  await expect(Page.fetchPage()).rejects.toThrow("dynamically imported module");
  const screen = await render(
    <InApp on={nowhere}>
      <Page />
    </InApp>,
  );
  await expect.element(screen.getByText("Patients")).toBeVisible();
});

/** A style sheet of another page, which is being fetched at the same time. */
function styleOf(href: string | null): HTMLLinkElement {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  if (href !== null) link.href = href;
  document.head.append(link);
  return link;
}

test("a page that opens leaves the style sheets of others on their way alone: they would wait for them for ever", async () => {
  const coming = styleOf(null);
  const failing = styleOf("http://127.0.0.1:1/none.css");
  await new Promise((resolve) => failing.addEventListener("error", resolve));
  const Page = lazyPage(async () => () => <p>Remittances</p>);
  const screen = await render(
    <InApp on={nowhere}>
      <Page />
    </InApp>,
  );
  await expect.element(screen.getByText("Remittances")).toBeVisible();
  expect(coming.isConnected).toBe(true);
  // What failed is asked for once more, in its place.
  expect(failing.isConnected).toBe(false);
  const again = document.head.querySelector<HTMLLinkElement>('link[href="http://127.0.0.1:1/none.css"]');
  expect(again).not.toBeNull();
  coming.remove();
  again?.remove();
});
