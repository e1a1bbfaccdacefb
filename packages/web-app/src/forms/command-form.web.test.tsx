import { TextInput } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { resourceOperations } from "@practicum/contracts/scheduling/resources";
import { StrictMode, useState } from "react";
import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { useCommand } from "../api/use-command.ts";
import { closeVault, dropEverything, openVault, settled, type DraftKey } from "../session/draft-vault.ts";
import { takeNoticesDown } from "../shell/undo.tsx";
import { InApp, services, type Services } from "../testing/in-app.tsx";
import { CommandForm } from "./command-form.tsx";
import { useCommandForm } from "./use-command-form.ts";

/** A record as the service has it: the form changes two of its fields. */
interface Room {
  readonly id: string;
  readonly name: string;
  readonly locationId: string;
  readonly version: number;
}

const room: Room = {
  id: "0190a000-0000-7000-8000-000000000001",
  name: "Room 1",
  locationId: "0190a000-0000-7000-8000-0000000000aa",
  version: 3,
};
const other: Room = { ...room, id: "0190a000-0000-7000-8000-000000000002", name: "Room 2" };
const saved = { value: { resourceId: room.id, version: 4 } };

interface FormProps {
  readonly room: Room | null;
  readonly onDone: () => void;
  /** How long the screens take to be fresh, in milliseconds. */
  readonly wait?: number;
}

function RoomForm({ room: known, onDone, wait = 0 }: FormProps) {
  const { run } = useCommand("scheduling", "saveResource");
  const of = useCommandForm({
    draft: `room:${known?.id ?? "new"}`,
    recordId: known?.id,
    initialValues: { name: known?.name ?? "", locationId: known?.locationId ?? room.locationId },
    schema: resourceOperations.saveResource.input,
    toInput: (values, resourceId) => ({
      ...values,
      resourceId,
      kind: "room" as const,
      staffId: null,
      active: true,
      version: known?.version ?? null,
    }),
    command: { run, refresh: () => new Promise((resolve) => setTimeout(resolve, wait)) },
    onDone,
  });
  return (
    <CommandForm of={of} label="Room" action="Save" onCancel={onDone}>
      <TextInput label="Name" {...of.form.getInputProps("name")} />
      <TextInput label="Site" {...of.form.getInputProps("locationId")} />
    </CommandForm>
  );
}

/** A page with that form, as a person opens and leaves it. */
function Screen({ on, rooms }: { readonly on: Services; readonly rooms: readonly (Room | null)[] }) {
  const [at, setAt] = useState<number | null>(0);
  return (
    <StrictMode>
      <InApp on={on}>
        <Notifications />
        {rooms.map((one, index) => (
          <button key={one?.id ?? "new"} onClick={() => setAt(index)}>
            Open {one?.name ?? "a new one"}
          </button>
        ))}
        {at !== null && <RoomForm room={rooms[at] ?? null} onDone={() => setAt(null)} />}
      </InApp>
    </StrictMode>
  );
}

const keysOf = (fill: number): DraftKey[] => [{ week: 10, key: btoa(String.fromCharCode(fill).repeat(32)) }];
const name = () => page.getByRole("textbox", { name: "Name" });
const back = () => page.getByText(/You left this unfinished; what you typed is back\./);
const stored = () => Object.keys({ ...sessionStorage });
const answered = () => services(() => saved);

beforeEach(async () => {
  takeNoticesDown();
  await closeVault();
  dropEverything();
  await openVault("chen", keysOf(1));
});

/** The page is loaded again, and the same person or another is signed in. */
async function reload(who: string, keys: readonly DraftKey[]): Promise<void> {
  await settled();
  await closeVault();
  await openVault(who, keys);
}

test("GTW-72 what is typed is back after a reload, says so, and can be dropped and had again", async () => {
  const first = await render(<Screen on={answered()} rooms={[room]} />);
  await name().fill("Room 1, west");
  await first.unmount();
  await reload("chen", keysOf(1));
  await render(<Screen on={answered()} rooms={[room]} />);
  await expect.element(back()).toBeVisible();
  await expect.element(name()).toHaveValue("Room 1, west");
  await page.getByRole("button", { name: "Start over" }).click();
  await expect.element(name()).toHaveValue("Room 1");
  await expect.element(back()).not.toBeInTheDocument();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.element(name()).toHaveValue("Room 1, west");
  await expect.element(back()).toBeVisible();
});

test("GTW-72 another person and another record get nothing of it", async () => {
  const first = await render(<Screen on={answered()} rooms={[room, other]} />);
  await name().fill("Room 1, west");
  await page.getByRole("button", { name: "Open Room 2" }).click();
  await expect.element(name()).toHaveValue("Room 2");
  await expect.element(back()).not.toBeInTheDocument();
  await page.getByRole("button", { name: "Open Room 1" }).click();
  await expect.element(name()).toHaveValue("Room 1, west");
  await first.unmount();
  await reload("alvarez", keysOf(3));
  await render(<Screen on={answered()} rooms={[room, other]} />);
  await expect.element(name()).toHaveValue("Room 1");
});

