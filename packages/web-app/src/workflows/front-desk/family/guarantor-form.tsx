import { SimpleGrid, TextInput } from "@mantine/core";
import { householdOperations, type Household } from "@practicum/contracts/scheduling/households";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { formatName, formatPhone } from "@practicum/ui/format.ts";
import { useCommand } from "../../../api/use-command.ts";
import { AddressFields, digits } from "../../../forms/address-fields.tsx";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { isMinor } from "../../../patient/family-words.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";

export const guarantorDraft = ({ householdId }: Pick<Household, "householdId">) => `family-payer:${householdId}`;

const NOBODY = "nobody";
const ANOTHER = "another";

/** Who pays for a family: a member of age, somebody else with name, address and phone, or nobody. */
export function GuarantorForm({ household, onDone }: { readonly household: Household; readonly onDone: () => void }) {
  const { today } = useSession();
  const { guarantor } = household;
  const person = guarantor?.patientId === null ? guarantor : null;
  const adults = household.members.filter((one) => one.leftOn === null && one.active && !isMinor(one.birthDate, today));
  const others =
    guarantor?.patientId && !adults.some((one) => one.patientId === guarantor.patientId)
      ? [{ value: guarantor.patientId as string, label: formatName(guarantor.name) }]
      : [];
  const choices = [
    ...adults.map((one) => ({ value: one.patientId as string, label: formatName(one.name) })),
    ...others,
    { value: ANOTHER, label: "Somebody who is no patient" },
    { value: NOBODY, label: "Nobody: each patient pays" },
  ];
  const of = useCommandForm({
    draft: guarantorDraft(household),
    recordId: household.householdId,
    initialValues: payerValues(guarantor),
    schema: householdOperations.setGuarantor.input,
    toInput: (values) => ({
      householdId: household.householdId,
      version: household.version,
      guarantor: payerInput(values, person),
    }),
    fieldNames: {
      "guarantor.person.name.family": "family",
      "guarantor.person.name.given": "given",
      "guarantor.person.birthDate": "birthDate",
      "guarantor.person.phone": "phone",
      "guarantor.person.address.line1": "address.line1",
      "guarantor.person.address.city": "address.city",
      "guarantor.person.address.state": "address.state",
      "guarantor.person.address.zip": "address.zip",
    },
    command: useCommand("scheduling", "setGuarantor"),
    onDone: () => {
      say("Bills go there from now on.");
      onDone();
    },
  });
  const { form } = of;
  return (
    <CommandForm of={of} label="Who pays" action="Save" size="xs" onCancel={onDone}>
      <ChoiceList label="Guarantor" data={choices} {...form.getInputProps("who")} />
      {form.getValues().who === ANOTHER && (
        <>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
            <TextInput label="Last name" required autoComplete="off" {...form.getInputProps("family")} />
            <TextInput label="First name" required autoComplete="off" {...form.getInputProps("given")} />
            <DateInput label="Birth date" today={today} sense="past" {...form.getInputProps("birthDate")} />
            <TextInput label="Phone" type="tel" autoComplete="off" {...form.getInputProps("phone")} />
          </SimpleGrid>
          <span style={{ fontSize: 12, color: "var(--p-dim)" }}>
            Without a street the bills go to the family&apos;s address.
          </span>
          <AddressFields path="address" inputProps={form.getInputProps} />
        </>
      )}
    </CommandForm>
  );
}

interface PayerValues extends Record<string, unknown> {
  who: string;
  family: string;
  given: string;
  birthDate: LocalDate | null;
  phone: string;
  address: { line1: string; line2: string; city: string; state: string; zip: string };
}

type Payer = Household["guarantor"];

function payerValues(payer: Payer): PayerValues {
  const person = payer?.patientId === null ? payer : null;
  return {
    who: payer === null ? NOBODY : (payer.patientId ?? ANOTHER),
    family: person?.name.family ?? "",
    given: person?.name.given ?? "",
    birthDate: person?.birthDate ?? null,
    phone: person?.phone ? formatPhone(person.phone) : "",
    address: addressValues(person),
  };
}

function addressValues(person: Payer): PayerValues["address"] {
  const address = person?.address;
  if (!address) return { line1: "", line2: "", city: "", state: "CA", zip: "" };
  return { ...address, line2: address.line2 ?? "" };
}

function payerInput({ who, family, given, birthDate, phone, address }: PayerValues, person: Payer) {
  if (who === NOBODY) return null;
  if (who !== ANOTHER) return { patientId: who, person: null };
  const name = { family, given, middle: person?.name.middle ?? null, suffix: person?.name.suffix ?? null };
  // Without a street it is the family's own address.
  const own = address.line1.trim() !== "";
  const kept = {
    ...address,
    line2: address.line2.trim() || null,
    state: address.state.toUpperCase(),
    zip: digits(address.zip),
  };
  return {
    patientId: null,
    person: { name, birthDate, address: own ? kept : null, phone: digits(phone) || null },
  };
}
