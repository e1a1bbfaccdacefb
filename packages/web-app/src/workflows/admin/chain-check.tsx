import { Button, Group } from "@mantine/core";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useSession } from "../../session/session-context.ts";

/** Whether the trail is as it was written. It is recomputed when asked for: a long one takes a moment. */
export function ChainCheck() {
  const trpc = useTRPC();
  const { timeZone } = useSession();
  const check = useQuery({ ...trpc.identity.verifyAuditChain.queryOptions({}), enabled: false });
  const moment =
    check.data &&
    `${formatDate(dateIn(check.data.checkedAt, timeZone))} ${formatTime(timeIn(check.data.checkedAt, timeZone))}`;
  return (
    <Group gap="xs" role="status">
      {check.isError && <span className="a-denied">{errorText(check.error)}</span>}
      {check.data?.brokenAt === null && (
        <span>
          <IconShieldCheck size={16} aria-hidden /> Unchanged: {check.data.entries} entries, {moment}
        </span>
      )}
      {check.data && check.data.brokenAt !== null && (
        <span className="a-denied">
          <IconShieldX size={16} aria-hidden /> Changed or missing from entry {check.data.brokenAt} on
        </span>
      )}
      <Button size="xs" variant="default" loading={check.isFetching} onClick={() => void check.refetch()}>
        Verify the chain
      </Button>
    </Group>
  );
}
