import { formatCents } from "@practicum/kernel/money";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { formatCount, formatWeekday } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { usePaper } from "../../../shell/paper.ts";
import { PrintButton, Sheet, SheetPart, SignatureLine } from "../../../shell/sheet.tsx";
import { StateChip } from "../../../states/state-chip.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { drawerTitle, overShortWords, type DrawerSummary } from "./drawer-words.ts";

type Day = Awaited<ReturnType<ReturnType<typeof useTRPCClient>["billing"]["dailyClose"]["query"]>>;

/** All drawers of a day beside what the ledger has of it. */
export function DailyClosePage() {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const { today } = useSession();
  const { on = today }: { on?: string } = useSearch({ strict: false });
  const query = useQuery(trpc.billing.dailyClose.queryOptions({ on }));
  usePaper({ kind: "printDailyClose" });
  return (
    <Page title="Daily close" actions={<PrintButton disabled={!query.data} />}>
      <MoneyTabs />
      <div className="m-row p-no-print" style={{ marginBottom: 12, alignItems: "flex-end" }}>
        <DateInput
          label="Day"
          size="xs"
          today={today}
          value={on}
          onChange={(day) => day && void navigate({ to: "/money/drawers", search: { on: day }, replace: true })}
        />
        <Link to="/money/deposits/slip" search={{ on }} className="p-anchor">
          Deposit slip of this day
        </Link>
      </div>
      {query.isError && (
        <ErrorState what="The daily close" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState rows={8} />}
      {query.data && <Report of={query.data} />}
    </Page>
  );
}

function Report({ of }: { readonly of: Day }) {
  const open = of.drawers.filter((one) => one.state === "open").length;
  const received = of.drawers.reduce((sum, one) => sum + one.expected.received, 0);
  const apart = of.ledger - received - of.banked - of.outside;
  return (
    <Sheet title="Daily close" aside={<b>{formatWeekday(of.on)}</b>}>
      {open > 0 && <Notice tone="warn">Not closed yet: {formatCount(open, "drawer")} of this day.</Notice>}
      {of.unclosedBefore.length > 0 && (
        <Notice tone="warn">
          Never closed:{" "}
          {of.unclosedBefore.map((one, index) => (
            <span key={one.drawerId}>
              {index > 0 && "; "}
              <Link to="/drawer/$drawerId" params={{ drawerId: one.drawerId }} className="p-anchor">
                {drawerTitle(one)}, {formatWeekday(one.day)}
              </Link>
            </span>
          ))}
        </Notice>
      )}
      <SheetPart title="Drawers">
        <Drawers drawers={of.drawers} />
      </SheetPart>
      <SheetPart title="Against the ledger">
        <table aria-label="Against the ledger">
          <tbody>
            <Row label="Received in drawers, less what went back" value={received} />
            {of.banked !== 0 && <Row label="Patients' checks that came with the bank's deposits" value={of.banked} />}
            {of.outside !== 0 && <Row label="Taken before drawers were kept" value={of.outside} />}
            <Row label="The ledger's payments of the day" value={of.ledger} />
          </tbody>
        </table>
        {apart === 0 ? (
          <p>They agree.</p>
        ) : (
          <Notice tone="danger" role="alert">
            They are {formatCents(Math.abs(apart))} apart. Call support before you close the month.
          </Notice>
        )}
      </SheetPart>
      <SignatureLine label="Reviewed by" />
    </Sheet>
  );
}

function Row({ label, value }: { readonly label: string; readonly value: number }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td data-num>{formatCents(value)}</td>
    </tr>
  );
}

const figures: readonly {
  readonly label: string;
  readonly closedOnly?: true;
  readonly of: (one: DrawerSummary) => number;
}[] = [
  { label: "Cash in", of: (one) => one.expected.cash - one.openingFloat + one.expected.payouts },
  { label: "Checks", of: (one) => one.expected.checks },
  { label: "Cards", of: (one) => one.expected.cards },
  { label: "Payouts", of: (one) => one.expected.payouts },
  { label: "Cash to bank", closedOnly: true, of: (one) => one.closing?.deposit ?? 0 },
];

function Drawers({ drawers }: { readonly drawers: readonly DrawerSummary[] }) {
  if (drawers.length === 0) return <p>No drawer was opened on this day.</p>;
  const overShort = drawers.reduce((sum, one) => sum + (one.closing?.overShort ?? 0), 0);
  return (
    <table aria-label="Drawers">
      <thead>
        <tr>
          <th scope="col">Drawer</th>
          <th scope="col">State</th>
          {figures.map((one) => (
            <th key={one.label} scope="col" data-num>
              {one.label}
            </th>
          ))}
          <th scope="col" data-num>
            Over or short
          </th>
        </tr>
      </thead>
      <tbody>
        {drawers.map((drawer) => (
          <tr key={drawer.drawerId}>
            <td>
              <Link to="/drawer/$drawerId" params={{ drawerId: drawer.drawerId }} className="p-anchor">
                {drawerTitle(drawer).replace(/^Drawer (?:of )?/, "")}
              </Link>
            </td>
            <td>
              <StateChip kind="drawer" state={drawer.state} />
            </td>
            {figures.map((one) => (
              <td key={one.label} data-num>
                {one.closedOnly && drawer.closing === null ? "" : formatCents(one.of(drawer))}
              </td>
            ))}
            <td data-num>
              {drawer.closing && overShortWords(drawer.closing.overShort, formatCents)}
              {drawer.closing?.cashBecause && (
                <>
                  <br />
                  <small>{drawer.closing.cashBecause}</small>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            Day
          </th>
          {figures.map((one) => (
            <td key={one.label} data-num>
              {formatCents(drawers.reduce((sum, drawer) => sum + one.of(drawer), 0))}
            </td>
          ))}
          <td data-num>{drawers.every((one) => one.closing !== null) && overShortWords(overShort, formatCents)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
