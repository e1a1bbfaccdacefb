import { MantineProvider } from "@mantine/core";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";

const visitTypes = [
  { value: "new", label: "New patient" },
  { value: "follow-up", label: "Follow-up visit" },
  { value: "physical", label: "Annual physical" },
];

/** A field whose proposal comes from the service after it was reached. */
function Probe() {
  const [value, setValue] = useState<string | null>(null);
  return (
    <MantineProvider>
      <ChoiceList label="Visit type" data={visitTypes} value={value} onChange={setValue} />
      <output>{value ?? "nothing"}</output>
      {/* The answer of a service moves no focus: it is told by an event of the page. */}
      <div data-testid="service" onTransitionEnd={() => setValue("new")} />
    </MantineProvider>
  );
}

async function probe() {
  const screen = await render(<Probe />);
  const field = screen.getByRole("combobox", { name: "Visit type" });
  const arrive = () =>
    screen
      .getByTestId("service")
      .element()
      .dispatchEvent(new TransitionEvent("transitionend", { bubbles: true }));
  await userEvent.click(field);
  return { field, arrive, chosen: screen.getByRole("status") };
}

test("what is typed after a proposal has arrived takes its place instead of being added to its words", async () => {
  const { field, arrive, chosen } = await probe();
  arrive();
  await expect.element(field).toHaveValue("New patient");
  await userEvent.keyboard("annual{Tab}");
  await expect.element(chosen).toHaveTextContent("physical");
  await expect.element(field).toHaveValue("Annual physical");
});

test("a proposal that arrives while somebody types takes no letter away, and what was typed is chosen", async () => {
  const { field, arrive, chosen } = await probe();
  await userEvent.keyboard("fol");
  arrive();
  await expect.element(chosen).toHaveTextContent("new");
  await userEvent.keyboard("low{Tab}");
  await expect.element(field).toHaveValue("Follow-up visit");
  await expect.element(chosen).toHaveTextContent("follow-up");
});

test("a choice that comes from elsewhere takes the place of a text that was left and means nothing", async () => {
  const { field, arrive } = await probe();
  await userEvent.keyboard("xyz{Tab}");
  await expect.element(field).toHaveAttribute("aria-invalid", "true");
  arrive();
  await expect.element(field).toHaveValue("New patient");
  await expect.element(field).not.toHaveAttribute("aria-invalid", "true");
});

/** A field that is there before the service has told what can be chosen. */
function Late() {
  const [data, setData] = useState<typeof visitTypes>([]);
  const [value, setValue] = useState<string | null>(null);
  return (
    <MantineProvider>
      <ChoiceList label="Visit type" data={data} value={value} onChange={setValue} />
      <output>{value ?? "nothing"}</output>
      <div data-testid="service" onTransitionEnd={() => setData(visitTypes)} />
    </MantineProvider>
  );
}

test("what was typed and left before the list came is chosen when it comes, where it means one choice", async () => {
  for (const [typed, value, shown] of [
    ["annual", "physical", "Annual physical"],
    ["xyz", "nothing", "xyz"],
  ] as const) {
    const screen = await render(<Late />);
    const field = screen.getByRole("combobox", { name: "Visit type" });
    await userEvent.click(field);
    await userEvent.keyboard(`${typed}{Tab}`);
    await expect.element(field).toHaveValue(typed);
    await expect.element(screen.getByRole("status")).toHaveTextContent("nothing");
    const service = screen.getByTestId("service").element();
    service.dispatchEvent(new TransitionEvent("transitionend", { bubbles: true }));
    await expect.element(screen.getByRole("status")).toHaveTextContent(value);
    await expect.element(field).toHaveValue(shown);
    await screen.unmount();
  }
});
