import { Button, FileButton, NumberInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { cents, type Cents } from "@practicum/kernel/money";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import { readPriceList, type ReadPriceList } from "./read-price-list.ts";

interface Props {
  /** The prices that are in force. */
  readonly loaded: readonly { readonly code: string; readonly price: Cents }[];
  readonly today: LocalDate;
}

interface Draft {
  readonly percent: number;
  readonly from: LocalDate | null;
  readonly file: { readonly name: string; readonly text: string } | null;
  readonly raising: boolean;
}

/** A whole fee schedule at once: a file, or the one that is loaded, times so many percent. It is shown before it counts. */
export function ImportPrices({ loaded, today }: Props) {
  const save = useCommand("billing", "savePrices");
  const blank: Draft = { percent: 100, from: today, file: null, raising: false };
  const [draft, setDraft, clear, kept] = useDraft<Draft>("import-prices", blank);
  const { percent, from, file, raising } = draft;
  const put = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const read: ReadPriceList | null = raising
    ? { prices: loaded.map(({ code, price }) => ({ code, price: Math.round((price * percent) / 100) })), problems: [] }
    : file && readPriceList(file.text, percent);
  const prices = read?.prices.filter((one) => one.price > 0) ?? [];
  const forget = () => {
    clear();
    setDraft(blank);
  };
  const run = async () => {
    if (from === null || prices.length === 0) return;
    const result = await save.run({ from, prices: prices.map(({ code, price }) => ({ code, price: cents(price) })) });
    if (!result.ok) return;
    say(`${prices.length} prices hold from ${formatDate(from)} on.`);
    forget();
  };
  return (
    <section className="w-panel" aria-label="A whole fee schedule">
      <RestoredNotice small draft={kept} />
      <div className="m-row" style={{ alignItems: "flex-end", flexWrap: "wrap" }}>
        <FileButton
          accept=".csv,.txt,text/csv"
          onChange={(chosen) => {
            put({ raising: false });
            void chosen?.text().then((text) => put({ file: { name: chosen.name, text } }));
          }}
        >
          {(props) => (
            <Button size="xs" variant="default" {...props}>
              Import a price list (CSV)
            </Button>
          )}
        </FileButton>
        {loaded.length > 0 && (
          <Button size="xs" variant="default" onClick={() => put({ raising: true })}>
            Change all by a percentage
          </Button>
        )}
        {read && (
          <>
            <NumberInput
              label={raising ? "Percent of the prices in force" : "Percent of the file"}
              size="xs"
              w={170}
              min={1}
              max={1000}
              value={percent}
              onChange={(value) => put({ percent: typeof value === "number" ? value : 100 })}
            />
            <DateInput
              label="From"
              size="xs"
              w={120}
              today={today}
              value={from}
              onChange={(day) => put({ from: day })}
            />
            <Button
              size="xs"
              loading={save.pending}
              disabled={prices.length === 0 || from === null}
              onClick={() => void run()}
            >
              Save {prices.length} prices
            </Button>
            <Button size="xs" variant="subtle" onClick={forget}>
              Cancel
            </Button>
          </>
        )}
      </div>
      {!read && (
        <p style={{ margin: "6px 0 0", fontSize: 13, color: "var(--p-dim)" }}>
          A code and an amount in dollars on each line. A list of Medicare&apos;s fees becomes yours by a percentage.
        </p>
      )}
      {read && <Preview read={read} name={raising ? "The prices in force" : (file?.name ?? "")} />}
      {save.error && <Notice tone="danger">{save.error.fields?.[0]?.message ?? describeError(save.error)}</Notice>}
    </section>
  );
}

const SHOWN = 5;

function Preview({ read, name }: { readonly read: ReadPriceList; readonly name: string }) {
  const { prices, problems } = read;
  const dollars = (price: number) => `$${(price / 100).toFixed(2)}`;
  const more = prices.length > SHOWN ? ` and ${prices.length - SHOWN} more` : "";
  return (
    <>
      <p style={{ margin: "6px 0 0", fontSize: 13 }}>
        {name}:{" "}
        {prices
          // limit: a look at the beginning; how many more there are stands behind.
          .slice(0, SHOWN)
          .map(({ code, price }) => `${code} ${dollars(price)}`)
          .join(", ") || "no prices"}
        {more}.
      </p>
      {problems.length > 0 && (
        <Notice tone="warn" role="status">
          {problems.length === 1 ? "A line is" : `${problems.length} lines are`} left out: {problems.join("; ")}.
        </Notice>
      )}
    </>
  );
}
