import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { ClaimErrors } from "./claim-errors.tsx";
import { ClaimForm } from "./claim-form.tsx";

/** The claim in the middle, its errors and its history at the right. */
export function ClaimBench({ claimId }: { readonly claimId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.billing.getClaim.queryOptions({ claimId }));
  if (query.isError)
    return <ErrorState what="The claim" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState rows={10} />;
  return (
    <>
      <ClaimForm claim={query.data} />
      <ClaimErrors claim={query.data} />
    </>
  );
}
