import type { Patient } from "@practicum/contracts/scheduling/patients";
import { formatCents } from "@practicum/kernel/money";
import { formatBirth, formatName } from "@practicum/ui/format.ts";
import type { AllergyState } from "@practicum/ui/patient-banner.tsx";
import { useQuery } from "@tanstack/react-query";
import { toDomainError } from "../api/domain-error.ts";
import { useTRPC } from "../api/trpc.ts";
import { useSession } from "../session/session-context.ts";
import { ifCalled, ifPronouns } from "./about-words.ts";
import { firstInForce } from "./first-in-force.ts";

/** Who it is, whether the chart opens, and what must be seen of the person everywhere. */
export function usePatientIdentity(patientId: string) {
  const trpc = useTRPC();
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId }));
  const may = useSession().can("chart.summary");
  const chart = useQuery({ ...trpc.charting.chartSummary.queryOptions({ patientId }), enabled: may });
  const shut = chart.isError && toDomainError(chart.error).code === "chart-restricted";
  const allergies = shut ? RESTRICTED : allergyState(chart.data?.allergies, chart.isError);
  return { patient, allergies: may ? allergies : HIDDEN, shut, restricted: shut || chart.data?.restricted === true };
}

const HIDDEN: AllergyState = { kind: "hidden" };
const RESTRICTED: AllergyState = { kind: "restricted" };

/** Everything the banner shows, each part by itself: one that fails never hides another. */
export function useBanner(patientId: string) {
  const trpc = useTRPC();
  const session = useSession();
  const identity = usePatientIdentity(patientId);
  const coverages = useQuery(trpc.billing.listCoverages.queryOptions({ patientId }));
  const account = useQuery({
    ...trpc.billing.getAccount.queryOptions({ patientId }),
    enabled: session.can("account.read"),
  });
  const first = coverages.data && firstInForce(coverages.data, session.today);
  const pcp = first?.eligibility?.pcpName;
  const due = account.data?.patientDue ?? null;
  return {
    ...identity,
    coverage: coverages.isError
      ? "Insurance unknown"
      : coverages.data && !first
        ? coverages.data.length > 0
          ? "No insurance in force"
          : "No insurance on file"
        : first
          ? `${first.payerName}${pcp ? `, PCP ${pcp}` : ""}`
          : null,
    balance: due === null ? null : due < 0 ? `${formatCents(due)} credit` : `${formatCents(due)} due`,
  };
}

/** "LOPEZ, Maria “Mia”" and "03/04/1981 (45 y) F · she/her" of a record. */
export function describePatient(
  patient: Pick<Patient, "name" | "birthDate" | "sex" | "about">,
  today: string,
): { name: string; birth: string } {
  return {
    name: `${formatName(patient.name)}${ifCalled(patient.about?.preferredName)}`,
    birth: `${formatBirth(patient.birthDate, patient.sex, today)}${ifPronouns(patient.about)}`,
  };
}

interface Allergies {
  readonly status: "not-asked" | "none-known" | "listed";
  readonly entries: readonly { readonly substance: string; readonly status: string }[];
}

function allergyState(list: Allergies | undefined, failed: boolean): AllergyState | null {
  if (!list) return failed ? { kind: "unknown" } : null;
  if (list.status !== "listed") return { kind: list.status };
  const substances = list.entries.filter((entry) => entry.status === "active").map((entry) => entry.substance);
  return substances.length > 0 ? { kind: "listed", substances } : { kind: "none-known" };
}
