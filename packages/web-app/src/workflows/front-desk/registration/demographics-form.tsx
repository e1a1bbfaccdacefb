import { Fieldset, SimpleGrid, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { languageChoices } from "../../../patient/languages.ts";
import { sexes } from "../../../patient/sexes.ts";
import { AboutFields } from "./about-fields.tsx";
import type { DemographicsValues } from "./demographics-values.ts";

interface Props {
  readonly form: UseFormReturnType<DemographicsValues>;
  readonly today: LocalDate;
}

const guarantors = [
  { value: "self", label: "The patient" },
  { value: "parent", label: "Parent" },
  { value: "spouse", label: "Spouse" },
  { value: "guardian", label: "Guardian" },
  { value: "other", label: "Other" },
];

/** The five fields that make a patient; the rest may wait. */
export function QuickFields({ form, today }: Props) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
      <TextInput label="Last name" required autoComplete="off" {...form.getInputProps("family")} />
      <TextInput label="First name" required autoComplete="off" {...form.getInputProps("given")} />
      <DateInput label="Birth date" required today={today} sense="past" withAge {...form.getInputProps("birthDate")} />
      <ChoiceList
        label="Sex"
        description="As the insurance has it"
        data={sexes}
        required
        inputWrapperOrder={["label", "input", "error", "description"]}
        {...form.getInputProps("sex")}
      />
      <TextInput label="Phone" type="tel" autoComplete="off" {...form.getInputProps("phone")} />
      <TextInput label="E-mail" type="email" autoComplete="off" {...form.getInputProps("email")} />
    </SimpleGrid>
  );
}

/** Everything else about a patient. @param family who pays is the family's, and is not asked here. */
export function MoreFields({ form, today, family = false }: Props & { readonly family?: boolean }) {
  return (
    <>
      <Fieldset legend="Name and language" mt="md">
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm" verticalSpacing="xs">
          <TextInput label="Middle name" autoComplete="off" {...form.getInputProps("middle")} />
          <TextInput label="Suffix" placeholder="Jr." autoComplete="off" {...form.getInputProps("suffix")} />
          <ChoiceList
            label="Language"
            data={languageChoices(form.getValues().language)}
            {...form.getInputProps("language")}
          />
        </SimpleGrid>
      </Fieldset>
      <Fieldset legend="Address" mt="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
          <TextInput label="Street" autoComplete="off" {...form.getInputProps("line1")} />
          <TextInput label="Apartment" autoComplete="off" {...form.getInputProps("line2")} />
          <TextInput label="City" autoComplete="off" {...form.getInputProps("city")} />
          <SimpleGrid cols={2} spacing="sm">
            <TextInput label="State" maxLength={2} autoComplete="off" {...form.getInputProps("state")} />
            <TextInput label="ZIP" inputMode="numeric" autoComplete="off" {...form.getInputProps("zip")} />
          </SimpleGrid>
        </SimpleGrid>
      </Fieldset>
      {!family && <GuarantorFields form={form} today={today} />}
      <Fieldset legend="In an emergency" mt="md">
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm" verticalSpacing="xs">
          <TextInput label="Contact's name" autoComplete="off" {...form.getInputProps("contactName")} />
          <TextInput label="Relationship" autoComplete="off" {...form.getInputProps("contactRelationship")} />
          <TextInput label="Contact's phone" type="tel" autoComplete="off" {...form.getInputProps("contactPhone")} />
        </SimpleGrid>
      </Fieldset>
      <AboutFields form={form} />
    </>
  );
}

/** Who pays where no family says so. */
function GuarantorFields({ form, today }: Props) {
  return (
    <Fieldset legend="Who pays the patient's part" mt="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
        <ChoiceList label="Guarantor" data={guarantors} {...form.getInputProps("guarantor")} />
        {form.getValues().guarantor !== "self" && (
          <>
            <TextInput
              label="Guarantor's last name"
              required
              autoComplete="off"
              {...form.getInputProps("guarantorFamily")}
            />
            <TextInput
              label="Guarantor's first name"
              required
              autoComplete="off"
              {...form.getInputProps("guarantorGiven")}
            />
            <DateInput
              label="Guarantor's birth date"
              today={today}
              sense="past"
              {...form.getInputProps("guarantorBirthDate")}
            />
            <TextInput
              label="Guarantor's phone"
              type="tel"
              autoComplete="off"
              {...form.getInputProps("guarantorPhone")}
            />
          </>
        )}
      </SimpleGrid>
    </Fieldset>
  );
}
