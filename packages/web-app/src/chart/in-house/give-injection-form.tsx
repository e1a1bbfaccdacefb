import { Group, TextInput } from "@mantine/core";
import { inHouseOperations, injectionSites, type InHouseOrder } from "@practicum/contracts/charting/in-house";
import type { LocalDate } from "@practicum/kernel/local-date";
import { must } from "@practicum/kernel/assert";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { errorText } from "../../api/domain-error.ts";
import { useCommand } from "../../api/use-command.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { readNdc, readQuantity } from "../../forms/ndc.ts";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { useSession } from "../../session/session-context.ts";
import { say } from "../../shell/undo.tsx";
import { doseWords, usualTaken } from "./in-house-words.ts";
import { useInHouseItem } from "./test-result-form.tsx";

interface Props {
  readonly order: InHouseOrder;
  readonly onClose: () => void;
}

export function GiveInjectionForm({ order, onClose }: Props) {
  const { item, isPending, isError, error, refetch } = useInHouseItem(order.item);
  if (isError) return <ErrorState what="The injection" message={errorText(error)} onRetry={() => void refetch()} />;
  if (isPending) return <LoadingState rows={3} />;
  if (!item) return <Notice tone="warn">This injection is not given here any more. Cancel the order.</Notice>;
  const taken = usualTaken(must(order.dose).amount, item.dose?.perMl ?? null);
  return (
    <Fields
      order={order}
      onClose={onClose}
      begin={{ lot: item.last?.lot ?? "", expiresOn: item.last?.expiresOn ?? null, ...taken }}
    />
  );
}

const units = [
  { value: "ML", label: "mL" },
  { value: "UN", label: "vials or pieces" },
] as const;

interface Begin {
  readonly lot: string;
  readonly expiresOn: LocalDate | null;
  readonly quantity: string;
  readonly unit: "ML" | "UN";
}

/** What was in the hand: the dose is the order's, and another dose is another order. */
function Fields({ order, onClose, begin }: Props & { readonly begin: Begin }) {
  const { today } = useSession();
  const dose = must(order.dose);
  const of = useCommandForm({
    draft: `in-house-done:${order.orderId}`,
    initialValues: { ...begin, site: null as string | null, ndc: "" },
    schema: inHouseOperations.recordInjection.input,
    toInput: (v, outcomeId) => {
      const quantityThousandths = readQuantity(v.quantity);
      return {
        outcomeId,
        orderId: order.orderId,
        patientId: order.patientId,
        lot: v.lot,
        expiresOn: v.expiresOn,
        dose,
        site: v.site,
        ndc: v.ndc.trim() === "" ? null : (readNdc(v.ndc) ?? v.ndc),
        taken: v.ndc.trim() === "" ? null : { quantityThousandths, unit: v.unit },
      };
    },
    fieldNames: { "taken.quantityThousandths": "quantity", "taken.unit": "unit" },
    command: useCommand("charting", "recordInjection"),
    onDone: () => {
      say(`${order.label} is recorded as given.`);
      onClose();
    },
  });
  const { form } = of;
  return (
    <CommandForm of={of} className="c-form" label={`${order.label} given`} action="Record as given" onCancel={onClose}>
      <div>
        Give <b>{doseWords(dose)}</b>.
      </div>
      <div className="h-fields">
        <ChoiceList
          label="Site"
          required
          data={injectionSites[dose.route].map((one) => ({ value: one, label: one }))}
          data-autofocus
          {...form.getInputProps("site")}
        />
        <TextInput label="Lot" required {...form.getInputProps("lot")} />
        <DateInput label="Expires" required today={today} sense="future" {...form.getInputProps("expiresOn")} />
        <TextInput label="NDC" description="5-4-2, from the package" {...form.getInputProps("ndc")} />
        <Group gap={6} align="flex-end" wrap="nowrap">
          <TextInput label="Taken of it" inputMode="decimal" {...form.getInputProps("quantity")} />
          <ChoiceList aria-label="Unit of what was taken" data={units} {...form.getInputProps("unit")} />
        </Group>
      </div>
    </CommandForm>
  );
}
