import { NumberInput } from "@mantine/core";
import type { TemplateContent } from "@practicum/contracts/charting/template-content";

type Ages = TemplateContent["ages"];

/** An age in months that is past every patient's. */
const OLDEST_MONTHS = 1500;

interface Props {
  readonly ages: Ages;
  readonly onChange: (ages: Ages) => void;
}

/** The ages that it is proposed for; both left open, all of them. */
export function AgesFields({ ages, onChange }: Props) {
  const from = ages === null || ages.fromMonths === 0 ? "" : ages.fromMonths;
  const before = ages === null || ages.beforeMonths === OLDEST_MONTHS ? "" : ages.beforeMonths;
  const look = {
    size: "xs",
    allowDecimal: false,
    allowNegative: false,
    max: OLDEST_MONTHS,
    clampBehavior: "strict",
  } as const;
  return (
    <div className="nt-pair">
      <NumberInput
        {...look}
        label="From an age of, in months"
        placeholder="Any age"
        value={from}
        onChange={(value) => onChange(agesOf(value, before))}
      />
      <NumberInput
        {...look}
        label="Before an age of, in months"
        placeholder="Any age"
        value={before}
        onChange={(value) => onChange(agesOf(from, value))}
      />
    </div>
  );
}

function agesOf(from: string | number, before: string | number): Ages {
  if (from === "" && before === "") return null;
  return { fromMonths: Number(from), beforeMonths: before === "" ? OLDEST_MONTHS : Number(before) };
}
