import { IconStar } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { LocalDate } from "@practicum/kernel/local-date";
import { useTRPC } from "../api/trpc.ts";
import { answer, type SearchAnswer } from "./search-answer.ts";

export interface Code {
  readonly code: string;
  readonly label: string;
}
export interface Drug {
  readonly rxnorm: string;
  readonly name: string;
  readonly commonDirections: string | null;
  readonly commonDays: number;
}
export interface Allergen {
  readonly code: string;
  readonly name: string;
}

const LIMIT = 12;

function CodeLine({ code, label, favourite }: Code & { readonly favourite: boolean }) {
  return (
    <span style={{ display: "flex", gap: 8, alignItems: "baseline" }}>
      <b style={{ minWidth: 62 }}>{code}</b>
      <span style={{ flex: 1 }}>{label}</span>
      {favourite && <IconStar size={14} aria-label="You use it" style={{ flex: "none" }} />}
    </span>
  );
}

/** ICD-10-CM by words, code or abbreviation, valid on a day. */
export function useDiagnosisSearch(onDate: LocalDate) {
  return function useSearch(text: string): SearchAnswer<Code & { favourite: boolean }> {
    const trpc = useTRPC();
    const found = useQuery({
      // limit: the best that fit; more of the word finds others.
      ...trpc.charting.searchDiagnoses.queryOptions({ text, onDate, limit: LIMIT }),
      enabled: text !== "",
      placeholderData: keepPreviousData,
    });
    return answer(found, text, (one) => one.code, CodeLine);
  };
}

/** CPT and HCPCS by words or code, valid on a day. */
export function useProcedureSearch(onDate: LocalDate) {
  return function useSearch(text: string): SearchAnswer<Code & { favourite: boolean }> {
    const trpc = useTRPC();
    const found = useQuery({
      // limit: the best that fit; more of the word finds others.
      ...trpc.charting.searchProcedures.queryOptions({ text, onDate, limit: LIMIT }),
      enabled: text !== "",
      placeholderData: keepPreviousData,
    });
    return answer(found, text, (one) => one.code, CodeLine);
  };
}

/** Drugs by name; in a note with what fits the patient's age and weight. */
export function drugSearchFor(encounterId: string | null) {
  return function useSearch(text: string): SearchAnswer<Drug> {
    const trpc = useTRPC();
    const found = useQuery({
      // limit: the best that fit; more of the word finds others.
      ...trpc.charting.searchMedications.queryOptions({ text, limit: LIMIT, encounterId }),
      enabled: text !== "",
      placeholderData: keepPreviousData,
    });
    return answer(
      found,
      text,
      (one) => one.name,
      (one) => (
        <>
          <b>{one.name}</b>
          {one.commonDirections && <span className="c-dim"> · {one.commonDirections}</span>}
        </>
      ),
    );
  };
}

export const useDrugSearch = drugSearchFor(null);

export function useAllergenSearch(text: string): SearchAnswer<Allergen> {
  const trpc = useTRPC();
  const found = useQuery({
    // limit: the best that fit; more of the word finds others.
    ...trpc.charting.searchAllergens.queryOptions({ text, limit: LIMIT }),
    enabled: text !== "",
    placeholderData: keepPreviousData,
  });
  return answer(
    found,
    text,
    (one) => one.code,
    (one) => (
      <>
        <b>{one.name}</b>{" "}
        <span style={{ color: "var(--p-dim)", fontSize: 12 }}>
          {one.code.startsWith("class:") ? "whole class" : ""}
        </span>
      </>
    ),
  );
}