test("GTW-72 nothing is kept once the command succeeded, or the form was left on purpose", async () => {
  const on = answered();
  await render(<Screen on={on} rooms={[room]} />);
  await name().fill("Room 1, west");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.element(page.getByRole("form", { name: "Room" })).not.toBeInTheDocument();
  await settled();
  expect(on.sent).toHaveLength(1);
  expect(on.sent[0]?.input).toMatchObject({ resourceId: room.id, name: "Room 1, west", version: 3 });
  expect(stored()).toEqual([]);
  await page.getByRole("button", { name: "Open Room 1" }).click();
  await name().fill("half");
  await page.getByRole("button", { name: "Cancel" }).click();
  await settled();
  expect(stored()).toEqual([]);
});

test("GTW-72 what a service refused stays, at its field", async () => {
  const fields = [{ field: "name", message: "There is a room of that name." }];
  const on = services(() => ({ error: { code: "invalid-input", fields } }));
  const first = await render(<Screen on={on} rooms={[room]} />);
  await name().fill("Room 2");
  await page.getByRole("button", { name: "Save" }).click();
  await expect.element(page.getByText("There is a room of that name.")).toBeVisible();
  await first.unmount();
  await render(<Screen on={answered()} rooms={[room]} />);
  await expect.element(name()).toHaveValue("Room 2");
});

test("GTW-73 what another person saved meanwhile is named, both stand, and nothing is sent before a choice", async () => {
  const on = answered();
  const first = await render(<Screen on={on} rooms={[room]} />);
  await name().fill("Room 1, west");
  await first.unmount();
  const now = { ...room, name: "Laboratory", locationId: "0190a000-0000-7000-8000-0000000000bb", version: 7 };
  await render(<Screen on={on} rooms={[now]} />);
  await expect.element(page.getByText(/Taken over: Site\.$/)).toBeVisible();
  await expect.element(page.getByRole("textbox", { name: "Site" })).toHaveValue(now.locationId);
  await expect.element(name()).toHaveValue("Room 1, west");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect.element(page.getByRole("button", { name: "You typed: Room 1, west" })).toHaveFocus();
  expect(on.sent).toEqual([]);
  await expect.element(page.getByRole("button", { name: "Saved: Laboratory" })).toBeVisible();
  await page.getByRole("button", { name: "You typed: Room 1, west" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect.poll(() => on.sent).toHaveLength(1);
  expect(on.sent[0]?.input).toMatchObject({ name: "Room 1, west", locationId: now.locationId, version: 7 });
});

/** The service writes names in capitals, and the screen has that before the form goes. */
function Capitals({ on }: { readonly on: Services }) {
  const [now, setNow] = useState<Room | null>(room);
  const [open, setOpen] = useState(true);
  const name = now?.name.toUpperCase() ?? "";
  return (
    <InApp on={on}>
      <button onClick={() => setNow({ ...room, name: "ROOM 1, WEST", version: 4 })}>The record comes</button>
      <output>{name}</output>
      {open && <RoomForm room={now} wait={900} onDone={() => setOpen(false)} />}
    </InApp>
  );
}

test("GTW-72 what the service made of one's own words is no other person's change, and no draft", async () => {
  await render(<Capitals on={answered()} />);
  await name().fill("Room 1, west");
  await userEvent.keyboard("{Enter}");
  await page.getByRole("button", { name: "The record comes" }).click();
  await expect.element(page.getByRole("status")).toHaveTextContent("ROOM 1, WEST");
  await expect.element(page.getByText(/Another person/)).not.toBeInTheDocument();
  await expect.element(page.getByRole("form", { name: "Room" })).not.toBeInTheDocument();
  await settled();
  expect(stored()).toEqual([]);
});

test("GTW-73 it is told while the form is open too, and the other's word can be taken", async () => {
  const on = answered();
  const { rerender } = await render(<Screen on={on} rooms={[room]} />);
  await name().fill("Room 1, west");
  await rerender(<Screen on={on} rooms={[{ ...room, name: "Laboratory", version: 4 }]} />);
  await page.getByRole("button", { name: "Saved: Laboratory" }).click();
  await expect.element(name()).toHaveValue("Laboratory");
  await settled();
  expect(stored()).toEqual([]);
});

test("GTW-74 a new record keeps its id over a reload, so that a repeat makes no second one", async () => {
  const lost = services(() => "no-network");
  const first = await render(<Screen on={lost} rooms={[null]} />);
  await name().fill("Room 3");
  await page.getByRole("button", { name: "Save" }).click();
  await expect.element(page.getByRole("alert")).toBeVisible();
  await first.unmount();
  await reload("chen", keysOf(1));
  const on = answered();
  await render(<Screen on={on} rooms={[null]} />);
  await page.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => on.sent).toHaveLength(1);
  const ids = [...lost.sent, ...on.sent].map(({ input }) => (input as { resourceId: string }).resourceId);
  expect(new Set(ids).size).toBe(1);
});

test("a second Enter while the first is on its way sends nothing", async () => {
  let answer: (() => void) | undefined;
  const on = services(() => new Promise((resolve) => (answer = () => resolve(saved))));
  await render(<Screen on={on} rooms={[room]} />);
  await name().fill("x");
  await userEvent.keyboard("{Enter}{Enter}");
  expect(on.sent).toHaveLength(1);
  answer?.();
  await expect.element(page.getByRole("form", { name: "Room" })).not.toBeInTheDocument();
});
