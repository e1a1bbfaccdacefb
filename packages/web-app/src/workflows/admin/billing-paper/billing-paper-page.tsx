import { Checkbox, SimpleGrid, Textarea, TextInput } from "@mantine/core";
import { billingPaperOperations, type BillingPaper } from "@practicum/contracts/billing/billing-paper";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { AddressFields } from "../../../forms/address-fields.tsx";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { Page } from "../../../shell/page.tsx";
import { say } from "../../../shell/undo.tsx";
import { AdminTabs } from "../admin-tabs.tsx";
import { LogoField } from "./logo-field.tsx";
import { PaperHistory } from "./paper-history.tsx";
import { paperInput, paperValues } from "./paper-values.ts";

/** What statements and claims say of the practice: where money goes, whom to call, the logo, and its own words. */
export function BillingPaperPage() {
  const trpc = useTRPC();
  const paper = useQuery(trpc.billing.getBillingPaper.queryOptions({}));
  return (
    <Page title="Statements on paper">
      <AdminTabs />
      {paper.isError && (
        <ErrorState what="What statements say" message={errorText(paper.error)} onRetry={() => void paper.refetch()} />
      )}
      {paper.isPending && <LoadingState rows={10} />}
      {paper.data && (
        <div className="a-paper">
          <PaperForm paper={paper.data} />
          <PaperHistory version={paper.data.version} />
        </div>
      )}
    </Page>
  );
}

const languages = [
  ["en", "English"],
  ["es", "Spanish"],
] as const;

const fields = [
  ["greeting", "Greeting", "At the top of each statement", 300],
  ["notice1", "First notice", "On the first statement about a balance", 400],
  ["notice2", "Second notice", "On the reminder", 400],
  ["notice3", "Third notice", "On the final notice", 400],
  ["howToPay", "How to pay", "Below the balance", 400],
] as const;

function PaperForm({ paper }: { readonly paper: BillingPaper & { readonly version: number } }) {
  const of = useCommandForm({
    draft: "billing-paper",
    recordId: "billing-paper",
    initialValues: paperValues(paper),
    schema: billingPaperOperations.saveBillingPaper.input,
    toInput: (values) => ({ ...paperInput(values), version: paper.version }),
    words: { logo: (logo: string | null) => (logo ? "a logo" : "none") },
    command: useCommand("billing", "saveBillingPaper"),
    after: "stay",
    onDone: () => say("Saved. Statements and claims from now on carry it."),
  });
  const { form } = of;
  const { elsewhere, logo } = form.getValues();
  return (
    <CommandForm of={of} label="Statements on paper" action="Save">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
        <TextInput
          label="Phone for billing questions"
          description="Empty: the practice's phone"
          inputMode="tel"
          {...form.getInputProps("phone")}
        />
        <TextInput
          label="Web address for paying"
          description="https://…; empty: not printed"
          inputMode="url"
          {...form.getInputProps("payUrl")}
        />
      </SimpleGrid>
      <LogoField value={logo} error={form.errors["logo"]} onChange={(chosen) => form.setFieldValue("logo", chosen)} />
      <Checkbox
        label="Payments go to another address than the billing address"
        description="A PO box or a lockbox. It is on the payment slip, and on claims (2010AB)."
        {...form.getInputProps("elsewhere", { type: "checkbox" })}
      />
      {elsewhere && <AddressFields path="payTo" inputProps={(path) => form.getInputProps(path)} />}
      {fields.map(([name, title, description, max]) => (
        <SimpleGrid key={name} cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
          {languages.map(([language, label]) => (
            <Textarea
              key={language}
              label={`${title} (${label})`}
              description={description}
              maxLength={max}
              autosize
              minRows={2}
              {...form.getInputProps(`words.${language}.${name}`)}
            />
          ))}
        </SimpleGrid>
      ))}
    </CommandForm>
  );
}
