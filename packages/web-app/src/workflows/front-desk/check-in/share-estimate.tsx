import { Button, Group } from "@mantine/core";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { LoadingState, Notice } from "@practicum/ui/states.tsx";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { AddService, ServicesTable, useServices, type Service } from "./services.tsx";
import { ShareFacts } from "./share-facts.tsx";

/** What an insured patient will owe of the services that somebody expects, before the visit is charged. */
export function ShareEstimate({ visit }: { readonly visit: Appointment }) {
  const trpc = useTRPC();
  const [chosen, setChosen] = useState<readonly Service[] | null>(null);
  const { prices, pending, usual } = useServices(visit);
  const lines = chosen ?? usual;
  const share = useQuery({
    ...trpc.billing.estimateShare.queryOptions({
      patientId: visit.patientId,
      serviceDate: visit.date,
      locationId: visit.locationId,
      providerStaffId: visit.providerStaffId,
      lines: lines.map((one) => ({ ...one, modifiers: [] })),
    }),
    enabled: !pending && lines.length > 0,
    placeholderData: keepPreviousData,
  });
  if (prices.isError)
    return <Notice tone="warn">The fee schedule could not be loaded. {errorText(prices.error)}</Notice>;
  if (!prices.data || pending) return <LoadingState rows={2} />;
  return (
    <div style={{ display: "grid", gap: 8 }}>
      <ServicesTable label="Services expected" lines={lines} prices={prices.data} onChange={setChosen} />
      <AddService lines={lines} prices={prices.data} onChange={setChosen} />
      {lines.length === 0 && <span style={{ fontSize: 13 }}>Add a service to see what the patient will owe.</span>}
      {share.isError && (
        <Notice tone="danger">
          The share could not be estimated. {errorText(share.error)}{" "}
          <Button size="compact-sm" variant="default" onClick={() => void share.refetch()}>
            Retry
          </Button>
        </Notice>
      )}
      {share.isLoading && <LoadingState rows={2} />}
      {share.data && lines.length > 0 && !share.isError && <ShareFacts share={share.data} />}
    </div>
  );
}

/** The estimate behind a button: at the door the copay is enough for most. */
export function ShareEstimateButton({ visit }: { readonly visit: Appointment }) {
  const [open, setOpen] = useState(false);
  return (
    <div style={{ marginTop: 8 }}>
      <Group gap="xs">
        <Button size="compact-sm" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Hide estimate" : "Estimate patient's share"}
        </Button>
      </Group>
      {open && <ShareEstimate visit={visit} />}
    </div>
  );
}
