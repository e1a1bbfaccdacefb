import { Button, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import type { Cents } from "@practicum/kernel/money";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import { Amount } from "../amount.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { ImportPrices } from "./import-prices.tsx";
import { ReasonButton } from "../reason-form.tsx";

interface Price {
  readonly code: string;
  readonly label: string;
  readonly price: Cents;
  readonly from: LocalDate;
}

const columns: readonly WorklistColumn<Price>[] = [
  { id: "code", header: "Code", width: "80px", cell: (one) => <b>{one.code}</b> },
  { id: "label", header: "Service", width: "1fr", cell: (one) => one.label },
  { id: "from", header: "Since", width: "96px", cell: (one) => formatDate(one.from) },
  { id: "price", header: "Price", width: "110px", align: "right", cell: (one) => <Amount value={one.price} /> },
];

/** The fee schedule in force today. A new price counts from its day on; earlier visits keep theirs. */
export function PricesPage() {
  const trpc = useTRPC();
  const session = useSession();
  const query = useQuery(trpc.billing.listPrices.queryOptions({ onDate: session.today }));
  const [chosen, setChosen] = useState<Price | null>(null);
  return (
    <Page title="Prices">
      <MoneyTabs />
      {query.isError && (
        <ErrorState what="The prices" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState />}
      {query.data && (
        <div className="m-stack" style={{ maxWidth: 900 }}>
          <PriceForm key={chosen?.code ?? "new"} price={chosen} today={session.today} />
          <ImportPrices loaded={query.data} today={session.today} />
          {query.data.length === 0 ? (
            <EmptyState title="No prices yet">A charge without a price can&apos;t be released.</EmptyState>
          ) : (
            <Worklist
              label="Prices"
              compact
              items={query.data}
              columns={columns}
              keyOf={(one) => one.code}
              onOpen={setChosen}
              maxHeight="66vh"
            />
          )}
        </div>
      )}
    </Page>
  );
}

interface Draft {
  readonly code: string;
  readonly price: Cents | null;
  readonly from: LocalDate | null;
}

function PriceForm({ price: before, today }: { readonly price: Price | null; readonly today: LocalDate }) {
  const save = useCommand("billing", "savePrices");
  const [draft, setDraft, clear, kept] = useDraft<Draft>(`price:${before?.code ?? "new"}`, {
    code: before?.code ?? "",
    price: before?.price ?? null,
    from: today,
  });
  const { code, price, from } = draft;
  const ready = /^[0-9A-Z]{5}$/.test(code.toUpperCase()) && price !== null && price > 0 && from !== null;
  const run = async () => {
    if (!ready || price === null || from === null) return;
    const result = await save.run({ from, prices: [{ code: code.toUpperCase(), price }] });
    if (!result.ok) return;
    clear();
    say(`${code.toUpperCase()} is priced from ${formatDate(from)} on.`);
  };
  return (
    <section className="w-panel" aria-label="Set a price">
      <RestoredNotice small draft={kept} />
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <TextInput
          label="Code"
          size="xs"
          w={90}
          maxLength={5}
          value={code}
          onChange={(event) => setDraft({ ...draft, code: event.currentTarget.value })}
        />
        <MoneyInput
          label="Price"
          size="xs"
          w={110}
          value={price}
          onChange={(cents) => setDraft({ ...draft, price: cents })}
        />
        <DateInput
          label="From"
          size="xs"
          w={120}
          today={today}
          value={from}
          onChange={(day) => setDraft({ ...draft, from: day })}
        />
        <Button size="xs" disabled={!ready} loading={save.pending} onClick={() => void run()}>
          Save price
        </Button>
      </div>
      {before && <VoidPrice key={before.from} price={before} />}
      {save.error && <Notice tone="danger">{save.error.fields?.[0]?.message ?? describeError(save.error)}</Notice>}
    </section>
  );
}

/** A price that was set by mistake: the one before it counts again. */
function VoidPrice({ price: { code, from } }: { readonly price: Price }) {
  const gone = useCommand("billing", "voidPrice");
  return (
    <ReasonButton
      draft={`void-price:${code}:${from}`}
      label={`Why is the price of ${code} since ${formatDate(from)} void?`}
      action="Void the price"
      danger
      command={gone}
      input={(because) => ({ code, from, because: because.slice(0, 160) })}
      done={({ repriced }) =>
        repriced === 0 ? "Void." : `Void. ${repriced} in review ${repriced === 1 ? "follows" : "follow"}.`
      }
    >
      The price since {formatDate(from)} is a mistake
    </ReasonButton>
  );
}
