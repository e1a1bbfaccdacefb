import { formatAge, formatName } from "@practicum/ui/format.ts";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";
import { useSession } from "../../../session/session-context.ts";
import type { PlannedVisit, TogetherDraft } from "./together-draft.ts";

const rarelyChanges = { staleTime: 10 * 60_000 } as const;
/** The first nine answer to keys. */
const SHOWN = 9;
/** As many as the contract takes. */
const VISITS_MAX = 8;

export type TogetherData = ReturnType<typeof useTogetherData>;

/** What visits that belong together look up: who belongs to the family, kinds of visit, times for all. */
export function useTogetherData(patientId: string, draft: TogetherDraft) {
  const trpc = useTRPC();
  const { today } = useSession();
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId }));
  const families = useQuery(trpc.scheduling.getHouseholds.queryOptions({ patientId }));
  const types = useQuery({ ...trpc.scheduling.listVisitTypes.queryOptions({}), ...rarelyChanges });
  const resources = useQuery({ ...trpc.scheduling.listResources.queryOptions({}), ...rarelyChanges });

  const members = (families.data ?? [])
    .flatMap((one) => one.members)
    .filter((one) => one.leftOn === null && one.active);
  const everybody = new Map(members.map((one) => [one.patientId as string, one]));
  const people = families.data && patient.data ? peopleOf(patient.data, [...everybody.values()], today) : null;
  const activeTypes = types.data?.filter((one) => one.active) ?? [];
  const usual = activeTypes.find((one) => !one.newPatient) ?? activeTypes[0];
  const typeOf = (id: string): string | null => draft.types[id] ?? usual?.visitTypeId ?? null;
  // limit: one booking takes as many.
  const chosenIds = (draft.members ?? people?.map((one) => one.patientId) ?? []).slice(0, VISITS_MAX);
  const second = draft.secondType ?? usual?.visitTypeId ?? null;
  const wanted =
    draft.arrangement === "before"
      ? [draft.firstType, second].map((visitTypeId) => ({ patientId, visitTypeId }))
      : chosenIds.map((id) => ({ patientId: id, visitTypeId: typeOf(id) }));
  const visits = wanted.flatMap(({ patientId: id, visitTypeId }, place) => {
    if (visitTypeId === null) return [];
    // Of two at once the provider is the first row's; the first visit of two is with whoever has time.
    const own = draft.arrangement === "before" ? place === 1 : place === 0;
    return [{ patientId: id, visitTypeId, providerResourceId: own ? draft.provider : null }];
  });
  const searching = visits.length >= 2 && (draft.arrangement !== "before" || visits.length === wanted.length);
  const found = useQuery({
    ...trpc.scheduling.findTogether.queryOptions({
      arrangement: draft.arrangement,
      leadMinutes: draft.arrangement === "before" ? draft.leadMinutes : null,
      visits,
      groupId: null,
      from: draft.from,
      limit: SHOWN,
    }),
    enabled: searching,
    staleTime: 10_000,
  });
  const nameOf = (id: string): string => people?.find((one) => one.patientId === id)?.name ?? "";
  const providers = resources.data?.filter((one) => one.kind === "provider" && one.active) ?? [];
  return {
    people,
    familyError: families.error ?? patient.error,
    retryFamily: () => void Promise.all([families.refetch(), patient.refetch()]),
    typeChoices: activeTypes.map((one) => ({
      value: one.visitTypeId as string,
      label: `${one.name} · ${one.minutes} min`,
    })),
    providerChoices: [
      { value: "", label: "Any provider" },
      ...providers.map((one) => ({ value: one.resourceId as string, label: one.name })),
    ],
    chosenIds,
    typeOf,
    secondType: second,
    searching,
    found,
    nameOf,
    namesOf: (planned: readonly PlannedVisit[]) => planned.map((one) => ({ ...one, name: nameOf(one.patientId) })),
  };
}

interface Who {
  readonly patientId: string;
  readonly name: { readonly family: string; readonly given: string };
  readonly birthDate: string;
}

/** The patient first, then the others of the family. */
function peopleOf(patient: Who, members: readonly Who[], today: string) {
  return [patient, ...members.filter((one) => one.patientId !== patient.patientId)].map((one) => ({
    patientId: one.patientId,
    name: formatName(one.name),
    label: `${formatName(one.name)}, ${formatAge(one.birthDate, today)}`,
  }));
}
