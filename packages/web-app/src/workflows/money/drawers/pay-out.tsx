import { Button, TextInput } from "@mantine/core";
import { drawerOperations } from "@practicum/contracts/billing/drawers";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { hasDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import type { Drawer } from "./drawer-words.ts";

/** Cash that is paid out of the drawer: stamps, a courier. */
export function PayOut({ of }: { readonly of: Drawer }) {
  const [open, setOpen] = useState(() => hasDraft(`drawer-payout:${of.drawerId}`));
  if (open) return <Form of={of} onClose={() => setOpen(false)} />;
  return (
    <div>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        Pay out…
      </Button>
    </div>
  );
}

function Form({ of: drawer, onClose }: { readonly of: Drawer; readonly onClose: () => void }) {
  const payOut = useCommand("billing", "payOut");
  const of = useCommandForm({
    draft: `drawer-payout:${drawer.drawerId}`,
    initialValues: { amount: null as number | null, because: "" },
    schema: drawerOperations.payOut.input,
    toInput: (values, lineId) => ({ ...values, drawerId: drawer.drawerId, lineId }),
    command: payOut,
    onDone: () => {
      say("The payout is in the drawer.");
      onClose();
    },
  });
  return (
    <CommandForm of={of} label="Payout" action="Pay out" size="xs" onCancel={onClose}>
      <MoneyInput size="xs" label="Amount" autoFocus {...of.form.getInputProps("amount")} />
      <TextInput size="xs" label="What for" maxLength={200} {...of.form.getInputProps("because")} />
    </CommandForm>
  );
}
