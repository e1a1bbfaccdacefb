import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";

interface Props {
  readonly appointmentId: string | null;
  readonly onUse: (text: string) => void;
}

/** What the visit was booked for, to be taken over where the reason is still empty. */
export function BookedFor({ appointmentId, onUse }: Props) {
  const trpc = useTRPC();
  const visit = useQuery({
    ...trpc.scheduling.getAppointment.queryOptions({ appointmentId: appointmentId ?? "" }),
    enabled: appointmentId !== null,
  });
  const reason = visit.data?.reason ?? "";
  if (reason === "") return null;
  return (
    <div style={{ display: "flex", gap: 8, alignItems: "center", marginBottom: 6, fontSize: 13 }}>
      <span>
        Booked for: <b>{reason}</b>
      </span>
      <Button size="compact-sm" variant="default" onClick={() => onUse(reason)}>
        Use it
      </Button>
    </div>
  );
}
