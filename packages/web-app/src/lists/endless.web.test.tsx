import "@practicum/ui/styles.css";
import { must } from "@practicum/kernel/assert";
import { Worklist } from "@practicum/ui/worklist.tsx";
import { useState } from "react";
import { expect, onTestFinished, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { InApp, services } from "../testing/in-app.tsx";
import { useEndless } from "./use-endless.ts";

const PAGE = 50;
const numbers = (from: number) => Array.from({ length: PAGE }, (_, index) => from + index);

/** A list of 400 numbers, fifty a page. */
function Numbers() {
  const [opened, setOpened] = useState("nothing");
  const list = useEndless({
    queryKey: [["test", "numbers"], { input: {} }],
    page: async (before) => {
      const from = before === null ? 1 : Number(before);
      return { rows: numbers(from), next: from + PAGE > 400 ? null : String(from + PAGE) };
    },
    itemsOf: (page) => page.rows,
  });
  return (
    <>
      <Worklist
        label="Numbers"
        landing
        items={list.items ?? []}
        columns={[{ id: "n", header: "Number", width: "1fr", cell: (n: number) => `No. ${n}` }]}
        keyOf={String}
        onOpen={(n) => setOpened(`opened ${n}`)}
        maxHeight={300}
        more={list.more}
      />
      <output>{opened}</output>
    </>
  );
}

const open = () =>
  render(
    <InApp on={services(() => "no-network")}>
      <Numbers />
    </InApp>,
  );

test("a list goes on as it is read, to its last row, and draws only what is in sight", async () => {
  const screen = await open();
  const grid = screen.getByRole("grid", { name: "Numbers" });
  await expect.element(screen.getByText("No. 1", { exact: true })).toBeVisible();
  const scroller = must(grid.element().closest(".p-list"));
  await expect
    .poll(() => {
      scroller.scrollTop = scroller.scrollHeight;
      return scroller.textContent?.includes("No. 400");
    })
    .toBe(true);
  await expect.element(screen.getByText("No. 400", { exact: true })).toBeVisible();
  expect(screen.getByRole("row").elements().length).toBeLessThan(60);
  await expect.element(screen.getByRole("button", { name: "Show more" })).not.toBeInTheDocument();
});

test("the keys go from the first row to the last that is loaded and open it; the focus is never lost", async () => {
  const screen = await open();
  await expect.element(screen.getByText("No. 1", { exact: true })).toBeVisible();
  await expect.poll(() => document.activeElement?.textContent).toBe("No. 1");
  // More rows may still be on their way when the key is pressed: it is pressed again, as a person would.
  await expect
    .poll(async () => {
      await userEvent.keyboard("{End}");
      return document.activeElement?.textContent;
    })
    .toBe("No. 400");
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("status")).toHaveTextContent("opened 400");
  await userEvent.keyboard("{Home}");
  await expect.poll(() => document.activeElement?.textContent).toBe("No. 1");
});

test("on a busy page the end that went out of sight and came back in one go is seen", async () => {
  const browsers = window.IntersectionObserver;
  /** Tells each list's end that it was out of sight and is in sight, both at once, as a page does that could not tell before. */
  class BothAtOnce {
    readonly #tell: IntersectionObserverCallback;
    constructor(tell: IntersectionObserverCallback) {
      this.#tell = tell;
    }
    observe(target: Element) {
      const change = (isIntersecting: boolean) => ({ isIntersecting, target }) as IntersectionObserverEntry;
      this.#tell([change(false), change(true)], this as unknown as IntersectionObserver);
    }
    disconnect() {}
  }
  window.IntersectionObserver = BothAtOnce as unknown as typeof IntersectionObserver;
  onTestFinished(() => {
    window.IntersectionObserver = browsers;
  });
  const screen = await open();
  // All 400 and the head; before its end a list's count is not known.
  await expect.element(screen.getByRole("grid", { name: "Numbers" })).toHaveAttribute("aria-rowcount", "401");
});
