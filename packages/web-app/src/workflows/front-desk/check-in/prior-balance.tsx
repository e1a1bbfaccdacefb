import { formatCents } from "@practicum/kernel/money";
import { Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useSession } from "../../../session/session-context.ts";

/** What the patient owes from before, at the moment when it can be asked for. Nothing where nothing is owed. */
export function PriorBalance({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const { can } = useSession();
  const account = useQuery({
    ...trpc.billing.getAccount.queryOptions({ patientId }),
    enabled: can("account.read"),
  });
  if (account.isError)
    return <Notice tone="warn">The balance could not be loaded: it is not known. {errorText(account.error)}</Notice>;
  const { patientDue = 0, collections = 0 } = account.data ?? {};
  if (patientDue <= 0 && collections <= 0) return null;
  return (
    <Notice tone="warn">
      {patientDue > 0 && `Owes ${formatCents(patientDue)} from earlier visits. `}
      {collections > 0 && `${formatCents(collections)} are with a collection agency. `}
      <Link className="p-anchor" to={`/p/${patientId}/ledger`}>
        Open the ledger
      </Link>
    </Notice>
  );
}
