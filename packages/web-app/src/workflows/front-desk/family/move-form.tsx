import { describeError } from "@practicum/contracts/error";
import { householdOperations, type Household } from "@practicum/contracts/scheduling/households";
import { formatName } from "@practicum/ui/format.ts";
import { useCommand } from "../../../api/use-command.ts";
import { AddressFields, digits } from "../../../forms/address-fields.tsx";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { offerUndo, sayError } from "../../../shell/undo.tsx";

export const moveDraft = ({ householdId }: Pick<Household, "householdId">) => `family-move:${householdId}`;

interface Props {
  readonly household: Household;
  /** Who moves. */
  readonly sharers: Household["members"];
  readonly onDone: () => void;
}

/** The family's next address, with a list of whom moves; undone as a whole. */
export function MoveForm({ household, sharers, onDone }: Props) {
  const undo = useCommand("scheduling", "undoHouseholdMove");
  const { address } = household;
  const of = useCommandForm({
    draft: moveDraft(household),
    initialValues: {
      address: {
        line1: "",
        line2: "",
        city: address?.city ?? "",
        state: address?.state ?? "CA",
        zip: "",
      },
    },
    schema: householdOperations.moveHousehold.input,
    toInput: (values, moveId) => ({
      moveId,
      householdId: household.householdId,
      version: household.version,
      address: {
        ...values.address,
        line2: values.address.line2.trim() || null,
        state: values.address.state.toUpperCase(),
        zip: digits(values.address.zip),
      },
      patientIds: sharers.map((one) => one.patientId),
    }),
    command: useCommand("scheduling", "moveHousehold"),
    onDone: (_output, _input, moveId) => {
      onDone();
      offerUndo(`${sharers.length} moved.`, () => {
        void undo.run({ moveId }).then((back) => {
          if (!back.ok) sayError(describeError(back.error));
        });
      });
    },
  });
  return (
    <CommandForm of={of} label="Move the family" action="Move" size="xs" onCancel={onDone}>
      <span style={{ fontSize: 13 }}>
        Moves {sharers.map((one) => formatName(one.name)).join("; ")}. Whoever lives at another address stays there.
      </span>
      <AddressFields path="address" inputProps={of.form.getInputProps} />
    </CommandForm>
  );
}
