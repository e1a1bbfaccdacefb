import type { Household } from "@practicum/contracts/scheduling/households";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";
import { useSession } from "../session/session-context.ts";
import { isMinor } from "./family-words.ts";

export interface PaidBy {
  readonly guarantor: NonNullable<Household["guarantor"]>;
  /** In a word or two, beside the name. */
  readonly how: string;
}

/** Who gets the bills by a family; null where the patient's own record says it. */
export function usePaidBy({ patientId, birthDate }: Patient): PaidBy | null {
  const trpc = useTRPC();
  const { today } = useSession();
  const families = useQuery(trpc.scheduling.getHouseholds.queryOptions({ patientId }));
  for (const { guarantor, members } of families.data ?? []) {
    const own = members.find((one) => one.patientId === patientId && one.leftOn === null);
    if (!own || !guarantor || own.billsTo === "self") continue;
    if (own.billsTo === "guarantor") return { guarantor, how: "family" };
    if (isMinor(birthDate, today)) return { guarantor, how: "family, until 18" };
  }
  return null;
}
