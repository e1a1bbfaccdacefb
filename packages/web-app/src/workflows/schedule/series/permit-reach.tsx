import { Notice } from "@practicum/ui/states.tsx";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { reachWords } from "./series-words.ts";

interface Props {
  readonly patientId: string;
  readonly booked: readonly string[];
  readonly days: readonly string[];
  readonly staffId: string | null;
}

/** Whether referrals and authorizations reach over the whole series. It warns; it never blocks. */
export function PermitReach({ patientId, booked, days, staffId }: Props) {
  const trpc = useTRPC();
  const reach = useQuery({
    ...trpc.billing.permitReach.queryOptions({ patientId, booked: [...booked], days: [...days], staffId }),
    enabled: days.length > 0,
    placeholderData: keepPreviousData,
  });
  if (reach.isError)
    return <Notice tone="warn">Referrals and authorizations could not be looked up. {errorText(reach.error)}</Notice>;
  return (
    <>
      {reachWords(reach.data ?? [], days.length).map(({ tone, text }) => (
        <Notice key={text} tone={tone}>
          {text}
        </Notice>
      ))}
    </>
  );
}
