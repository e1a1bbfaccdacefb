import { TextInput } from "@mantine/core";
import { pharmacyOperations, type Pharmacy } from "@practicum/contracts/scheduling/pharmacies";
import { formatPhone } from "@practicum/ui/format.ts";
import { useCommand } from "../../api/use-command.ts";
import { AddressFields, digits } from "../../forms/address-fields.tsx";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";

interface Props {
  /** The entry as it was seen, or the name that a new one begins with. */
  readonly shown: Pharmacy | string;
  readonly onLeave: () => void;
  readonly onSaved: (pharmacy: Pharmacy) => void;
}

const nowhere = { line1: "", line2: "", city: "", state: "", zip: "" };

function valuesOf(shown: Props["shown"]) {
  const kept = typeof shown === "string" ? null : shown;
  return {
    name: kept?.name ?? (shown as string),
    address: kept ? { ...kept.address, line2: kept.address.line2 ?? "" } : nowhere,
    phone: kept?.phone ? formatPhone(kept.phone) : "",
    fax: kept?.fax ? formatPhone(kept.fax) : "",
    ncpdpId: kept?.ncpdpId ?? "",
    hours: kept?.hours ?? "",
  };
}

/** An entry of the directory of pharmacies: a new one, or another version of one that is there. */
export function PharmacyForm({ shown, onLeave, onSaved }: Props) {
  const kept = typeof shown === "string" ? null : shown;
  const of = useCommandForm({
    draft: `pharmacy:${kept?.pharmacyId ?? "new"}`,
    initialValues: valuesOf(shown),
    schema: pharmacyOperations.savePharmacy.input,
    recordId: kept?.pharmacyId,
    toInput: ({ name, address, phone, fax, ncpdpId, hours }, pharmacyId) => ({
      pharmacyId,
      name,
      address: {
        ...address,
        line2: address.line2.trim() || null,
        state: address.state.trim().toUpperCase(),
        zip: digits(address.zip),
      },
      phone: digits(phone) || null,
      fax: digits(fax) || null,
      ncpdpId: ncpdpId.trim() || null,
      hours,
      active: kept?.active ?? true,
      baseVersion: kept?.version ?? 0,
    }),
    command: useCommand("scheduling", "savePharmacy"),
    onDone: ({ version }, input) => {
      const { baseVersion: _, ...content } = pharmacyOperations.savePharmacy.input.parse(input);
      onSaved({ ...content, version });
    },
  });
  const { form } = of;
  return (
    <CommandForm
      of={of}
      label={kept === null ? "New pharmacy" : `Change ${kept.name}`}
      action={kept === null ? "Add the pharmacy" : "Save the pharmacy"}
      size="xs"
      onCancel={onLeave}
    >
      <TextInput label="Pharmacy" required maxLength={80} autoComplete="off" {...form.getInputProps("name")} />
      <AddressFields path="address" inputProps={form.getInputProps} />
      <TextInput label="Phone" inputMode="tel" autoComplete="off" {...form.getInputProps("phone")} />
      <TextInput label="Fax" inputMode="tel" autoComplete="off" {...form.getInputProps("fax")} />
      <TextInput
        label="NCPDP number"
        inputMode="numeric"
        maxLength={7}
        autoComplete="off"
        {...form.getInputProps("ncpdpId")}
      />
      <TextInput
        label="Hours"
        placeholder="Mon-Fri 9 to 9, Sat 9 to 6"
        maxLength={120}
        autoComplete="off"
        {...form.getInputProps("hours")}
      />
    </CommandForm>
  );
}
