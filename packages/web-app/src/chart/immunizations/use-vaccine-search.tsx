import type { vaccineMatch } from "@practicum/contracts/charting/immunizations";
import type { LocalDate } from "@practicum/kernel/local-date";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { useTRPC } from "../../api/trpc.ts";
import { answer, type SearchAnswer } from "../search-answer.ts";

export type VaccineMatch = z.output<typeof vaccineMatch>;

/** Vaccines by name, trade name, number, NDC or barcode, in use on a day; with `past` also those that are no longer given. */
export function useVaccineSearch(onDate: LocalDate, past: boolean) {
  return function useSearch(text: string): SearchAnswer<VaccineMatch> {
    const trpc = useTRPC();
    const found = useQuery({
      // limit: the best that fit; more of the word finds others.
      ...trpc.charting.searchVaccines.queryOptions({ text, onDate, past, limit: 12 }),
      enabled: text !== "",
      placeholderData: keepPreviousData,
    });
    return answer(
      found,
      text,
      (one) => one.cvx ?? "package",
      (one) => (
        <>
          <b>{one.label}</b>{" "}
          <span className="c-dim">
            {one.cvx === null ? "choose its vaccine once" : `CVX ${one.cvx}`}
            {one.inUse ? "" : " · no longer given"}
            {one.scan?.lot ? ` · lot ${one.scan.lot}` : ""}
          </span>
        </>
      ),
    );
  };
}
