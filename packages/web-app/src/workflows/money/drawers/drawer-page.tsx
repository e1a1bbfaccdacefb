import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { formatName, formatTime, formatWeekday } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { usePaper } from "../../../shell/paper.ts";
import { PrintButton, Sheet, SheetPart, SignatureLine } from "../../../shell/sheet.tsx";
import { ReasonButton } from "../reason-form.tsx";
import { denominationNames, drawerTitle, lineWords, methodOf, overShortWords, type Drawer } from "./drawer-words.ts";
import { OpenDrawer } from "./my-drawer-page.tsx";
import "../money.css";
import "./drawers.css";

/** A drawer: to count while it is open, its close sheet once it is closed. */
export function DrawerPage() {
  const trpc = useTRPC();
  const { drawerId = "" }: { drawerId?: string } = useParams({ strict: false });
  const session = useSession();
  const query = useQuery(trpc.billing.getDrawer.queryOptions({ drawerId }));
  const of = query.data;
  const closed = of?.state === "closed";
  const mayCount = of?.state === "open" && (of.mine || session.can("drawer.reopen"));
  usePaper({ kind: "printDrawer", about: of?.lines.map((one) => one.patientId) ?? [] });
  return (
    <Page title="Cash drawer" actions={closed && <PrintButton />}>
      {query.isError && (
        <ErrorState what="The drawer" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState rows={8} />}
      {of && mayCount && <OpenDrawer of={of} />}
      {of && !mayCount && (
        <div className="m-stack">
          {!closed && (
            <Notice tone="info">It is not closed: {of.person} or the practice manager counts and closes it.</Notice>
          )}
          <CloseSheet of={of} />
          {closed && <Reopen of={of} />}
        </div>
      )}
    </Page>
  );
}

function Reopen({ of }: { readonly of: Drawer }) {
  const session = useSession();
  const reopen = useCommand("billing", "reopenDrawer");
  if (!session.can("drawer.reopen"))
    return <p className="m-small p-no-print">The practice manager can open it again.</p>;
  return (
    <div className="p-no-print">
      <ReasonButton
        draft={`reopen-drawer:${of.drawerId}`}
        label="Why is it opened again?"
        action="Open the drawer again"
        command={reopen}
        input={(because) => ({ drawerId: of.drawerId, because })}
        done={`${drawerTitle(of)} is open again.`}
      >
        Open again…
      </ReasonButton>
    </div>
  );
}

function CloseSheet({ of }: { readonly of: Drawer }) {
  const { closing, expected } = of;
  return (
    <Sheet title={closing ? "Drawer close sheet" : "Drawer, not closed"} aside={<b>{formatWeekday(of.day)}</b>}>
      <p>
        <b>{drawerTitle(of)}</b>
        {!of.countedIn && ". Nobody said its opening float."}
      </p>
      <SheetPart title="Count">
        <table aria-label="Count">
          <tbody>
            {closing?.counted.map((one) => (
              <tr key={one.denomination}>
                <td>
                  {one.count} × {denominationNames[one.denomination]}
                </td>
                <td data-num>{formatCents(one.count * one.denomination)}</td>
              </tr>
            ))}
            {closing && <Row label="Cash counted" value={closing.cash} />}
            <Row label="Opening float" value={of.openingFloat} />
            <Row label="Cash expected, with the float" value={expected.cash} />
            {closing && (
              <tr>
                <th scope="row">{overShortWords(closing.overShort, formatCents)}</th>
                <td>{closing.cashBecause}</td>
              </tr>
            )}
            {closing && <Row label="Stays as float" value={closing.left} />}
            {closing && <Row label="Cash to the bank" value={closing.deposit} />}
          </tbody>
        </table>
      </SheetPart>
      <SheetPart title="Checks and cards">
        <table aria-label="Checks and cards">
          <thead>
            <tr>
              <th scope="col">Batch</th>
              <th scope="col" data-num>
                Taken
              </th>
              <th scope="col" data-num>
                Counted
              </th>
              <th scope="col">Difference</th>
            </tr>
          </thead>
          <tbody>
            <Batch
              label={`Checks (${expected.checkCount})`}
              expected={expected.checks}
              counted={closing?.checks}
              because={closing?.checksBecause}
            />
            <Batch label="Cards" expected={expected.cards} counted={closing?.cards} because={closing?.cardsBecause} />
          </tbody>
        </table>
      </SheetPart>
      <Taken of={of} />
      <History of={of} />
      <SignatureLine label="Counted by" />
      <SignatureLine label="Checked by" />
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

interface BatchProps {
  readonly label: string;
  readonly expected: number;
  readonly counted: number | undefined;
  readonly because: string | null | undefined;
}

function Batch({ label, expected, counted, because }: BatchProps) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td data-num>{formatCents(expected)}</td>
      <td data-num>{counted === undefined ? "" : formatCents(counted)}</td>
      <td>
        {counted === undefined
          ? ""
          : counted === expected
            ? "None"
            : `${formatCents(counted - expected)}: ${because ?? ""}`}
      </td>
    </tr>
  );
}

function Taken({ of }: { readonly of: Drawer }) {
  const { timeZone } = useSession();
  return (
    <SheetPart title={`Taken and given (${of.lines.length})`}>
      <table aria-label="Taken and given">
        <tbody>
          {of.lines.map((one) => (
            <tr key={one.lineId}>
              <td style={{ whiteSpace: "nowrap" }}>{formatTime(timeIn(one.at, timeZone))}</td>
              <td>
                {lineWords[one.kind]}
                {one.patientName && `, ${formatName(one.patientName)}`}
                {one.receiptNumber && `, ${one.receiptNumber}`}
                {one.because && `: ${one.because}`}
              </td>
              <td>{methodOf(one)}</td>
              <td data-num>{formatCents(one.amount)}</td>
            </tr>
          ))}
          {of.lines.length === 0 && (
            <tr>
              <td>Nothing was taken or given.</td>
            </tr>
          )}
        </tbody>
      </table>
    </SheetPart>
  );
}

const happened = {
  opened: "Opened",
  float: "Float counted",
  closed: "Closed",
  reopened: "Opened again",
} as const;

function History({ of }: { readonly of: Drawer }) {
  const { timeZone } = useSession();
  return (
    <SheetPart title="History">
      <ul>
        {of.history.map((one) => (
          <li key={`${one.what} ${one.at}`}>
            {happened[one.what]} on {formatDate(dateIn(one.at, timeZone))} at {formatTime(timeIn(one.at, timeZone))} by{" "}
            {one.by}
            {one.because && `: ${one.because}`}
          </li>
        ))}
      </ul>
    </SheetPart>
  );
}
