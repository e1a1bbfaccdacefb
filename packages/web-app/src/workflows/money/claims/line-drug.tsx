import { Button, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { Drug } from "@practicum/contracts/billing/claim-facts";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { useKeys } from "@practicum/ui/keys.ts";
import { useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import type { Claim } from "./claim-types.ts";
import { ndcText, quantityText, readNdc, readQuantity } from "../../../forms/ndc.ts";

const units: readonly { readonly value: Drug["unit"]; readonly label: string }[] = [
  { value: "ML", label: "milliliter" },
  { value: "UN", label: "piece" },
  { value: "ME", label: "milligram" },
  { value: "GR", label: "gram" },
  { value: "F2", label: "int. unit" },
];

interface Props {
  readonly claim: Claim;
  readonly line: Claim["lines"][number];
  readonly editable: boolean;
}

/** Which drug a line gave, by its NDC, and how much. Asked of J codes. */
export function LineDrug({ claim, line, editable }: Props) {
  const { drug } = line;
  if (!editable)
    return drug ? (
      <div className="m-small" data-field="drug.ndc">
        NDC {ndcText(drug.ndc)} · {quantityText(drug.quantityThousandths)}{" "}
        {units.find((one) => one.value === drug.unit)?.label}
      </div>
    ) : null;
  if (!drug && !line.code.startsWith("J")) return null;
  return <DrugFields claim={claim} line={line} />;
}

function DrugFields({ claim, line }: Omit<Props, "editable">) {
  const save = useCommand("billing", "saveChargeDrug");
  const refresh = useCommand("billing", "refreshClaim");
  const { drug } = line;
  const [ndc, setNdc] = useState(drug ? ndcText(drug.ndc) : "");
  const [quantity, setQuantity] = useState(drug ? quantityText(drug.quantityThousandths) : "");
  const [unit, setUnit] = useState<Drug["unit"]>(drug?.unit ?? "ML");
  const [tried, setTried] = useState(false);
  const read = { ndc: readNdc(ndc), quantity: readQuantity(quantity) };
  const emptied = ndc.trim() === "" && quantity.trim() === "";
  const whole = emptied ? drug !== null : read.ndc !== null && read.quantity !== null;
  const run = async () => {
    setTried(true);
    if (!line.charge || !whole) return;
    const { chargeId, version } = line.charge;
    const given = read.ndc && read.quantity ? { ndc: read.ndc, quantityThousandths: read.quantity, unit } : null;
    const saved = await save.run({ chargeId, version, drug: given });
    if (saved.ok) await refresh.run({ claimId: claim.claimId });
  };
  const onKeyDown = useKeys({ Enter: run, "mod+Enter": run });
  const error = save.error ?? refresh.error;
  const wrong = tried && !emptied;
  return (
    // The row's own Enter saves modifiers and price; here it is about the drug.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="m-row" style={{ gap: 4, alignItems: "flex-end", flexWrap: "wrap" }} onKeyDown={onKeyDown}>
      <TextInput
        size="xs"
        w={124}
        label="NDC"
        placeholder="00002-1433-80"
        autoComplete="off"
        data-field="drug.ndc"
        value={ndc}
        error={wrong && read.ndc === null && "5-4-2, as on the package"}
        onChange={(event) => setNdc(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        w={64}
        label="Quantity"
        inputMode="decimal"
        data-field="drug.quantity"
        value={quantity}
        error={wrong && read.quantity === null && "As 0.5"}
        onChange={(event) => setQuantity(event.currentTarget.value)}
      />
      <ChoiceList
        size="xs"
        w={104}
        label="Unit"
        data={units}
        value={unit}
        onChange={(value) => setUnit(units.find((one) => one.value === value)?.value ?? unit)}
      />
      <Button size="compact-xs" variant="default" loading={save.pending || refresh.pending} onClick={() => void run()}>
        Save drug
      </Button>
      {error && (
        <span className="m-small" role="alert" style={{ color: "var(--p-danger)" }}>
          {error.fields?.[0]?.message ?? describeError(error)}
        </span>
      )}
    </div>
  );
}
