import { Button, SegmentedControl } from "@mantine/core";
import type { ExpectedSums } from "@practicum/contracts/billing/expected-paid";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { addMonths, formatMonth } from "@practicum/kernel/local-date";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { Amount } from "../amount.tsx";
import { ExpectedLines, type ExpectedWhich } from "./expected-lines.tsx";
import { MonthBars } from "./trend-picture.tsx";
import { Wide } from "./wide.tsx";

type By = "payer" | "code" | "month";
const PAGE = 50;

/** What the numbers are narrowed to, each with its name as it was chosen. */
interface Narrowed {
  readonly payer: { readonly key: string; readonly name: string } | null;
  readonly code: string | null;
  readonly month: string | null;
}
const everything: Narrowed = { payer: null, code: null, month: null };

/** What payers allowed and paid beside what their contracts say, down to the line (BIL-399). */
export function ExpectedView({ months }: { readonly months: readonly string[] }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [by, setBy] = useState<By>("payer");
  const [span, setSpan] = useState("12");
  const [narrowed, setNarrowed] = useState<Narrowed>(everything);
  const thisMonth = months[0] ?? "";
  const until = narrowed.month ?? thisMonth;
  // limit: of a day its month.
  const from = narrowed.month ?? addMonths(`${thisMonth}-01`, 1 - Number(span)).slice(0, 7);
  const which: ExpectedWhich = { from, until, payerId: narrowed.payer?.key ?? null, code: narrowed.code };
  const input = { ...which, by, limit: PAGE };
  const query = useEndless({
    queryKey: trpc.billing.expectedPaid.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.expectedPaid.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.lines,
    keyOf: (one) => one.key,
  });
  const all = query.first?.all ?? null;
  const nothing = all !== null && all.lines + all.unknown.lines + all.refused.lines === 0;
  const narrow = (key: string, name: string) => {
    if (by === "payer") setNarrowed({ ...narrowed, payer: { key, name } });
    else setNarrowed({ ...narrowed, [by]: key });
    // What is left to tell apart: the codes of a payer or of a month, the payers of a code.
    setBy(by === "code" && narrowed.payer === null ? "payer" : "code");
  };
  return (
    <div className="m-stack">
      <div className="m-row">
        <SegmentedControl
          size="xs"
          aria-label="By"
          data={[
            { value: "payer", label: "By payer" },
            { value: "code", label: "By code" },
            { value: "month", label: "By month" },
          ]}
          value={by}
          onChange={(next) => setBy(next as By)}
        />
        <ChoiceList
          size="xs"
          aria-label="Months"
          style={{ width: 190 }}
          data={["1", "3", "6", "12"].map((value) => ({
            value,
            label: value === "1" ? "This month" : `The last ${value} months`,
          }))}
          value={span}
          onChange={(value) => {
            if (value === null) return;
            setSpan(value);
            setNarrowed({ ...narrowed, month: null });
          }}
        />
        <span className="m-small">
          Date of service from {formatMonth(from)} to {formatMonth(until)}
        </span>
      </div>
      <Chosen narrowed={narrowed} onChange={setNarrowed} />
      {query.error && <ErrorState what="Expected and paid" message={errorText(query.error)} onRetry={query.refetch} />}
      {!query.error && query.isPending && <LoadingState />}
      {nothing && (
        <EmptyState title="Nothing was decided">
          No first payer has decided a line of these months. Post a remittance to see it here.
        </EmptyState>
      )}
      {all && !nothing && query.items && !query.error && (
        <div className="m-stack" aria-busy={query.stale}>
          <p className="m-small" style={{ margin: 0 }}>
            First payers&apos; decisions. Compared are lines with a price by contract that were not refused. The
            difference is what was allowed less what was expected; what is missing waits in{" "}
            <Link to="/money/underpayments" className="p-anchor">
              Underpayments
            </Link>
            .
          </p>
          <SumsTable by={by} rows={query.items} all={all} onNarrow={narrow} />
          {query.more && (
            <Button
              size="compact-sm"
              variant="default"
              loading={query.more.loading}
              onClick={query.more.load}
              style={{ alignSelf: "flex-start" }}
            >
              More
            </Button>
          )}
          <Trend months={query.first?.months ?? []} from={from} until={until} />
          <ExpectedLines which={which} />
        </div>
      )}
    </div>
  );
}

