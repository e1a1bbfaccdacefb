import { ActionIcon, NumberInput } from "@mantine/core";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { formatCents, type Cents } from "@practicum/kernel/money";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";
import "../insurance/insurance.css";

/** A service that is chosen to estimate from. */
export interface Service {
  readonly code: string;
  readonly units: number;
}

interface PricedService {
  readonly code: string;
  readonly label: string;
  readonly price: Cents;
}

/** The fee schedule of a visit's day, and the service that such a visit mostly is. */
export function useServices(visit: Appointment) {
  const trpc = useTRPC();
  const prices = useQuery(trpc.billing.estimateServices.queryOptions({ onDate: visit.date }));
  const types = useQuery({ ...trpc.scheduling.listVisitTypes.queryOptions({}), staleTime: 10 * 60_000 });
  const isNew = types.data?.find((type) => type.visitTypeId === visit.visitTypeId)?.newPatient ?? false;
  const usual = isNew ? "99203" : "99213";
  const usualLines: Service[] = prices.data?.some((one) => one.code === usual) ? [{ code: usual, units: 1 }] : [];
  return { prices, pending: !prices.data || types.isPending, usual: usualLines };
}

interface Props {
  readonly label: string;
  readonly lines: readonly Service[];
  readonly prices: readonly PricedService[];
  readonly onChange: (lines: readonly Service[]) => void;
}

/** The services that were chosen, with their units and fees. */
export function ServicesTable({ label, lines, prices, onChange }: Props) {
  const of = (code: string) => prices.find((one) => one.code === code);
  return (
    <table className="n-estimate" aria-label={label}>
      <tbody>
        {lines.map((line, index) => (
          <tr key={line.code}>
            <td>
              {line.code} {of(line.code)?.label}
            </td>
            <td>
              <NumberInput
                size="xs"
                w={64}
                aria-label={`Units of ${line.code}`}
                min={1}
                max={99}
                allowDecimal={false}
                value={line.units}
                onChange={(value) =>
                  onChange(
                    lines.map((one, at) => (at === index ? { ...one, units: Math.max(1, Number(value) || 1) } : one)),
                  )
                }
              />
            </td>
            <td data-money>{formatCents((of(line.code)?.price ?? 0) * line.units)}</td>
            <td>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Remove ${line.code}`}
                onClick={() => onChange(lines.filter((_, at) => at !== index))}
              >
                <IconX size={16} />
              </ActionIcon>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Adds one of the services that are not there yet. */
export function AddService({ lines, prices, onChange }: Omit<Props, "label">) {
  return (
    <ChoiceList
      size="xs"
      w={260}
      label="Add a service"
      data={prices
        .filter((one) => !lines.some((line) => line.code === one.code))
        .map((one) => ({ value: one.code, label: `${one.code} ${one.label} · ${formatCents(one.price)}` }))}
      value={null}
      onChange={(code) => code && onChange([...lines, { code, units: 1 }])}
    />
  );
}
