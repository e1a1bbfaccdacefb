import { Radio, Stack } from "@mantine/core";
import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { Payer } from "@practicum/contracts/billing/payers";

type Reason = NonNullable<Coverage["secondaryReason"]>;

/**
 * What a patient is asked where Medicare comes after another payer, in the order of CMS's model questions (Medicare Secondary Payer
 * Manual, publication 100-05, chapter 3, section 20.2.1), in our own words. The first that is true is the reason (SBR05).
 */
const questions: readonly { readonly reason: Reason; readonly words: string }[] = [
  { reason: "15", words: "It comes from work, and workers' compensation pays" },
  { reason: "41", words: "The Black Lung program pays for it" },
  { reason: "42", words: "Veterans Affairs has authorized it" },
  { reason: "16", words: "Another federal program, or research grant, pays" },
  { reason: "14", words: "An accident: a no-fault insurance pays, as of a car" },
  { reason: "47", words: "An accident: somebody else's liability insurance pays" },
  { reason: "13", words: "Kidney failure, in the first 30 months, with a group plan" },
  { reason: "12", words: "65 or older; patient or spouse works, with a group plan of an employer of 20 or more" },
  {
    reason: "43",
    words: "Under 65 and disabled; patient or family works, with a group plan of an employer of 100 or more",
  },
];

/** Shown where the payer asks for it, in the second or third place of the order. */
export function SecondaryReason(props: {
  readonly payer: Payer | undefined;
  readonly place: number;
  readonly value: Reason | null;
  readonly onChange: (value: Reason | null) => void;
  readonly "data-field"?: string | undefined;
}) {
  const { payer, place, value, onChange } = props;
  if (!payer?.rules.secondaryReason || place < 2) return null;
  return (
    <Radio.Group
      mt="md"
      label="Why does Medicare pay after another insurance?"
      description="Ask from the top; the first that is true counts. If none is, Medicare pays first: put it first in the order."
      data-field={props["data-field"]}
      value={value ?? ""}
      onChange={(next) => onChange(questions.find((one) => one.reason === next)?.reason ?? null)}
    >
      <Stack gap={4} mt={6}>
        {questions.map((one) => (
          <Radio key={one.reason} size="xs" value={one.reason} label={one.words} />
        ))}
        <Radio size="xs" value="" label="Not asked yet" />
      </Stack>
    </Radio.Group>
  );
}
