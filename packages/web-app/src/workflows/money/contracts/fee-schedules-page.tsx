import { TextInput } from "@mantine/core";
import { feeScheduleOperations, type FeeSchedule } from "@practicum/contracts/billing/fee-schedules";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { formatCount } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { FindBox, useListText } from "../../../lists/find-box.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { say } from "../../../shell/undo.tsx";
import { Amount } from "../amount.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { ImportSchedule } from "./import-schedule.tsx";

const columns: readonly WorklistColumn<FeeSchedule>[] = [
  { id: "name", header: "Fee schedule", width: "minmax(160px, 1fr)", cell: (one) => <b>{one.name}</b> },
  { id: "codes", header: "Codes today", width: "100px", align: "right", cell: (one) => String(one.codes) },
  {
    id: "from",
    header: "Latest from",
    width: "100px",
    cell: (one) => (one.latestFrom === null ? "no prices yet" : formatDate(one.latestFrom)),
  },
];

/** BIL-392: the lists of prices that contracts are a percentage of. */
export function FeeSchedulesPage() {
  const trpc = useTRPC();
  const session = useSession();
  const query = useQuery(trpc.billing.listFeeSchedules.queryOptions({ onDate: session.today }));
  const [opened, setOpened] = useState<string | null>(null);
  const chosen = query.data?.find((one) => one.scheduleId === opened) ?? query.data?.[0];
  const manages = session.can("payer.manage");
  return (
    <Page title="Fee schedules">
      <MoneyTabs />
      <p style={{ margin: "0 0 10px" }}>
        <Link to="/money/contracts" className="p-anchor">
          Contracts
        </Link>{" "}
        <span className="m-small">
          A payer&apos;s own prices, which its contract is a percentage of. What the practice charges is under Prices.
        </span>
      </p>
      {query.error && (
        <ErrorState what="The fee schedules" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState />}
      {query.data && (
        <div className="m-split">
          <div className="m-stack">
            {manages && <AddSchedule onSaved={setOpened} />}
            {query.data.length === 0 ? (
              <EmptyState title="No fee schedules yet">Add one, then take its list in.</EmptyState>
            ) : (
              <Worklist
                label="Fee schedules"
                landing
                items={query.data}
                columns={columns}
                keyOf={(one) => one.scheduleId}
                selected={new Set(chosen ? [chosen.scheduleId] : [])}
                onOpen={(one) => setOpened(one.scheduleId)}
                maxHeight="60vh"
              />
            )}
          </div>
          {chosen && (
            <div className="m-stack" key={chosen.scheduleId}>
              {manages && <ImportSchedule schedule={chosen} />}
              <SchedulePrices schedule={chosen} today={session.today} />
            </div>
          )}
        </div>
      )}
    </Page>
  );
}

function AddSchedule({ onSaved }: { readonly onSaved: (scheduleId: string) => void }) {
  const of = useCommandForm({
    draft: "fee-schedule:new",
    initialValues: { name: "" },
    schema: feeScheduleOperations.saveFeeSchedule.input,
    toInput: ({ name }, scheduleId) => ({ scheduleId, name }),
    command: useCommand("billing", "saveFeeSchedule"),
    after: "again",
    onDone: ({ scheduleId }) => {
      say("Added. Take its list in.");
      onSaved(scheduleId);
    },
  });
  return (
    <CommandForm of={of} className="w-panel" label="Add a fee schedule" action="Add a fee schedule" size="xs">
      <TextInput
        size="xs"
        label="Name"
        placeholder="the payer's, with its year"
        maxLength={60}
        {...of.form.getInputProps("name")}
      />
    </CommandForm>
  );
}

const PAGE = 100;
interface Price {
  readonly code: string;
  readonly label: string;
  readonly price: number;
  readonly from: LocalDate;
}
const priceColumns: readonly WorklistColumn<Price>[] = [
  { id: "code", header: "Code", width: "80px", cell: (one) => <b>{one.code}</b> },
  { id: "label", header: "Service", width: "1fr", cell: (one) => one.label },
  { id: "from", header: "Since", width: "96px", cell: (one) => formatDate(one.from) },
  { id: "price", header: "Price", width: "100px", align: "right", cell: (one) => <Amount value={one.price} /> },
];

function SchedulePrices({ schedule, today }: { readonly schedule: FeeSchedule; readonly today: LocalDate }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const find = useListText();
  const input = { scheduleId: schedule.scheduleId, onDate: today, text: find.text, limit: PAGE };
  const query = useEndless({
    queryKey: trpc.billing.listFeeSchedulePrices.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.listFeeSchedulePrices.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.prices,
    keyOf: (one) => one.code,
  });
  return (
    <section className="m-stack" aria-label={`Prices of ${schedule.name}`}>
      <FindBox
        label="Find a code"
        by="How the code begins"
        find={find}
        rows={["code", "codes"]}
        all={find.text === "" ? { count: schedule.codes } : undefined}
      />
      {query.error && <ErrorState what="The prices" message={errorText(query.error)} onRetry={query.refetch} />}
      {query.isPending && <LoadingState />}
      {query.items?.length === 0 && (
        <EmptyState title={find.text === "" ? "No prices today" : "No code begins so"}>
          {formatCount(schedule.codes, "code")} in {schedule.name} today.
        </EmptyState>
      )}
      {query.items && query.items.length > 0 && (
        <Worklist
          label="Prices"
          compact
          items={query.items}
          columns={priceColumns}
          keyOf={(one) => one.code}
          maxHeight="50vh"
          more={query.more}
        />
      )}
    </section>
  );
}
