import { Button } from "@mantine/core";
import { recallFate } from "@practicum/contracts/messaging/recalls";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useNavigate } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { FindBox, useListText } from "../../../lists/find-box.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import { fateWords, type RecallMatch, type RecallRule } from "./recall-words.ts";

const PAGE = 100;
const columns: readonly WorklistColumn<RecallMatch>[] = [
  { id: "name", header: "Name", width: "minmax(150px, 2fr)", cell: (one) => formatName(one.name) },
  { id: "fate", header: "What becomes of it", width: "minmax(150px, 2fr)", cell: (one) => fateWords[one.fate] },
];

/** Whom the rule means now, and what becomes of each. */
export function RecallPreview({ of }: { readonly of: RecallRule }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const navigate = useNavigate();
  const find = useListText();
  const look = useCommand("messaging", "lookForRecalls");
  const input = { ruleId: of.ruleId, text: find.text, limit: PAGE };
  const matches = useEndless({
    queryKey: trpc.messaging.listRecallMatches.queryKey({ ...input, before: null }),
    page: (before, signal) => client.messaging.listRecallMatches.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.matches,
    keyOf: (one) => one.patientId,
  });
  const fates = matches.first?.all?.fates;
  return (
    <>
      <div className="or-row">
        <h2>Whom it means now</h2>
        <Button
          size="compact-xs"
          variant="default"
          loading={look.pending}
          onClick={() => void look.run({ ruleId: of.ruleId })}
        >
          Look again
        </Button>
      </div>
      {matches.first?.looking && <p role="status">The charts are being looked through.</p>}
      {fates && (
        <ul className="or-fates" aria-label="What becomes of them">
          {recallFate.options.map(
            (fate) =>
              fates[fate] !== undefined && (
                <li key={fate}>
                  {fateWords[fate]}: {fates[fate]}
                </li>
              ),
          )}
        </ul>
      )}
      <FindBox label="Find a patient" by="Name" find={find} rows={["patient", "patients"]} all={matches.first?.all} />
      {matches.error && <ErrorState what="The patients" message={errorText(matches.error)} onRetry={matches.refetch} />}
      {matches.isPending && <LoadingState />}
      {matches.items?.length === 0 && !matches.first?.looking && (
        <EmptyState title={find.text === "" ? "Nobody fits the rule now" : "Nobody fits"}>
          {find.text === "" ? "Change what the chart must say below, and save." : "Try fewer letters."}
        </EmptyState>
      )}
      {matches.items && matches.items.length > 0 && (
        <Worklist
          label="Patients"
          compact
          items={matches.items}
          columns={columns}
          keyOf={(one) => one.patientId}
          more={matches.more}
          maxHeight={300}
          onOpen={(one) => void navigate({ to: `/p/${one.patientId}/summary` })}
        />
      )}
    </>
  );
}
