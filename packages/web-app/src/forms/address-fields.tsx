import { SimpleGrid, TextInput, type TextInputProps } from "@mantine/core";

interface Props {
  /** Where the address stands in the form: "address", "billingAddress". */
  readonly path: string;
  readonly inputProps: (path: string) => TextInputProps;
}

/** The fields of an address in the United States. */
export function AddressFields({ path, inputProps }: Props) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
      <TextInput label="Street" required autoComplete="off" {...inputProps(`${path}.line1`)} />
      <TextInput label="Suite" autoComplete="off" {...inputProps(`${path}.line2`)} />
      <TextInput label="City" required autoComplete="off" {...inputProps(`${path}.city`)} />
      <SimpleGrid cols={2} spacing="sm">
        <TextInput label="State" required maxLength={2} autoComplete="off" {...inputProps(`${path}.state`)} />
        <TextInput label="ZIP" required inputMode="numeric" autoComplete="off" {...inputProps(`${path}.zip`)} />
      </SimpleGrid>
    </SimpleGrid>
  );
}

/** A telephone number as it is called: "+" or 011 begins one abroad, a 1 before ten digits is the country's own. */
export function dialed(text: string): string {
  const number = digits(text);
  const abroad = text.trim().startsWith("+") ? number : /^011\d/.test(number) ? number.slice(3) : null;
  if (abroad !== null && !abroad.startsWith("1")) return `+${abroad}`;
  const own = abroad ?? number;
  return own.length === 11 && own.startsWith("1") ? own.slice(1) : own;
}

/** Digits only, as the contracts want telephone numbers and ZIP codes. */
export function digits(text: string): string {
  return text.replaceAll(/\D/g, "");
}
