import { Button, FileButton } from "@mantine/core";
import type { FeeSchedule } from "@practicum/contracts/billing/fee-schedules";
import { describeError } from "@practicum/contracts/error";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { cents } from "@practicum/kernel/money";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { readPriceList, type ReadPriceList } from "../prices/read-price-list.ts";

/** BIL-392: a payer's list as a file: read, compared with what is there, and only then taken in. */
export function ImportSchedule({ schedule }: { readonly schedule: FeeSchedule }) {
  const session = useSession();
  const look = useCommand("billing", "importFeeSchedule");
  const take = useCommand("billing", "importFeeSchedule");
  const [file, setFile] = useState<{ readonly name: string; readonly read: ReadPriceList } | null>(null);
  const [from, setFrom] = useState<LocalDate | null>(session.today);
  const [changes, setChanges] = useState<string | null>(null);
  const input = (dryRun: boolean, at: LocalDate, { prices }: ReadPriceList) => ({
    scheduleId: schedule.scheduleId,
    from: at,
    dryRun,
    prices: prices.map(({ code, price }) => ({ code, price: cents(price) })),
  });
  const compare = async (read: ReadPriceList, at: LocalDate | null) => {
    setChanges(null);
    if (at === null || read.prices.length === 0) return;
    const result = await look.run(input(true, at, read));
    if (!result.ok) return;
    const { added, changed, unchanged } = result.value;
    setChanges(
      `${added} new, ${changed} with another price, ${unchanged} as they are. Codes that it lacks keep theirs.`,
    );
  };
  const save = async () => {
    if (file === null || from === null) return;
    const result = await take.run(input(false, from, file.read));
    if (!result.ok) return;
    say(`${file.read.prices.length} prices of ${schedule.name} hold from ${formatDate(from)} on.`);
    setFile(null);
    setChanges(null);
  };
  const { prices, problems } = file?.read ?? { prices: [], problems: [] };
  return (
    <section className="w-panel m-stack" aria-label="Take a list in" style={{ gap: 8 }}>
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <FileButton
          accept=".csv,.txt,text/csv"
          onChange={(chosen) => {
            void chosen?.text().then((text) => {
              const read = readPriceList(text, 100);
              setFile({ name: chosen.name, read });
              void compare(read, from);
            });
          }}
        >
          {(props) => (
            <Button size="xs" variant="default" {...props}>
              Take in a list (CSV)
            </Button>
          )}
        </FileButton>
        <DateInput
          label="Prices hold from"
          size="xs"
          w={120}
          today={session.today}
          value={from}
          onChange={(day) => {
            setFrom(day);
            if (file) void compare(file.read, day);
          }}
        />
        {file && (
          <>
            <Button
              size="xs"
              loading={take.pending}
              disabled={prices.length === 0 || from === null || changes === null}
              onClick={() => void save()}
            >
              Take in {prices.length} prices
            </Button>
            <Button size="xs" variant="subtle" onClick={() => setFile(null)}>
              Cancel
            </Button>
          </>
        )}
      </div>
      {!file && <p className="m-small">A code and an amount in dollars on each line, as the payer gives its list.</p>}
      {file && (
        <p style={{ margin: 0 }}>
          {file.name}: {prices.length === 0 ? "no prices were found." : (changes ?? "comparing …")}
        </p>
      )}
      {problems.length > 0 && (
        <Notice tone="warn" role="status">
          {problems.length === 1 ? "A line is" : `${problems.length} lines are`} left out:{" "}
          {
            // limit: the first few lead to what is wrong with the rest.
            problems.slice(0, 5).join("; ")
          }
          .
        </Notice>
      )}
      {[look.error, take.error].map(
        (error, at) =>
          error && (
            // oxlint-disable-next-line react/no-array-index-key
            <Notice key={at} tone="danger">
              {error.fields?.[0]?.message ?? describeError(error)}
            </Notice>
          ),
      )}
    </section>
  );
}
