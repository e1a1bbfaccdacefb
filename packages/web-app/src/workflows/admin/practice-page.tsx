import { Button, Group, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { practiceOperations, type PracticeProfile } from "@practicum/contracts/identity/practice";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { useContractForm } from "../../forms/use-contract-form.ts";
import { Page } from "../../shell/page.tsx";
import { say } from "../../shell/undo.tsx";
import { AddressFields, digits } from "./address-fields.tsx";
import { AdminTabs } from "./admin-tabs.tsx";

/** What payers and patients know the practice by. */
export function PracticePage() {
  const trpc = useTRPC();
  const practice = useQuery(trpc.identity.getPractice.queryOptions({}));
  return (
    <Page title="Practice">
      <AdminTabs />
      {practice.isError && (
        <ErrorState
          what="The practice's profile"
          message={errorText(practice.error)}
          onRetry={() => void practice.refetch()}
        />
      )}
      {practice.isPending && <LoadingState />}
      {practice.data && <ProfileForm key={practice.data.version} profile={practice.data} />}
    </Page>
  );
}

function ProfileForm({ profile }: { readonly profile: PracticeProfile }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const save = useCommand("identity", "savePractice");
  const [problem, setProblem] = useState<string | null>(null);
  const { form, check, refuse } = useContractForm({
    initialValues: {
      ...profile,
      clia: profile.clia ?? "",
      billingAddress: { ...profile.billingAddress, line2: profile.billingAddress.line2 ?? "" },
    },
    schema: practiceOperations.savePractice.input,
    toInput: ({ billingAddress, ...values }) => ({
      ...values,
      taxId: digits(values.taxId),
      clia: values.clia.trim().toUpperCase() || null,
      phone: digits(values.phone),
      billingAddress: { ...billingAddress, line2: billingAddress.line2 || null, zip: digits(billingAddress.zip) },
    }),
  });
  const submit = async () => {
    setProblem(null);
    const input = check();
    if (!input) return;
    const result = await save.run(input);
    if (!result.ok) return setProblem(refuse(result.error));
    await client.invalidateQueries(trpc.identity.pathFilter());
    say("Saved. Claims from now on carry it.");
  };
  return (
    <form
      noValidate
      aria-label="Practice"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="sm" maw={760}>
        {problem && (
          <Notice tone="danger" role="alert">
            {problem}
          </Notice>
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
          <TextInput label="Name" required {...form.getInputProps("name")} />
          <TextInput label="Phone" required inputMode="tel" {...form.getInputProps("phone")} />
          <TextInput label="NPI of the practice" required inputMode="numeric" {...form.getInputProps("npi")} />
          <TextInput label="EIN" required inputMode="numeric" {...form.getInputProps("taxId")} />
          <TextInput label="Taxonomy" required {...form.getInputProps("taxonomy")} />
          <TextInput
            label="CLIA number"
            description="Of the laboratory; tests can't be billed without it"
            {...form.getInputProps("clia")}
          />
          <TextInput label="Time zone" required {...form.getInputProps("timeZone")} />
        </SimpleGrid>
        <h2 style={{ fontSize: 15, margin: 0 }}>Billing address</h2>
        <p className="a-dim" style={{ margin: 0 }}>
          A street address with a nine-digit ZIP: payers refuse a PO box here.
        </p>
        <AddressFields path="billingAddress" inputProps={(path) => form.getInputProps(path)} />
        <Group>
          <Button type="submit" loading={save.pending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
