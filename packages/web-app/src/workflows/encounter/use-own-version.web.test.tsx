import { MantineProvider } from "@mantine/core";
import type { DomainError } from "@practicum/contracts/error";
import { err, ok, type Result } from "@practicum/kernel/result";
import { useState } from "react";
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { OwnVersionNotices } from "./own-version-notices.tsx";
import { useOwnVersion } from "./use-own-version.ts";

type Saved = Result<number, DomainError>;

/** A service that answers when it is told to, and what it was sent. */
function service() {
  const sent: { readonly value: string; readonly baseVersion: number; readonly answer: (saved: Saved) => void }[] = [];
  const save = (value: string, baseVersion: number) =>
    new Promise<Saved>((answer) => sent.push({ value, baseVersion, answer }));
  return { sent, save };
}

function Screen({ save }: { readonly save: ReturnType<typeof service>["save"] }) {
  const [theirs, setTheirs] = useState({ value: "as it was", version: 1 });
  const control = useOwnVersion({ ...theirs, save, refresh: async () => {} });
  return (
    <MantineProvider>
      <OwnVersionNotices control={control} what="worksheet" />
      <output aria-label="shown">{control.value}</output>
      <output aria-label="saving">{String(control.saving)}</output>
      <button onClick={() => control.change((old) => `${old}, minutes`)}>Minutes</button>
      <button onClick={() => control.change((old) => `${old}, risk`)}>Risk</button>
      <button onClick={() => setTheirs({ value: "theirs", version: 2 })}>Theirs arrives</button>
      <button onClick={() => setTheirs({ value: "as it was, minutes, risk", version: 3 })}>Mine arrives</button>
    </MantineProvider>
  );
}

const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
const shown = () => page.getByLabelText("shown").element().textContent;
const stale: Saved = err({ code: "stale-version" });

test("what is changed while one change is on its way goes after it, over the version that one got", async () => {
  const { sent, save } = service();
  await render(<Screen save={save} />);
  await press("Minutes");
  await press("Risk");
  expect(shown()).toBe("as it was, minutes, risk");
  expect(sent).toMatchObject([{ value: "as it was, minutes", baseVersion: 1 }]);
  sent[0]?.answer(ok(2));
  await expect.poll(() => sent.length).toBe(2);
  expect(sent[1]).toMatchObject({ value: "as it was, minutes, risk", baseVersion: 2 });
  sent[1]?.answer(ok(3));
  await press("Mine arrives");
  await expect.poll(() => page.getByLabelText("saving").element().textContent).toBe("false");
});

test("where somebody else was faster theirs is shown, and all that was entered is offered back and saved over it", async () => {
  const { sent, save } = service();
  await render(<Screen save={save} />);
  await press("Minutes");
  await press("Risk");
  await press("Theirs arrives");
  sent[0]?.answer(stale);
  await expect.poll(shown).toBe("theirs");
  await expect.element(page.getByRole("alert")).toBeVisible();
  expect(sent).toHaveLength(1);
  await press("Use yours");
  await expect.poll(() => sent.length).toBe(2);
  expect(sent[1]).toMatchObject({ value: "as it was, minutes, risk", baseVersion: 2 });
  expect(page.getByRole("alert").elements()).toHaveLength(0);
});

test("who keeps theirs sends nothing more", async () => {
  const { sent, save } = service();
  await render(<Screen save={save} />);
  await press("Minutes");
  await press("Theirs arrives");
  sent[0]?.answer(stale);
  await press("Keep theirs");
  await expect.poll(shown).toBe("theirs");
  expect(page.getByRole("alert").elements()).toHaveLength(0);
  expect(sent).toHaveLength(1);
});

test("a refusal takes the change back and says why", async () => {
  const { sent, save } = service();
  await render(<Screen save={save} />);
  await press("Minutes");
  sent[0]?.answer(err({ code: "not-allowed" }));
  await expect.element(page.getByText("Your role does not allow this", { exact: false })).toBeVisible();
  expect(shown()).toBe("as it was");
});
