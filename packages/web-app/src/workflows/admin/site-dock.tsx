import { Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import { practiceOperations, type Location } from "@practicum/contracts/identity/practice";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { newId } from "../../api/command-id.ts";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import type { DockContentProps } from "../../app/workflow.ts";
import { useContractForm } from "../../forms/use-contract-form.ts";
import { useSession } from "../../session/session-context.ts";
import { AddressFields, digits } from "../../forms/address-fields.tsx";

function addressOf(known: Location["address"] | null) {
  return known ? { ...known, line2: known.line2 ?? "" } : { line1: "", line2: "", city: "", state: "", zip: "" };
}

/** One site: where visits take place. */
export function SiteDock({ about, onDone }: DockContentProps) {
  const trpc = useTRPC();
  const sites = useQuery(trpc.identity.listLocations.queryOptions({}));
  if (sites.isError)
    return <ErrorState what="The sites" message={errorText(sites.error)} onRetry={() => void sites.refetch()} />;
  if (!sites.data) return <LoadingState rows={5} />;
  const site = about === null ? null : (sites.data.find((each) => each.locationId === about) ?? null);
  return <SiteForm key={about ?? "new"} site={site} first={sites.data.length === 0} onDone={onDone} />;
}

interface FormProps {
  readonly site: Location | null;
  /** The first site mostly is where the practice is. */
  readonly first: boolean;
  readonly onDone: () => void;
}

function SiteForm({ site, first, onDone }: FormProps) {
  const { practice } = useSession();
  const trpc = useTRPC();
  const client = useQueryClient();
  const save = useCommand("identity", "saveLocation");
  const [locationId] = useState(() => site?.locationId ?? newId<"location">());
  const [seen] = useState(site);
  const [problem, setProblem] = useState<string | null>(null);
  const { form, check, refuse } = useContractForm({
    initialValues: {
      name: seen?.name ?? (first ? practice.name : ""),
      phone: seen?.phone ?? (first ? practice.phone : ""),
      npi: seen?.npi ?? "",
      placeOfService: seen?.placeOfService ?? "11",
      active: seen?.active ?? true,
      address: addressOf(seen?.address ?? (first ? practice.billingAddress : null)),
    },
    schema: practiceOperations.saveLocation.input,
    toInput: ({ address, ...values }) => ({
      ...values,
      locationId,
      version: seen?.version ?? null,
      phone: digits(values.phone),
      npi: values.npi.trim() || null,
      address: { ...address, line2: address.line2 || null, zip: digits(address.zip) },
    }),
  });
  const submit = async () => {
    setProblem(null);
    const input = check();
    if (!input) return;
    const result = await save.run(input);
    if (!result.ok) return setProblem(refuse(result.error));
    await client.invalidateQueries(trpc.identity.pathFilter());
    onDone();
  };
  return (
    <form
      noValidate
      data-of={locationId}
      aria-label={seen ? "Change a site" : "Add a site"}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="sm">
        {problem && (
          <Notice tone="danger" role="alert">
            {problem}
          </Notice>
        )}
        <TextInput label="Name" required {...form.getInputProps("name")} />
        <TextInput label="Phone" required inputMode="tel" {...form.getInputProps("phone")} />
        <AddressFields path="address" inputProps={(path) => form.getInputProps(path)} />
        <TextInput label="NPI of the site, where it has its own" inputMode="numeric" {...form.getInputProps("npi")} />
        <TextInput
          label="Place of service code"
          description="11 is an office"
          required
          maxLength={2}
          {...form.getInputProps("placeOfService")}
        />
        <Checkbox label="Open" {...form.getInputProps("active", { type: "checkbox" })} />
        <Group>
          <Button type="submit" loading={save.pending}>
            {seen ? "Save" : "Add"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
