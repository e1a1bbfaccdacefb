import { ok } from "@practicum/kernel/result";
import { fail } from "@practicum/contracts/error";
import { useState } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { userEvent } from "vitest/browser";
import { confirmLink } from "../api/confirm-link.ts";
import { useCommand } from "../api/use-command.ts";
import { InApp, services } from "../testing/in-app.tsx";
import { ConfirmPanel } from "./confirm-panel.tsx";
import type { SessionPort } from "./session-port.ts";

function Form() {
  const save = useCommand("identity", "saveStaff");
  const [name, setName] = useState("");
  const [done, setDone] = useState("");
  const submit = async () => {
    const result = await save.run({ family: name } as never);
    setDone(result.ok ? "saved" : result.error.code);
  };
  return (
    <>
      <input aria-label="Last name" value={name} onChange={(event) => setName(event.target.value)} />
      <button type="button" onClick={() => void submit()}>
        Save
      </button>
      <output>{done}</output>
    </>
  );
}

/** A service that asks for the person until the port said that it has seen it. */
function practice() {
  let shown = false;
  const tried: object[] = [];
  const far = services(() => (shown ? { value: { version: 2 } } : { error: { code: "confirm-identity" } }));
  const confirm: NonNullable<SessionPort["confirm"]> = async (given) => {
    tried.push(given);
    shown = "password" in given && given.password === "right";
    return shown ? ok("confirmed" as const) : fail("bad-credentials");
  };
  return { on: { ...far, links: [confirmLink()] }, far, tried, port: { confirm } as unknown as SessionPort };
}

test("IDN-59 the screen asks in place, goes on by itself with what was typed, and sends the command's own id", async () => {
  const { on, far, tried, port } = practice();
  const screen = await render(
    <InApp on={on}>
      <Form />
      <ConfirmPanel port={port} />
    </InApp>,
  );
  await screen.getByLabelText("Last name").fill("Ruiz");
  await screen.getByRole("button", { name: "Save" }).click();
  const dialog = screen.getByRole("dialog", { name: "Show that it is you" });
  await expect.element(dialog.getByRole("textbox", { name: "Your password" })).toHaveFocus();
  await userEvent.keyboard("wrong{Enter}");
  await expect.element(dialog.getByText("The password is not right.")).toBeVisible();
  await expect.element(dialog.getByRole("textbox", { name: "Your password" })).toHaveValue("");
  await userEvent.keyboard("right{Enter}");
  await expect.element(screen.getByText("saved")).toBeVisible();
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(screen.getByLabelText("Last name")).toHaveValue("Ruiz");
  expect(tried).toEqual([{ password: "wrong" }, { password: "right" }]);
  expect(far.sent.map((call) => call.input)).toEqual([{ family: "Ruiz" }, { family: "Ruiz" }]);
  expect(new Set(far.sent.map((call) => call.commandId)).size).toBe(1);
});

test("IDN-59 Escape leaves it: the refusal is told, nothing is sent again, and the focus is where it was", async () => {
  const { on, far, tried, port } = practice();
  const screen = await render(
    <InApp on={on}>
      <Form />
      <ConfirmPanel port={port} />
    </InApp>,
  );
  await screen.getByRole("button", { name: "Save" }).click();
  await expect.element(screen.getByRole("textbox", { name: "Your password" })).toHaveFocus();
  // The keyboard stays within it.
  for (let at = 0; at < 7; at += 1) await userEvent.keyboard("{Tab}");
  expect(document.activeElement?.closest("[role=dialog]")).not.toBeNull();
  await userEvent.keyboard("{Escape}");
  await expect.element(screen.getByText("confirm-identity")).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Save" })).toHaveFocus();
  expect(far.sent).toHaveLength(1);
  expect(tried).toEqual([]);
});
