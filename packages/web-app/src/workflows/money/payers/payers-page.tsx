import { Button } from "@mantine/core";
import type { Payer } from "@practicum/contracts/billing/payers";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { StateChip } from "../../../states/state-chip.tsx";
import { hasFormDraft } from "../../../forms/use-form-draft.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { Page } from "../../../shell/page.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { PayerAppealsForm } from "./payer-appeals.tsx";
import { payerDraft, PayerForm } from "./payer-form.tsx";
import { PayerRulesAndVersions } from "./payer-rules-versions.tsx";
import { payerKinds } from "./payer-words.ts";

const columns: readonly WorklistColumn<Payer>[] = [
  { id: "name", header: "Payer", width: "minmax(140px, 1.4fr)", cell: (one) => <b>{one.name}</b> },
  { id: "kind", header: "Kind", width: "minmax(100px, 1fr)", cell: (one) => payerKinds[one.kind] },
  { id: "id", header: "Payer ID", width: "100px", cell: (one) => one.electronicId },
  { id: "days", header: "File within", width: "86px", align: "right", cell: (one) => `${one.filingDays} days` },
  {
    id: "active",
    header: "State",
    width: "90px",
    cell: (one) => <StateChip kind="active" state={one.active ? "active" : "inactive"} />,
  },
];

/** Whom the practice bills, with what each needs on a claim. */
export function PayersPage() {
  const { payerId }: { payerId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const navigate = useNavigate();
  const query = useQuery(trpc.billing.listPayers.queryOptions({}));
  const [adding, setAdding] = useState(() => hasFormDraft(payerDraft(null)));
  const chosen = adding ? undefined : (query.data?.find((one) => one.payerId === payerId) ?? query.data?.[0]);
  const open = (id: string) => {
    setAdding(false);
    void navigate({ href: `/money/payers/${id}` });
  };
  return (
    <Page
      title="Payers"
      actions={
        <Button size="xs" variant="default" onClick={() => setAdding(true)}>
          Add a payer
        </Button>
      }
    >
      <MoneyTabs />
      {query.isError && (
        <ErrorState what="The payers" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState />}
      {query.data?.length === 0 && !adding && (
        <EmptyState title="No payers yet">
          Add those whose cards your patients bring: most can be chosen from a list.
        </EmptyState>
      )}
      {query.data && (query.data.length > 0 || adding) && (
        <div className="m-split">
          <Worklist
            label="Payers"
            items={query.data}
            columns={columns}
            keyOf={(one) => one.payerId}
            selected={new Set(chosen ? [chosen.payerId] : [])}
            onOpen={(one) => open(one.payerId)}
            maxHeight="75vh"
          />
          {adding ? (
            <PayerForm payer={null} onSaved={open} />
          ) : (
            chosen && (
              <div className="m-stack" key={chosen.payerId}>
                <PayerForm payer={chosen} />
                {chosen.kind !== "self-pay" && <PayerRulesAndVersions payer={chosen} />}
                {chosen.kind !== "self-pay" && <PayerAppealsForm payer={chosen} />}
              </div>
            )
          )}
        </div>
      )}
    </Page>
  );
}
