import { Button, SimpleGrid, Switch, TextInput } from "@mantine/core";
import { payerOperations, type Payer } from "@practicum/contracts/billing/payers";
import type { PayerRules } from "@practicum/contracts/billing/payer-rules";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useContractForm } from "../../../forms/use-contract-form.ts";
import { say } from "../../../shell/undo.tsx";

const corrections: readonly { readonly value: PayerRules["corrections"]; readonly label: string }[] = [
  { value: "replacement", label: "By a replacement (frequency 7)" },
  { value: "new-claim", label: "By a new claim or a reopening" },
];

/** What a payer accepts and asks for on a claim. Claims that are not sent yet follow it when they are checked again. */
export function PayerRulesForm({ payer }: { readonly payer: Payer }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const save = useCommand("billing", "savePayer");
  const [problem, setProblem] = useState<string | null>(null);
  const { rules } = payer;
  const { form, check, refuse } = useContractForm({
    initialValues: {
      corrections: rules.corrections,
      orderingProvider: rules.orderingProvider,
      drugNumber: rules.drugNumber,
      secondaryReason: rules.secondaryReason,
      casualty: rules.casualty,
      authorizationFor: rules.authorizationFor.join(" "),
      referralFor: rules.referralFor.join(" "),
      accidentFor: rules.accidentFor.join(" "),
    },
    schema: payerOperations.savePayer.input,
    toInput: (values) => ({
      ...payer,
      rules: {
        ...values,
        authorizationFor: listIn(values.authorizationFor),
        referralFor: listIn(values.referralFor),
        accidentFor: listIn(values.accidentFor),
      },
    }),
    fieldNames: FIELDS,
  });
  const submit = async () => {
    setProblem(null);
    const input = check();
    if (!input) return;
    const result = await save.run(input);
    if (!result.ok) return setProblem(refuse(result.error));
    await client.invalidateQueries(trpc.billing.pathFilter());
    say("Saved.");
  };
  return (
    <form
      noValidate
      className="w-panel m-stack"
      aria-label="What this payer asks for"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2 style={{ margin: 0, fontSize: 15 }}>What this payer asks for on a claim</h2>
      {problem && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
        <ChoiceList
          label="A decided claim is corrected"
          data={corrections}
          {...form.getInputProps("corrections")}
          onChange={(value) =>
            form.setFieldValue(
              "corrections",
              corrections.find((one) => one.value === value)?.value ?? rules.corrections,
            )
          }
        />
        <TextInput
          label="Authorization for"
          description="Codes, or beginnings as J*"
          {...form.getInputProps("authorizationFor")}
        />
        <TextInput label="Referral for" description="Codes, or beginnings" {...form.getInputProps("referralFor")} />
        <TextInput
          label="Asks about an accident for"
          description="Beginnings of diagnoses, as S T14"
          {...form.getInputProps("accidentFor")}
        />
        <Switch
          label="Tests, images and equipment: who ordered"
          {...form.getInputProps("orderingProvider", { type: "checkbox" })}
        />
        <Switch label="Drugs: the NDC" {...form.getInputProps("drugNumber", { type: "checkbox" })} />
        <Switch
          label="After another payer: the reason (SBR05)"
          {...form.getInputProps("secondaryReason", { type: "checkbox" })}
        />
        <Switch
          label="Pays for accidents only: its number of the case"
          {...form.getInputProps("casualty", { type: "checkbox" })}
        />
      </SimpleGrid>
      <div>
        <Button type="submit" size="xs" loading={save.pending}>
          Save what it asks for
        </Button>
      </div>
    </form>
  );
}

const FIELDS = Object.fromEntries(
  [
    "corrections",
    "orderingProvider",
    "drugNumber",
    "secondaryReason",
    "casualty",
    "authorizationFor",
    "referralFor",
    "accidentFor",
  ].map((name) => [`rules.${name}`, name]),
);

/** Codes as they are typed: parted by blanks or commas. */
function listIn(text: string): string[] {
  return [...new Set(text.toUpperCase().split(/[\s,;]+/))].filter((one) => one !== "");
}
