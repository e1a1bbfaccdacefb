import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";
import type { BookingDraft } from "./booking-draft.ts";

const shownSlots = 9;
const rarelyChanges = { staleTime: 10 * 60_000 } as const;

/** Everything that a booking looks up, by what is chosen so far. `findTimes` is false when the time was given. */
export function useBookingData(draft: BookingDraft, findTimes: boolean) {
  const trpc = useTRPC();
  const patientId = draft.patientId ?? "";
  const hasPatient = draft.patientId !== null;
  const patient = useQuery({ ...trpc.scheduling.getPatient.queryOptions({ patientId }), enabled: hasPatient });
  const history = useQuery({ ...trpc.scheduling.patientAppointments.queryOptions({ patientId }), enabled: hasPatient });
  const types = useQuery({ ...trpc.scheduling.listVisitTypes.queryOptions({}), ...rarelyChanges });
  const resources = useQuery({ ...trpc.scheduling.listResources.queryOptions({}), ...rarelyChanges });

  const activeTypes = types.data?.filter((one) => one.active) ?? [];
  // A patient without a finished visit is new, which is the usual kind of visit unless another is chosen.
  const isNew = history.data ? !history.data.some((visit) => visit.status === "done") : false;
  const usual = activeTypes.find((one) => one.newPatient === isNew) ?? activeTypes[0];
  const type = activeTypes.find((one) => one.visitTypeId === draft.visitTypeId) ?? usual;
  const searching = findTimes && hasPatient && type !== undefined && history.data !== undefined;
  const slots = useQuery({
    ...trpc.scheduling.findSlots.queryOptions({
      patientId: draft.patientId,
      visitTypeId: type?.visitTypeId ?? "",
      providerResourceId: draft.provider,
      locationId: null,
      from: draft.from,
      limit: shownSlots,
    }),
    enabled: searching,
    staleTime: 10_000,
  });
  const providers = resources.data?.filter((resource) => resource.kind === "provider" && resource.active) ?? [];
  const provider = providers.find((resource) => resource.resourceId === draft.slot?.providerResourceId);
  return {
    patient,
    types,
    activeTypes,
    type,
    slots,
    searching,
    providers,
    provider,
  };
}
