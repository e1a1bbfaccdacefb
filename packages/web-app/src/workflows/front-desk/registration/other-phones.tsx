import { Button, Checkbox, Fieldset, Group, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { OTHER_PHONES_MAX } from "@practicum/contracts/scheduling/patients";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { phoneKinds } from "../../../patient/phones.tsx";
import type { DemographicsValues } from "./demographics-values.ts";

/** Numbers beside the one that is called and texted first. */
export function OtherPhones({ form }: { readonly form: UseFormReturnType<DemographicsValues> }) {
  const phones = form.getValues().otherPhones;
  return (
    <Fieldset legend="Other phones" mt="md">
      {phones.map((_, at) => (
        <Group key={at} gap="sm" align="end" mb="xs" role="group" aria-label={`Other phone ${at + 1}`}>
          <TextInput
            label="Number"
            type="tel"
            required
            autoComplete="off"
            style={{ flex: "1 1 150px" }}
            {...form.getInputProps(`otherPhones.${at}.phone`)}
          />
          <ChoiceList
            label="Kind"
            data={phoneKinds}
            style={{ flex: "1 1 110px" }}
            {...form.getInputProps(`otherPhones.${at}.kind`)}
          />
          <Checkbox
            size="sm"
            pb={8}
            label="Leave no message"
            {...form.getInputProps(`otherPhones.${at}.noMessage`, { type: "checkbox" })}
          />
          <Button size="compact-sm" variant="default" mb={5} onClick={() => form.removeListItem("otherPhones", at)}>
            Remove
          </Button>
        </Group>
      ))}
      {phones.length < OTHER_PHONES_MAX && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => form.insertListItem("otherPhones", { phone: "", kind: "home", noMessage: false })}
        >
          Add a phone
        </Button>
      )}
    </Fieldset>
  );
}
