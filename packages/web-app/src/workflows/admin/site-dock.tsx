import { Checkbox, TextInput } from "@mantine/core";
import { practiceOperations, type Location, type PracticeProfile } from "@practicum/contracts/identity/practice";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import type { DockContentProps } from "../../app/workflow.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { useSession } from "../../session/session-context.ts";
import { AddressFields, digits } from "../../forms/address-fields.tsx";

function addressOf(known: Location["address"] | null) {
  return known ? { ...known, line2: known.line2 ?? "" } : { line1: "", line2: "", city: "", state: "", zip: "" };
}

function valuesOf({ name, phone, npi, placeOfService, active, address }: Location) {
  return { name, phone, npi: npi ?? "", placeOfService, active, address: addressOf(address) };
}

/** The first site mostly is where the practice is. */
function newSite(like: Pick<PracticeProfile, "name" | "phone" | "billingAddress"> | null) {
  return {
    name: like?.name ?? "",
    phone: like?.phone ?? "",
    npi: "",
    placeOfService: "11",
    active: true,
    address: addressOf(like?.billingAddress ?? null),
  };
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
  readonly first: boolean;
  readonly onDone: () => void;
}

function SiteForm({ site, first, onDone }: FormProps) {
  const { practice } = useSession();
  const of = useCommandForm({
    draft: `site:${site?.locationId ?? "new"}`,
    recordId: site?.locationId,
    initialValues: site ? valuesOf(site) : newSite(first ? practice : null),
    schema: practiceOperations.saveLocation.input,
    toInput: ({ address, ...values }, locationId) => ({
      ...values,
      locationId,
      version: site?.version ?? null,
      phone: digits(values.phone),
      npi: values.npi.trim() || null,
      address: { ...address, line2: address.line2 || null, zip: digits(address.zip) },
    }),
    command: useCommand("identity", "saveLocation"),
    onDone,
  });
  const { form } = of;
  return (
    <CommandForm
      of={of}
      dataOf={of.recordId}
      label={site ? "Change a site" : "Add a site"}
      action={site ? "Save" : "Add"}
    >
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
    </CommandForm>
  );
}