/** To what the numbers are narrowed; each is taken off by its button. */
function Chosen(props: { readonly narrowed: Narrowed; readonly onChange: (next: Narrowed) => void }) {
  const { narrowed, onChange } = props;
  const chips = [
    { part: "payer", text: narrowed.payer?.name ?? null },
    { part: "code", text: narrowed.code },
    { part: "month", text: narrowed.month && formatMonth(narrowed.month) },
  ] as const;
  if (chips.every((one) => one.text === null)) return null;
  return (
    <div className="m-row" role="group" aria-label="Only">
      <span className="m-small">Only</span>
      {chips.map(
        ({ part, text }) =>
          text !== null && (
            <Button
              key={part}
              size="compact-sm"
              variant="light"
              rightSection={<IconX size={14} aria-hidden />}
              aria-label={`No longer only ${text}`}
              onClick={() => onChange({ ...narrowed, [part]: null })}
            >
              {text}
            </Button>
          ),
      )}
    </div>
  );
}

interface SumsProps {
  readonly by: By;
  readonly rows: readonly { readonly key: string; readonly name: string; readonly sums: ExpectedSums }[];
  readonly all: ExpectedSums;
  readonly onNarrow: (key: string, name: string) => void;
}

const firstHead: { readonly [B in By]: string } = { payer: "Payer", code: "Code", month: "Month of service" };

function SumsTable({ by, rows, all, onNarrow }: SumsProps) {
  return (
    <div className="m-scroll">
      <table className="m-table" aria-label="Expected and paid">
        <thead>
          <tr>
            <th>{firstHead[by]}</th>
            <th className="m-num">Lines</th>
            <th className="m-num">Billed</th>
            <th className="m-num">Expected</th>
            <th className="m-num">Allowed</th>
            <th className="m-num">Paid</th>
            <th className="m-num">Difference</th>
            <th className="m-num">Missing</th>
            <th className="m-num">Not known</th>
            <th className="m-num">Refused</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, sums }) => (
            <tr key={key}>
              <td>
                <Button size="compact-sm" variant="subtle" onClick={() => onNarrow(key, name)}>
                  {by === "month" ? formatMonth(key) : by === "code" ? `${key} ${name}` : name}
                </Button>
              </td>
              <Cells sums={sums} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All</th>
            <Cells sums={all} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Cells({ sums }: { readonly sums: ExpectedSums }) {
  const { lines, billed, expected, allowed, paid, difference, missing, unknown, refused } = sums;
  return (
    <>
      <td className="m-num">{lines}</td>
      {[billed, expected, allowed, paid, difference].map((value, at) => (
        <td key={at} className="m-num">
          {/* Of no line there is nothing to compare: that is not known, and no zero. */}
          {lines === 0 ? "–" : <Amount value={value} />}
        </td>
      ))}
      <td className="m-num">
        <Amount value={missing} strong={missing > 0} />
      </td>
      {[unknown, refused].map((one, at) => (
        <td key={at} className="m-num">
          {one.lines}
          {one.lines > 0 && (
            <span className="m-small" style={{ display: "block" }}>
              <Amount value={one.billed} /> billed
            </span>
          )}
        </td>
      ))}
    </>
  );
}

interface TrendProps {
  readonly months: readonly { readonly month: string; readonly sums: ExpectedSums }[];
  readonly from: string;
  readonly until: string;
}

/** What was allowed of what was expected, in tenths of a percent; null where nothing was expected. */
function kept({ expected, allowed }: ExpectedSums): number | null {
  return expected === 0 ? null : Math.round((allowed * 1000) / expected);
}

/** Month by month how much of what the contracts say was allowed. */
function Trend({ months, from, until }: TrendProps) {
  if (from === until) return null;
  const all: string[] = [];
  // limit: of a day its month.
  for (let month = from; month <= until; month = addMonths(`${month}-01`, 1).slice(0, 7)) all.push(month);
  const bars = all.map((month) => {
    const found = months.find((one) => one.month === month);
    const value = found ? kept(found.sums) : null;
    return { month, value, text: value === null ? "not known" : `${(value / 10).toFixed(1)}%` };
  });
  return (
    <section aria-label="Trend" className="m-stack" style={{ gap: 4 }}>
      <b style={{ fontSize: 13 }}>Allowed, in percent of what the contracts say</b>
      <MonthBars
        words={`Allowed in percent of what the contracts say, ${formatMonth(from)} to ${formatMonth(until)}`}
        bars={bars}
        target={1000}
      />
      <details>
        <summary className="m-small">The months as a table</summary>
        <Wide label="Months">
          <table className="m-table" aria-label="Allowed of expected by month">
            <thead>
              <tr>
                <th>Month of service</th>
                <th className="m-num">Allowed of expected</th>
              </tr>
            </thead>
            <tbody>
              {bars.toReversed().map((one) => (
                <tr key={one.month}>
                  <td>{formatMonth(one.month)}</td>
                  <td className="m-num">{one.text}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      </details>
    </section>
  );
}
