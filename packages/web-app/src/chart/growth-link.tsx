import { ageInYears } from "@practicum/kernel/local-date";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTRPC } from "../api/trpc.ts";
import { useSession } from "../session/session-context.ts";

/** The references end at the twentieth birthday. */
const UNTIL_YEARS = 20;

/** The way to the growth charts of somebody who grows. */
export function GrowthLink({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const { today } = useSession();
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId }));
  if (!patient.data || ageInYears(patient.data.birthDate, today) >= UNTIL_YEARS) return null;
  return (
    <Link className="p-anchor" to={`/p/${patientId}/growth`}>
      Growth charts
    </Link>
  );
}
