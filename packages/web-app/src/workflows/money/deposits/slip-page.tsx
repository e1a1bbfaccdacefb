import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { formatName, formatWeekday } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { usePaper } from "../../../shell/paper.ts";
import { PrintButton, Sheet, SheetPart, SignatureLine } from "../../../shell/sheet.tsx";
import { drawerTitle } from "../drawers/drawer-words.ts";
import { MoneyTabs } from "../money-tabs.tsx";

type Slip = Awaited<ReturnType<ReturnType<typeof useTRPCClient>["billing"]["depositSlip"]["query"]>>;

/** A day's cash and checks, to bring to the bank. */
export function SlipPage() {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const { today } = useSession();
  const { on = today }: { on?: string } = useSearch({ strict: false });
  const query = useQuery(trpc.billing.depositSlip.queryOptions({ on }));
  const slip = query.data;
  usePaper({ kind: "printDepositSlip", about: slip?.checks.map((one) => one.patientId) ?? [] });
  return (
    <Page title="Deposit slip" actions={<PrintButton disabled={!slip} />}>
      <MoneyTabs />
      <div className="p-no-print" style={{ maxWidth: 200, marginBottom: 12 }}>
        <DateInput
          label="Day"
          size="xs"
          today={today}
          value={on}
          onChange={(day) => day && void navigate({ href: `/money/deposits/slip?on=${day}`, replace: true })}
        />
      </div>
      {query.isError && (
        <ErrorState what="The deposit slip" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState rows={8} />}
      {slip && <Paper slip={slip} />}
    </Page>
  );
}

function Paper({ slip }: { readonly slip: Slip }) {
  const checks = slip.total - slip.cash;
  return (
    <Sheet title="Deposit slip" aside={<b>{formatWeekday(slip.on)}</b>}>
      <SheetPart title={`Checks (${slip.checks.length})`}>
        <table aria-label="Checks">
          <thead>
            <tr>
              <th scope="col">Check number</th>
              <th scope="col">From</th>
              <th scope="col" data-num>
                Amount
              </th>
            </tr>
          </thead>
          <tbody>
            {slip.checks.map((one, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- two checks without a number may be alike
              <tr key={index}>
                <td>{one.number || "Not written down"}</td>
                <td>{one.payerName ?? (one.patientName ? formatName(one.patientName) : "Patient")}</td>
                <td data-num>{formatCents(one.amount)}</td>
              </tr>
            ))}
            {slip.checks.length === 0 && (
              <tr>
                <td colSpan={3}>No check on this day.</td>
              </tr>
            )}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                Checks
              </th>
              <td data-num>{formatCents(checks)}</td>
            </tr>
            {slip.drawers.map((one) => (
              <tr key={one.drawerId}>
                <td colSpan={2}>
                  Cash: {drawerTitle(one)}
                  {one.state === "open" && ", not closed yet"}
                </td>
                <td data-num>{formatCents(one.cash)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row" colSpan={2}>
                Cash
              </th>
              <td data-num>{formatCents(slip.cash)}</td>
            </tr>
            <tr>
              <th scope="row" colSpan={2}>
                Total deposit
              </th>
              <td data-num>{formatCents(slip.total)}</td>
            </tr>
          </tfoot>
        </table>
      </SheetPart>
      <p>
        <small>
          Taken at the desk or recorded as a deposit on {formatDate(slip.on)}. Of a closed drawer it is the cash that
          was counted, less what stays as float; of one that is not closed, what came in less what went out. Cards (
          {formatCents(slip.cards)}), EFTs and lockboxes reach the bank by themselves.
        </small>
      </p>
      <SignatureLine label="Prepared by" />
    </Sheet>
  );
}
