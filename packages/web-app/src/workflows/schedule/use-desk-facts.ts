import type { DeskFact } from "@practicum/contracts/billing/desk";
import type { LocalDate } from "@practicum/kernel/local-date";
import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../../api/trpc.ts";

/** As many patients as one question may name. */
const askedAtOnce = 200;

/**
 * What billing knows of the patients of a day.
 *
 * @returns null until it is known, and where it could not be asked: a card then says nothing of it.
 */
export function useDeskFacts(day: LocalDate, patientIds: readonly string[]): ReadonlyMap<string, DeskFact> | null {
  const trpc = useTRPC();
  const wanted = useMemo(() => [...new Set(patientIds)].toSorted(), [patientIds]);
  const chunks = Array.from({ length: Math.ceil(wanted.length / askedAtOnce) }, (_, index) =>
    wanted.slice(index * askedAtOnce, (index + 1) * askedAtOnce),
  );
  return useQueries({
    queries: chunks.map((ids) => trpc.billing.deskFacts.queryOptions({ day, patientIds: ids })),
    combine: mapOf,
  });
}

function mapOf(
  answers: readonly { readonly data?: readonly DeskFact[] | undefined }[],
): ReadonlyMap<string, DeskFact> | null {
  if (answers.some((answer) => answer.data === undefined)) return null;
  return new Map(answers.flatMap((answer) => answer.data ?? []).map((fact) => [fact.patientId, fact]));
}
