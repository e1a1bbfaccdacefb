import { MantineProvider } from "@mantine/core";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Cents } from "@practicum/kernel/money";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import "@mantine/core/styles.css";

const today = "2026-11-30";
const sites = [
  { value: "bay", label: "Mission Bay" },
  { value: "hill", label: "Mission Hills" },
];

/** A button right under a field, as high as one line of an error: what the field says when it is left moves the button from under the pointer. */
function Probe({ of }: { readonly of: "date" | "money" | "choice" }) {
  const [pressed, setPressed] = useState(0);
  const [date, setDate] = useState<LocalDate | null>(null);
  const [money, setMoney] = useState<Cents | null>(null);
  const [site, setSite] = useState<string | null>(null);
  return (
    <MantineProvider>
      {of === "date" && <DateInput label="Field" value={date} onChange={setDate} today={today} />}
      {of === "money" && <MoneyInput label="Field" value={money} onChange={setMoney} />}
      {of === "choice" && <ChoiceList label="Field" data={sites} value={site} onChange={setSite} />}
      <button style={{ height: 14, display: "block" }} onClick={() => setPressed(pressed + 1)}>
        Press
      </button>
      <output>{pressed} times</output>
    </MantineProvider>
  );
}

const cases = [
  { of: "date", typed: "13/45/2020", says: /Enter a date that exists/ },
  { of: "money", typed: "12.345", says: /Enter an amount/ },
  { of: "choice", typed: "mission", says: /fits 2/ },
] as const;

for (const { of, typed, says } of cases)
  test(`a click on what stands under a field (${of}) is not lost to the error that its leaving shows`, async () => {
    const screen = await render(<Probe of={of} />);
    const field = screen.getByRole(of === "choice" ? "combobox" : "textbox", { name: "Field" });
    await userEvent.click(field);
    await userEvent.keyboard(typed);
    if (of === "choice") await userEvent.keyboard("{Escape}");
    await expect.element(screen.getByText(says)).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Press" }));
    await expect.element(screen.getByText("1 times")).toBeVisible();
    await expect.element(screen.getByText(says)).toBeVisible();
    // What is said goes with the text that it is about, and a key that leaves the field says it at once.
    await userEvent.clear(field);
    await expect.element(screen.getByText(says)).not.toBeInTheDocument();
    await userEvent.keyboard(typed);
    await userEvent.keyboard("{Tab}");
    await expect.element(screen.getByText(says)).toBeVisible();
  });
