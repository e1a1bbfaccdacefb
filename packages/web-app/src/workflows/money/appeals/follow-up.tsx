import { describeError } from "@practicum/contracts/error";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand, type CommandInput } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import type { AppealView } from "./appeal-words.ts";

/** Who follows the appeal, and when somebody looks again. */
export function FollowUp({ appeal }: { readonly appeal: AppealView }) {
  const trpc = useTRPC();
  const session = useSession();
  const staff = useQuery({ ...trpc.identity.listStaff.queryOptions({}), staleTime: 10 * 60_000 });
  const follow = useCommand("billing", "followAppeal");
  const people = (staff.data ?? []).filter(
    (one) => one.staffId === appeal.ownerId || (one.active && one.roles.some((role) => mayFollow.includes(role))),
  );
  const change = async (part: Partial<Pick<CommandInput<"billing", "followAppeal">, "ownerId" | "followUpOn">>) => {
    const { appealId, version, ownerId, followUpOn } = appeal;
    await follow.run({ appealId, version, ownerId, followUpOn, ...part });
  };
  return (
    <div className="m-row" style={{ alignItems: "flex-end" }}>
      <ChoiceList
        size="xs"
        label="Followed by"
        placeholder="Nobody"
        data={people.map((one) => ({ value: one.staffId, label: `${one.given} ${one.family}` }))}
        value={appeal.ownerId}
        onChange={(ownerId) => void change({ ownerId })}
      />
      <DateInput
        size="xs"
        label="Follow up on"
        today={session.today}
        sense="future"
        value={appeal.followUpOn}
        onChange={(followUpOn) => {
          if (followUpOn !== null && followUpOn !== appeal.followUpOn) void change({ followUpOn });
        }}
      />
      {follow.error && (
        <Notice tone="danger">{follow.error.fields?.[0]?.message ?? describeError(follow.error)}</Notice>
      )}
    </div>
  );
}

const mayFollow: readonly string[] = ["biller", "practice-manager"];
