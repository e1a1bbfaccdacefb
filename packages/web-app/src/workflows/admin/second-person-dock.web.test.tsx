import type { AccountRequest } from "@practicum/contracts/identity/second-person";
import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Services } from "../../testing/in-app.tsx";
import { noDrafts } from "../../testing/open-drafts.ts";
import { SignedIn } from "../../testing/signed-in.tsx";
import { SecondPersonDock } from "./second-person-dock.tsx";

const request = (n: number, of: Partial<AccountRequest> = {}): AccountRequest => ({
  requestId: `0190d000-0000-7000-8000-00000000000${n}`,
  kind: "roles",
  staffId: "0190e000-0000-7000-8000-000000000001",
  staffName: "Omar Haddad",
  roles: ["front-desk", "physician"],
  ownRoles: [],
  opens: [],
  graceDays: null,
  askedBy: "Susan Whitfield",
  own: false,
  askedAt: "2026-11-23T17:00:00Z",
  status: "open",
  decidedBy: null,
  decidedAt: null,
  ...of,
});

const Dock = ({ on }: { readonly on: Services }) => (
  <SignedIn on={on} roles={["physician"]}>
    <SecondPersonDock />
  </SignedIn>
);
const decisions = (on: Services) => on.sent.filter(({ path }) => path === "identity.decideAccountRequest");
const listing = (list: readonly AccountRequest[], decided: Parameters<typeof services>[0] = () => ({ value: {} })) =>
  services((call, nth) => (call.path === "identity.listAccountRequests" ? { value: list } : decided(call, nth)));

beforeEach(noDrafts);

test("each button decides its own request, and says in its name which", async () => {
  const on = listing([request(1), request(2, { kind: "second-factor", staffName: "Priya Nair" })]);
  await render(<Dock on={on} />);
  await page.getByRole("button", { name: /^Refuse: .*authenticator or passkeys of Priya Nair/ }).click();
  await expect.poll(() => decisions(on).length).toBe(1);
  await page.getByRole("button", { name: /^Agree: .*Omar Haddad to be: .*Physician/ }).click();
  await expect.poll(() => decisions(on).length).toBe(2);
  expect(decisions(on).map(({ input }) => input)).toEqual([
    { requestId: request(2).requestId, approve: false },
    { requestId: request(1).requestId, approve: true },
  ]);
});

test("nobody agrees to what they asked for themselves", async () => {
  await render(<Dock on={listing([request(1, { own: true })])} />);
  await expect.element(page.getByText(/You asked for this/)).toBeVisible();
  expect(page.getByRole("button").elements()).toEqual([]);
});

test("a refusal of the service stands at its request, and both buttons can be pressed again", async () => {
  const on = listing([request(1), request(2, { staffName: "Grace Kim" })], () => ({
    error: { code: "already-decided" },
  }));
  await render(<Dock on={on} />);
  await page.getByRole("button", { name: /^Agree: .*Grace Kim/ }).click();
  const row = page.getByRole("listitem").filter({ hasText: "Grace Kim" });
  await expect.element(row.getByRole("alert")).toBeVisible();
  await expect.element(row.getByRole("button", { name: /^Refuse/ })).toBeEnabled();
  expect(page.getByRole("alert").elements()).toHaveLength(1);
});

test("nothing waits is said; what could not be asked for is not called nothing", async () => {
  const empty = await render(<Dock on={listing([])} />);
  await expect.element(page.getByText("Nothing waits.")).toBeVisible();
  await empty.unmount();
  await render(<Dock on={services(() => ({ error: { code: "not-allowed" } }))} />);
  await expect.element(page.getByRole("button", { name: /again/i })).toBeVisible();
  expect(page.getByText("Nothing waits.").elements()).toEqual([]);
});
