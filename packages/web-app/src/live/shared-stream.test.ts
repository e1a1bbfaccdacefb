import { afterEach, expect, test } from "vitest";
import { shareStream, type OpenedEvents, type Pages } from "./shared-stream.ts";

/** A browser with its pages: its locks and channels are the real ones. */
class TestBrowser {
  readonly opened: {
    readonly page: string;
    readonly after: string | undefined;
    closed: boolean;
    events: OpenedEvents<string>;
  }[] = [];
  readonly heard: string[] = [];
  /** Ends every wait that is under way. */
  #wake: (() => void)[] = [];
  readonly waited: number[] = [];
  readonly #seen = new Map<string, () => void>();
  readonly #leave: (() => void)[] = [];
  readonly #name = `test ${crypto.randomUUID()}`;

  /** @param isStopped the browser has stopped it: it hears nothing from the others. */
  open(page: string, isStopped: () => boolean = () => false): () => void {
    const pages: Pages = {
      locks: navigator.locks,
      openChannel: (name) => {
        const channel = new BroadcastChannel(name);
        channel.addEventListener("message", (event) => {
          if (isStopped()) event.stopImmediatePropagation();
        });
        return channel;
      },
      onSeen: (listener) => {
        this.#seen.set(page, listener);
        return () => this.#seen.delete(page);
      },
      waitMs: (ms, signal) =>
        new Promise((resolve) => {
          this.waited.push(ms);
          this.#wake.push(resolve);
          if (signal.aborted) resolve();
          signal.addEventListener("abort", () => resolve());
        }),
    };
    const stream = {
      name: this.#name,
      missed: "missed",
      open: (after: string | undefined, events: OpenedEvents<string>) => {
        const opened = { page, after, closed: false, events };
        this.opened.push(opened);
        return () => (opened.closed = true);
      },
    };
    const leave = shareStream(pages, stream, {
      onChange: ({ id, data }) => this.heard.push(`${page} ${id} ${data}`),
      onOver: () => this.heard.push(`${page} over`),
    });
    this.#leave.push(leave);
    return leave;
  }

  look(page: string): void {
    this.#seen.get(page)?.();
  }

  endWaits(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }

  close(): void {
    for (const leave of this.#leave) leave();
  }
}

let browser = new TestBrowser();
afterEach(() => {
  browser.close();
  browser = new TestBrowser();
});

const openedBy = () => browser.opened.map(({ page, after }) => [page, after]);

async function threePages(): Promise<() => void> {
  const leave = browser.open("one");
  await expect.poll(openedBy).toEqual([["one", undefined]]);
  browser.open("two");
  browser.open("three");
  browser.opened[0]!.events.onChange({ id: "5", data: "here" });
  await expect.poll(() => browser.heard.toSorted()).toEqual(["one 5 here", "three 5 here", "two 5 here"]);
  return leave;
}

test("the pages of a browser have one stream; the next goes on where the one that went had come to", async () => {
  const leave = await threePages();
  expect(openedBy()).toEqual([["one", undefined]]);
  leave();
  await expect.poll(openedBy).toEqual([
    ["one", undefined],
    ["two", "5"],
  ]);
  expect(browser.opened[0]!.closed).toBe(true);
  browser.opened[1]!.events.onChange({ id: "6", data: "moved" });
  await expect.poll(() => browser.heard.slice(3).toSorted()).toEqual(["three 6 moved", "two 6 moved"]);
});

test("a page that came later knows the position, and goes on from there", async () => {
  const leave = browser.open("one");
  await expect.poll(openedBy).toEqual([["one", undefined]]);
  browser.opened[0]!.events.onChange({ id: "5", data: "here" });
  browser.open("two");
  // What a third hears was said after the answer to the second.
  browser.open("three");
  await expect.poll(async () => (await navigator.locks.query()).pending?.length).toBeGreaterThanOrEqual(2);
  browser.opened[0]!.events.onChange({ id: "5", data: "again" });
  await expect.poll(() => browser.heard).toContain("two 5 again");
  leave();
  await expect.poll(openedBy).toEqual([
    ["one", undefined],
    ["two", "5"],
  ]);
});

test("the end of the session ends it in all pages, and none opens it again", async () => {
  await threePages();
  browser.opened[0]!.events.onOver();
  await expect.poll(() => browser.heard.slice(3).toSorted()).toEqual(["one over", "three over", "two over"]);
  expect(browser.opened.length).toBe(1);
});

test("what failed is opened again after a pause, where it had come to", async () => {
  await threePages();
  browser.opened[0]!.events.onFailed();
  await expect.poll(() => browser.waited).toEqual([1000]);
  browser.endWaits();
  await expect.poll(openedBy).toEqual([
    ["one", undefined],
    ["one", "5"],
  ]);
});

test("a page that is looked at takes the stream over from one that the browser has stopped", async () => {
  let stopped = false;
  browser.open("one", () => stopped);
  await expect.poll(openedBy).toEqual([["one", undefined]]);
  browser.open("two");
  browser.opened[0]!.events.onChange({ id: "5", data: "here" });
  await expect.poll(() => browser.heard).toContain("two 5 here");
  stopped = true;
  browser.look("two");
  expect(browser.waited).toEqual([4000]);
  browser.endWaits();
  await expect.poll(openedBy).toEqual([
    ["one", undefined],
    ["two", "5"],
  ]);
  await expect.poll(() => browser.opened[0]!.closed).toBe(true);
});

test("a page that is looked at leaves the stream to one that answers; what it did not hear it is told to be missed", async () => {
  browser.open("one");
  await expect.poll(openedBy).toEqual([["one", undefined]]);
  let stopped = false;
  browser.open("two", () => stopped);
  browser.opened[0]!.events.onChange({ id: "5", data: "here" });
  await expect.poll(() => browser.heard).toContain("two 5 here");
  stopped = true;
  browser.open("three");
  browser.opened[0]!.events.onChange({ id: "6", data: "moved" });
  await expect.poll(() => browser.heard).toContain("three 6 moved");
  stopped = false;
  browser.look("two");
  await expect.poll(() => browser.heard).toContain("two 6 missed");
  expect(openedBy()).toEqual([["one", undefined]]);
});

test("without locks each page has a stream of its own", async () => {
  const heard: string[] = [];
  const opened: OpenedEvents<string>[] = [];
  const leaves = ["one", "two"].map((page) =>
    shareStream<string>(
      {
        locks: undefined,
        openChannel: () => expect.unreachable(),
        onSeen: () => expect.unreachable(),
        waitMs: () => Promise.resolve(),
      },
      {
        name: "alone",
        missed: "missed",
        open: (_, events) => {
          opened.push(events);
          return () => undefined;
        },
      },
      { onChange: ({ data }) => heard.push(`${page} ${data}`), onOver: () => undefined },
    ),
  );
  expect(opened.length).toBe(2);
  opened[1]!.onChange({ id: "1", data: "x" });
  expect(heard).toEqual(["two x"]);
  for (const leave of leaves) leave();
});
