import type { clearinghouseLinkOperations } from "@practicum/contracts/billing/clearinghouse-link";
import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import type { z } from "zod";
import { services } from "../../../testing/in-app.tsx";
import { noDrafts } from "../../../testing/open-drafts.ts";
import { SignedIn } from "../../../testing/signed-in.tsx";
import { ClearinghouseLink, ExchangeTrouble } from "./clearinghouse-link.tsx";

type Status = z.input<typeof clearinghouseLinkOperations.getClearinghouseLink.output>;

const shown = `SHA256:${"b".repeat(43)}`;
const trusted = `SHA256:${"a".repeat(43)}`;
const since = "2026-11-23T18:05:00.000Z";
const link = {
  host: "sftp.octopus.example",
  port: 22,
  user: "oak",
  way: "ed25519",
  outbound: "in",
  inbound: "out",
  upload: "renamed",
  taken: "left",
  everyMinutes: 15,
  running: true,
} as const;
const going: Status = {
  possible: true,
  version: 2,
  link,
  publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFQ2 practicum\n",
  trustedHostKey: trusted,
  shownHostKey: trusted,
  trying: false,
  triedAt: since,
  fine: { at: since, sent: 3, taken: 1 },
  trouble: null,
  waiting: 0,
};

async function shows(status: Partial<Status>) {
  const on = services(({ path }) => ({
    value: path === "billing.getClearinghouseLink" ? { ...going, ...status } : {},
  }));
  await render(
    <SignedIn on={on} roles={["practice-manager"]}>
      <ClearinghouseLink />
    </SignedIn>,
  );
  return on;
}

beforeEach(noDrafts);

test("BIL-471 the key that the person sees is the one that is trusted, and it stands beside the one before", async () => {
  const on = await shows({
    shownHostKey: shown,
    trouble: { fault: "host-key-changed", about: null, since },
    waiting: 2,
  });
  await expect.element(page.getByText(/The server shows another key than before/)).toBeVisible();
  await expect.element(page.getByText(/2 files wait to be sent\. Nothing is lost\./)).toBeVisible();
  await expect.element(page.getByText(trusted)).toBeVisible();
  await page.getByRole("button", { name: "It is the clearinghouse's key" }).click();
  await expect
    .poll(() => on.sent.filter(({ path }) => path === "billing.trustHostKey").map(({ input }) => input))
    .toEqual([{ fingerprint: shown }]);
});

test("what goes well says when and what; a known key asks nothing", async () => {
  await shows({});
  await expect.element(page.getByText(/Last connected 11\/23\/2026 10:05 AM: 3 sent, 1 taken in\./)).toBeVisible();
  await expect.element(page.getByRole("button", { name: "It is the clearinghouse's key" })).not.toBeInTheDocument();
});

test("stopped is not going well, and no state is shown where payers are simulated", async () => {
  await shows({ link: { ...link, running: false } });
  await expect.element(page.getByText(/Stopped: files wait here and there/)).toBeVisible();
  await expect.element(page.getByText(/Last connected/)).not.toBeInTheDocument();
});

test("where payers are simulated there is no connection to set", async () => {
  const on = await shows({ possible: false, link: null, version: 0 });
  await expect.poll(() => on.sent.length).toBe(1);
  await expect.element(page.getByRole("form", { name: "Connection by SFTP" })).not.toBeInTheDocument();
});

test("BIL-470 a wrong name is refused at its field, a right one goes with what was seen", async () => {
  const on = await shows({ version: 0, link: null, publicKey: null, fine: null });
  const saved = () => on.sent.filter(({ path }) => path === "billing.saveClearinghouseLink").map(({ input }) => input);
  await page.getByRole("textbox", { name: "Server" }).fill("sftp://octopus.example/in");
  await page.getByRole("textbox", { name: "User name" }).fill("oak");
  await page.getByRole("textbox", { name: "Folder for your files" }).fill("in");
  await page.getByRole("textbox", { name: "Folder of its answers" }).fill("out");
  await page.getByRole("button", { name: "Save the connection" }).click();
  await expect.element(page.getByText(/without sftp:\/\//)).toBeVisible();
  expect(saved()).toEqual([]);
  await page.getByRole("textbox", { name: "Server" }).fill("sftp.octopus.example");
  await page.getByRole("button", { name: "Save the connection" }).click();
  await expect.poll(saved).toEqual([{ ...link, version: 0 }]);
});

test("BIL-472 whoever looks at files hears that none are carried, and why", async () => {
  const on = services(() => ({ value: { trouble: { fault: "sign-in-refused", about: null, since } } }));
  await render(
    <SignedIn on={on} roles={["biller"]}>
      <ExchangeTrouble />
    </SignedIn>,
  );
  await expect.element(page.getByText(/not carried to the clearinghouse since 11\/23\/2026 10:05 AM/)).toBeVisible();
  await expect.element(page.getByText(/refuses the sign-in/)).toBeVisible();
});
