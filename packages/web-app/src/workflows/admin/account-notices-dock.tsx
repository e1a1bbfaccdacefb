import { Button, Stack } from "@mantine/core";
import { describeError, type DomainError } from "@practicum/contracts/error";
import type { AccountNotice, AccountNoticeKind } from "@practicum/contracts/identity/account";
import { dateIn, instant, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { useEndless } from "../../lists/use-endless.ts";
import { useSession } from "../../session/session-context.ts";
import "./admin.css";

const PAGE = 30;

/** What was done to one's own account, or in its name. It stays; only the person says that it is known. */
export function AccountNoticesDock() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const read = useCommand("identity", "readAccountNotices");
  const [problem, setProblem] = useState<DomainError | null>(null);
  const list = useEndless({
    queryKey: trpc.identity.listAccountNotices.queryKey({ before: null, limit: PAGE }),
    page: async (before, signal) => {
      const page = await client.identity.listAccountNotices.query(
        { before: before === null ? null : placeOf(before), limit: PAGE },
        { signal },
      );
      return { notices: page.notices, next: page.next === null ? null : `${page.next.at} ${page.next.noticeId}` };
    },
    itemsOf: (page) => page.notices,
    keyOf: (notice: AccountNotice) => notice.noticeId,
  });
  if (list.error)
    return <ErrorState what="What is about your account" message={errorText(list.error)} onRetry={list.refetch} />;
  if (!list.items) return <LoadingState rows={3} />;
  const [newest] = list.items;
  if (!newest)
    return (
      <EmptyState title="Nothing">
        What others do to your account, and sign-ins from new browsers, stand here.
      </EmptyState>
    );
  const isNews = list.items.some((one) => one.readAt === null);
  const known = async () => {
    const done = await read.run({ upTo: newest.noticeId });
    setProblem(done.ok ? null : done.error);
    await queries.invalidateQueries(trpc.identity.pathFilter());
  };
  return (
    <Stack gap="sm">
      <p className="a-dim">
        If you did not expect one of these, tell the owner of the practice or another manager now, by voice or by
        telephone.
      </p>
      {problem && (
        <Notice tone="danger" role="alert">
          {describeError(problem)}
        </Notice>
      )}
      {isNews && (
        <Button size="xs" w="fit-content" loading={read.pending} onClick={() => void known()}>
          I know of all of these
        </Button>
      )}
      <ul className="a-requests" aria-label="About your account">
        {list.items.map((one) => (
          <One key={one.noticeId} notice={one} />
        ))}
      </ul>
      {list.more && (
        <Button size="xs" variant="default" w="fit-content" loading={list.more.loading} onClick={list.more.load}>
          Earlier ones
        </Button>
      )}
    </Stack>
  );
}

function placeOf(place: string) {
  const [at = "", noticeId = ""] = place.split(" ");
  return { at: instant(at), noticeId };
}

function One({ notice }: { readonly notice: AccountNotice }) {
  const { timeZone } = useSession();
  const { kind, detail, by, at, readAt } = notice;
  const when = `${formatDate(dateIn(at, timeZone))} ${formatTime(timeIn(at, timeZone))}`;
  return (
    <li>
      <div>
        {readAt === null ? <b>{sentences[kind](detail)}</b> : sentences[kind](detail)}
        {readAt === null && <span className="p-visually-hidden"> New.</span>}
      </div>
      <div className="a-dim">
        {when}
        {by !== "" && `, by ${by}`}
      </div>
    </li>
  );
}

const sentences: { readonly [K in AccountNoticeKind]: (detail: string) => string } = {
  "rights-changed": () => "What your roles allow was changed.",
  "roles-changed": (detail) => `Your roles were changed. They are now: ${detail}.`,
  "code-made": () => "A code was made, by which a password can be set for your account.",
  "password-set": () => "A password was set for your account by a code.",
  "second-factor-ended": () => "The second factor of your account was ended.",
  "made-inactive": () => "Your account was closed.",
  "made-active": () => "Your account was opened.",
  "email-changed": (detail) => `The e-mail address of your account was changed to ${detail}.`,
  "sessions-ended": () => "You were signed out where you were signed in.",
  "new-browser": (detail) =>
    `Somebody signed in to your account from a browser that is not known here${detail === "" ? "" : `: ${detail}`}.`,
  "passkey-added": (detail) => `The passkey “${detail}” was added to your account.`,
  "passkey-removed": (detail) => `The passkey “${detail}” was removed from your account.`,
  "passkey-copied": (detail) =>
    `The passkey “${detail}” was refused, because it seems that there are two of it. Remove it.`,
};
