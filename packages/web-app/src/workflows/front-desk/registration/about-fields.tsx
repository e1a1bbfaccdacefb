import { Checkbox, Fieldset, SimpleGrid, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { useState } from "react";
import { genderChoices, interpreterChoices, pronounChoices, raceChoices } from "../../../patient/about-words.ts";
import { aboutFields, nothingAsked } from "./about-values.ts";
import { OtherPhones } from "./other-phones.tsx";
import type { DemographicsValues } from "./demographics-values.ts";

const own = new Set([...Object.values(aboutFields), ...Object.keys(nothingAsked)]);

/** What patients say of themselves. Folded, so that registering takes no longer; open where something is known or at fault. */
export function AboutFields({ form }: { readonly form: UseFormReturnType<DemographicsValues> }) {
  const values = form.getValues();
  const known = JSON.stringify(aboutOnly(values)) !== JSON.stringify(nothingAsked) || values.otherPhones.length > 0;
  const atFault = Object.keys(form.errors).some((key) => own.has(key) || key.startsWith("otherPhones"));
  const [opened, setOpened] = useState<boolean | null>(null);
  return (
    <details
      className="r-more"
      open={atFault || (opened ?? known)}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary>More about the patient</summary>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
        <TextInput
          label="Preferred first name"
          description="What the patient is called; claims keep the legal name"
          inputWrapperOrder={["label", "input", "error", "description"]}
          autoComplete="off"
          {...form.getInputProps("preferredName")}
        />
        <TextInput
          label="Former names"
          description="As Smith, or Smith, Ana; a semicolon between two"
          inputWrapperOrder={["label", "input", "error", "description"]}
          autoComplete="off"
          {...form.getInputProps("formerNames")}
        />
        <ChoiceList
          label="Pronouns"
          placeholder="Not asked"
          data={pronounChoices}
          clearable
          {...form.getInputProps("pronouns")}
        />
        {values.pronouns === "other" && (
          <TextInput label="The patient's pronouns" autoComplete="off" {...form.getInputProps("pronounsText")} />
        )}
        <ChoiceList
          label="Gender identity"
          placeholder="Not asked"
          data={genderChoices}
          clearable
          {...form.getInputProps("genderIdentity")}
        />
        {values.genderIdentity === "other" && (
          <TextInput label="Gender in the patient's words" autoComplete="off" {...form.getInputProps("genderText")} />
        )}
        <ChoiceList
          label="Interpreter"
          placeholder="Not asked"
          data={interpreterChoices}
          clearable
          {...form.getInputProps("interpreter")}
        />
      </SimpleGrid>
      <RaceFields form={form} />
      <OtherPhones form={form} />
    </details>
  );
}

/** One question: as many as are right, or none where the patient declined. */
function RaceFields({ form }: { readonly form: UseFormReturnType<DemographicsValues> }) {
  const { races, racesDeclined } = form.getValues();
  const put = (chosen: readonly string[], declined: boolean) => {
    form.setFieldValue("races", [...chosen]);
    form.setFieldValue("racesDeclined", declined);
  };
  return (
    <Fieldset legend="Race and ethnicity, as many as the patient says" mt="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing={6}>
        {raceChoices.map(({ value, label }) => (
          <Checkbox
            key={value}
            size="sm"
            label={label}
            checked={races.includes(value)}
            onChange={(event) =>
              put(event.currentTarget.checked ? [...races, value] : races.filter((one) => one !== value), false)
            }
          />
        ))}
        <Checkbox
          size="sm"
          label="Asked, declined"
          checked={racesDeclined}
          error={form.errors["races"]}
          onChange={(event) => put([], event.currentTarget.checked)}
        />
      </SimpleGrid>
    </Fieldset>
  );
}

/** Of all that the form holds, what is known of the patient's own words, in their order. */
function aboutOnly(values: DemographicsValues): object {
  return Object.fromEntries(Object.keys(nothingAsked).map((key) => [key, values[key]]));
}
