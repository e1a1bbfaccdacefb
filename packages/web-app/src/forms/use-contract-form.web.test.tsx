import { TextInput } from "@mantine/core";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { describeError, fail } from "@practicum/contracts/error";
import { useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { z } from "zod";
import { InApp, services } from "../testing/in-app.tsx";
import { useContractForm } from "./use-contract-form.ts";

const schema = z.strictObject({
  name: z.strictObject({ family: z.string().min(1, { error: "Enter the last name." }) }),
  sex: z.enum(["female", "male"]),
  /** Of any text, but chosen from a list: left open it is null. */
  specialty: z.string(),
});

function chosen(sex: string): "female" | "male" | null {
  return sex === "female" || sex === "male" ? sex : null;
}

/** A form of two fields; what it would send stands below it. */
function Probe() {
  const { form, check, refuse } = useContractForm({
    initialValues: { family: "", sex: "", specialty: "Cardiology" },
    schema,
    toInput: ({ family, sex, specialty }) => ({
      name: { family: family.trim() },
      sex: chosen(sex),
      specialty: specialty || null,
    }),
    fieldNames: { "name.family": "family" },
  });
  const [sent, setSent] = useState("");
  const refused = (error: ReturnType<typeof fail>["error"]) => setSent(`above: ${refuse(error) ?? "nothing"}`);
  return (
    <>
      <TextInput label="Last name" {...form.getInputProps("family")} />
      <TextInput label="Sex" {...form.getInputProps("sex")} />
      <TextInput label="Specialty" {...form.getInputProps("specialty")} />
      <button onClick={() => setSent(JSON.stringify(check()))}>Check</button>
      <button
        onClick={() => {
          const fields = [{ field: "name.family", message: "The payer knows another name." }];
          refused(fail("invalid-input", { field: "name.family", fields }).error);
        }}
      >
        Refuse at the field
      </button>
      <button onClick={() => refused(fail("stale-version").error)}>Refuse as a whole</button>
      <output>{sent}</output>
    </>
  );
}

async function probe() {
  const screen = await render(
    <InApp on={services(() => "no-network")}>
      <Probe />
    </InApp>,
  );
  return {
    screen,
    family: screen.getByLabelText("Last name"),
    sex: screen.getByLabelText("Sex"),
    specialty: screen.getByLabelText("Specialty"),
    check: () => screen.getByRole("button", { name: "Check" }).click(),
    sent: screen.getByRole("status"),
  };
}

test("nothing is sent that the contract refuses: each field says why, the first has the focus, and what was typed stays", async () => {
  const { screen, family, sex, specialty, check, sent } = await probe();
  await sex.fill("m");
  await specialty.clear();
  await check();
  await expect.element(sent).toHaveTextContent("null");
  await expect.element(screen.getByText("Enter the last name.")).toBeVisible();
  await expect.element(screen.getByText("Choose one.")).toBeVisible();
  await expect.element(screen.getByText("This is required.")).toBeVisible();
  await expect.element(family).toHaveFocus();
  await expect.element(sex).toHaveValue("m");
});

test("what the contract takes is sent as the contract names it, and the errors are gone", async () => {
  const { screen, family, sex, check, sent } = await probe();
  await check();
  await family.fill(" Lopez ");
  await sex.fill("female");
  await check();
  await expect.element(sent).toHaveTextContent('{"name":{"family":"Lopez"},"sex":"female","specialty":"Cardiology"}');
  await expect.element(screen.getByText("Enter the last name.")).not.toBeInTheDocument();
});

test("a service's refusal stands at the field that it names, by the form's name of it, and nowhere twice", async () => {
  const { screen, family, sent } = await probe();
  await family.fill("Lopez");
  await screen.getByRole("button", { name: "Refuse at the field" }).click();
  await expect.element(screen.getByText("The payer knows another name.")).toBeVisible();
  await expect.element(family).toHaveFocus();
  await expect.element(sent).toHaveTextContent("above: nothing");
});

test("a refusal that names no field stands above the form, in words", async () => {
  const { screen, family, sent } = await probe();
  await family.fill("Lopez");
  await screen.getByRole("button", { name: "Refuse as a whole" }).click();
  await expect.element(sent).toHaveTextContent(`above: ${describeError({ code: "stale-version" })}`);
  await expect.element(family).toHaveValue("Lopez");
});

test("each field carries the contract's name of itself, where links to it lead", async () => {
  const { family, sex } = await probe();
  await expect.element(family).toHaveAttribute("data-field", "name.family");
  await expect.element(sex).toHaveAttribute("data-field", "sex");
});

test("nothing is sent while a choice on the screen can't be read: the value before it would go out", async () => {
  function Kind() {
    const { form, check } = useContractForm({
      initialValues: { kind: "hmo" as string | null },
      schema: z.strictObject({ kind: z.string() }),
      toInput: (values) => values,
    });
    const [sent, setSent] = useState("nothing");
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setSent(JSON.stringify(check()));
        }}
      >
        <ChoiceList
          label="Kind"
          data={[
            { value: "hmo", label: "HMO" },
            { value: "ppo", label: "PPO" },
          ]}
          {...form.getInputProps("kind")}
        />
        <button type="submit">Save</button>
        <output>{sent}</output>
      </form>
    );
  }
  const screen = await render(
    <InApp on={services(() => "no-network")}>
      <Kind />
    </InApp>,
  );
  const kind = screen.getByRole("combobox", { name: "Kind" });
  await kind.fill("medicare");
  await userEvent.keyboard("{Tab}");
  await screen.getByRole("button", { name: "Save" }).click();
  await expect.element(screen.getByRole("status")).toHaveTextContent("null");
  await expect.element(kind).toHaveFocus();
  await expect.element(kind).toHaveValue("medicare");
  await kind.fill("pp");
  await userEvent.keyboard("{Tab}");
  await screen.getByRole("button", { name: "Save" }).click();
  await expect.element(screen.getByRole("status")).toHaveTextContent('{"kind":"ppo"}');
});
