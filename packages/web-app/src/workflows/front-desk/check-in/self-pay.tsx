import { Button, Group } from "@mantine/core";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { Estimate } from "@practicum/contracts/billing/estimates";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { EstimateForm, EstimateModal } from "./estimate.tsx";

/** The newest estimate for a visit; undefined while it is not known. */
export function useEstimateOf(visit: Appointment, isSelfPay: boolean) {
  const trpc = useTRPC();
  const listed = useQuery({
    ...trpc.billing.listEstimates.queryOptions({ patientId: visit.patientId }),
    enabled: isSelfPay,
  });
  const estimate = listed.data?.find((one) => one.appointmentId === visit.appointmentId) ?? null;
  return { listed, estimate };
}

interface Props {
  readonly visit: Appointment;
  readonly found: ReturnType<typeof useEstimateOf>;
}

/** Who pays alone hears before the visit what it will cost, on paper too. */
export function SelfPayEstimate({ visit, found: { listed, estimate } }: Props) {
  const [shown, setShown] = useState<Estimate | null>(null);
  const [again, setAgain] = useState(false);
  if (listed.isError) return <Notice tone="warn">Estimates could not be looked up. {errorText(listed.error)}</Notice>;
  if (listed.isPending) return <LoadingState rows={1} />;
  return (
    <div style={{ marginBottom: 8 }}>
      {estimate && !again ? (
        <Group gap="xs" style={{ fontSize: 13 }}>
          <span>
            Good-faith estimate {estimate.number} of {formatCents(estimate.total)}, given{" "}
            {formatDate(estimate.issuedOn)}.
          </span>
          <Button size="compact-sm" variant="default" onClick={() => setShown(estimate)}>
            Show, print
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setAgain(true)}>
            New estimate
          </Button>
        </Group>
      ) : (
        <>
          <div style={{ fontSize: 13, marginBottom: 4 }}>
            Self-pay: give a good-faith estimate, then take the fee or a deposit.
          </div>
          <EstimateForm
            visit={visit}
            onIssued={(issued) => {
              setAgain(false);
              setShown(issued);
            }}
          />
        </>
      )}
      <EstimateModal estimate={shown} onClose={() => setShown(null)} />
    </div>
  );
}
