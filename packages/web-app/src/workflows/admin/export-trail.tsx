import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { useState } from "react";
import { toDomainError } from "../../api/domain-error.ts";
import { useTRPCClient } from "../../api/trpc.ts";
import { useSession } from "../../session/session-context.ts";
import { saveFile } from "../../shell/save-file.ts";
import type { AuditSearch } from "./audit-search.ts";
import { spanOf, type Period } from "./audit-sentence.ts";

/** The entries that the question finds as a file, with their hashes. */
export function ExportTrail({ search, period }: { readonly search: AuditSearch; readonly period: Period }) {
  const client = useTRPCClient();
  const session = useSession();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const save = async () => {
    setBusy(true);
    setSaid(null);
    try {
      const span = spanOf(period, session.today, session.timeZone);
      const asked = { patientId: search.patient ?? null, staffId: search.by ?? null, ...span };
      const { name, csv, entries, cut } = await client.identity.exportAuditTrail.query(asked);
      saveFile(name, new Blob([csv], { type: "text/csv" }));
      if (cut)
        setSaid(
          `The newest ${entries.toLocaleString("en-US")} are in the file. Ask for a shorter time for the others.`,
        );
    } catch (failure) {
      setSaid(describeError(toDomainError(failure)));
    }
    setBusy(false);
  };
  return (
    <>
      {said !== null && (
        <span className="a-dim" role="status">
          {said}
        </span>
      )}
      <Button size="xs" variant="default" loading={busy} onClick={() => void save()}>
        Save as a file
      </Button>
    </>
  );
}
