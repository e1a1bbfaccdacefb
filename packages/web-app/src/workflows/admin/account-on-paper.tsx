import { ACCOUNT_YEARS, isAccounted } from "@practicum/contracts/charting/privacy-law";
import { addMonths, formatDate } from "@practicum/kernel/local-date";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useToday } from "../../session/session-context.ts";
import { SheetPart } from "../../shell/sheet.tsx";

/** The account of disclosures as the patient gets it (164.528(b)): the day, to whom, what, what for. */
export function AccountOnPaper({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const today = useToday();
  const from = addMonths(today, -12 * ACCOUNT_YEARS);
  const account = useQuery(trpc.charting.accountOfDisclosures.queryOptions({ patientId, from, until: today }));
  if (account.isError)
    return <ErrorState what="The account" message={errorText(account.error)} onRetry={() => void account.refetch()} />;
  if (!account.data) return <LoadingState rows={2} />;
  const lines = account.data.disclosures.filter((one) => isAccounted(one, today));
  return (
    <SheetPart title={`To whom your information went, ${formatDate(from)} to ${formatDate(today)}`}>
      {account.data.cut && (
        <Notice tone="warn">There are more than fit on one paper: ask your operator for the rest.</Notice>
      )}
      {lines.length === 0 ? (
        <p>
          To nobody but for your treatment, for payment and for the practice&apos;s own work, to you, or as you
          authorized.
        </p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">To whom</th>
              <th scope="col">What</th>
              <th scope="col">What for</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((one) => (
              <tr key={one.disclosureId}>
                <td>{formatDate(one.on)}</td>
                <td>{one.to}</td>
                <td>{one.what}</td>
                <td>{one.purpose}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </SheetPart>
  );
}
