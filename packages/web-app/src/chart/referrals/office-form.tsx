import { TextInput } from "@mantine/core";
import {
  referralOperations,
  specialties,
  type OutsideProvider,
  type Specialty,
} from "@practicum/contracts/charting/referrals";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { formatPhone } from "@practicum/ui/format.ts";
import { useCommand } from "../../api/use-command.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import "./referrals.css";

const digits = (text: string): string | null => text.replaceAll(/\D/g, "") || null;
export const specialtyChoices = Object.entries(specialties).map(([value, label]) => ({ value, label }));

interface Props {
  /** The entry as it was seen, or how a new one begins. */
  readonly shown: OutsideProvider | { readonly name: string; readonly specialty: Specialty };
  readonly onLeave: () => void;
  readonly onSaved: (office: OutsideProvider) => void;
}

function valuesOf(shown: Props["shown"]) {
  const kept = "version" in shown ? shown : null;
  return {
    name: shown.name,
    specialty: shown.specialty as string | null,
    practice: kept?.practice ?? "",
    phone: kept?.phone ? formatPhone(kept.phone) : "",
    fax: kept?.fax ? formatPhone(kept.fax) : "",
    npi: kept?.npi ?? "",
    address: kept?.address ?? "",
  };
}

/** An entry of the directory of offices outside: a new one, or another version of one that is there. */
export function OfficeForm({ shown, onLeave, onSaved }: Props) {
  const kept = "version" in shown ? shown : null;
  const of = useCommandForm({
    draft: `outside-provider:${kept?.outsideProviderId ?? "new"}`,
    initialValues: valuesOf(shown),
    schema: referralOperations.saveOutsideProvider.input,
    recordId: kept?.outsideProviderId,
    toInput: (values, outsideProviderId) => ({
      outsideProviderId,
      name: values.name,
      specialty: values.specialty as Specialty,
      practice: values.practice,
      phone: digits(values.phone),
      fax: digits(values.fax),
      npi: values.npi.trim() || null,
      address: values.address,
      active: kept?.active ?? true,
      baseVersion: kept?.version ?? 0,
    }),
    command: useCommand("charting", "saveOutsideProvider"),
    onDone: ({ version }, input) => {
      const { baseVersion: _base, ...content } = referralOperations.saveOutsideProvider.input.parse(input);
      onSaved({ ...content, version });
    },
  });
  const { form } = of;
  return (
    <CommandForm
      of={of}
      label={kept === null ? "New entry of the directory" : `Change ${kept.name}`}
      action={kept === null ? "Add to the directory" : "Save the entry"}
      size="xs"
      onCancel={onLeave}
    >
      <div className="rf-fields">
        <TextInput size="xs" label="Person or office" required maxLength={80} {...form.getInputProps("name")} />
        <ChoiceList
          size="xs"
          label="Specialty of the office"
          data={specialtyChoices}
          {...form.getInputProps("specialty")}
        />
        <TextInput size="xs" label="Practice" maxLength={80} {...form.getInputProps("practice")} />
        <TextInput size="xs" label="Telephone" inputMode="tel" {...form.getInputProps("phone")} />
        <TextInput size="xs" label="Fax" inputMode="tel" {...form.getInputProps("fax")} />
        <TextInput size="xs" label="NPI" inputMode="numeric" maxLength={10} {...form.getInputProps("npi")} />
        <TextInput size="xs" label="Address" maxLength={160} {...form.getInputProps("address")} />
      </div>
    </CommandForm>
  );
}
