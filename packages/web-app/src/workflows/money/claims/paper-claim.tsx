import { Button, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import { savePdf } from "../appeals/open-pdf.ts";
import { ReasonButton } from "../reason-form.tsx";
import type { Claim } from "./claim-types.ts";

/** For a payer that takes paper: the CMS-1500, its preview, where the printer puts it, and the way back when it is returned. */
export function PaperClaim({ claim }: { readonly claim: Claim }) {
  const { claimId, version, status } = claim;
  const client = useTRPCClient();
  const print = useCommand("billing", "printClaim");
  const returned = useCommand("billing", "returnPaperClaim");
  // A printer is as far off tomorrow as today.
  const [off, setOff] = useDraft("cms1500-printer", { right: "0", down: "0" });
  const [problem, setProblem] = useState<string | null>(null);
  const [loading, setLoading] = useState(false);
  if (!claim.paperClaims || claim.held || (status !== "ready" && status !== "printed")) return null;
  const hundredths = (text: string) => (/^-?\d{1,2}$/.test(text.trim()) ? Number(text) : null);
  const [right, down] = [hundredths(off.right), hundredths(off.down)];
  const unread = right === null || down === null;
  const save = async (outline: boolean) => {
    if (right === null || down === null) return;
    setLoading(true);
    setProblem(null);
    try {
      const form = await client.billing.claimForm.query({ claimId, outline, right, down });
      savePdf(outline ? `Preview ${form.name}` : form.name, form.pdf);
    } catch (failure) {
      setProblem(errorText(failure));
    } finally {
      setLoading(false);
    }
  };
  const run = async () => {
    const result = await print.run({ claimId, version });
    if (!result.ok) return;
    say(result.value.again ? "Printed again; it stands in the history." : `Claim ${claim.number} is printed. Mail it.`);
    await save(false);
  };
  return (
    <section className="m-stack" aria-label="Paper claim" style={{ gap: 6 }}>
      {(print.error || problem) && <Notice tone="danger">{print.error ? describeError(print.error) : problem}</Notice>}
      <div className="m-row">
        <Button
          size="xs"
          variant={status === "ready" ? "light" : "default"}
          loading={print.pending || loading}
          disabled={unread}
          onClick={() => void run()}
        >
          {status === "ready" ? "Print CMS-1500" : "Print again"}
        </Button>
        <Button size="xs" variant="default" loading={loading} disabled={unread} onClick={() => void save(true)}>
          Preview
        </Button>
      </div>
      <div className="m-row" style={{ alignItems: "flex-start" }}>
        <TextInput
          size="xs"
          w={120}
          label="Move right"
          description="1/100 inch"
          inputMode="numeric"
          value={off.right}
          error={right === null ? "−50 to 50" : undefined}
          onChange={(event) => setOff({ ...off, right: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          w={120}
          label="Move down"
          description="1/100 inch"
          inputMode="numeric"
          value={off.down}
          error={down === null ? "−50 to 50" : undefined}
          onChange={(event) => setOff({ ...off, down: event.currentTarget.value })}
        />
      </div>
      <span className="m-small">On red CMS-1500 (02/12) paper, at 100%, without “fit to page”.</span>
      {status === "printed" && (
        <ReasonButton
          draft={`paper-returned:${claimId}`}
          label="What the payer wants"
          action="It was sent back"
          command={returned}
          input={(because) => ({ claimId, version, because })}
          done="Rejected: correct it and send it again."
        >
          Payer sent it back
        </ReasonButton>
      )}
    </section>
  );
}
