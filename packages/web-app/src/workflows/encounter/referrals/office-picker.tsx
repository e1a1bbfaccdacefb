import { Button } from "@mantine/core";
import {
  referralOperations,
  specialties,
  type OutsideProvider,
  type Specialty,
} from "@practicum/contracts/charting/referrals";
import { formatPhone } from "@practicum/ui/format.ts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { TextInput } from "@mantine/core";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { answer, type SearchAnswer } from "../../../chart/search-answer.ts";
import { SearchPicker } from "../../../chart/search-picker.tsx";
import { officeWords } from "../../../chart/referrals/referral-words.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";

const LIMIT = 20;

function OfficeLine(office: OutsideProvider) {
  return (
    <span>
      <b>{office.name}</b> <span className="rf-dim">{lineOf(office)}</span>
    </span>
  );
}

function lineOf({ specialty, practice, phone }: OutsideProvider): string {
  return [specialties[specialty], practice, phone === null ? "" : formatPhone(phone)]
    .filter((part) => part)
    .join(" · ");
}

function useOfficeSearch(text: string): SearchAnswer<OutsideProvider> {
  const trpc = useTRPC();
  const found = useQuery({
    // limit: the best that fit; more of the name finds others.
    ...trpc.charting.outsideProviders.queryOptions({ text, specialty: null, before: null, limit: LIMIT }),
    enabled: text !== "",
    placeholderData: keepPreviousData,
  });
  return answer({ ...found, data: found.data?.providers }, text, (one) => one.outsideProviderId, OfficeLine);
}

interface Props {
  readonly chosen: OutsideProvider | null;
  readonly onChoose: (office: OutsideProvider | null) => void;
  readonly specialty: Specialty;
}

/** To whom: typed and chosen from the practice's directory, or added to it in place. */
export function OfficePicker({ chosen, onChoose, specialty }: Props) {
  const [adding, setAdding] = useState<string | null>(null);
  if (chosen !== null)
    return (
      <div className="rf-row">
        <span>
          To <b>{officeWords(chosen)}</b>
        </span>
        <Button size="compact-xs" variant="default" onClick={() => onChoose(null)}>
          Choose another office
        </Button>
      </div>
    );
  if (adding !== null)
    return (
      <AddOffice
        name={adding}
        specialty={specialty}
        onLeave={() => setAdding(null)}
        onAdded={(office) => {
          setAdding(null);
          onChoose(office);
        }}
      />
    );
  return (
    <SearchPicker
      label="To whom (office, person or NPI)"
      placeholder="Type two letters of the name"
      useSearch={useOfficeSearch}
      onPick={onChoose}
      onFreeText={setAdding}
      freeTextWord="Add to the directory:"
    />
  );
}

interface AddProps {
  readonly name: string;
  readonly specialty: Specialty;
  readonly onLeave: () => void;
  readonly onAdded: (office: OutsideProvider) => void;
}

const digits = (text: string): string | null => text.replaceAll(/\D/g, "") || null;
export const specialtyChoices = Object.entries(specialties).map(([value, label]) => ({ value, label }));

function AddOffice({ name, specialty, onLeave, onAdded }: AddProps) {
  const save = useCommand("charting", "saveOutsideProvider");
  const of = useCommandForm({
    draft: "outside-provider:new",
    initialValues: { name, specialty: specialty as string, practice: "", phone: "", fax: "", npi: "", address: "" },
    schema: referralOperations.saveOutsideProvider.input,
    toInput: (values, outsideProviderId) => ({
      outsideProviderId,
      name: values.name,
      specialty: values.specialty as Specialty,
      practice: values.practice,
      phone: digits(values.phone),
      fax: digits(values.fax),
      npi: values.npi.trim() || null,
      address: values.address,
      active: true,
      baseVersion: 0,
    }),
    command: save,
    onDone: ({ version }, input) => {
      const { baseVersion: _base, ...content } = referralOperations.saveOutsideProvider.input.parse(input);
      onAdded({ ...content, version });
    },
  });
  const { form } = of;
  return (
    <CommandForm of={of} label="New entry of the directory" action="Add to the directory" size="xs" onCancel={onLeave}>
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
