import { SegmentedControl } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useSession } from "../session/session-context.ts";

const queues = [
  { value: "tasks", label: "Tasks" },
  { value: "calls", label: "Calls" },
  { value: "messages", label: "Messages" },
  { value: "refills", label: "Refills" },
] as const;

/** The inbox's queues, one beside the other: refills for those who may open what they are about. */
export function InboxQueues({ shown }: { readonly shown: (typeof queues)[number]["value"] }) {
  const navigate = useNavigate();
  const { can } = useSession();
  return (
    <SegmentedControl
      aria-label="Queue"
      size="xs"
      data={queues.filter((one) => one.value !== "refills" || can("chart.read"))}
      value={shown}
      onChange={(value) => void navigate({ to: `/inbox/${value}` })}
    />
  );
}
