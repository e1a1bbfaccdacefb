import type { ImportReading } from "@practicum/contracts/imports";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../../../api/trpc.ts";
import type { Columns } from "../../../csv/columns.ts";
import type { ReadCsv } from "../../../csv/read-csv.ts";
import { importFields, type ChoiceField, type Kind } from "./import-kinds.ts";
import { guessMeaning, valuesOf, type Said } from "./read-rows.ts";

export interface Meant {
  readonly value: string;
  readonly label: string;
  readonly also?: readonly string[];
}

interface Options {
  readonly kind: Kind;
  readonly csv: ReadCsv;
  readonly columns: Columns;
  /** As a person said. */
  readonly said: Said["values"];
  /** As it was said of the last file of this system. */
  readonly before: ImportReading | undefined;
}

/** Which of the practice's payers, providers and visit types the values of a file mean: as said, as remembered, or as their names are the same. */
export function useMeanings({ kind, csv, columns, said, before }: Options) {
  const choices = useChoices(kind);
  const fields = useMemo(
    () =>
      importFields[kind].flatMap(({ field, label, choice }) => {
        const values = choice === undefined ? [] : valuesOf(csv, columns[field] ?? null);
        return choice === undefined || values.length === 0 ? [] : [{ field: choice, label, values }];
      }),
    [kind, csv, columns],
  );
  const values = useMemo(() => {
    const remembered = (field: string, value: string) =>
      before?.values.find((one) => one.field === field && one.value === value)?.means;
    const entries = fields.map(({ field, values: found }) => {
      const own = choices[field];
      const of = found.flatMap(({ value }) => {
        const means = said[field]?.[value] ?? remembered(field, value) ?? guessMeaning(value, own);
        return means && own.some((one) => one.value === means) ? [[value, means] as const] : [];
      });
      return [field, Object.fromEntries(of)] as const;
    });
    return Object.fromEntries(entries) as Said["values"];
  }, [fields, choices, said, before]);
  return { fields, values, choices };
}

function useChoices(kind: Kind): { readonly [F in ChoiceField]: readonly Meant[] } {
  const trpc = useTRPC();
  const payers = useQuery({ ...trpc.billing.listPayers.queryOptions({}), enabled: kind === "coverages" });
  const staff = useQuery({ ...trpc.identity.listStaff.queryOptions({}), enabled: kind === "balances" });
  const resources = useQuery({ ...trpc.scheduling.listResources.queryOptions({}), enabled: kind === "appointments" });
  const types = useQuery({ ...trpc.scheduling.listVisitTypes.queryOptions({}), enabled: kind === "appointments" });
  return useMemo(
    () => ({
      payer: (payers.data ?? []).map((one) => ({
        value: one.payerId,
        label: one.name,
        also: [one.electronicId],
      })),
      provider:
        kind === "balances"
          ? (staff.data ?? []).flatMap((one) =>
              one.npi === null ? [] : [{ value: one.staffId, label: `${one.given} ${one.family}`, also: [one.npi] }],
            )
          : (resources.data ?? []).flatMap((one) =>
              one.kind === "provider" && one.active ? [{ value: one.resourceId, label: one.name }] : [],
            ),
      visitType: (types.data ?? []).flatMap((one) => (one.active ? [{ value: one.visitTypeId, label: one.name }] : [])),
    }),
    [kind, payers.data, staff.data, resources.data, types.data],
  );
}
