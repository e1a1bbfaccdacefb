import type { statementRunOperations } from "@practicum/contracts/billing/statement-runs";
import { describeError } from "@practicum/contracts/error";
import { useState } from "react";
import type { z } from "zod";
import { toDomainError } from "../../../api/domain-error.ts";
import { useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { savePdf } from "../appeals/open-pdf.ts";
import { saveFile } from "../save-file.ts";

export type Run = z.output<typeof statementRunOperations.getStatementRun.output>;

/**
 * The files of a batch. The first time they are fetched before the batch counts as sent, so that a failure leaves it as it was; after that the batch says first
 * that it is made anew, because the papers say so too.
 */
export function useRunFiles(run: Run) {
  const client = useTRPCClient();
  const send = useCommand("billing", "sendStatementRun");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const { runId, version, state } = run;
  const pdfs = async () => {
    // limit: the batch says how many files it has.
    for (let file = 1; file <= run.files; file += 1) {
      const { name, pdf } = await client.billing.statementRunFile.query({ runId, file });
      savePdf(name, pdf);
    }
  };
  const csv = async () => {
    const file = await client.billing.exportStatementRun.query({ runId });
    saveFile(file.name, new Blob([file.csv], { type: "text/csv" }));
  };
  const during = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (failure) {
      setError(describeError(toDomainError(failure)));
    } finally {
      setBusy(false);
    }
  };
  const sent = (way: "printed" | "mail-house", files: () => Promise<void>) =>
    during(async () => {
      if (state !== "sent") await files();
      const result = await send.run({ runId, version, way });
      if (!result.ok) return setError(describeError(result.error));
      if (state === "sent") await files();
    });
  return {
    busy,
    error,
    print: () => sent("printed", pdfs),
    mailHouse: () => sent("mail-house", csv),
    look: () => during(pdfs),
  };
}
