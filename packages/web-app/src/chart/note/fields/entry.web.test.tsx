import { MantineProvider } from "@mantine/core";
import type { FieldAnswer, TemplateField } from "@practicum/contracts/charting/template-content";
import { useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ChoiceButtons } from "./choice-buttons.tsx";
import { NumberEntry } from "./number-entry.tsx";

const weight: Extract<TemplateField, { kind: "number" }> = {
  key: "weight",
  label: "Weight",
  section: "exam",
  required: false,
  rooming: true,
  showIf: null,
  help: "",
  kind: "number",
  unit: "kg",
  min: -5,
  max: 300,
  decimals: 1,
};

/** What was typed and is no answer, as the browser would keep it. */
let kept: string | null = null;

function Number({ first }: { readonly first: FieldAnswer | undefined }) {
  const [answer, setAnswer] = useState<FieldAnswer | undefined>(first);
  return (
    <MantineProvider>
      <label htmlFor="weight">Weight</label>
      <NumberEntry
        id="weight"
        field={weight}
        answer={answer}
        onChange={(next) => setAnswer(next ?? undefined)}
        typing={{ text: kept, keep: (text) => (kept = text) }}
      />
      <output>{answer?.kind === "number" ? answer.number : "none"}</output>
    </MantineProvider>
  );
}

async function numberField(first?: FieldAnswer) {
  const screen = await render(<Number first={first} />);
  return { screen, field: screen.getByRole("textbox", { name: "Weight" }), counts: screen.getByRole("status") };
}

test("a number out of its range is no answer, says why when it is left, and is there again after a reload", async () => {
  kept = null;
  const { screen, field, counts } = await numberField({ kind: "number", number: 70 });
  await userEvent.fill(field, "900");
  await expect.element(counts).toHaveTextContent("none");
  await userEvent.tab();
  await expect.element(screen.getByText("“Weight” takes -5 to 300 kg. It is not an answer yet.")).toBeVisible();
  await screen.unmount();
  const again = await numberField();
  await expect.element(again.field).toHaveValue("900");
  await expect.element(again.field).toHaveAttribute("data-unreadable");
  await expect.element(again.screen.getByText(/takes -5 to 300 kg/)).toBeVisible();
  await userEvent.fill(again.field, "90");
  await expect.element(again.counts).toHaveTextContent("90");
  expect(kept).toBeNull();
  await expect.element(again.field).not.toHaveAttribute("data-unreadable");
});

test("where somebody else answered meanwhile both are told", async () => {
  kept = "9O";
  const { screen, field } = await numberField({ kind: "number", number: 70 });
  await expect.element(field).toHaveValue("9O");
  await expect
    .element(screen.getByText("“Weight” takes a number, -5 to 300. It is not an answer yet; what counts is 70."))
    .toBeVisible();
  kept = null;
});

test("a number is read as it is typed, key by key", async () => {
  for (const [typed, counted] of [
    ["-0.5", "-0.5"],
    ["4.", "4"],
    ["4.0", "4"],
    ["0x1F", "none"],
    ["1e2", "none"],
    ["7.25", "none"],
  ] as const) {
    kept = null;
    const { screen, field, counts } = await numberField();
    await userEvent.click(field);
    await userEvent.keyboard(typed);
    await expect.element(field).toHaveValue(typed);
    await expect.element(counts).toHaveTextContent(counted);
    await screen.unmount();
  }
});

function Choices() {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const choices = ["never", "some", "daily"].map((key) => ({ key, label: key }));
  return (
    <MantineProvider>
      <ChoiceButtons
        label="Tobacco"
        choices={choices}
        chosen={chosen}
        onChoose={(key) => setChosen(key === null || chosen.includes(key) ? [] : [key])}
      />
      <output>{chosen.join(" ") || "none"}</output>
    </MantineProvider>
  );
}

test("a digit chooses, typed once more it means the same; a click on what is chosen, and Backspace, take it back", async () => {
  const screen = await render(<Choices />);
  const chosen = screen.getByRole("status");
  await userEvent.tab();
  await userEvent.keyboard("2");
  await expect.element(chosen).toHaveTextContent("some");
  await userEvent.keyboard("2");
  await expect.element(chosen).toHaveTextContent("some");
  await userEvent.keyboard("{ArrowRight} ");
  await expect.element(chosen).toHaveTextContent("daily");
  await userEvent.keyboard("{Backspace}");
  await expect.element(chosen).toHaveTextContent("none");
  await screen.getByRole("radio", { name: "never" }).click();
  await screen.getByRole("radio", { name: "never" }).click();
  await expect.element(chosen).toHaveTextContent("none");
});
