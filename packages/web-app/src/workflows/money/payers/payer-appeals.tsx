import { Button, Textarea, TextInput } from "@mantine/core";
import { appealSourceOfKind, type AppealPolicy } from "@practicum/contracts/billing/appeal-policy";
import { payerOperations, type Payer } from "@practicum/contracts/billing/payers";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { say } from "../../../shell/undo.tsx";

const LEVELS_MAX = 6;
const ways: readonly { readonly value: AppealPolicy["way"]; readonly label: string }[] = [
  { value: "electronic", label: "Electronically" },
  { value: "fax", label: "By fax" },
  { value: "by-hand", label: "By mail or its portal" },
];

interface Level {
  readonly name: string;
  readonly days: string;
  readonly answerDays: string;
}

/** How a payer takes appeals (BIL-235): its levels with their days, the way there, fax and address. */
export function PayerAppealsForm({ payer }: { readonly payer: Payer }) {
  const { levels, way, fax, address } = payer.appeals;
  const of = useCommandForm({
    draft: `payer-appeals:${payer.payerId}`,
    recordId: payer.payerId,
    initialValues: {
      levels: levels.map((one): Level => ({
        name: one.name,
        days: String(one.days),
        answerDays: String(one.answerDays),
      })),
      way,
      fax: fax ?? "",
      address: address ?? "",
    },
    schema: payerOperations.savePayer.input,
    toInput: (values) => ({
      ...payer,
      appeals: {
        levels: values.levels.map((one) => ({
          name: one.name,
          days: Number(one.days),
          answerDays: Number(one.answerDays),
        })),
        way: values.way,
        fax: values.fax.replaceAll(/\D/g, "") || null,
        address: values.address.trim() || null,
      },
    }),
    fieldNames: FIELDS,
    hindered: ({ way: chosen, fax: number }) =>
      chosen === "fax" && number.trim() === "" ? "Enter the fax number that appeals go to." : null,
    command: useCommand("billing", "savePayer"),
    after: "stay",
    onDone: () => say("Saved."),
  });
  const { form } = of;
  const shown = form.getValues().levels;
  const source = appealSourceOfKind(payer.kind);
  return (
    <CommandForm
      of={of}
      className="w-panel"
      label="How this payer takes appeals"
      action="Save how it takes appeals"
      size="xs"
    >
      <h2 style={{ margin: 0, fontSize: 15 }}>How this payer takes appeals</h2>
      <p className="m-small" style={{ margin: 0 }}>
        {source === null
          ? "No public rule gives the days of this kind of payer: ask the payer, or look in the contract."
          : `What this kind of payer begins with is from ${source}.`}
      </p>
      {shown.map((_, at) => (
        // The place of a level is what it is: there is nothing else to know one by.
        // oxlint-disable-next-line react/no-array-index-key
        <fieldset key={at} className="m-level">
          <legend className="m-small">Level {at + 1}</legend>
          <TextInput label="Name" aria-label={`Name of level ${at + 1}`} {...form.getInputProps(`levels.${at}.name`)} />
          <TextInput
            label="Days to ask"
            aria-label={`Days to ask, level ${at + 1}`}
            inputMode="numeric"
            {...form.getInputProps(`levels.${at}.days`)}
          />
          <TextInput
            label="Days to answer"
            aria-label={`Days to answer, level ${at + 1}`}
            inputMode="numeric"
            {...form.getInputProps(`levels.${at}.answerDays`)}
          />
          {shown.length > 1 && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Remove level ${at + 1}`}
              onClick={() => form.removeListItem("levels", at)}
            >
              Remove
            </Button>
          )}
        </fieldset>
      ))}
      {shown.length < LEVELS_MAX && (
        <Button
          size="compact-sm"
          variant="default"
          style={{ alignSelf: "flex-start" }}
          onClick={() => form.insertListItem("levels", { name: "", days: "60", answerDays: "60" })}
        >
          Add a level
        </Button>
      )}
      <ChoiceList
        label="Letters go"
        data={ways}
        {...form.getInputProps("way")}
        onChange={(value) => form.setFieldValue("way", ways.find((one) => one.value === value)?.value ?? way)}
      />
      <TextInput label="Fax" description="Ten digits" inputMode="tel" {...form.getInputProps("fax")} />
      <Textarea
        label="Address for letters"
        description="As on an envelope, a line each; it stands on the letter"
        autosize
        minRows={2}
        {...form.getInputProps("address")}
      />
    </CommandForm>
  );
}

const FIELDS: { readonly [inputPath: string]: string } = {
  "appeals.way": "way",
  "appeals.fax": "fax",
  "appeals.address": "address",
  ...Object.fromEntries(
    Array.from({ length: LEVELS_MAX }, (_, at) =>
      ["name", "days", "answerDays"].map((name) => [`appeals.levels.${at}.${name}`, `levels.${at}.${name}`]),
    ).flat(),
  ),
};
