import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { nowInRecord, offerUndo, say, takeNoticesDown, undoLatest } from "./undo.tsx";

const ana = "0199aaaa-0000-7000-8000-000000000001";
const ben = "0199aaaa-0000-7000-8000-000000000002";

afterEach(() => {
  nowInRecord(null);
  takeNoticesDown();
});

async function offered(about?: string): Promise<string[]> {
  const undone: string[] = [];
  await render(
    <MantineProvider>
      <Notifications />
    </MantineProvider>,
  );
  offerUndo("Ana has confirmed the visit.", () => undone.push("Ana"), about === undefined ? {} : { about });
  return undone;
}

test("an Undo that is offered made in a list is not taken up in another patient's record, and stays in the one whom it is about", async () => {
  const undone = await offered(ana);
  nowInRecord(ben);
  expect(undoLatest()).toBe(false);
  expect(undone).toEqual([]);
  nowInRecord(null);
  offerUndo("Ana has confirmed the visit.", () => undone.push("Ana"), { about: ana });
  nowInRecord(ana);
  expect(undoLatest()).toBe(true);
  expect(undone).toEqual(["Ana"]);
});

test("an Undo that is offered of which nobody said whom it is about ends where a record is opened", async () => {
  const undone = await offered();
  say("The file is saved.");
  await expect.element(page.getByText("Ana has confirmed the visit.")).toBeVisible();
  nowInRecord(ben);
  await expect.element(page.getByText("Ana has confirmed the visit.")).not.toBeInTheDocument();
  await expect.element(page.getByText("The file is saved.")).toBeVisible();
  expect(undoLatest()).toBe(false);
  expect(undone).toEqual([]);
});

test("an Undo that is offered made in a record goes back to a list with its person, and not into the next record", async () => {
  nowInRecord(ana);
  const undone = await offered();
  nowInRecord(null);
  nowInRecord(ben);
  expect(undoLatest()).toBe(false);
  nowInRecord(ana);
  offerUndo("Saved.", () => undone.push("Ana"));
  nowInRecord(null);
  nowInRecord(ana);
  expect(undoLatest()).toBe(true);
  expect(undone).toEqual(["Ana"]);
});
