import { Button } from "@mantine/core";
import { contractContent, type PayerContract } from "@practicum/contracts/billing/payer-contracts";
import { describeError } from "@practicum/contracts/error";
import { useNavigate } from "@tanstack/react-router";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { sayError } from "../../../shell/undo.tsx";

/** BIL-394: what is written in the form beside the contract as it stands, on the payer's claims of the last year. */
export function CompareChange(props: { readonly contract: PayerContract; readonly content: () => unknown }) {
  const navigate = useNavigate();
  const start = useCommand("billing", "startContractTrial");
  const { contractId, payerId } = props.contract;
  const run = async () => {
    const parsed = contractContent.safeParse(props.content());
    if (!parsed.success) return sayError("Some fields need attention first: press Save as a new version to see which.");
    const trialId = newId();
    const result = await start.run({
      trialId,
      left: { kind: "contract", contractId },
      right: { kind: "proposed", content: parsed.data },
      payerId,
      since: null,
    });
    if (!result.ok) return sayError(describeError(result.error));
    await navigate({ to: "/money/contracts/lab", search: { trial: trialId } });
  };
  return (
    <Button
      size="xs"
      variant="default"
      data-guide="contract.compare"
      loading={start.pending}
      onClick={() => void run()}
    >
      Compare with what stands
    </Button>
  );
}
