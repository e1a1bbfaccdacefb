import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Services } from "../../../testing/in-app.tsx";
import { InRouter } from "../../../testing/in-router.tsx";
import { noDrafts } from "../../../testing/open-drafts.ts";
import { SignedIn, TEST_DAY } from "../../../testing/signed-in.tsx";
import { ToMoveDock } from "./to-move-dock.tsx";

const visitOf = (n: number, family: string) => ({
  appointmentId: `0190b000-0000-7000-8000-00000000000${n}`,
  patientId: `0190a000-0000-7000-8000-00000000000${n}`,
  patientName: { family, given: "Ann", middle: null, suffix: null },
  locationId: "0190d000-0000-7000-8000-000000000001",
  visitTypeId: "0190d000-0000-7000-8000-000000000002",
  visitTypeName: "Follow-up",
  date: TEST_DAY,
  start: "09:00",
  minutes: 15,
  phone: n === 1 ? "6195550100" : null,
  version: 4,
});
const slot = {
  providerResourceId: "0190c000-0000-7000-8000-000000000001",
  providerName: "Dr. Chen",
  date: "2026-11-25",
  start: "10:00",
  minutes: 15,
  because: [],
};

/** A practice that forgets a visit of the closure once it is moved, unless the move is refused. */
function practice(refuses: boolean): Services {
  let left = [visitOf(1, "Abbot"), visitOf(2, "Zuniga")];
  return services(({ path, input }) => {
    if (path === "scheduling.closureVisits") return { value: left };
    if (path === "scheduling.findSlots") return { value: { slots: [slot], searchedTo: "2026-12-10" } };
    if (path !== "scheduling.moveAppointment") return { value: [] };
    if (refuses) return { error: { code: "slot-taken" } };
    const { appointmentId } = input as { appointmentId: string };
    left = left.filter((one) => one.appointmentId !== appointmentId);
    return { value: { version: 5 } };
  });
}
const Dock = ({ on }: { readonly on: Services }) => (
  <SignedIn on={on} roles={["front-desk"]}>
    <InRouter>
      <ToMoveDock about="0190f000-0000-7000-8000-000000000001" at={null} onDone={() => undefined} />
    </InRouter>
  </SignedIn>
);

beforeEach(noDrafts);

test("SCH-296 one press finds other times, the next moves that visit; the others stay until they are moved", async () => {
  const on = practice(false);
  await render(<Dock on={on} />);
  await expect.element(page.getByText(/no phone on record/)).toBeVisible();
  await page.getByRole("button", { name: /Find another time for Abbot/i }).click();
  await page.getByRole("button", { name: /Dr\. Chen/ }).click();
  await expect.element(page.getByText(/ABBOT, Ann: Wed 11.25.2026 10:00 AM, Dr. Chen/)).toBeVisible();
  const sent = on.sent.filter(({ path }) => path === "scheduling.moveAppointment").map(({ input }) => input);
  expect(sent).toMatchObject([
    { appointmentId: visitOf(1, "").appointmentId, version: 4, date: "2026-11-25", start: "10:00" },
  ]);
  await expect.element(page.getByRole("button", { name: /Find another time for Abbot/i })).not.toBeInTheDocument();
  await expect.element(page.getByRole("button", { name: /Find another time for Zuniga/i })).toBeVisible();
});

test("SCH-296 what can't be moved stays on the list", async () => {
  const on = practice(true);
  await render(<Dock on={on} />);
  await page.getByRole("button", { name: /Find another time for Abbot/i }).click();
  await page.getByRole("button", { name: /Dr\. Chen/ }).click();
  await expect.element(page.getByRole("button", { name: /Find another time for Abbot/i })).toBeVisible();
  await expect.element(page.getByRole("region", { name: "Moved just now" })).not.toBeInTheDocument();
});
