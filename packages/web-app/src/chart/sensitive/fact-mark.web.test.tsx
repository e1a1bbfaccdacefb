import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services } from "../../testing/in-app.tsx";
import { SignedIn } from "../../testing/signed-in.tsx";
import { FactMark } from "./fact-mark.tsx";

const PATIENT = "0190e000-0000-7000-8000-000000000011";
const [MARKED, PLAIN] = ["0190e000-0000-7000-8000-000000000021", "0190e000-0000-7000-8000-000000000022"];
const borne = { class: "reproductive", because: "Talked about it", by: "Chen", at: "2026-11-20T16:00:00.000Z" };

function chart() {
  return services(({ path, input }) => {
    if (path === "charting.sensitiveParts")
      return {
        value: {
          facts: [{ factId: MARKED, kind: "problem", classes: [borne] }],
          classes: [],
          mayOpen: false,
          maySet: true,
        },
      };
    if (path === "charting.setFactClass") return { value: { version: 2 } };
    const isMarked = Reflect.get(Object(input), "factId") === MARKED;
    const said = { class: "reproductive", says: "set", version: 1, reason: "x", at: borne.at, by: "Chen" };
    return {
      value: {
        factId: isMarked ? MARKED : PLAIN,
        kind: "problem",
        classes: isMarked ? [borne] : [],
        why: isMarked ? [{ class: "reproductive", why: [{ kind: "role" }] }] : [],
        said: isMarked ? [said] : [],
        mayLift: true,
      },
    };
  });
}

test("CHT-288 each fact says why one sees it, and a class is set and lifted in two presses", async () => {
  const on = chart();
  await render(
    <SignedIn on={on} roles={["physician"]}>
      <FactMark patientId={PATIENT} factId={MARKED} name="Contraception" />
      <FactMark patientId={PATIENT} factId={PLAIN} name="Pressure" />
    </SignedIn>,
  );
  const sent = () => on.sent.filter(({ path }) => path === "charting.setFactClass").map(({ input }) => input);
  await page.getByRole("button", { name: "Sexual health: why can I see Contraception?" }).click();
  await expect.element(page.getByText(/Your role \(Physician\) sees it in every chart/)).toBeVisible();
  await page.getByRole("button", { name: "Lift: Sexual and reproductive health" }).click();
  await expect.poll(() => sent().length).toBe(1);
  expect(sent()[0]).toMatchObject({ factId: MARKED, class: "reproductive", says: "lifted", baseVersion: 1 });
  await page.getByRole("button", { name: "Why can I see Pressure?" }).click();
  await page.getByRole("button", { name: "Mark as Substance use (42 CFR Part 2)" }).click();
  await expect.poll(() => sent().length).toBe(2);
  expect(sent()[1]).toMatchObject({ factId: PLAIN, class: "substance-use", says: "set", baseVersion: 0 });
});
