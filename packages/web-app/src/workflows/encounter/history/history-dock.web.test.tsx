import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Reply, type Services } from "../../../testing/in-app.tsx";
import { InRouter } from "../../../testing/in-router.tsx";
import { SignedIn } from "../../../testing/signed-in.tsx";
import { HistoryDock } from "./history-dock.tsx";

const encounterId = "0190f000-0000-7000-8000-000000000001";
const patientId = "0190a000-0000-7000-8000-00000000000a";
const versions = [
  { version: 3, text: "Cough, dry", savedAt: "2026-11-23T19:00:00.000Z", savedBy: "Wei Park, PA" },
  { version: 2, text: "Cough, wet", savedAt: "2026-11-23T18:01:00.000Z", savedBy: "Grace Chen, MD" },
  { version: 1, text: "Cough", savedAt: "2026-11-23T18:00:00.000Z", savedBy: "Grace Chen, MD" },
];

const chart = (status: "open" | "signed", restored: Reply = { value: { version: 4, savedAt: versions[0]?.savedAt } }) =>
  services(({ path }) => {
    if (path === "charting.getEncounter") return { value: { encounterId, patientId, status } };
    if (path === "charting.noteVersions") return { value: versions };
    return restored;
  });
const Dock = ({ on }: { readonly on: Services }) => (
  <SignedIn on={on} roles={["physician"]}>
    <InRouter at={`/p/${patientId}/visit`}>
      <HistoryDock about={`${encounterId}.hpi`} at={null} onDone={() => undefined} />
    </InRouter>
  </SignedIn>
);
const put = (on: Services) =>
  on.sent.filter(({ path }) => path === "charting.restoreNoteSection").map(({ input }) => input);
const putBack = page.getByRole("button", { name: "Put this text back" });

test("CHT-33 CHT-35 who wrote what, what was changed, and an earlier text put back; Undo has the later one again", async () => {
  const on = chart("open");
  await render(<Dock on={on} />);
  await expect.element(page.getByRole("deletion")).toHaveTextContent("wet");
  await expect.element(page.getByRole("insertion")).toHaveTextContent("dry");
  await expect.element(page.getByRole("button", { name: /Wei Park.*as it stands/ })).toBeVisible();
  await expect.element(putBack).not.toBeInTheDocument();
  await page.getByRole("button", { name: /Grace Chen/ }).click();
  await expect.element(page.getByRole("insertion")).toHaveTextContent("Cough, wet");
  await putBack.click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect
    .poll(() => put(on))
    .toEqual([
      { encounterId, section: "hpi", version: 2, baseVersion: 3 },
      { encounterId, section: "hpi", version: 3, baseVersion: 4 },
    ]);
});

test("CHT-35 where somebody wrote meanwhile nothing is put back, and it is said", async () => {
  await render(<Dock on={chart("open", { error: { code: "stale-version" } })} />);
  await page.getByRole("button", { name: /Grace Chen/ }).click();
  await putBack.click();
  await expect.element(page.getByRole("alert").getByText(/Somebody has written here since/)).toBeVisible();
});

test("CHT-33 of a signed note the versions are read, and nothing is put back", async () => {
  await render(<Dock on={chart("signed")} />);
  await page.getByRole("button", { name: /Grace Chen/ }).click();
  await expect.element(page.getByRole("insertion")).toBeVisible();
  await expect.element(putBack).not.toBeInTheDocument();
});
