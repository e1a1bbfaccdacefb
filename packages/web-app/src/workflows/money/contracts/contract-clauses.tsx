import { Checkbox, TextInput } from "@mantine/core";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { Percent, type ContractForm } from "./contract-terms.tsx";

const ranks = [
  { value: "allowed", label: "What is allowed" },
  { value: "rvu", label: "Relative value (RVU)" },
] as const;

/** What a contract says beside its terms: the lesser of the two, several procedures, modifiers, who did it, sequestration. */
export function ContractClauses({ form }: { readonly form: ContractForm }) {
  const { several, rankBy } = form.getValues();
  return (
    <fieldset className="m-stack" style={{ border: 0, margin: 0, padding: 0, gap: 8 }}>
      <legend style={{ fontWeight: 600, fontSize: 14, padding: 0 }}>
        Clauses; an empty percentage means that the contract is silent
      </legend>
      <Checkbox
        size="xs"
        label="Never more than the charge (lesser of)"
        {...form.getInputProps("lesserOfCharge", { type: "checkbox" })}
      />
      <Checkbox
        size="xs"
        label="Several procedures of a visit are reduced"
        {...form.getInputProps("several", { type: "checkbox" })}
      />
      {several && (
        <div className="m-row" style={{ alignItems: "flex-end" }}>
          <TextInput size="xs" label="First, second, third … percent" w={170} {...form.getInputProps("severalRates")} />
          <TextInput
            size="xs"
            label="Of these codes"
            style={{ flex: "1 1 120px" }}
            {...form.getInputProps("severalCodes")}
          />
          <TextInput
            size="xs"
            label="But not of these"
            placeholder="none"
            style={{ flex: "1 1 100px" }}
            {...form.getInputProps("severalExempt")}
          />
          <ChoiceList
            size="xs"
            label="Ranked by"
            w={160}
            data={ranks}
            {...form.getInputProps("rankBy")}
            onChange={(value) =>
              form.setFieldValue("rankBy", ranks.find((one) => one.value === value)?.value ?? rankBy)
            }
          />
        </div>
      )}
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <Percent label="Both sides (50)" w={110} {...form.getInputProps("bilateral")} />
        <Percent label="Assistant (80-82)" w={118} {...form.getInputProps("assistant")} />
        <Percent label="Assistant (AS)" w={110} {...form.getInputProps("assistantNonPhysician")} />
        <Percent label="By a PA or NP" w={110} {...form.getInputProps("nonPhysician")} />
        <Percent label="Sequestration" w={110} {...form.getInputProps("sequestration")} />
        <MoneyInput
          size="xs"
          label="Let go up to"
          w={110}
          {...form.getInputProps("tolerance")}
          onChange={(value) => form.setFieldValue("tolerance", value)}
        />
      </div>
    </fieldset>
  );
}
