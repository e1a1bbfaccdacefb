import { Button, Group } from "@mantine/core";
import { dateIn, timeIn, type Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { IconShieldCheck, IconShieldQuestion, IconShieldX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { useSession } from "../../session/session-context.ts";
import { chainWords } from "./chain-words.ts";

const icons = {
  whole: <IconShieldCheck size={16} aria-hidden />,
  unsure: <IconShieldQuestion size={16} aria-hidden />,
  broken: <IconShieldX size={16} aria-hidden />,
} as const;

/** Whether the trail is as it was written. It is recomputed when asked for, page by page: a long one takes a moment. */
export function ChainCheck() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { timeZone } = useSession();
  const check = useQuery({
    ...trpc.identity.verifyAuditChain.queryOptions({}),
    queryFn: async () => {
      let page = await client.identity.verifyAuditChain.query({});
      while (page.next) page = await client.identity.verifyAuditChain.query({ after: page.next });
      return page;
    },
    enabled: false,
  });
  const when = (at: Instant) => `${formatDate(dateIn(at, timeZone))} ${formatTime(timeIn(at, timeZone))}`;
  const words = check.data && chainWords(check.data, when);
  return (
    <Group gap="xs" role="status">
      {check.isError && <span className="a-denied">{errorText(check.error)}</span>}
      {words && (
        <span className={words.state === "whole" ? undefined : "a-denied"}>
          {icons[words.state]} {words.text}
        </span>
      )}
      <Button size="xs" variant="default" loading={check.isFetching} onClick={() => void check.refetch()}>
        Verify the chain
      </Button>
    </Group>
  );
}
