import { SimpleGrid, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { PracticeProfile } from "@practicum/contracts/identity/practice";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import type { Choice } from "@practicum/ui/choice-match.ts";
import { AddressFields, digits } from "./address-fields.tsx";
import { taxonomyChoices } from "./taxonomies.ts";

/** A practice's profile as a form holds it. */
export interface PracticeValues extends Record<string, unknown> {
  name: string;
  npi: string;
  taxId: string;
  taxonomy: string | null;
  phone: string;
  clia: string;
  timeZone: string | null;
  billingAddress: { line1: string; line2: string; city: string; state: string; zip: string };
}

export function practiceValues(profile: Omit<PracticeProfile, "version"> | null): PracticeValues {
  return {
    name: profile?.name ?? "",
    npi: profile?.npi ?? "",
    taxId: profile?.taxId ?? "",
    taxonomy: profile?.taxonomy ?? null,
    phone: profile?.phone ?? "",
    clia: profile?.clia ?? "",
    timeZone: profile?.timeZone ?? zoneOfBrowser(),
    billingAddress: profile
      ? { ...profile.billingAddress, line2: profile.billingAddress.line2 ?? "" }
      : { line1: "", line2: "", city: "", state: "", zip: "" },
  };
}

/** What the contract takes, from what people type. */
export function practiceInput({ billingAddress, ...values }: PracticeValues) {
  return {
    name: values.name,
    npi: digits(values.npi),
    taxId: digits(values.taxId),
    taxonomy: values.taxonomy,
    phone: digits(values.phone),
    clia: values.clia.trim().toUpperCase() || null,
    timeZone: values.timeZone,
    billingAddress: {
      ...billingAddress,
      line2: billingAddress.line2 || null,
      state: billingAddress.state.trim().toUpperCase(),
      zip: digits(billingAddress.zip),
    },
  };
}

/** The zones of the United States and its territories, by what people call them. */
const zones: readonly Choice[] = [
  { value: "America/New_York", label: "Eastern", words: ["ET", "New York"] },
  { value: "America/Chicago", label: "Central", words: ["CT", "Chicago"] },
  { value: "America/Denver", label: "Mountain", words: ["MT", "Denver"] },
  { value: "America/Phoenix", label: "Arizona, no daylight saving", words: ["Phoenix"] },
  { value: "America/Los_Angeles", label: "Pacific", words: ["PT", "Los Angeles"] },
  { value: "America/Anchorage", label: "Alaska", words: ["Anchorage"] },
  { value: "Pacific/Honolulu", label: "Hawaii", words: ["Honolulu"] },
  { value: "America/Puerto_Rico", label: "Puerto Rico, Virgin Islands", words: ["Atlantic"] },
  { value: "Pacific/Guam", label: "Guam, Northern Marianas" },
  { value: "Pacific/Pago_Pago", label: "American Samoa" },
];

/** A machine that stands at UTC is nowhere. */
function zoneOfBrowser(): string | null {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return timeZone.includes("/") ? timeZone : null;
}

const zonesWith = (kept: string | null): readonly Choice[] =>
  kept === null || zones.some((zone) => zone.value === kept) ? zones : [...zones, { value: kept, label: kept }];

/** What payers and patients know a practice by. */
export function PracticeFields({
  form,
}: {
  readonly form: Pick<UseFormReturnType<PracticeValues>, "getInputProps" | "getValues">;
}) {
  const { taxonomy, timeZone } = form.getValues();
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
        <TextInput label="Name" required {...form.getInputProps("name")} />
        <TextInput label="Phone" required inputMode="tel" {...form.getInputProps("phone")} />
        <TextInput label="NPI of the practice" required inputMode="numeric" {...form.getInputProps("npi")} />
        <TextInput label="EIN" required inputMode="numeric" {...form.getInputProps("taxId")} />
        <ChoiceList label="Specialty" required data={taxonomyChoices(taxonomy)} {...form.getInputProps("taxonomy")} />
        <ChoiceList label="Time zone" required data={zonesWith(timeZone)} {...form.getInputProps("timeZone")} />
        <TextInput
          label="CLIA number"
          description="Of the laboratory; tests can't be billed without it"
          {...form.getInputProps("clia")}
        />
      </SimpleGrid>
      <h2 style={{ fontSize: 15, margin: 0 }}>Billing address</h2>
      <p style={{ margin: 0, fontSize: 13, color: "var(--p-dim)" }}>
        A street address with a nine-digit ZIP: payers refuse a PO box here.
      </p>
      <AddressFields path="billingAddress" inputProps={(path) => form.getInputProps(path)} />
    </>
  );
}
