import { formatDate } from "@practicum/kernel/local-date";
import { ErrorState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { StateChip } from "../../../states/state-chip.tsx";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";

/** What was appealed about this refusal, and about earlier ones of its claim for the same reason. */
export function AppealsOfDenial({ denialId }: { readonly denialId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.billing.appealsOfDenial.queryOptions({ denialId }));
  if (query.isError)
    return <ErrorState what="The appeals" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  if (!query.data || query.data.length === 0) return null;
  return (
    <ul className="m-mail" aria-label="Appeals">
      {query.data.map((one) => (
        <li key={one.appealId}>
          <Link to={`/money/appeals/${one.appealId}`} search={{ show: "open" }} className="p-anchor">
            {one.levelName}
          </Link>{" "}
          <StateChip kind="appeal" state={one.status} />
          {one.sentOn && <span className="m-small"> sent {formatDate(one.sentOn)}</span>}
        </li>
      ))}
    </ul>
  );
}
