import { TextInput, type TextInputProps } from "@mantine/core";
import type { OtherPhone } from "@practicum/contracts/scheduling/patients";
import { formatPhone } from "@practicum/ui/format.ts";
import { OtherNumbers } from "../../../patient/phones.tsx";

interface Props {
  /** Of the form's field. */
  readonly field: TextInputProps;
  /** What was typed or picked; null while the record's own number stands there. */
  readonly typed: string | null;
  /** The first number of the patient's record; null where there is none. */
  readonly own: string | null;
  readonly others: readonly OtherPhone[] | undefined;
  readonly onPick: (number: string) => void;
}

/** The number to call back: the patient's first one unless another is typed or picked. */
export function CallBackAt({ field, typed, own, others, onPick }: Props) {
  return (
    <>
      <TextInput
        label="Call back at"
        required
        inputMode="tel"
        {...field}
        value={typed ?? (own === null ? "" : formatPhone(own))}
      />
      <OtherNumbers phones={others} onPick={onPick} />
    </>
  );
}
