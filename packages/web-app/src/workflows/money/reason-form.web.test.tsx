import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { useCommand } from "../../api/use-command.ts";
import { services, type Services } from "../../testing/in-app.tsx";
import { noDrafts, reload } from "../../testing/open-drafts.ts";
import { SignedIn } from "../../testing/signed-in.tsx";
import { ReasonButton } from "./reason-form.tsx";

const one = "0190a000-0000-7000-8000-000000000001";
const two = "0190a000-0000-7000-8000-000000000002";

function Denials({ on }: { readonly on: Services }) {
  return (
    <SignedIn on={on} roles={["biller"]}>
      <TakeBack denialId={one} name="First" />
      <TakeBack denialId={two} name="Second" />
    </SignedIn>
  );
}

function TakeBack({ denialId, name }: { readonly denialId: string; readonly name: string }) {
  const reopen = useCommand("billing", "reopenDenial");
  return (
    <section aria-label={name}>
      <ReasonButton
        draft={`reopen-denial:${denialId}`}
        label="Reason for the reversal"
        action="Take it back"
        command={reopen}
        input={(because) => ({ denialId, version: 3, because })}
        done="Open again."
      >
        Take back
      </ReasonButton>
    </section>
  );
}

const of = (name: string) => page.getByRole("region", { name });
const why = (name: string) => of(name).getByRole("textbox", { name: "Reason for the reversal" });

beforeEach(noDrafts);

test("it asks why first, and does it to the record whose button was pressed", async () => {
  const on = services(() => ({ value: { version: 4 } }));
  await render(<Denials on={on} />);
  await of("Second").getByRole("button", { name: "Take back" }).click();
  await expect.element(of("Second").getByRole("button", { name: "Take it back" })).toBeDisabled();
  await why("Second").fill("  Posted twice ");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText("Open again.")).toBeVisible();
  expect(on.sent.map(({ path, input }) => ({ path, input }))).toEqual([
    { path: "billing.reopenDenial", input: { denialId: two, version: 3, because: "Posted twice" } },
  ]);
  await expect.element(of("Second").getByRole("button", { name: "Take back" })).toBeVisible();
});

test("GTW-72 a half-typed reason opens by itself at its record, and is gone once it was given or left", async () => {
  const on = services(() => ({ error: { code: "stale-version" } }));
  const before = await render(<Denials on={on} />);
  await of("First").getByRole("button", { name: "Take back" }).click();
  await why("First").fill("The payer called");
  await userEvent.keyboard("{Enter}");
  await expect.element(of("First").getByRole("alert")).toBeVisible();
  await before.unmount();
  await reload();
  const again = await render(<Denials on={services(() => ({ value: { version: 4 } }))} />);
  await expect.element(why("First")).toHaveValue("The payer called");
  await expect.element(page.getByText(/What you typed is back/)).toBeVisible();
  await expect.element(of("Second").getByRole("button", { name: "Take back" })).toBeVisible();
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect.element(page.getByText("Open again.")).toBeVisible();
  await again.unmount();
  await reload();
  await render(<Denials on={on} />);
  await expect.element(of("First").getByRole("button", { name: "Take back" })).toBeVisible();
});
